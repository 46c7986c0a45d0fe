import {shortArn} from '../reading/arn.ts';
import {isJsonObject, member} from '../json.ts';
import {clip, firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import {policyHint} from '../reading/policy.ts';
import type {Call, Describe, Sentences} from './call.ts';
import {resources} from './unknown.ts';

const secret: Describe = (call) =>
  firstOf(
    call
      .asked('secretId', 'secretIdList', 'name')
      .map((id) => shortArn(id).replace(/^secret:/v, '')),
  ) || pair(call.ask('filters.key'), firstOf(call.asked('filters.values')));

const key: Describe = (call) => {
  const id = call.ask('keyId');
  return id === '' ? resources(call) : shortArn(id);
};

const alias: Describe = (call) =>
  leads(call.ask('aliasName'), shortArn(call.ask('targetKeyId')), call.signs);

/** Sentences about secrets and keys. */
export const secrets: Readonly<Record<'secretsmanager' | 'kms', Sentences>> = {
  secretsmanager: {
    GetSecretValue: secret,
    BatchGetSecretValue: secret,
    DescribeSecret: secret,
    ListSecrets: secret,
    CreateSecret: secret,
    PutSecretValue: secret,
    UpdateSecret: secret,
    RotateSecret: secret,
    DeleteSecret: (call) =>
      words(
        secret(call),
        call.ask('forceDeleteWithoutRecovery') === 'true' ? 'without recovery' : '',
      ),
    RestoreSecret: secret,
    DeleteResourcePolicy: secret,
    UpdateSecretVersionStage: (call) => words(secret(call), call.ask('versionStage')),
    ReplicateSecretToRegions: (call) =>
      leads(secret(call), firstOf(call.asked('addReplicaRegions.region')), call.signs),
    PutResourcePolicy: (call) => words(secret(call), hint(call, 'resourcePolicy')),
  },
  kms: {
    Decrypt: (call) => words(key(call), context(call)),
    GenerateDataKey: (call) => words(key(call), context(call)),
    Encrypt: (call) => words(key(call), context(call)),
    GenerateDataKeyWithoutPlaintext: (call) => words(key(call), context(call)),
    ReEncrypt: (call) =>
      leads(shortArn(call.ask('sourceKeyId')), shortArn(call.ask('destinationKeyId')), call.signs),
    CreateKey: (call) =>
      words(
        call.gave('keyMetadata.keyId'),
        call.ask('description'),
        call.ask('origin') === 'EXTERNAL' ? 'with material from outside' : '',
        hint(call, 'policy'),
      ),
    CreateAlias: alias,
    UpdateAlias: alias,
    DeleteAlias: alias,
    ImportKeyMaterial: key,
    DeleteImportedKeyMaterial: key,
    EnableKeyRotation: key,
    DisableKeyRotation: key,
    RevokeGrant: (call) => words(key(call), prefixed('grant', call.ask('grantId').slice(0, 8))),
    RetireGrant: key,
    ScheduleKeyDeletion: (call) => words(key(call), days(call.ask('pendingWindowInDays'))),
    DisableKey: key,
    EnableKey: key,
    CancelKeyDeletion: key,
    DescribeKey: key,
    PutKeyPolicy: (call) => words(key(call), hint(call, 'policy')),
    CreateGrant: (call) => leads(key(call), shortArn(call.ask('granteePrincipal')), call.signs),
  },
};

function hint(call: Call, parameter: string): string {
  return policyHint(member(call.request, parameter), call.signs);
}

function days(text: string): string {
  return text === '' ? '' : `in ${text} days`;
}

/** What was encrypted: services put the ARN or the name of their resource into the context. */
function context(call: Call): string {
  const pairs = member(call.request, 'encryptionContext');
  const values = isJsonObject(pairs) ? Object.values(pairs) : [];
  const text = values.find((value) => typeof value === 'string' && value !== '');
  return typeof text === 'string' ? prefixed('for', shortArn(clip(text, call.signs))) : '';
}

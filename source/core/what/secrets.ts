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
    PutResourcePolicy: (call) => words(secret(call), hint(call, 'resourcePolicy')),
  },
  kms: {
    Decrypt: (call) => words(key(call), context(call)),
    GenerateDataKey: (call) => words(key(call), context(call)),
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

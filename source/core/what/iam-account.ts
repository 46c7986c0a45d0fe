import {lastPart} from '../reading/arn.ts';
import {leads, pair, prefixed, words} from '../reading/phrase.ts';
import type {Call, Describe, Sentences} from './call.ts';

const provider: Describe = (call) =>
  lastPart(call.ask('openIDConnectProviderArn', 'sAMLProviderArn')) || call.ask('url', 'name');

const group: Describe = (call) => call.ask('groupName');

/** Sentences about groups, identity providers, other credentials, and what holds for the whole account. */
export const iamAccount: Sentences = {
  CreateGroup: group,
  DeleteGroup: group,
  UpdateGroup: (call) => leads(group(call), call.ask('newGroupName'), call.signs),
  DeletePolicy: policy,
  DeletePolicyVersion: (call) => words(policy(call), call.ask('versionId')),
  CreateInstanceProfile: (call) => call.ask('instanceProfileName'),
  DeleteInstanceProfile: (call) => call.ask('instanceProfileName'),
  ChangePassword: () => 'own password',
  UploadSSHPublicKey: (call) =>
    words(
      call.ask('userName'),
      prefixed('+', call.gave('sSHPublicKey.sSHPublicKeyId') || 'SSH key'),
    ),
  UploadSigningCertificate: (call) =>
    words(
      call.ask('userName'),
      prefixed('+', call.gave('certificate.certificateId') || 'certificate'),
    ),
  CreateServiceSpecificCredential: (call) =>
    words(call.ask('userName'), prefixed('+ credential for', call.ask('serviceName'))),
  DeleteOpenIDConnectProvider: provider,
  DeleteSAMLProvider: provider,
  UpdateOpenIDConnectProviderThumbprint: provider,
  AddClientIDToOpenIDConnectProvider: (call) =>
    words(provider(call), prefixed('+', call.ask('clientID'))),
  DeleteVirtualMFADevice: (call) => lastPart(call.ask('serialNumber')),
  UpdateAccountPasswordPolicy: (call) =>
    words(
      pair('length', call.ask('minimumPasswordLength')),
      pair('max age', call.ask('maxPasswordAge')),
    ),
  CreateAccountAlias: (call) => call.ask('accountAlias'),
  DeleteAccountAlias: (call) => call.ask('accountAlias'),
};

function policy(call: Call): string {
  return lastPart(call.ask('policyArn'));
}

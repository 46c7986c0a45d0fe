import {lastPart} from '../reading/arn.ts';
import {keyEnds, leads, pair, prefixed, words} from '../reading/phrase.ts';
import {member} from '../json.ts';
import {policyHint} from '../reading/policy.ts';
import type {Call, Describe, Sentences} from './call.ts';

const attach: Describe = (call) => words(who(call), prefixed('+', policyName(call)));
const detach: Describe = (call) => words(who(call), prefixed('-', policyName(call)));
const putInline: Describe = (call) =>
  words(who(call), prefixed('+ inline', call.ask('policyName')), hint(call, 'policyDocument'));
const deleteInline: Describe = (call) =>
  words(who(call), prefixed('- inline', call.ask('policyName')));
const setBoundary: Describe = (call) =>
  words(who(call), prefixed('boundary', lastPart(call.ask('permissionsBoundary'))));

/** Sentences about users, roles, groups, keys and policies. */
export const iam: Sentences = {
  CreateUser: who,
  DeleteUser: who,
  UpdateUser: (call) => leads(who(call), call.ask('newUserName'), call.signs),
  CreateAccessKey: (call) =>
    leads(
      who(call) || call.gave('accessKey.userName'),
      key(call, call.gave('accessKey.accessKeyId')),
      call.signs,
    ),
  DeleteAccessKey: (call) => words(who(call), key(call, call.ask('accessKeyId'))),
  UpdateAccessKey: (call) =>
    words(who(call), key(call, call.ask('accessKeyId')), call.ask('status')),
  GetAccessKeyLastUsed: (call) => key(call, call.ask('accessKeyId')),
  CreateLoginProfile: (call) => words(who(call), who(call) === '' ? '' : '+ password'),
  UpdateLoginProfile: (call) => words(who(call), who(call) === '' ? '' : 'new password'),
  DeleteLoginProfile: (call) => words(who(call), who(call) === '' ? '' : '- password'),
  AddUserToGroup: (call) => words(call.ask('userName'), prefixed('+ group', call.ask('groupName'))),
  RemoveUserFromGroup: (call) =>
    words(call.ask('userName'), prefixed('- group', call.ask('groupName'))),
  AttachUserPolicy: attach,
  AttachRolePolicy: attach,
  AttachGroupPolicy: attach,
  DetachUserPolicy: detach,
  DetachRolePolicy: detach,
  DetachGroupPolicy: detach,
  PutUserPolicy: putInline,
  PutRolePolicy: putInline,
  PutGroupPolicy: putInline,
  DeleteUserPolicy: deleteInline,
  DeleteRolePolicy: deleteInline,
  DeleteGroupPolicy: deleteInline,
  PutUserPermissionsBoundary: setBoundary,
  PutRolePermissionsBoundary: setBoundary,
  DeleteUserPermissionsBoundary: (call) => words(who(call), who(call) === '' ? '' : '- boundary'),
  DeleteRolePermissionsBoundary: (call) => words(who(call), who(call) === '' ? '' : '- boundary'),
  CreateRole: (call) => words(who(call), hint(call, 'assumeRolePolicyDocument')),
  DeleteRole: who,
  UpdateRole: (call) => words(who(call), pair('session seconds', call.ask('maxSessionDuration'))),
  UpdateAssumeRolePolicy: (call) => words(who(call), hint(call, 'policyDocument')),
  CreateServiceLinkedRole: (call) =>
    call.gave('role.roleName') || call.ask('aWSServiceName', 'awsServiceName'),
  CreatePolicy: (call) => words(call.ask('policyName'), hint(call, 'policyDocument')),
  CreatePolicyVersion: (call) =>
    words(
      policyName(call),
      call.gave('policyVersion.versionId'),
      hint(call, 'policyDocument'),
      call.ask('setAsDefault') === 'true' ? '(default)' : '',
    ),
  SetDefaultPolicyVersion: (call) => words(policyName(call), call.ask('versionId')),
  AddRoleToInstanceProfile: (call) =>
    leads(call.ask('roleName'), prefixed('profile', call.ask('instanceProfileName')), call.signs),
  RemoveRoleFromInstanceProfile: (call) =>
    words(call.ask('roleName'), prefixed('from profile', call.ask('instanceProfileName'))),
  DeactivateMFADevice: (call) =>
    words(who(call), prefixed('- MFA', lastPart(call.ask('serialNumber')))),
  EnableMFADevice: (call) =>
    words(who(call), prefixed('+ MFA', lastPart(call.ask('serialNumber')))),
  CreateVirtualMFADevice: (call) => call.ask('virtualMFADeviceName'),
  CreateOpenIDConnectProvider: (call) => call.ask('url'),
  CreateSAMLProvider: (call) => call.ask('name'),
  UpdateSAMLProvider: (call) =>
    lastPart(call.ask('sAMLProviderArn') || call.gave('sAMLProviderArn')),
};

/** The user, role or group that the call is about: a bare name, as the event's own name tells its kind. */
function who(call: Call): string {
  return call.ask('userName', 'roleName', 'groupName');
}

function policyName(call: Call): string {
  return lastPart(call.ask('policyArn')) || call.ask('policyName');
}

function hint(call: Call, parameter: string): string {
  return policyHint(member(call.request, parameter), call.signs);
}

function key(call: Call, id: string): string {
  return keyEnds(id, call.signs);
}

import {accountText, lastPart, shortArn} from '../reading/arn.ts';
import {member} from '../json.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import {policyHint} from '../reading/policy.ts';
import type {Describe, Sentences} from './call.ts';

const share: Describe = (call) =>
  leads(
    words(
      call.ask('name') || lastPart(call.ask('resourceShareArn')),
      firstOf(call.asked('resourceArns').map((arn) => shortArn(arn))),
    ),
    firstOf(call.asked('principals').map((who) => accountText(who))),
    call.signs,
  );

const permissionSet: Describe = (call) =>
  prefixed('permission set', lastPart(call.ask('permissionSetArn')) || call.ask('name'));

const scalable: Describe = (call) =>
  words(
    call.ask('resourceId'),
    pair('min', call.ask('minCapacity')),
    pair('max', call.ask('maxCapacity')),
    prefixed('policy', call.ask('policyName')),
  );

/** Sentences about what is given to other accounts and to people of an identity provider, and about limits. */
export const sharing: Readonly<
  Record<
    | 'ram'
    | 'rolesanywhere'
    | 'identitystore'
    | 'sso-directory'
    | 'servicequotas'
    | 'application-autoscaling',
    Sentences
  >
> = {
  ram: {
    CreateResourceShare: share,
    AssociateResourceShare: share,
    DisassociateResourceShare: share,
  },
  rolesanywhere: {
    CreateTrustAnchor: (call) => words(call.ask('name'), call.ask('source.sourceType')),
    CreateProfile: (call) =>
      words(
        call.ask('name'),
        prefixed('for', firstOf(call.asked('roleArns').map((arn) => shortArn(arn)))),
      ),
  },
  identitystore: {
    CreateUser: (call) => call.ask('userName') || call.gave('userId'),
    CreateGroupMembership: (call) =>
      words(call.ask('memberId.userId'), prefixed('+ group', call.ask('groupId'))),
  },
  'sso-directory': {
    CreateUser: (call) => call.ask('userName') || call.gave('user.userId', 'userId'),
    CreateGroup: (call) => call.ask('groupName', 'displayName'),
    AddMemberToGroup: (call) =>
      words(
        call.ask('member.memberId', 'memberId', 'userId'),
        prefixed('+ group', call.ask('groupId')),
      ),
  },
  servicequotas: {
    RequestServiceQuotaIncrease: (call) =>
      leads(
        words(call.ask('serviceCode'), call.ask('quotaCode')),
        call.ask('desiredValue'),
        call.signs,
      ),
  },
  'application-autoscaling': {
    RegisterScalableTarget: scalable,
    DeregisterScalableTarget: scalable,
    PutScalingPolicy: scalable,
  },
};

/** Sentences about the permission sets of IAM Identity Center. */
export const permissionSets: Sentences = {
  CreatePermissionSet: (call) => call.ask('name'),
  DeletePermissionSet: permissionSet,
  AttachManagedPolicyToPermissionSet: (call) =>
    words(permissionSet(call), prefixed('+', lastPart(call.ask('managedPolicyArn')))),
  DetachManagedPolicyFromPermissionSet: (call) =>
    words(permissionSet(call), prefixed('-', lastPart(call.ask('managedPolicyArn')))),
  PutInlinePolicyToPermissionSet: (call) =>
    words(
      permissionSet(call),
      policyHint(member(call.request, 'inlinePolicy'), call.signs) || 'inline policy',
    ),
  ProvisionPermissionSet: permissionSet,
};

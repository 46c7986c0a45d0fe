import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {JsonObject} from '../../../source/core/json.ts';
import {whoOf} from '../../../source/core/reading/who.ts';
import {by, call, kim, row, session} from '../../support/event-records.ts';

const told = (cases: ReadonlyArray<readonly [string, JsonObject]>): void => {
  for (const [expected, identity] of cases) {
    assert.equal(whoOf(by(identity)), expected);
  }
};

test('people are called by their names', () => {
  told([
    ['ROOT', {type: 'Root', accountId: '123456789012', accessKeyId: 'AKIA1'}],
    ['kim', kim],
    ['kim', {type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/team/kim'}],
    ['kim (role ops)', session('ops', 'kim')],
    ['kim@corp.com (sso Admin)', session('AWSReservedSSO_Admin_0123456789abcdef', 'kim@corp.com')],
    ['kim via cloudformation', {...kim, invokedBy: 'cloudformation.amazonaws.com'}],
    ['kim', {...kim, invokedBy: 'signin.amazonaws.com'}],
    [
      'ROOT via cloudformation',
      {type: 'Root', accessKeyId: 'ASIA1', invokedBy: 'cloudformation.amazonaws.com'},
    ],
    ['(name hidden by AWS)', {type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS'}],
  ]);
});

test('a session name that a tool made up gives way to the role, or to the source identity', () => {
  const made = session('ops', 'botocore-session-1732000000');
  told([
    ['role ops', made],
    ['role ops', session('ops', 'aws-go-sdk-1722511821294449000')],
    [
      'kim (role ops)',
      {...made, sessionContext: {...(made['sessionContext'] as JsonObject), sourceIdentity: 'kim'}},
    ],
  ]);
});

test('machines and services', () => {
  const linked = session('AWSServiceRoleForAutoScaling', 'AutoScaling', {
    invokedBy: 'autoscaling.amazonaws.com',
  });
  told([
    ['i-0a1b2c3d4e5f67890 (role web)', session('web', 'i-0a1b2c3d4e5f67890')],
    ['svc autoscaling', {type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com'}],
    ['svc autoscaling', linked],
    ['svc autoscaling', {type: 'Root', accountId: '1', invokedBy: 'autoscaling.amazonaws.com'}],
    ['svc ec2', {accountId: '123456789012', invokedBy: 'ec2.amazonaws.com'}],
  ]);
  assert.equal(
    whoOf(call('kms', 'RotateKey', {userIdentity: null, eventType: 'AwsServiceEvent'})),
    'svc kms',
  );
});

test('callers whom somebody else signed in', () => {
  told([
    [
      'bob (federated by kim)',
      {
        type: 'FederatedUser',
        arn: 'arn:aws:sts::123456789012:federated-user/bob',
        sessionContext: {sessionIssuer: {type: 'IAMUser', userName: 'kim'}},
      },
    ],
    [
      'kim@corp.com (saml Okta)',
      {
        type: 'SAMLUser',
        userName: 'kim@corp.com',
        identityProvider: 'arn:aws:iam::123456789012:saml-provider/Okta',
      },
    ],
    [
      'corp/web@main (github)',
      {
        type: 'WebIdentityUser',
        userName: 'repo:corp/web:ref:refs/heads/main',
        identityProvider:
          'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
      },
    ],
    [
      'shop/api (k8s)',
      {type: 'WebIdentityUser', userName: 'system:serviceaccount:shop:api', identityProvider: 'x'},
    ],
    [
      '12345 (web accounts.google.com)',
      {type: 'WebIdentityUser', userName: '12345', identityProvider: 'accounts.google.com'},
    ],
    ['u-1 (sso)', {type: 'IdentityCenterUser', onBehalfOf: {userId: 'u-1'}}],
  ]);
});

test('callers from another account say which', () => {
  const foreign = {...session('ops', 'kim'), accountId: '999999999999'};
  told([
    ['kim (role ops, acct 999999999999)', foreign],
    ['kim (acct 999999999999)', {...kim, accountId: '999999999999'}],
    ['acct 999999999999', {type: 'AWSAccount', principalId: 'AIDAX', accountId: '999999999999'}],
    [
      'kim (acct 999999999999)',
      {type: 'AWSAccount', principalId: 'AROAX:kim', accountId: '999999999999'},
    ],
    ['anonymous', {type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL'}],
  ]);
});

test('what is unknown goes by its ARN or its principal, else by `?`', () => {
  told([
    ['kim (role ops)', {type: 'Unknown', arn: 'arn:aws:sts::123456789012:assumed-role/ops/kim'}],
    ['AIDAKIM', {type: 'Unknown', principalId: 'AIDAKIM'}],
    ['AIDAKIM', {principalId: 'AIDAKIM'}],
    ['acct 123456789012', {accountId: '123456789012'}],
    ['?', {}],
    ['?', {type: 'IAMUser', userName: 7}],
  ]);
  assert.equal(whoOf(call('ec2', 'X', {userIdentity: null})), '?');
  assert.equal(whoOf(call('ec2', 'X', {userIdentity: ['odd']})), '?');
});

test('a name of a megabyte is cut; a row names whom its columns name', () => {
  assert.ok(whoOf(by({...kim, userName: 'x'.repeat(1_000_000)})).length < 100);
  assert.equal(whoOf(row({user_name: 'kim'})), 'kim');
  assert.equal(whoOf(row({event_type: 'X'})), '');
});

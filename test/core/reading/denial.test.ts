import assert from 'node:assert/strict';
import {test} from 'node:test';
import {deniedAction, denialOf, deniedResource} from '../../../source/core/reading/denial.ts';
import {unicodeSigns} from '../../../source/core/reading/phrase.ts';
import {call} from '../../support/event-records.ts';

const subject = 'User: arn:aws:iam::123456789012:user/kim is not authorized to perform: ';

/** A denied call whose message ends so. */
function denied(rest: string) {
  return call('s3', 'GetObject', {errorCode: 'AccessDenied', errorMessage: subject + rest});
}

const said: ReadonlyArray<readonly [rest: string, denial: string]> = [
  [
    's3:GetObject because no identity-based policy allows the s3:GetObject action',
    'no identity policy allows',
  ],
  [
    's3:GetObject because no resource-based policy allows the s3:GetObject action',
    'no resource policy allows',
  ],
  [
    's3:GetObject because no service control policy allows the s3:GetObject action',
    'no SCP allows',
  ],
  ['s3:GetObject because no resource control policy allows the action', 'no RCP allows'],
  [
    's3:GetObject because no permissions boundary allows the s3:GetObject action',
    'no permissions boundary allows',
  ],
  ['s3:GetObject because no session policy allows the action', 'no session policy allows'],
  [
    's3:GetObject because no VPC endpoint policy allows the s3:GetObject action',
    'no VPC endpoint policy allows',
  ],
  ['sts:AssumeRole because no role trust policy allows the action', 'no trust policy allows'],
  ['s3:GetObject with an explicit deny in a service control policy', 'denied by SCP'],
  ['s3:GetObject with an explicit deny in a resource control policy', 'denied by RCP'],
  [
    's3:GetObject with an explicit deny in an identity-based policy',
    'explicit deny in identity policy',
  ],
  [
    's3:GetObject with an explicit deny in a resource-based policy',
    'explicit deny in resource policy',
  ],
  [
    's3:GetObject with an explicit deny in a permissions boundary',
    'explicit deny in permissions boundary',
  ],
  ['s3:GetObject with an explicit deny in a session policy', 'explicit deny in session policy'],
  [
    's3:GetObject with an explicit deny in a VPC endpoint policy',
    'explicit deny in VPC endpoint policy',
  ],
  [
    'sts:AssumeRole with an explicit deny in the role trust policy',
    'explicit deny in trust policy',
  ],
  ['s3:GetObject with an explicit deny', 'explicit deny'],
  ['s3:GetObject', ''],
];

for (const [rest, denial] of said) {
  test(`${rest}: ${denial === '' ? 'which policy is not told' : denial}`, () => {
    assert.equal(denialOf(denied(rest)), denial);
  });
}

test('a message that names the policy by its ARN gives its name, without the sentence around it', () => {
  const scp =
    'arn:aws:organizations::123456789012:policy/o-1abc/service_control_policy/p-examplescp';
  assert.equal(
    denialOf(denied(`s3:GetObject with an explicit deny in a service control policy: ${scp}`)),
    'denied by SCP p-examplescp',
  );
  const policy = 'arn:aws:iam::123456789012:policy/team/no-objects';
  for (const end of ['', '.', ', request id 1', ' (Service: S3)']) {
    assert.equal(
      denialOf(
        denied(`s3:GetObject with an explicit deny in an identity-based policy: ${policy}${end}`),
      ),
      'explicit deny in identity policy no-objects',
    );
  }
});

test('what it was refused for is told without the words and quotes around it', () => {
  const about = (resource: string): string =>
    deniedResource(
      denied(`x:Y on resource: ${resource} because no identity-based policy allows the x:Y action`),
      unicodeSigns,
    );
  assert.equal(about('arn:aws:iam::123456789012:role/ops'), 'role/ops');
  assert.equal(about('"arn:aws:s3:::b/k"'), 'b/k');
  assert.equal(about('policy arn:aws:iam::123456789012:policy/app'), 'policy/app');
  assert.equal(about('user kim'), 'user kim');
  for (const nothing of ['*', 'user ', 'role *', 'arn:aws:ec2:us-east-1:123456789012:instance/*']) {
    assert.equal(about(nothing), '', nothing);
  }
});

test('a hostile message neither hangs nor ends the program', () => {
  const long = `${'explicit deny in a '.repeat(20_000)}${'-'.repeat(100_000)}`;
  assert.equal(denialOf(denied(long)), '');
  for (const errorMessage of [null, 5, ['x'], {a: 1}, true]) {
    assert.equal(denialOf(call('s3', 'X', {errorCode: 'AccessDenied', errorMessage})), '');
  }
});

test('the action that was refused is the one that the message names', () => {
  assert.equal(
    deniedAction(denied('iam:PassRole on resource: arn:aws:iam::123456789012:role/web')),
    'iam:PassRole',
  );
  assert.equal(deniedAction(denied('do this')), '');
  assert.equal(deniedAction(call('s3', 'GetObject', {errorCode: 'AccessDenied'})), '');
});

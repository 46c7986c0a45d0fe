import assert from 'node:assert/strict';
import {test} from 'node:test';
import {classNames, hasClass} from '../../../source/core/reading/classes.ts';
import type {TrailEvent} from '../../../source/core/event.ts';
import {call, kim, row} from '../../support/event-records.ts';

const classesOf = (event: TrailEvent): readonly string[] =>
  classNames.filter((name) => hasClass(event, name));

test('a write is what readOnly says, else what the name does not deny', () => {
  assert.deepEqual(classesOf(call('ec2', 'DescribeX', {readOnly: false})), ['write', 'notable']);
  assert.deepEqual(classesOf(call('ec2', 'DescribeX', {readOnly: 'false'})), ['write', 'notable']);
  assert.deepEqual(classesOf(call('ec2', 'StopX', {readOnly: true})), []);
  assert.deepEqual(classesOf(call('ec2', 'StopX')), ['write', 'notable']);
  for (const name of ['GetX', 'ListX', 'DescribeX', 'HeadX', 'LookupX', 'SearchX', 'BatchGetX']) {
    assert.deepEqual(classesOf(call('x', name)), [], name);
  }
});

test('denied is failed too; a dry run that would have worked is neither', () => {
  const coded = (errorCode: string, errorMessage = ''): readonly string[] =>
    classesOf(call('ec2', 'DescribeX', {errorCode, errorMessage, readOnly: true}));
  for (const code of [
    'AccessDenied',
    'AccessDeniedException',
    'Client.UnauthorizedOperation',
    'VpceAccessDenied',
    'UnauthorizedException',
    'AuthorizationError',
  ]) {
    assert.deepEqual(coded(code), ['failed', 'denied', 'notable'], code);
  }

  assert.deepEqual(coded('NoSuchBucket'), ['failed', 'notable']);
  assert.deepEqual(coded('ClientException', 'User: x is not authorized to perform: y'), [
    'failed',
    'denied',
    'notable',
  ]);
  assert.deepEqual(coded('Client.DryRunOperation'), []);
  assert.deepEqual(coded('DryRunOperation'), []);
});

test('a sign-in is a login, and a failed one without an error code failed', () => {
  const failed = call('signin', 'ConsoleLogin', {
    readOnly: false,
    errorMessage: 'Failed authentication',
    responseElements: {ConsoleLogin: 'Failure'},
  });
  assert.deepEqual(classesOf(failed), ['write', 'failed', 'login', 'notable']);
  assert.ok(hasClass(call('sso', 'Authenticate', {readOnly: true}), 'login'));
});

test('reads that hand out access or secrets are sensitive, unless a service made them', () => {
  const sensitive = (service: string, name: string, record = {}): boolean =>
    hasClass(call(service, name, {readOnly: true, ...record}), 'sensitive');
  for (const name of [
    'AssumeRole',
    'AssumeRoleWithWebIdentity',
    'GetSessionToken',
    'GetSecretValue',
    'GetPasswordData',
  ]) {
    assert.ok(sensitive('sts', name), name);
  }

  assert.ok(sensitive('ssm', 'GetParameters', {requestParameters: {withDecryption: true}}));
  assert.ok(!sensitive('ssm', 'GetParameters', {requestParameters: {withDecryption: false}}));
  assert.ok(
    sensitive('ec2', 'DescribeInstanceAttribute', {requestParameters: {attribute: 'userData'}}),
  );
  assert.ok(
    !sensitive('sts', 'AssumeRole', {
      userIdentity: {type: 'AWSService', invokedBy: 'ec2.amazonaws.com'},
    }),
  );
  assert.ok(!sensitive('sts', 'GetCallerIdentity'));
});

test('service: a service by itself, not a person through one', () => {
  const service = (userIdentity: object | null, record = {}): boolean =>
    hasClass(
      call('ec2', 'RunInstances', {userIdentity: userIdentity as never, ...record}),
      'service',
    );
  assert.ok(service({type: 'AWSService', invokedBy: 'ec2.amazonaws.com'}));
  assert.ok(service(null, {eventType: 'AwsServiceEvent'}));
  assert.ok(service({type: 'Root', accountId: '1', invokedBy: 'autoscaling.amazonaws.com'}));
  assert.ok(!service({...kim, invokedBy: 'cloudformation.amazonaws.com'}));
  assert.ok(!service(null));
});

test('own and late are what the caller says; an own write is not notable', () => {
  const event = call('ec2', 'StopInstances');
  assert.ok(hasClass(event, 'notable'));
  assert.ok(!hasClass(event, 'notable', {own: () => true}));
  assert.ok(hasClass(event, 'own', {own: () => true}));
  assert.ok(hasClass(event, 'late', {late: () => true}));
  assert.ok(!hasClass(event, 'own'));
  assert.ok(!hasClass(event, 'no such class'));
});

test('a row is a write unless its name or its read_only column says otherwise', () => {
  assert.deepEqual(classesOf(row({event_type: 'EC2_INSTANCE_TERMINATED'})), ['write', 'notable']);
  assert.deepEqual(classesOf(row({event_name: 'StopInstances', read_only: 'TRUE'})), []);
  assert.deepEqual(classesOf(row({event_name: 'ListX', error_code: 'AccessDenied'})), [
    'failed',
    'denied',
    'notable',
  ]);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {arrive, aRead, aScreen, aWrite, listed, press, type} from '../../support/a-record.ts';
import {session} from '../../support/event-records.ts';

/** One event for each thing that a term can ask for; the whole way from the typed line to the list. */
const screen = press(
  arrive(
    aScreen(),
    [
      aWrite('run', 1, {
        requestParameters: {instanceType: 't3.large', note: 'Two Words'},
        responseElements: {instancesSet: {items: [{instanceId: 'i-0a1b2c3d4e5f60718'}]}},
        sourceIPAddress: '10.1.2.3',
      }),
      aWrite('denied', 2, {eventName: 'StopLogging', errorCode: 'AccessDenied'}),
      aWrite('dry', 3, {errorCode: 'Client.DryRunOperation'}),
      aRead('read', 4, {eventSource: 'iam.amazonaws.com', eventName: 'ListUsers'}),
      aWrite('role', 5, {
        eventName: 'StopInstances',
        userIdentity: session('ops', 'zoe'),
        awsRegion: 'eu-west-1',
        userAgent: 'Mozilla/5.0',
      }),
      aWrite('login', 6, {
        eventSource: 'signin.amazonaws.com',
        eventName: 'ConsoleLogin',
        eventType: 'AwsConsoleSignIn',
        userIdentity: {type: 'Root', accountId: '123456789012'},
        additionalEventData: {MFAUsed: 'No'},
        errorMessage: 'Failed authentication',
      }),
      aWrite('service', 7, {
        eventName: 'TerminateInstances',
        userIdentity: {type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com'},
        resources: [{ARN: 'arn:aws:ec2:us-east-1:123456789012:instance/i-0b2'}],
      }),
      aWrite('secret', 8, {
        eventSource: 'secretsmanager.amazonaws.com',
        eventName: 'GetSecretValue',
        readOnly: true,
      }),
    ],
    'load',
  ),
  'w',
  'w',
);

const all = ['run', 'denied', 'dry', 'read', 'role', 'login', 'service', 'secret'];
const without = (...ids: readonly string[]): readonly string[] =>
  all.filter((id) => !ids.includes(id));

const asked: ReadonlyArray<readonly [query: string, matching: readonly string[]]> = [
  ['"two words"', ['run']],
  ['T3.LARGE', ['run']],
  ['name:Stop*', ['denied', 'role']],
  ['name:runinstances,listusers', ['run', 'dry', 'read']],
  ['-user:kim', ['role', 'login', 'service']],
  ['user:zoe', ['role']],
  ['user:root', ['login']],
  ['user:autoscaling.amazonaws.com', ['service']],
  ['role:ops', ['role']],
  ['role:*', ['role']],
  ['-role:*', without('role')],
  ['error:*', ['denied', 'dry', 'login']],
  ['-error:*', without('denied', 'dry', 'login')],
  ['error:failure', ['login']],
  ['readonly:false', without('read', 'secret')],
  ['ip:10.0.0.0/8', ['run']],
  ['ip:10.1.2.3', ['run']],
  ['region:eu-west-1', ['role']],
  ['source:ec2 -name:Run*', ['denied', 'role', 'service']],
  ['source:iam.amazonaws.com', ['read']],
  ['requestParameters.instanceType:t3.*', ['run']],
  ['eventname:ListUsers', ['read']],
  ['instance:i-0a1b2c3d4e5f60718', ['run']],
  ['resource:i-0b2', ['service']],
  ['via:console', ['role', 'login']],
  ['mfa:no usertype:Root', ['login']],
  ['invokedby:auto*', ['service']],
  ['key:AKIA*', ['run', 'denied', 'dry', 'read', 'secret']],
  ['id:run,role', ['run', 'role']],
  ['account:123456789012 agent:Mozilla*', ['role']],
  ['is:write', without('read', 'secret')],
  ['is:failed', ['denied', 'login']],
  ['is:denied', ['denied']],
  ['is:login', ['login']],
  ['is:sensitive', ['secret']],
  ['is:service', ['service']],
  ['is:notable', without('read')],
  ['-is:write,sensitive', ['read']],
  ['is:late', []],
  ['12:15', []],
  ['arn:aws:ec2:us-east-1:123456789012:instance/i-0b2', ['service']],
];

for (const [query, matching] of asked) {
  test(`${query} lists ${matching.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(listed(press(type(press(screen, '/'), query), 'enter')), matching);
  });
}

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cardOf} from '../../../source/core/detail/card.ts';
import {encodedAuthorization} from '../../../source/core/detail/denial.ts';
import {EventStore} from '../../../source/core/event-store.ts';
import {type TrailEvent} from '../../../source/core/event.ts';
import {textAt, type JsonObject} from '../../../source/core/json.ts';
import {t} from '../../../source/core/sanitize.ts';
import {hour} from '../../../source/core/time.ts';
import {call, row, session} from '../../support/event-records.ts';

function cards(event: TrailEvent, options: Partial<Parameters<typeof cardOf>[3]> = {}) {
  const store = new EventStore();
  const [added = -1] = store.add([event]);
  return cardOf(store, added, event.record, {ascii: false, zone: undefined, ...options});
}

function said(event: TrailEvent, options: Partial<Parameters<typeof cardOf>[3]> = {}) {
  return cards(event, options).map(({label, text}) => `${label}: ${text}`);
}

const stopped = call('cloudtrail', 'StopLogging', {
  userIdentity: session('ops', 'kim', {
    sessionContext: {
      sourceIdentity: 'kim@corp.example',
      attributes: {mfaAuthenticated: 'false', creationDate: '2026-11-20T12:00:00Z'},
    },
  }),
  vpcEndpointId: 'vpce-0a1',
  errorCode: 'AccessDenied',
  errorMessage:
    'User: arn:aws:sts::123456789012:assumed-role/ops/kim is not authorized to perform: cloudtrail:StopLogging on resource: arn:aws:cloudtrail:us-east-1:123456789012:trail/org-main with an explicit deny in a service control policy: arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-guard',
  requestParameters: {name: 'org-main'},
  resources: [
    {
      ARN: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/org-main',
      type: 'AWS::CloudTrail::Trail',
    },
  ],
  requestID: 'r-1',
  sharedEventID: 's-1',
});

test('a denied call: how it ended, what it was and who made it come first, every known thing once', () => {
  assert.deepEqual(said(stopped), [
    'outcome: ! DENIED AccessDenied',
    'denied: cloudtrail:StopLogging on arn:aws:cloudtrail:us-east-1:123456789012:trail/org-main: denied by SCP p-guard',
    'what: trail org-main (denied by SCP p-guard)',
    'who: kim (role ops)',
    'arn: arn:aws:sts::123456789012:assumed-role/ops/kim',
    'time: 2026-11-20T12:15:07Z',
    'from: 203.0.113.9',
    'key: ASIAOPSOPSOPS00OPS7Q',
    'session: since 2026-11-20T12:00:00Z · 15m7s before this call',
    'mfa: no',
    'source id: kim@corp.example',
    'how: cli · aws-cli/2.32.3',
    'endpoint: vpce-0a1',
    'region: us-east-1',
    'account: 123456789012',
    `message: ${textAt(stopped.record, 'errorMessage')}`,
    'resource: arn:aws:cloudtrail:us-east-1:123456789012:trail/org-main (AWS::CloudTrail::Trail)',
    'event id: e-1',
    'request id: r-1',
    'shared id: s-1',
  ]);
});

test('a line gives the value that the record has, and the field that the filter knows it by', () => {
  const values = new Map(cards(stopped).map(({label, value, field}) => [label, [field, value]]));
  assert.deepEqual(values.get('who'), ['user', 'kim']);
  assert.deepEqual(values.get('key'), ['key', 'ASIAOPSOPSOPS00OPS7Q']);
  assert.deepEqual(values.get('outcome'), ['error', 'AccessDenied']);
  assert.deepEqual(values.get('mfa'), ['mfa', 'no']);
  assert.equal(values.get('session')?.[1], '2026-11-20T12:00:00Z');
});

test('a failure that is no denial tells its message at once', () => {
  const failed = call('ec2', 'RunInstances', {
    errorCode: 'Server.InsufficientInstanceCapacity',
    errorMessage: 'There is none.',
  });
  assert.deepEqual(said(failed).slice(0, 2), [
    'outcome: ! FAILED InsufficientInstanceCapacity',
    'message: There is none.',
  ]);
});

test('an encoded authorization message is named, not shown', () => {
  const encoded = 'Ab1_-'.repeat(100);
  const message = `You are not authorized to perform this operation. Encoded authorization failure message: ${encoded}`;
  const denied = call('ec2', 'RunInstances', {
    errorCode: 'Client.UnauthorizedOperation',
    errorMessage: message,
  });
  assert.equal(encodedAuthorization(message), encoded);
  assert.equal(encodedAuthorization('You may not.'), '');
  const line = said(denied).find((each) => each.startsWith('message')) ?? '';
  assert.match(
    line,
    /failure message: \(500 characters; y d copies the command that decodes them\)$/v,
  );
});

test('times are in UTC, and beside it in the zone that is shown', () => {
  const zone = {label: t`CET`, offset: () => hour};
  assert.ok(said(stopped, {zone}).includes('time: 2026-11-20T12:15:07Z · 2026-11-20 13:15:07 CET'));
  assert.ok(
    said(stopped, {zone, ascii: true}).includes(
      'time: 2026-11-20T12:15:07Z - 2026-11-20 13:15:07 CET',
    ),
  );
});

test('an account other than the caller’s is told; a row of a CSV tells what it has', () => {
  const abroad = call('s3', 'PutObject', {recipientAccountId: '999999999999'});
  assert.ok(said(abroad).includes("account: 999999999999 · the caller's is 123456789012"));
  const lines = said(
    row({event_type: 'EC2_INSTANCE_TERMINATED', user: 'kim', time: '2026-11-20T12:00Z'}, 'time'),
  );
  assert.deepEqual(lines, ['who: kim', 'time: 2026-11-20T12:00:00Z']);
});

test('nothing is said of what a record does not hold, however odd it is', () => {
  const odd: readonly JsonObject[] = [
    {userIdentity: null, resources: 5, errorMessage: ['x'], errorCode: 7, eventTime: {}},
    {userIdentity: 'kim', resources: [null, {ARN: 5}], sourceIPAddress: [], requestID: null},
    {userIdentity: [{arn: 'x'}], vpcEndpointId: 3, additionalEventData: [], awsRegion: {}},
  ];
  for (const record of odd) {
    for (const {text, label} of cards(call('ec2', 'RunInstances', record))) {
      assert.ok(text !== '' && label !== '');
    }
  }
});

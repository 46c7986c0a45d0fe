import {test} from 'node:test';
import {fromRecord} from '../../source/core/event.ts';
import {type JsonObject} from '../../source/core/json.ts';
import {reduce, type State} from '../../source/core/state.ts';
import {hour, minute} from '../../source/core/time.ts';
import {t as safely} from '../../source/core/sanitize.ts';
import {session} from '../support/event-records.ts';
import {demoStart, demoState} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {showMonitor} from '../support/monitor-screen.tsx';

const sizes = [
  {columns: 120, rows: 40},
  {columns: 80, rows: 24},
  {columns: 60, rows: 16},
] as const;

const caller = session('ops', 'kim', {
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      arn: 'arn:aws:iam::123456789012:role/ops',
      userName: 'ops',
    },
    sourceIdentity: 'kim@corp.example',
    attributes: {mfaAuthenticated: 'false', creationDate: '2026-11-22T12:12:48Z'},
  },
});

const policy = {
  Version: '2012-10-17',
  Statement: [
    {Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*'},
    {Effect: 'Deny', Action: ['cloudtrail:StopLogging'], Resource: '*'},
  ],
};

/** The newest event of the demo, made by kim as ops. */
function newest(service: string, eventName: string, record: JsonObject): JsonObject {
  return {
    eventVersion: '1.11',
    userIdentity: caller,
    eventTime: new Date(demoStart + 5 * minute - 1000).toISOString().replace('.000', ''),
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: `aws-cli/2.32.3 md/command#${service}`,
    eventID: '8a2c6f0e-5c1d-4d0b-9a51-2f6d9e0c7b11',
    requestID: '1f6b0d3c-7a52-4a38-8f4e-6f0a2b9d4c55',
    readOnly: false,
    recipientAccountId: '123456789012',
    ...record,
  };
}

const denied = newest('cloudtrail', 'StopLogging', {
  vpcEndpointId: 'vpce-0a1b2c3d',
  errorCode: 'AccessDenied',
  errorMessage:
    'User: arn:aws:sts::123456789012:assumed-role/ops/kim is not authorized to perform: cloudtrail:StopLogging on resource: arn:aws:cloudtrail:us-east-1:123456789012:trail/org-main with an explicit deny in a service control policy',
  requestParameters: {name: 'org-main'},
  responseElements: null,
});

const allowing = newest('iam', 'PutUserPolicy', {
  requestParameters: {
    userName: 'build',
    policyName: 'admin',
    policyDocument: JSON.stringify(policy),
    note: 'first line\nsecond line',
  },
  responseElements: null,
});

function withNewest(state: State, record: JsonObject): State {
  const events = [fromRecord(record)];
  return {
    ...reduce(state, {type: 'events', now: state.now, events, how: 'follow'}),
    zone: 'local',
    localZone: {label: safely`CET`, offset: () => hour},
  };
}

const looks = [
  {name: 'detail-denied', record: denied, keys: ['enter']},
  {name: 'detail-policy', record: allowing, keys: ['enter', '/', ...'policyDocument', 'enter']},
  {
    name: 'detail-folded',
    record: allowing,
    keys: ['enter', '/', ...'"requestParameters"', 'enter', 'left'],
  },
  {name: 'copy-menu', record: denied, keys: ['enter', 'j', 'y']},
] as const;

for (const {columns, rows} of sizes) {
  for (const {name, record, keys} of looks) {
    test(`${name} at ${columns}×${rows}`, async (t) => {
      const monitor = await showMonitor(withNewest(demoState({columns, rows}), record));
      t.after(monitor.unmount);
      await monitor.press(...keys);
      assertFrame(`${name}-${columns}x${rows}`, monitor.screen());
    });
  }
}

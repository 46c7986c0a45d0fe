import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {callIn, outlineOf} from '../../../source/core/event-store/outline.ts';
import {
  isOutlineEnough,
  wantsOfCall,
  wantsOfOutline,
} from '../../../source/core/event-store/outline-filter.ts';
import {EventPacker} from '../../../source/core/event-store/pack.ts';
import {plainBlock} from '../../../source/core/event-store/blocks.ts';
import {fromRecord} from '../../../source/core/event.ts';
import {wantsOf} from '../../../source/core/filter/wants.ts';
import {type Json, type JsonObject} from '../../../source/core/json.ts';
import {instancesIn} from '../../../source/core/event-store/instance-hint.ts';
import {anyJson, anyRecord} from '../../support/any-record.ts';
import {parsed} from '../filter/event-face.ts';

/** The keys in the order in which AWS writes them. */
const order = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'requestID',
  'eventID',
  'readOnly',
  'resources',
  'eventType',
  'managementEvent',
  'recipientAccountId',
  'sharedEventID',
  'addendum',
  'eventCategory',
  'sessionCredentialFromConsole',
];

const nasty: fc.Arbitrary<Json> = fc.oneof(
  anyJson as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(
    null,
    {responseElements: {x: 1}, requestID: '5'},
    {a: {b: 1, responseElements: null}},
    {withDecryption: true},
    {includeValue: 'true'},
    {MFAUsed: 'Yes'},
    {attribute: 'userData'},
    {sourceIdentity: 'kim'},
    {credentials: {accessKeyId: 'ASIA1'}},
    {
      credentials: {accessKeyId: 'ASIA1'},
      x: {requestID: 'y', eventID: 'z', eventType: 'AwsApiCall'},
    },
    {accessKey: {accessKeyId: 'AKIA2', userName: 'lee'}},
    {ConsoleLogin: 'Failure'},
    {note: '","responseElements":null,"requestID":"'},
    {instanceId: 'i-0a1b2c3d4e5f60718', 'i-0a1b2c3d4e5f60719': 1},
    {list: ['i-0a1b2c3d4e5f60718', 'x i-0a1b2c3d4e5f60720/y']},
  ),
);

/** What nearly all identities of a trail look like. */
const caller: fc.Arbitrary<Json> = fc.oneof(
  nasty,
  fc.record({
    type: fc.constantFrom('IAMUser', 'AssumedRole', 'Root', 'AWSService', 'SAMLUser', ''),
    ...optional({
      principalId: 'AROAX:i-0a1b2c3d4e5f60718',
      arn: 'arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForECS/ecs',
      accountId: '123456789012',
      accessKeyId: 'ASIA1',
      userName: 'kim',
      invokedBy: 'ec2.amazonaws.com',
      sessionContext: {
        sourceIdentity: 'lee',
        attributes: {mfaAuthenticated: 'true'},
      },
    }),
  }),
  fc.constantFrom<Json>(
    {type: 'AWSService', invokedBy: 'ec2.amazonaws.com'},
    {type: 'IAMUser', userName: 'kim', invokedBy: 'signin.amazonaws.com'},
    {type: 'Root', invokedBy: 'support.amazonaws.com'},
  ),
);

function optional(values: Readonly<Record<string, Json>>): Record<string, fc.Arbitrary<Json>> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, fc.constantFrom<Json>(value, value, '')]),
  );
}

const request = fc.oneof({weight: 3, arbitrary: fc.constant<Json>(null)}, nasty);

/** A record whose keys are where AWS writes them, and nearly always are what they should be. */
const awsRecord: fc.Arbitrary<JsonObject> = fc
  .tuple(
    anyRecord,
    caller,
    request,
    request,
    fc.option(nasty, {freq: 4, nil: undefined}),
    fc.record({
      eventID: fc.oneof({weight: 9, arbitrary: fc.uuid()}, fc.constant('x')),
      eventTime: fc.constantFrom('2026-11-22T11:59:00Z', '2026-02-31T11:59:00Z', 'soon'),
      eventType: fc.constantFrom('AwsApiCall', 'AwsApiCall', 'AwsConsoleSignIn', 'AwsServiceEvent'),
      eventName: fc.constantFrom<Json>(
        'GetParameter',
        'GetApiKeys',
        'DescribeInstanceAttribute',
        'AssumeRole',
        'ConsoleLogin',
        'RunInstances',
        5,
      ),
      eventSource: fc.constantFrom('signin.amazonaws.com', 'ec2.amazonaws.com'),
      awsRegion: fc.constant('eu-west-1'),
      sourceIPAddress: fc.constantFrom<Json>('203.0.113.9', 'ec2.amazonaws.com', ['x', 'y'], null),
      userAgent: fc.constantFrom('aws-cli/2.32.3', 'Boto3/1.40', 'AWS Internal', ''),
      sessionCredentialFromConsole: fc.constantFrom<Json | undefined>(undefined, 'true', true, 'x'),
      managementEvent: fc.constant(true),
      requestID: fc.constantFrom<Json | undefined>('r', undefined, '","eventID":"'),
      sharedEventID: fc.constantFrom<Json | undefined>(undefined, undefined, 's', {a: [1]}),
      // Only now and then: such a record has no outline.
      addendum: fc.constantFrom<Json | undefined>(undefined, undefined, undefined, {
        reason: 'UPDATED_DATA',
        originalEventID: 'x',
      }),
    }),
  )
  .map(([record, userIdentity, requestParameters, responseElements, extra, usual]) => {
    const all: JsonObject = {
      ...record,
      eventVersion: '1.11',
      ...usual,
      userIdentity,
      additionalEventData: extra,
      requestParameters,
      responseElements,
    };
    const present = order.filter((key) => all[key] !== undefined);
    return Object.fromEntries<Json | undefined>(present.map((key) => [key, all[key]]));
  });

/** Everything that is packed of a record, but for its text. */
function packed(text: string, isOutlined: boolean): unknown {
  const packer = new EventPacker();
  const instances = isOutlined ? instancesIn(text) : undefined;
  const outline = instances ? outlineOf(text) : undefined;
  if (outline && instances) {
    packer.addOutline(outline, 0, 1, instances);
  } else {
    const record = JSON.parse(text) as JsonObject;
    packer.add(fromRecord(record), {start: 0, end: 1, extraEnd: 1}, {instances});
  }

  const {columns, facts, times, ids, oddIds, corrections} = packer.finish(
    plainBlock(new Uint8Array(0)),
  );
  return {
    facts,
    times,
    ids,
    oddIds,
    corrections,
    columns: Object.fromEntries(
      columns
        .map(({name, values, codes}) => [name, values[codes[0] ?? 0] ?? []] as const)
        .filter(([, values]) => values.length > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
}

test('the outline of a record is packed as the whole of it is', () => {
  let outlined = 0;
  fc.assert(
    fc.property(awsRecord, (record) => {
      const text = JSON.stringify(record);
      outlined += outlineOf(text) ? 1 : 0;
      assert.deepEqual(packed(text, true), packed(text, false));
    }),
    {numRuns: 3000},
  );
  assert.ok(outlined > 100, `only ${outlined} had an outline`);
});

const queries = [
  'is:notable',
  '-is:write',
  'is:service',
  'is:denied,failed',
  'is:login',
  'is:sensitive',
  'is:own,late',
  'user:kim',
  '-user:*',
  'via:console,service',
  '-via:*',
  'account:123456789012',
  'mfa:n/a',
  'error:*',
  'resource:*',
  'readonly:true',
  'source:ec2 name:Run*',
  'ip:203.0.113.0/24',
  'id:*a*',
  'sourceidentity:lee',
];

test('a filter that an outline can tell lets it through where it lets the record through', () => {
  let outlined = 0;
  fc.assert(
    fc.property(awsRecord, fc.constantFrom(...queries), (record, query) => {
      const filter = parsed(query);
      assert.ok(isOutlineEnough(filter), query);
      const text = JSON.stringify(record);
      const outline = outlineOf(text);
      if (outline) {
        outlined++;
        const event = fromRecord(JSON.parse(text) as JsonObject);
        assert.equal(wantsOfOutline(filter)(outline), wantsOf(filter)(event));
      }
    }),
    {numRuns: 3000},
  );
  assert.ok(outlined > 100, `only ${outlined} had an outline`);
});

test('what was called leaves out only what the whole filter leaves out', () => {
  let leftOut = 0;
  fc.assert(
    fc.property(awsRecord, fc.constantFrom(...queries), (record, query) => {
      const text = JSON.stringify(record);
      const filter = parsed(query);
      const early = callIn(text);
      if (early && wantsOfCall(filter)?.(early.call) === false) {
        leftOut++;
        const event = fromRecord(JSON.parse(text) as JsonObject);
        assert.equal(wantsOf(filter)(event), false);
        assert.equal(early.time, event.time);
      }
    }),
    {numRuns: 3000},
  );
  assert.ok(leftOut > 10, `only ${leftOut} were left out`);
});

test('a filter on what no outline holds needs the record', () => {
  for (const query of ['kim', 'instance:i-0a1', 'requestParameters.name:x', 'eventType:*']) {
    assert.equal(isOutlineEnough(parsed(query)), false, query);
  }
});

/** A record as AWS writes it. */
function written({answer = null, asked = null}: {answer?: Json; asked?: Json} = {}): string {
  return JSON.stringify({
    eventVersion: '1.08',
    userIdentity: {type: 'IAMUser', userName: 'kim', accessKeyId: 'AKIA1'},
    eventTime: '2026-11-22T11:59:00Z',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'aws-cli/2.32.3',
    requestParameters: asked,
    responseElements: answer,
    requestID: 'r',
    eventID: '2c302c09-dc3f-43bc-a927-4872e6a74ee0',
    readOnly: true,
    eventType: 'AwsApiCall',
    recipientAccountId: '123456789012',
  });
}

test('an ordinary record has an outline, also where its answer hands out a key', () => {
  assert.ok(outlineOf(written()));
  assert.equal(outlineOf(written())?.minted, undefined);
  assert.deepEqual(outlineOf(written({answer: {credentials: {accessKeyId: 'ASIA1'}}}))?.minted, [
    ['ASIA1'],
    [],
  ]);
});

test('a record whose request or answer makes more of the call has none', () => {
  assert.equal(outlineOf(written({asked: {sourceIdentity: 'kim'}})), undefined);
  assert.equal(outlineOf(written({answer: {AssumeRole: 'Failure'}})), undefined);
  assert.equal(
    outlineOf(written({asked: {name: 'x'}}).replace('x', String.raw`\u0078`)),
    undefined,
  );
  assert.equal(
    outlineOf(
      written().replace('"requestID"', '"additionalEventData":{"MFAUsed":"Yes"},"requestID"'),
    ),
    undefined,
  );
});

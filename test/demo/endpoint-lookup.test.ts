import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  LookupEventsCommand,
  type CloudTrailClient,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import {compareNewestFirst} from '../../source/core/event.ts';
import {textAt} from '../../source/core/json.ts';
import {type WorldEvent} from '../../source/demo/world.ts';
import {noon, tinyEvent} from '../support/tiny-world.ts';
import {startDemo} from './endpoint-clients.ts';

const minute = 60_000;

async function lookup(client: CloudTrailClient, input: LookupEventsCommandInput = {}) {
  const {Events = [], NextToken} = await client.send(new LookupEventsCommand(input));
  return {Events, NextToken, ids: Events.map(({EventId}) => EventId)};
}

function placeOf({record, time}: WorldEvent) {
  return {id: textAt(record, 'eventID'), time};
}

test('somebody who asks for events sees the newest first, ties by id, with all that LookupEvents tells', async (t) => {
  const {cloudtrail} = await startDemo(t, {
    events: [
      tinyEvent({id: 'old', time: noon - 5 * minute}),
      tinyEvent({id: 'b', time: noon - minute}),
      tinyEvent({
        id: 'a',
        time: noon - minute,
        resources: [{ResourceType: 'AWS::EC2::Instance', ResourceName: 'i-0a1'}],
      }),
      tinyEvent({id: 'elsewhere', region: 'eu-west-1'}),
    ],
  });
  const {Events, ids, NextToken} = await lookup(cloudtrail());
  assert.deepEqual(ids, ['a', 'b', 'old']);
  assert.equal(NextToken, undefined);
  const {CloudTrailEvent, ...shown} = Events[0] ?? {};
  assert.deepEqual(shown, {
    EventId: 'a',
    EventName: 'StopInstances',
    ReadOnly: 'false',
    AccessKeyId: 'AKIAEXAMPLEKIM',
    EventTime: new Date(noon - minute),
    EventSource: 'ec2.amazonaws.com',
    Username: 'kim',
    Resources: [{ResourceType: 'AWS::EC2::Instance', ResourceName: 'i-0a1'}],
  });
  assert.equal((JSON.parse(CloudTrailEvent ?? '') as {eventID: string}).eventID, 'a');
  assert.deepEqual((await lookup(cloudtrail('eu-west-1'))).ids, ['elsewhere']);
});

test('an event shows up only when CloudTrail has delivered it, even behind newer ones', async (t) => {
  const {cloudtrail, clock} = await startDemo(t, {
    events: [
      tinyEvent({id: 'late', time: noon - 2 * minute, lateness: 300}),
      tinyEvent({id: 'prompt', time: noon - minute}),
    ],
  });
  const client = cloudtrail();
  assert.deepEqual((await lookup(client)).ids, ['prompt']);
  await clock.advance(3 * minute - 1);
  assert.deepEqual((await lookup(client, {EndTime: new Date(noon)})).ids, ['prompt']);
  await clock.advance(1);
  assert.deepEqual((await lookup(client, {EndTime: new Date(noon)})).ids, ['prompt', 'late']);
});

test('each lookup attribute finds its exact value and nothing else', async (t) => {
  const wanted = tinyEvent({
    id: 'wanted',
    name: 'RunInstances',
    source: 'autoscaling.amazonaws.com',
    user: 'lee',
    readOnly: true,
    accessKeyId: 'AKIAEXAMPLELEE',
    resources: [
      {ResourceType: 'AWS::EC2::Image', ResourceName: 'ami-1'},
      {ResourceType: 'AWS::EC2::Instance', ResourceName: 'i-1'},
    ],
  });
  const {cloudtrail, clock} = await startDemo(t, {events: [tinyEvent({id: 'other'}), wanted]});
  const client = cloudtrail();
  for (const [AttributeKey, AttributeValue] of [
    ['EventId', 'wanted'],
    ['EventName', 'RunInstances'],
    ['ReadOnly', 'true'],
    ['Username', 'lee'],
    ['ResourceType', 'AWS::EC2::Instance'],
    ['ResourceName', 'i-1'],
    ['EventSource', 'autoscaling.amazonaws.com'],
    ['AccessKeyId', 'AKIAEXAMPLELEE'],
  ] as const) {
    const ask = async (value: string) => {
      await clock.advance(1000);
      const found = await lookup(client, {
        EndTime: new Date(noon),
        LookupAttributes: [{AttributeKey, AttributeValue: value}],
      });
      return found.ids;
    };

    assert.deepEqual(await ask(AttributeValue), ['wanted'], AttributeKey);
    const otherCase = /[a-z]/v.test(AttributeValue)
      ? AttributeValue.toUpperCase()
      : AttributeValue.toLowerCase();
    assert.deepEqual(await ask(otherCase), [], `${AttributeKey}: case matters`);
    assert.deepEqual(await ask(AttributeValue.slice(0, -1)), [], `${AttributeKey}: all of it`);
  }
});

test('of several attributes only the first counts', async (t) => {
  const {cloudtrail} = await startDemo(t, {
    events: [tinyEvent({id: 'a', user: 'kim'}), tinyEvent({id: 'b', user: 'lee'})],
  });
  const {ids} = await lookup(cloudtrail(), {
    LookupAttributes: [
      {AttributeKey: 'Username', AttributeValue: 'lee'},
      {AttributeKey: 'EventId', AttributeValue: 'a'},
    ],
  });
  assert.deepEqual(ids, ['b']);
});

test('both ends of the time range belong to it, and what is older than 90 days is gone', async (t) => {
  const day = 86_400_000;
  const {cloudtrail, clock} = await startDemo(t, {
    events: [
      tinyEvent({id: 'start', time: noon - 2 * minute}),
      tinyEvent({id: 'end', time: noon - minute}),
      tinyEvent({id: 'after', time: noon - minute + 1000}),
      tinyEvent({id: 'kept', time: noon - 90 * day + 4000}),
      tinyEvent({id: 'gone', time: noon - 90 * day - 1000}),
    ],
  });
  const client = cloudtrail();
  const range = {StartTime: new Date(noon - 2 * minute), EndTime: new Date(noon - minute)};
  assert.deepEqual((await lookup(client, range)).ids, ['end', 'start']);
  await clock.advance(1000);
  const old = await lookup(client, {StartTime: new Date(0), EndTime: new Date(noon - day)});
  assert.deepEqual(old.ids, ['kept']);
});

test('a walk over many pages misses nothing and repeats nothing, while new and late events come in', async (t) => {
  const events = Array.from({length: 130}, (_, index) =>
    // Many share a second, and the walk crosses empty days.
    tinyEvent({
      id: `e${String(index).padStart(3, '0')}`,
      time: noon - minute - Math.floor(index / 40) * 86_400_000,
    }),
  );
  const {cloudtrail, clock} = await startDemo(t, {events});
  const expected = events
    .toSorted((a, b) => compareNewestFirst(placeOf(a), placeOf(b)))
    .map((event) => placeOf(event).id);
  const client = cloudtrail();
  const seen: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const page = await lookup(client, {
      EndTime: new Date(noon - 1000),
      ...(NextToken !== undefined && {NextToken}),
    });
    assert.ok(page.ids.length <= 50);
    seen.push(...page.ids);
    NextToken = page.NextToken;
    if (seen.length === 50) {
      events.push(
        tinyEvent({id: 'newer', time: noon - 1000}),
        tinyEvent({id: 'late but older', time: noon - 2 * 86_400_000}),
      );
    }

    await clock.advance(1000);
  } while (NextToken !== undefined);

  assert.deepEqual(
    seen.filter((id) => id !== 'late but older'),
    expected,
  );
  assert.equal(seen.filter((id) => id === 'late but older').length, 1);
});

test('a page token works only with the parameters, the region and the endpoint that it came from', async (t) => {
  const events = [tinyEvent({id: 'a'}), tinyEvent({id: 'b'}), tinyEvent({id: 'c'})];
  const {cloudtrail, clock} = await startDemo(t, {events});
  const client = cloudtrail();
  const range = {StartTime: new Date(noon - minute), EndTime: new Date(noon)};
  const {NextToken = ''} = await lookup(client, {...range, MaxResults: 1});
  await clock.advance(minute);
  assert.deepEqual((await lookup(client, {MaxResults: 1, ...range, NextToken})).ids, ['b']);

  for (const [asked, input] of [
    [client, {...range, MaxResults: 2, NextToken}],
    [client, {StartTime: range.StartTime, MaxResults: 1, NextToken}],
    [client, {...range, MaxResults: 1, NextToken: `${NextToken.slice(0, -6)}AAAA==`}],
    [client, {...range, MaxResults: 1, NextToken: 'abc'}],
    [cloudtrail('eu-west-1'), {...range, MaxResults: 1, NextToken}],
  ] as const) {
    await assert.rejects(lookup(asked, input), {name: 'InvalidNextTokenException'});
    await clock.advance(1000);
  }
});

test('wrong parameters are refused as AWS refuses them', async (t) => {
  const {cloudtrail, clock} = await startDemo(t);
  const client = cloudtrail();
  const wrong: ReadonlyArray<[string, LookupEventsCommandInput]> = [
    ['InvalidMaxResultsException', {MaxResults: 0}],
    ['InvalidMaxResultsException', {MaxResults: 51}],
    ['InvalidTimeRangeException', {StartTime: new Date(noon), EndTime: new Date(noon - 1000)}],
    [
      'InvalidLookupAttributesException',
      {LookupAttributes: [{AttributeKey: 'Region' as 'EventId', AttributeValue: 'x'}]},
    ],
    ['InvalidEventCategoryException', {EventCategory: 'data' as 'insight'}],
  ];
  for (const [name, input] of wrong) {
    await assert.rejects(lookup(client, input), {name, $fault: 'client'});
    await clock.advance(1000);
  }
});

test('a third request within a second is throttled, in each region by itself', async (t) => {
  const {cloudtrail, clock, endpoint} = await startDemo(t);
  const client = cloudtrail();
  await lookup(client);
  await lookup(client);
  await assert.rejects(lookup(client), {name: 'ThrottlingException', message: 'Rate exceeded'});
  await lookup(cloudtrail('eu-west-1'));
  await clock.advance(499);
  await assert.rejects(lookup(client), {name: 'ThrottlingException'});
  await clock.advance(1);
  await lookup(client);
  assert.deepEqual(
    endpoint.requests.map(({region, outcome}) => `${region} ${outcome}`),
    [
      'us-east-1 ok',
      'us-east-1 ok',
      'us-east-1 ThrottlingException',
      'eu-west-1 ok',
      'us-east-1 ThrottlingException',
      'us-east-1 ok',
    ],
  );
});

test('calls of LookupEvents become events themselves, one to five minutes later, throttled ones too', async (t) => {
  const {cloudtrail, clock} = await startDemo(t);
  const client = cloudtrail();
  const own = {
    LookupAttributes: [{AttributeKey: 'EventSource', AttributeValue: 'cloudtrail.amazonaws.com'}],
  } as const;
  const LookupAttributes = [...own.LookupAttributes];
  await lookup(client, {LookupAttributes, MaxResults: 7, StartTime: new Date(noon - minute)});
  await lookup(client);
  await assert.rejects(lookup(client), {name: 'ThrottlingException'});
  await clock.advance(minute - 1);
  assert.deepEqual((await lookup(client, {EndTime: new Date(noon)})).ids, []);

  await clock.advance(4 * minute + 1);
  const {Events} = await lookup(client, {LookupAttributes, EndTime: new Date(noon)});
  assert.equal(Events.length, 3);
  const records = Events.map(
    ({CloudTrailEvent}) => JSON.parse(CloudTrailEvent ?? '') as Record<string, unknown>,
  );
  assert.deepEqual(
    records.map(({errorCode}) => errorCode).filter((code) => code !== undefined),
    ['ThrottlingException'],
  );
  assert.ok(Events.every(({ReadOnly, Username}) => ReadOnly === 'true' && Username === 'kim'));
  const first = records.find(({requestParameters}) =>
    JSON.stringify(requestParameters)?.includes('7'),
  );
  assert.partialDeepStrictEqual(first, {
    eventName: 'LookupEvents',
    awsRegion: 'us-east-1',
    requestParameters: {
      lookupAttributes: [{attributeKey: 'EventSource', attributeValue: 'cloudtrail.amazonaws.com'}],
      startTime: 'Nov 22, 2026, 11:59:00 AM',
      maxResults: 7,
    },
    responseElements: null,
    readOnly: true,
    userIdentity: {
      type: 'AssumedRole',
      accessKeyId: 'ASIAEXAMPLEONCALL',
      arn: 'arn:aws:sts::123456789012:assumed-role/OncallRO/kim',
    },
  });
  assert.match(String(first?.['userAgent']), /^aws-sdk-js\//v);
});

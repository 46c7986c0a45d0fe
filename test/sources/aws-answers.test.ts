import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {textAt} from '../../source/core/json.ts';
import {day, hour, minute, second} from '../../source/core/time.ts';
import {clientConfig, regionFrom} from '../../source/sources/aws-settings.ts';
import {createLookup} from '../../source/sources/cloudtrail.ts';
import {createMetrics} from '../../source/sources/cloudwatch.ts';
import {callerIdentity} from '../../source/sources/identity.ts';
import {describeInstances} from '../../source/sources/instances.ts';
import {neutraliseThisProcess} from '../support/neutral-environment.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {
  noon,
  tinyCpu,
  tinyEvent,
  tinyInstance,
  type TinyWorldParts,
} from '../support/tiny-world.ts';
import {startLoopback} from './loopback.ts';

neutraliseThisProcess();

const {signal} = new AbortController();

const alarm = {
  threshold: 80,
  comparison: 'GreaterThanThreshold',
  period: 300,
  evaluationPeriods: 1,
  statistic: 'Average',
  stateUpdatedAt: noon - minute,
  stateReason: 'Threshold Crossed',
} as const;

/** AWS at noon, standing still until the test moves it. */
async function atNoon(t: TestContext, parts: TinyWorldParts = {}) {
  const clock = createSimulatedClock(noon);
  const {endpoint, settings} = await startLoopback(t, parts, clock);
  const lookup = createLookup(settings, 'us-east-1');
  const metrics = createMetrics(settings, 'us-east-1');
  t.after(() => {
    lookup.close();
    metrics.close();
  });
  return {clock, endpoint, settings, lookup, metrics};
}

test('an hour of events comes page by page, newest first, and nothing twice', async (t) => {
  const events = Array.from({length: 120}, (_, index) =>
    tinyEvent({
      id: `event ${String(index).padStart(3, '0')}`,
      time: noon - minute - index * second,
    }),
  );
  const {clock, lookup} = await atNoon(t, {events});
  const range = {since: noon - hour, until: noon};
  const first = await lookup.page(range, signal);
  await clock.advance(1000);
  const next = await lookup.page({...range, token: first.token}, signal);
  await clock.advance(1000);
  const last = await lookup.page({...range, token: next.token}, signal);
  const ids = [first, next, last].flatMap((page) => page.events.map(({id}) => id));
  assert.deepEqual(
    ids,
    events.map(({record}) => record['eventID']),
  );
  assert.equal(last.token, undefined);
  assert.deepEqual(
    [first, next, last].map((page) => page.events.length),
    [50, 50, 20],
  );
});

test('a token is good for its own bounds only', async (t) => {
  const events = Array.from({length: 60}, (_, index) =>
    tinyEvent({id: `event ${index}`, time: noon - minute - index * second}),
  );
  const {lookup} = await atNoon(t, {events});
  const {token} = await lookup.page({since: noon - hour, until: noon}, signal);
  await assert.rejects(lookup.page({since: noon - hour, until: noon - second, token}, signal), {
    name: 'InvalidNextTokenException',
  });
});

test('the range holds its first second and not its end, also where the end is no whole second', async (t) => {
  const times = [noon - 10_000, noon - 5000, noon - 1000];
  const {clock, lookup} = await atNoon(t, {
    events: times.map((time, index) => tinyEvent({id: `${index}`, time})),
  });
  const ids = async (since: number, until: number) => {
    await clock.advance(1000);
    const {events} = await lookup.page({since, until}, signal);
    return events.map(({id}) => id);
  };

  assert.deepEqual(await ids(noon - 10_000, noon - 1000), ['1', '0']);
  assert.deepEqual(await ids(noon - 10_000, noon), ['2', '1', '0']);
  assert.deepEqual(await ids(noon - 10_000, noon - 750), ['2', '1', '0']);
  assert.deepEqual(await ids(noon - 5000, noon - 4999), ['1']);
});

test('only the writes are asked for where only they are wanted', async (t) => {
  const {lookup, endpoint} = await atNoon(t, {
    events: [
      tinyEvent({id: 'read', time: noon - 2000, readOnly: true}),
      tinyEvent({id: 'write', time: noon - 1000}),
    ],
  });
  const attribute = {key: 'ReadOnly', value: 'false'};
  const {events} = await lookup.page({since: noon - hour, until: noon, attribute}, signal);
  assert.deepEqual(
    events.map(({id}) => id),
    ['write'],
  );
  assert.deepEqual(
    endpoint.requests.map(({operation, region}) => [operation, region]),
    [['LookupEvents', 'us-east-1']],
  );
});

test('AWS can tell our calls from those of others by what we call ourselves', async (t) => {
  const {clock, lookup} = await atNoon(t);
  await lookup.page({since: noon - hour, until: noon}, signal);
  await clock.advance(6 * minute);
  const {events} = await lookup.page({since: noon - hour, until: noon + minute}, signal);
  assert.equal(events.length, 1);
  assert.match(textAt(events[0]?.record, 'userAgent'), /app\/trailtop/v);
  assert.equal(await lookup.accessKeyId(), 'ASIAEXAMPLEONCALL');
  assert.equal(await lookup.region(), 'us-east-1');
});

test('datapoints come for every instance that was asked for, oldest first, the silent one with none', async (t) => {
  const {metrics} = await atNoon(t, {
    metrics: [tinyCpu('i-1'), tinyCpu('i-2', 300)],
    valueAt: (metric, time) => (metric.interval === 300 ? 20 : (time - noon) / minute + 100),
  });
  const points = await metrics.datapoints(
    {
      ids: ['i-1', 'i-2', 'i-silent'],
      metric: 'CPUUtilization',
      statistic: 'Average',
      period: 60,
      since: noon - hour,
      until: noon,
    },
    signal,
  );
  assert.deepEqual([...points.keys()], ['i-1', 'i-2', 'i-silent']);
  const first = points.get('i-1') ?? [];
  assert.ok(first.length >= 55);
  assert.deepEqual(first[0], {time: noon - hour, value: 40});
  assert.ok(first.every(({time}, index) => index === 0 || time > (first[index - 1]?.time ?? 0)));
  const basic = points.get('i-2') ?? [];
  assert.ok(basic.length >= 10 && basic.length <= 12);
  assert.deepEqual(points.get('i-silent'), []);
});

test('six hundred instances over a day come whole: in two requests of at most 500, and all their pages', async (t) => {
  const ids = Array.from({length: 600}, (_, index) => `i-${String(index).padStart(17, '0')}`);
  const {metrics, endpoint} = await atNoon(t, {metrics: ids.map((id) => tinyCpu(id))});
  const points = await metrics.datapoints(
    {
      ids,
      metric: 'CPUUtilization',
      statistic: 'Average',
      period: 300,
      since: noon - day,
      until: noon - hour,
    },
    signal,
  );
  assert.ok(ids.every((id) => points.get(id)?.length === 276));
  assert.ok(endpoint.requests.length >= 2);
  assert.ok(endpoint.requests.every(({outcome}) => outcome === 'ok'));
});

test('the list of instances holds each once, over all its pages', async (t) => {
  const ids = Array.from({length: 1100}, (_, index) => `i-${String(index).padStart(17, '0')}`);
  const {metrics, endpoint} = await atNoon(t, {
    metrics: [
      ...ids.map((id) => tinyCpu(id)),
      {...tinyCpu('web'), dimensions: [{Name: 'AutoScalingGroupName', Value: 'web'}]},
      {...tinyCpu('i-other'), name: 'DiskReadOps'},
    ],
  });
  const found = await metrics.instances('CPUUtilization', signal);
  assert.deepEqual([...found].sort(), ids);
  assert.equal(endpoint.requests.length, 3);
});

test('of the alarms only those in ALARM on a metric of an instance count', async (t) => {
  const {metrics} = await atNoon(t, {
    alarms: [
      {...alarm, name: 'hot', metric: tinyCpu('i-1'), state: 'ALARM'},
      {...alarm, name: 'fine', metric: tinyCpu('i-2'), state: 'OK'},
      {
        ...alarm,
        name: 'of a group',
        metric: {...tinyCpu('x'), dimensions: [{Name: 'AutoScalingGroupName', Value: 'web'}]},
        state: 'ALARM',
      },
    ],
  });
  assert.deepEqual(await metrics.alarms(signal), [
    {name: 'hot', instance: 'i-1', metric: 'CPUUtilization'},
  ]);
});

test('instances get their names, types, states and monitoring', async (t) => {
  const {settings} = await atNoon(t, {
    instances: [
      tinyInstance({id: 'i-1'}),
      tinyInstance({id: 'i-2', name: '', monitoring: 'basic', type: 't3.micro'}),
      tinyInstance({id: 'i-3'}),
    ],
  });
  const found = await describeInstances(settings, 'us-east-1', ['i-1', 'i-2', 'i-gone'], signal);
  const told = found.map(({belongings, ...one}) => ({
    ...one,
    groups: [...(belongings?.get('security') ?? [])],
  }));
  const usual = {state: 'running', group: '', reason: '', groups: ['sg-0b7']};
  assert.deepEqual(
    new Set(told),
    new Set([
      {...usual, id: 'i-1', name: 'web-1', type: 'c7i.large', monitoring: 'detailed'},
      {...usual, id: 'i-2', name: '', type: 't3.micro', monitoring: 'basic'},
    ]),
  );
  assert.deepEqual(await describeInstances(settings, 'us-east-1', ['i-gone'], signal), []);
});

test('the person is told who they are', async (t) => {
  const {settings} = await atNoon(t);
  assert.deepEqual(await callerIdentity(settings, 'us-east-1', signal), {
    account: '123456789012',
    arn: 'arn:aws:sts::123456789012:assumed-role/OncallRO/kim',
  });
});

test('the region is the flag, then AWS_REGION, then AWS_DEFAULT_REGION, else the profile decides', () => {
  const env = {AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-north-1'};
  assert.equal(regionFrom('us-west-2', env), 'us-west-2');
  assert.equal(regionFrom(undefined, env), 'eu-west-1');
  assert.equal(regionFrom(undefined, {AWS_DEFAULT_REGION: 'eu-north-1'}), 'eu-north-1');
  assert.equal(
    regionFrom(undefined, {AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-north-1'}),
    'eu-north-1',
  );
  assert.equal(regionFrom(undefined, {}), '');
});

test('no retry happens behind the back of the budget', () => {
  const config = clientConfig({proxyEnv: {}}, 'us-east-1');
  assert.equal(config.maxAttempts, 1);
  assert.equal(config.requestHandler.throwOnRequestTimeout, true);
  assert.equal(config.requestHandler.requestTimeout, 15_000);
});

test('the demo is blind to what the environment wishes of endpoints', async (t) => {
  const restore = neutraliseThisProcess({
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_USE_DUALSTACK_ENDPOINT: 'true',
    AWS_DEFAULTS_MODE: 'nonsense',
    AWS_RETRY_MODE: 'nonsense',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_CLOUDWATCH: 'http://127.0.0.1:1',
  });
  t.after(restore);
  const {settings, lookup, metrics} = await atNoon(t, {
    events: [tinyEvent({id: 'here', time: noon - minute})],
    metrics: [tinyCpu('i-1')],
    instances: [tinyInstance({id: 'i-1'})],
  });
  const page = await lookup.page({since: noon - hour, until: noon}, signal);
  assert.deepEqual(
    page.events.map(({id}) => id),
    ['here'],
  );
  assert.deepEqual(await metrics.instances('CPUUtilization', signal), ['i-1']);
  assert.equal((await describeInstances(settings, 'us-east-1', ['i-1'], signal)).length, 1);
  assert.equal((await callerIdentity(settings, 'us-east-1', signal)).account, '123456789012');
});

test('alarms of more than one page are all read', async (t) => {
  const {metrics} = await atNoon(t, {
    alarms: Array.from({length: 150}, (_, index) => ({
      ...alarm,
      name: `alarm ${String(index).padStart(3, '0')}`,
      metric: tinyCpu(`i-${index}`),
      state: 'ALARM',
    })),
  });
  assert.equal((await metrics.alarms(signal)).length, 150);
});

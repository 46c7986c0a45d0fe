import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {defaultMetric, type MetricChoice} from '../../source/core/metric/choice.ts';
import {day, hour, minute} from '../../source/core/time.ts';
import {createMetrics} from '../../source/sources/cloudwatch.ts';
import {createMetricStatistics} from '../../source/sources/metric-statistics.ts';
import {MetricsReader, type MetricsReading} from '../../source/sources/metrics-reader.ts';
import {noon, tinyCpu, tinyRandom, type TinyWorldParts} from '../support/tiny-world.ts';
import {startLoopback, closedPort, keys} from './loopback.ts';

const never = new AbortController().signal;

/** A reader over the embedded endpoint, and the names of the calls that it made. */
async function reading(t: TestContext, parts: TinyWorldParts) {
  const loopback = await startLoopback(t, parts, {
    now: () => noon,
    wait: async () => undefined,
  });
  return {...readerOf(t, loopback.settings), ...loopback};
}

function readerOf(t: TestContext, settings: Parameters<typeof createMetrics>[0]) {
  const api = createMetrics(settings, 'us-east-1');
  const statistics = createMetricStatistics(settings, 'us-east-1');
  t.after(() => {
    api.close();
    statistics.close();
  });
  const clock = {now: () => noon, wait: async () => undefined};
  const endpoint = settings.endpointUrl ?? '';
  const reader = new MetricsReader({
    region: 'us-east-1',
    endpoint,
    api,
    statistics,
    clock,
    random: tinyRandom(),
  });
  return {reader};
}

const asked = (
  more: Partial<MetricsReading> = {},
  metric: Partial<MetricChoice> = {},
): MetricsReading => ({
  ids: ['i-1'],
  period: 300,
  range: {since: noon - hour, until: noon},
  ...more,
  metric: {...defaultMetric, ...metric},
});

const cpus = {
  metrics: [tinyCpu('i-1'), tinyCpu('i-2', 300)],
  valueAt: (_: unknown, time: number) => (time - noon) / 700_000,
};

test('an hour of two instances comes by GetMetricStatistics, one call each, in order and with every digit', async (t) => {
  const {reader, endpoint} = await reading(t, cpus);
  const {series, problems} = await reader.read(asked({ids: ['i-2', 'i-1']}), never);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    endpoint.requests.map(({operation}) => operation),
    ['GetMetricStatistics', 'GetMetricStatistics'],
  );
  assert.deepEqual(
    series.map(({id, label, unit}) => [id, label, unit]),
    [
      ['i-2', 'CPUUtilization', 'Percent'],
      ['i-1', 'CPUUtilization', 'Percent'],
    ],
  );
  const [first] = series[0]?.points ?? [];
  assert.deepEqual(first, {time: noon - hour, value: -hour / 700_000});
  assert.equal(series[0]?.points.length, 11);
});

test('more than 1,440 datapoints come by one GetMetricData for all', async (t) => {
  const {reader, endpoint} = await reading(t, cpus);
  const range = {since: noon - 2 * day, until: noon};
  const {series} = await reader.read(asked({ids: ['i-1', 'i-2'], range, period: 60}), never);
  assert.deepEqual(
    endpoint.requests.map(({operation}) => operation),
    ['GetMetricData'],
  );
  assert.ok((series[0]?.points.length ?? 0) > 2800);
  assert.equal(series[1]?.points.length, 576 - 1);
  assert.equal(series[0]?.unit, 'Percent');
});

test('a day of minutes that begins within one is one datapoint too many for GetMetricStatistics, and is still read', async (t) => {
  const {reader, endpoint} = await reading(t, cpus);
  const until = noon - 30_000;
  const {problems} = await reader.read(
    asked({range: {since: until - day, until}, period: 60}),
    never,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    endpoint.requests.map(({operation}) => operation),
    ['GetMetricData'],
  );
});

test('percentiles are asked for as extended statistics', async (t) => {
  const {reader} = await reading(t, {...cpus, valueAt: (_, time) => (time / minute) % 5});
  const {series} = await reader.read(asked({}, {statistic: 'p50'}), never);
  assert.equal(series[0]?.points[0]?.value, 2);
});

test('any namespace and dimensions, also those of no instance', async (t) => {
  const disk = {
    namespace: 'CWAgent',
    name: 'disk_used_percent',
    unit: 'Percent',
    interval: 60 as const,
    dimensions: [
      {Name: 'path', Value: '/'},
      {Name: 'InstanceId', Value: 'i-1'},
    ],
  };
  const group = {...tinyCpu(''), dimensions: [{Name: 'AutoScalingGroupName', Value: 'web'}]};
  const {reader} = await reading(t, {metrics: [disk, group]});
  const disks = await reader.read(
    asked({}, {namespace: 'CWAgent', metric: disk.name, dimensions: [{name: 'path', value: '/'}]}),
    never,
  );
  assert.ok((disks.series[0]?.points.length ?? 0) > 0);
  const groups = await reader.read(asked({ids: ['AutoScalingGroupName=web']}), never);
  assert.ok((groups.series[0]?.points.length ?? 0) > 0);
});

test('who may not call GetMetricStatistics is answered by GetMetricData, and is refused but once', async (t) => {
  const {reader, endpoint} = await reading(t, cpus);
  endpoint.faults.set('GetMetricStatistics', {kind: 'access-denied'});
  const {series, problems} = await reader.read(asked({ids: ['i-1', 'i-2']}), never);
  assert.deepEqual(problems, []);
  assert.equal(series.length, 2);
  await reader.read(asked(), never);
  assert.deepEqual(
    endpoint.requests.map(({operation}) => operation),
    ['GetMetricStatistics', 'GetMetricData', 'GetMetricData'],
  );
});

test('who may call neither is told the missing action in one sentence', async (t) => {
  const {reader, endpoint} = await reading(t, cpus);
  endpoint.faults.set('*', {kind: 'access-denied'});
  const {series, problems} = await reader.read(asked(), never);
  assert.deepEqual(series, []);
  assert.equal(problems.length, 1);
  assert.match(
    problems[0]?.message ?? '',
    /^not allowed to call cloudwatch:GetMetricData, so CPUUtilization cannot be read; allow /v,
  );
});

test('an endpoint that nobody listens at is one failure, also for many instances, and nothing is promised', async (t) => {
  const url = await closedPort();
  const {reader} = readerOf(t, {endpointUrl: url, credentials: keys, proxyEnv: {}});
  const {problems} = await reader.read(asked({ids: ['i-1', 'i-2', 'i-3']}), never);
  assert.equal(problems.length, 1);
  assert.match(problems[0]?.message ?? '', /^cannot reach http.*nothing listens there/v);
  assert.doesNotMatch(problems[0]?.message ?? '', /by itself/v);
});

test('an instance that is gone, or never was, is a series without datapoints', async (t) => {
  const {reader} = await reading(t, cpus);
  const {series, problems} = await reader.read(asked({ids: ['i-gone', 'i-1']}), never);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    series.map(({points}) => points.length > 0),
    [false, true],
  );
});

import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {type KnownMetrics} from '../../source/core/state/metrics.ts';
import {minute} from '../../source/core/time.ts';
import {MetricList} from '../../source/sources/metric-list.ts';
import {createMetricNames} from '../../source/sources/metric-names.ts';
import {noon, tinyCpu, type TinyWorldParts} from '../support/tiny-world.ts';
import {startLoopback, until} from './loopback.ts';

/** The list over the embedded endpoint, and what it tells the screen. */
async function listing(t: TestContext, parts: TinyWorldParts) {
  let now = noon;
  const clock = {now: () => now, wait: async () => undefined};
  const {endpoint, settings} = await startLoopback(t, parts, clock);
  const told: KnownMetrics[] = [];
  const list = new MetricList({
    region: 'us-east-1',
    endpoint: settings.endpointUrl ?? '',
    clock,
    api: createMetricNames(settings, 'us-east-1'),
    dispatch(action) {
      if (action.type === 'metrics') {
        told.push(action.known);
      }
    },
  });
  t.after(() => {
    list.stop();
  });
  const later = (ms: number) => {
    now += ms;
  };

  return {list, told, endpoint, later};
}

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
const old = {...tinyCpu('i-1'), name: 'NetworkIn'};
const world: TinyWorldParts = {
  metrics: [tinyCpu('i-1'), tinyCpu('i-2'), disk, old, tinyCpu('i-other')],
  valueAt: ({name}) => (name === 'NetworkIn' ? undefined : 1),
};

test('what CloudWatch has of the charted instances, in every namespace, and what has sent something of late', async (t) => {
  const {list, told} = await listing(t, world);
  list.want(['i-1', 'i-2']);
  await until(() => told.length > 0, t.signal);
  const [{ids, metrics, problem} = assert.fail()] = told;
  assert.deepEqual(ids, ['i-1', 'i-2']);
  assert.equal(problem, undefined);
  assert.deepEqual(
    metrics.map((each) => [each.namespace, each.metric, each.dimensions, each.ids, each.isRecent]),
    [
      ['AWS/EC2', 'CPUUtilization', [], ['i-1', 'i-2'], true],
      ['CWAgent', 'disk_used_percent', [{name: 'path', value: '/'}], ['i-1'], true],
      ['AWS/EC2', 'NetworkIn', [], ['i-1'], false],
    ],
  );
});

test('a menu that is opened again soon asks nothing; other instances, or five minutes later, it does', async (t) => {
  const {list, told, endpoint, later} = await listing(t, world);
  list.want(['i-1']);
  await until(() => told.length === 1, t.signal);
  list.want(['i-1']);
  assert.equal(endpoint.requests.length, 2);
  list.want(['i-2']);
  await until(() => told.length === 2, t.signal);
  later(6 * minute);
  list.want(['i-2']);
  await until(() => told.length === 3, t.signal);
  assert.equal(endpoint.requests.length, 6);
});

test('who may not list metrics is told the action, and is asked again when the menu is opened later', async (t) => {
  const {list, told, endpoint, later} = await listing(t, world);
  endpoint.faults.set('ListMetrics', {kind: 'access-denied'});
  list.want(['i-1']);
  await until(() => told.length === 1, t.signal);
  assert.match(told[0]?.problem?.title ?? '', /not allowed to call cloudwatch:ListMetrics/v);
  endpoint.faults.set('*', undefined);
  later(minute);
  list.want(['i-1']);
  await until(() => told.length === 2, t.signal);
  assert.equal(told[1]?.problem, undefined);
});

test('nothing charted, nothing asked', async (t) => {
  const {list, endpoint} = await listing(t, world);
  list.want([]);
  assert.equal(endpoint.requests.length, 0);
});

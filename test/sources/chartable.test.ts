import assert from 'node:assert/strict';
import {describe, test, type TestContext} from 'node:test';
import {groupId} from '../../source/core/instances/groups.ts';
import {type Action} from '../../source/core/state.ts';
import {day, hour, minute} from '../../source/core/time.ts';
import {Chartable, nameChartable} from '../../source/sources/chartable.ts';
import {createMetrics} from '../../source/sources/cloudwatch.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {noon, tinyCpu} from '../support/tiny-world.ts';
import {startLoopback} from './loopback.ts';
import {awsError} from './trail-model.ts';

const recent = noon - hour;

function picking(t: TestContext) {
  const clock = createSimulatedClock(noon);
  const listed: boolean[] = [];
  const described: Array<readonly string[]> = [];
  const actions: Action[] = [];
  let failure: Error | undefined;
  const chartable = new Chartable({
    clock,
    async name(isRecent) {
      listed.push(isRecent);
      if (failure) {
        throw failure;
      }

      return {instances: isRecent ? ['i-1'] : ['i-1', 'i-gone'], groups: ['web']};
    },
    async describe(ids) {
      described.push(ids);
      if (failure) {
        throw failure;
      }

      return ids.map((id) => ({id, name: 'n', type: 't', state: 'running', monitoring: 'basic'}));
    },
    dispatch(action) {
      actions.push(action);
    },
  });
  t.after(() => {
    chartable.stop();
  });
  const fail = (error: Error | undefined) => {
    failure = error;
  };

  return {clock, chartable, listed, described, actions, fail};
}

describe('somebody opens the picker', () => {
  test('and groups and instances come from ListMetrics, once, however often the screen changes', async (t) => {
    const {clock, chartable, listed, actions} = picking(t);
    chartable.want({since: recent, unnamed: []});
    chartable.want({since: recent, unnamed: []});
    await clock.settle();
    assert.deepEqual(listed, [true]);
    assert.deepEqual(actions, [
      {type: 'instances', instances: [{id: 'i-1'}, {id: groupId('web'), name: 'web'}]},
    ]);
    await clock.advance(6 * minute);
    chartable.want({since: recent, unnamed: []});
    await clock.settle();
    assert.equal(listed.length, 2);
  });

  test('over an older range, and what has ended since is asked for too', async (t) => {
    const {clock, chartable, listed, actions} = picking(t);
    chartable.want({since: noon - day, unnamed: []});
    await clock.settle();
    assert.deepEqual(listed, [false]);
    assert.match(JSON.stringify(actions), /i-gone/v);
  });

  test('and what only events name is asked for by DescribeInstances, each once', async (t) => {
    const {clock, chartable, described} = picking(t);
    chartable.want({since: recent, unnamed: ['i-7', 'i-8']});
    chartable.want({since: recent, unnamed: ['i-7', 'i-8', 'i-9']});
    await clock.settle();
    assert.deepEqual(described, [['i-7', 'i-8'], ['i-9']]);
  });

  for (const [name, pause] of [
    ['AccessDenied', 5 * minute],
    ['ThrottlingException', minute / 6],
  ] as const) {
    test(`${name} loses nothing that is there, and is not asked for again with every change of the screen`, async (t) => {
      const {clock, chartable, listed, described, actions, fail} = picking(t);
      fail(awsError(name));
      chartable.want({since: recent, unnamed: ['i-7']});
      await clock.settle();
      assert.deepEqual(actions, []);
      fail(undefined);
      await clock.advance(pause - 1);
      chartable.want({since: recent, unnamed: ['i-7']});
      await clock.settle();
      assert.deepEqual([listed.length, described.length], [1, 1]);
      await clock.advance(1);
      chartable.want({since: recent, unnamed: ['i-7']});
      await clock.settle();
      assert.deepEqual([listed.length, described.length], [2, 2]);
      assert.equal(actions.length, 2);
    });
  }

  test('and closes the program: a late answer is not told', async (t) => {
    const {clock, chartable, actions} = picking(t);
    chartable.want({since: recent, unnamed: []});
    chartable.stop();
    await clock.settle();
    assert.deepEqual(actions, []);
  });
});

test('over the wire: instances and groups, of the metrics that have no other dimension', async (t) => {
  const group = [{Name: 'AutoScalingGroupName', Value: 'web'}];
  const one = tinyCpu('i-00000000000000001');
  const both = [...one.dimensions, {Name: 'core', Value: '1'}];
  const {settings} = await startLoopback(t, {
    metrics: [one, {...one, dimensions: group}, {...one, dimensions: both}],
  });
  const {signal} = new AbortController();
  assert.deepEqual(await nameChartable(settings, 'us-east-1')(false, signal), {
    instances: ['i-00000000000000001'],
    groups: ['web'],
  });
});

test('over the wire: Metrics Insights ranks the instances in one request', async (t) => {
  const ids = ['i-00000000000000001', 'i-00000000000000002', 'i-00000000000000003'];
  const {endpoint, settings} = await startLoopback(t, {metrics: ids.map((id) => tinyCpu(id))});
  let paid = 0;
  const api = createMetrics(settings, 'us-east-1', (metrics) => {
    paid += metrics;
  });
  t.after(api.close);
  const request = {metric: 'CPUUtilization', most: 2, counted: 3, since: noon - hour, until: noon};
  const found = (await api.busiest?.(request, new AbortController().signal)) ?? [];
  assert.equal(found.length, 2);
  assert.ok(found.every((id) => ids.includes(id)));
  assert.equal(endpoint.requests.length, 1);
  assert.equal(paid, 3);
});

import assert from 'node:assert/strict';
import process from 'node:process';
import {describe, test, type TestContext} from 'node:test';
import {EventStore} from '../../source/core/event-store.ts';
import {initialState} from '../../source/core/state.ts';
import {hour, minute, second} from '../../source/core/time.ts';
import {watchAws} from '../../source/sources/live.ts';
import {createStore} from '../../source/store.ts';
import {neutraliseThisProcess} from '../support/neutral-environment.ts';
import {
  noon,
  tinyCpu,
  tinyEvent,
  tinyInstance,
  tinyRandom,
  type TinyWorldParts,
} from '../support/tiny-world.ts';
import {fastClock, startLoopback, until} from './loopback.ts';

neutraliseThisProcess();

const instances = ['i-00000000000000001', 'i-00000000000000002'] as const;

/** An account with two machines, of which the second works hard, and an hour of calls. */
const world: TinyWorldParts = {
  events: Array.from({length: 120}, (_, index) =>
    tinyEvent({
      id: `event ${index}`,
      time: noon - minute - index * 20 * second,
      readOnly: index % 10 !== 0,
    }),
  ),
  metrics: instances.map((id) => tinyCpu(id)),
  valueAt: ({dimensions}) => (dimensions[0]?.Value === instances[1] ? 90 : 10),
  instances: instances.map((id, index) => tinyInstance({id, name: `web-${index + 1}`})),
};

/** Sixty seconds of the account in one of the machine's. */
const speed = 60;

/** The monitor without its screen, watching the embedded endpoint. */
async function watch(
  t: TestContext,
  parts: TinyWorldParts = world,
  more: {readonly globalRegion?: string; readonly charted?: readonly string[]} = {},
) {
  const clock = fastClock(speed);
  const {endpoint, settings} = await startLoopback(t, parts, clock);
  const events = new EventStore();
  const timers = new Set<NodeJS.Timeout>();
  const store = createStore(
    initialState({
      mode: 'live',
      now: clock.now(),
      columns: 120,
      rows: 40,
      regions: ['us-east-1'],
      choice: {kind: 'live', span: hour},
      view: 'all',
      store: events,
      ...more,
    }),
    (call, ms) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        call();
      }, ms / speed);
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
  );
  const begin = () => {
    const stop = watchAws({
      settings,
      holder: store,
      clock,
      random: tinyRandom(),
      rate: 1,
      refresh: 5000,
    });
    t.after(() => {
      stop();
      for (const timer of timers) {
        clearTimeout(timer);
      }
    });
    return stop;
  };

  return {
    endpoint,
    store,
    events,
    clock,
    begin,
    state: store.getSnapshot,
    has: (id: string) => events.rowOf(id) !== undefined,
    until: async (condition: () => boolean) => until(condition, t.signal),
    asked: (operation: string) =>
      endpoint.requests.filter((request) => request.operation === operation),
  };
}

const patience = {timeout: 20_000};

describe('somebody starts the monitor', () => {
  test('and sees events, the busiest machine, its name, and who they are', patience, async (t) => {
    const {begin, until: wait, state, has} = await watch(t);
    begin();
    await wait(() => has('event 0') && has('event 119'));
    await wait(() => state().chart.series.size === 2);
    await wait(() => state().chart.instances.some(({name}) => name === 'web-2'));
    await wait(() => state().identity !== undefined);
    const {chart, identity, feeds} = state();
    assert.deepEqual([chart.charted, chart.why], [[instances[1], instances[0]], 'busiest']);
    assert.ok((chart.series.get(instances[1])?.points.length ?? 0) > 50);
    assert.deepEqual(identity, {
      account: '123456789012',
      arn: 'arn:aws:sts::123456789012:assumed-role/OncallRO/kim',
      profile: '',
    });
    assert.equal(chart.problem, undefined);
    assert.equal(feeds.get('us-east-1')?.problem, undefined);
    await wait(() => state().feeds.get('us-east-1')?.settledTo !== undefined);
  });

  test('and a call made from now on appears by itself', patience, async (t) => {
    const made = [...(world.events ?? [])];
    const {begin, clock, until: wait, has} = await watch(t, {...world, events: made});
    begin();
    await wait(() => has('event 119'));
    made.push(tinyEvent({id: 'now', time: Math.floor(clock.now() / 1000) * 1000}));
    await wait(() => has('now'));
  });

  test('and its own calls are known as its own', patience, async (t) => {
    const {
      begin,
      clock,
      until: wait,
      events,
    } = await watch(t, {
      events: [
        tinyEvent({
          id: "a colleague's",
          name: 'LookupEvents',
          source: 'cloudtrail.amazonaws.com',
          time: noon - minute,
        }),
      ],
    });
    begin();
    await wait(() => events.count > 5);
    const own = events.order.filter((row) => events.isClass(row, 'own'));
    assert.ok(clock.now() > noon + minute);
    assert.equal(own.length, events.count - 1);
    assert.equal(own.includes(events.rowOf("a colleague's") ?? -1), false);
  });

  test(
    'and global services are watched in us-east-1 beside the own region',
    patience,
    async (t) => {
      const {
        begin,
        until: wait,
        has,
        asked,
      } = await watch(
        t,
        {
          events: [
            tinyEvent({id: 'here', time: noon - minute}),
            tinyEvent({id: 'iam', time: noon - minute, region: 'eu-west-1'}),
          ],
        },
        {globalRegion: 'eu-west-1'},
      );
      begin();
      await wait(() => has('here') && has('iam'));
      assert.deepEqual(
        new Set(asked('LookupEvents').map(({region}) => region)),
        new Set(['us-east-1', 'eu-west-1']),
      );
    },
  );

  test(
    'with instances of their own choice, and nobody looks for the busiest',
    patience,
    async (t) => {
      const {begin, until: wait, state, asked} = await watch(t, world, {charted: [instances[0]]});
      begin();
      await wait(() => state().chart.series.size === 1);
      await wait(() => asked('DescribeInstances').length > 0);
      assert.equal(asked('GetMetricData').length, 1);
      assert.deepEqual(state().chart.charted, [instances[0]]);
    },
  );
});

describe('one pane fails', () => {
  test(
    'no right to read events: the chart goes on, and the events come once the right is there',
    patience,
    async (t) => {
      const {begin, endpoint, until: wait, state, has} = await watch(t);
      endpoint.faults.set('LookupEvents', {kind: 'access-denied'});
      begin();
      await wait(() => state().feeds.get('us-east-1')?.problem !== undefined);
      await wait(() => state().chart.series.size === 2);
      assert.equal(state().feeds.get('us-east-1')?.problem?.action, 'cloudtrail:LookupEvents');
      assert.equal(state().chart.problem, undefined);
      endpoint.faults.set('LookupEvents', undefined);
      await wait(() => has('event 119'));
      await wait(() => state().feeds.get('us-east-1')?.problem === undefined);
    },
  );

  test(
    'no right to read datapoints: the events go on, the chart names the right, and comes once it is there',
    patience,
    async (t) => {
      const {begin, endpoint, until: wait, state, has} = await watch(t);
      endpoint.faults.set('GetMetricData', {kind: 'access-denied'});
      begin();
      await wait(() => state().chart.problem !== undefined);
      await wait(() => has('event 119'));
      assert.equal(state().chart.problem?.action, 'cloudwatch:GetMetricData');
      assert.equal(state().chart.instances.length, 2);
      endpoint.faults.set('GetMetricData', undefined);
      await wait(() => state().chart.series.size === 2);
      await wait(() => state().chart.problem === undefined);
    },
  );

  test(
    'no right to list metrics, in an account without instances: what was said is taken back',
    patience,
    async (t) => {
      const {begin, endpoint, until: wait, state} = await watch(t, {});
      endpoint.faults.set('ListMetrics', {kind: 'access-denied'});
      begin();
      await wait(() => state().chart.problem?.action === 'cloudwatch:ListMetrics');
      endpoint.faults.set('ListMetrics', undefined);
      await wait(() => state().chart.problem === undefined);
    },
  );

  test(
    'no right to see names: ids are enough, and it is not asked again and again',
    patience,
    async (t) => {
      const {begin, endpoint, clock, until: wait, state, asked} = await watch(t);
      endpoint.faults.set('DescribeInstances', {kind: 'access-denied'});
      begin();
      await wait(() => state().chart.series.size === 2 && asked('DescribeInstances').length > 0);
      const from = clock.now();
      await wait(() => clock.now() > from + 2 * minute);
      assert.equal(asked('DescribeInstances').length, 1);
      assert.equal(state().chart.problem, undefined);
    },
  );

  test('names cannot be had at first, and come later', patience, async (t) => {
    const {begin, endpoint, until: wait, state, asked} = await watch(t);
    endpoint.faults.set('DescribeInstances', {kind: 'server-error'});
    begin();
    await wait(() => asked('DescribeInstances').length > 1);
    endpoint.faults.set('DescribeInstances', undefined);
    await wait(() => state().chart.instances.some(({name}) => name === 'web-1'));
  });

  test('who they are cannot be told at first, and is told later', patience, async (t) => {
    const {begin, endpoint, until: wait, state, asked} = await watch(t);
    endpoint.faults.set('GetCallerIdentity', {kind: 'empty'});
    begin();
    await wait(() => asked('GetCallerIdentity').length > 1);
    assert.equal(state().identity, undefined);
    endpoint.faults.set('GetCallerIdentity', undefined);
    await wait(() => state().identity?.account === '123456789012');
  });

  test('everything fails a while, and all comes back', patience, async (t) => {
    const {begin, endpoint, until: wait, state, has} = await watch(t);
    endpoint.faults.set('*', {kind: 'dropped'});
    begin();
    await wait(() => state().feeds.get('us-east-1')?.problem !== undefined);
    await wait(() => state().chart.problem !== undefined);
    endpoint.faults.set('*', undefined);
    await wait(() => has('event 119') && state().chart.series.size === 2);
    await wait(() => state().identity !== undefined && state().chart.problem === undefined);
    await wait(() => state().feeds.get('us-east-1')?.problem === undefined);
  });
});

describe('somebody', () => {
  test('asks for a refresh, and everything is asked again at once', patience, async (t) => {
    const {begin, store, until: wait, state, asked, has} = await watch(t);
    begin();
    await wait(() => has('event 119') && state().chart.series.size === 2);
    const before = asked('ListMetrics').length;
    store.dispatch({type: 'command', id: 'refresh'});
    await wait(() => asked('ListMetrics').length === before + 1);
    assert.equal(state().refreshes, 1);
  });

  test('asks for six hours, and they are loaded', patience, async (t) => {
    const early = tinyEvent({id: 'early', time: noon - 5 * hour});
    const {
      begin,
      store,
      until: wait,
      has,
      state,
    } = await watch(t, {
      ...world,
      events: [...(world.events ?? []), early],
    });
    begin();
    await wait(() => has('event 0'));
    assert.equal(has('early'), false);
    store.dispatch({type: 'command', id: 'range4'});
    await wait(() => has('early'));
    await wait(() => (state().chart.loadedFor?.since ?? Infinity) < noon - 5 * hour);
  });

  test(
    'quits while all is at work, and nothing stays: no request, no socket, no timer',
    patience,
    async (t) => {
      const {begin, endpoint, until: wait, asked} = await watch(t);
      endpoint.faults.set('GetMetricData', {kind: 'latency', ms: 60_000});
      endpoint.faults.set('GetCallerIdentity', {kind: 'server-error'});
      const stop = begin();
      await wait(() => asked('LookupEvents').length > 2 && asked('ListMetrics').length > 0);
      stop();
      const count = endpoint.requests.length;
      await wait(() => sockets() === 0);
      // Twenty more seconds of the account would bring more requests.
      const from = performance.now();
      await wait(() => performance.now() > from + (20 * second) / speed);
      assert.ok(endpoint.requests.length <= count + 1);
    },
  );
});

/** Connections that this process has opened and not closed. */
function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
}

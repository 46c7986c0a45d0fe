import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {defaultMetric, type MetricChoice} from '../../source/core/metric/choice.ts';
import {type Action} from '../../source/core/state.ts';
import {hour, minute, second} from '../../source/core/time.ts';
import {ChartFeed, type ChartWanted} from '../../source/sources/chart-feed.ts';
import {createMetrics} from '../../source/sources/cloudwatch.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {noon, tinyCpu, tinyRandom} from '../support/tiny-world.ts';
import {startLoopback, startServer, until, keys} from './loopback.ts';
import {MetricsModel} from './metrics-model.ts';

/** A chart feed just past noon and all that it tells the screen. */
function charting(t: TestContext) {
  const clock = createSimulatedClock(noon + 2 * second);
  const api = new MetricsModel(clock);
  const actions: Action[] = [];
  const feed = new ChartFeed({
    region: 'us-east-1',
    endpoint: '',
    api,
    clock,
    random: tinyRandom(),
    dispatch(action) {
      actions.push(action);
    },
  });
  t.after(() => {
    feed.stop();
  });
  const answers = () => actions.flatMap((action) => (action.type === 'series' ? [action] : []));
  return {clock, api, feed, answers};
}

const cpu: MetricChoice = defaultMetric;
const network: MetricChoice = {...cpu, metric: 'NetworkIn', statistic: 'Sum'};

function wanted(metric: MetricChoice, generation: number): ChartWanted {
  return {
    ids: ['i-1', 'i-2'],
    metric,
    names: new Map(),
    range: {since: noon - hour, until: noon + 5 * minute},
    generation,
    refreshes: 0,
  };
}

test('another metric is asked for at once, for all instances together, and bears its own unit', async (t) => {
  const {clock, api, feed, answers} = charting(t);
  feed.want(wanted(cpu, 1));
  await clock.runUntil(() => answers().length === 1, minute);
  feed.want(wanted(network, 2));
  await clock.runUntil(() => answers().length === 2, second);
  assert.equal(api.asked.length, 2);
  const {ids, metric, statistic, namespace, since} = api.asked[1] ?? assert.fail();
  assert.deepEqual(
    {ids, metric, statistic, namespace},
    {
      ids: ['i-1', 'i-2'],
      metric: 'NetworkIn',
      statistic: 'Sum',
      namespace: 'AWS/EC2',
    },
  );
  assert.equal(since, noon - hour);
  const [one = assert.fail()] = answers()[1]?.series ?? [];
  assert.deepEqual([one.metric, one.statistic, one.unit], ['NetworkIn', 'Sum', 'Bytes']);
});

test('back at the first metric what is known is shown at once, and the newest is asked for once it can have changed', async (t) => {
  const {clock, api, feed, answers} = charting(t);
  feed.want(wanted(cpu, 1));
  await clock.runUntil(() => answers().length === 1, minute);
  feed.want(wanted(network, 2));
  await clock.runUntil(() => answers().length === 2, second);
  api.failure = () => new Error('the line is cut');
  feed.want(wanted({...cpu}, 3));
  await clock.runUntil(() => answers().length > 2, second);
  const third = answers()[2] ?? assert.fail();
  assert.equal(third.generation, 3);
  assert.equal(third.series[0]?.metric, 'CPUUtilization');
  assert.equal(third.series[0]?.points.length, 61);
  assert.equal(api.asked.length, 2);
  await clock.runUntil(() => api.asked.length === 3, minute + 10 * second);
  assert.ok((api.asked[2]?.since ?? 0) >= noon - 20 * minute);
});

test('a chosen period is asked for, and kept apart from the others', async (t) => {
  const {clock, api, feed, answers} = charting(t);
  feed.want(wanted(cpu, 1));
  await clock.runUntil(() => answers().length === 1, minute);
  feed.want(wanted({...cpu, period: 900}, 2));
  await clock.runUntil(() => answers().length === 2, minute);
  assert.deepEqual(
    api.asked.map(({period, since}) => [period, since]),
    [
      [60, noon - hour],
      [900, noon - hour],
    ],
  );
  assert.equal(answers()[1]?.series[0]?.points.length, 5);
  assert.equal(answers()[1]?.series[0]?.period, 900);
});

test('dimensions beside the instance, and a group instead of one, over the wire in one request', async (t) => {
  const path = [{Name: 'path', Value: '/'}];
  const disk = {...tinyCpu('i-1'), namespace: 'CWAgent', name: 'disk_used_percent'};
  const {endpoint, settings} = await startLoopback(t, {
    metrics: [
      {...disk, dimensions: [...path, ...disk.dimensions]},
      {...disk, dimensions: [{Name: 'AutoScalingGroupName', Value: 'web'}, ...path]},
    ],
  });
  const api = createMetrics(settings, 'us-east-1');
  t.after(() => {
    api.close();
  });
  const answer = await api.datapoints(
    {
      ids: ['i-1', 'AutoScalingGroupName=web'],
      namespace: 'CWAgent',
      metric: 'disk_used_percent',
      dimensions: [{name: 'path', value: '/'}],
      statistic: 'p90',
      period: 60,
      since: noon - hour,
      until: noon,
    },
    new AbortController().signal,
  );
  assert.equal(endpoint.requests.length, 1);
  assert.ok([...answer.values()].every((points) => points.length > 50));
  assert.equal(answer.size, 2);
});

/** A CloudWatch that answers with these bodies, one after the other. */
async function answering(t: TestContext, bodies: readonly unknown[]) {
  let asked = 0;
  const url = await startServer(t, (request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(bodies[Math.min(asked++, bodies.length - 1)]));
  });
  const api = createMetrics({endpointUrl: url, credentials: keys, proxyEnv: {}}, 'us-east-1');
  t.after(() => {
    api.close();
  });
  const ask = async () =>
    api.datapoints(
      {
        ids: ['i-1'],
        metric: 'x',
        statistic: 'Average',
        period: 60,
        since: noon - hour,
        until: noon,
      },
      new AbortController().signal,
    );
  return {ask, asked: () => asked};
}

test('partial data goes on behind its token; times out of order and twice are put in order', async (t) => {
  const at = (minutes: number) => noon / 1000 - minutes * 60;
  const {ask, asked} = await answering(t, [
    {
      NextToken: 'more',
      MetricDataResults: [
        {Id: 'm0', StatusCode: 'PartialData', Timestamps: [at(1), at(3)], Values: [1, -1e308]},
      ],
    },
    {
      MetricDataResults: [
        {Id: 'm0', StatusCode: 'Complete', Timestamps: [at(2), at(1), at(9)], Values: [2, 3]},
        {Id: 'm7', StatusCode: 'Complete', Timestamps: [at(2)], Values: [2]},
        {},
      ],
    },
  ]);
  const points = (await ask()).get('i-1') ?? [];
  assert.equal(asked(), 2);
  assert.deepEqual(
    points.map(({time, value}) => [(noon - time) / minute, value]),
    [
      [3, -1e308],
      [2, 2],
      [1, 3],
    ],
  );
});

test('a series that CloudWatch refuses inside a success is a refusal, not an empty chart', async (t) => {
  const {ask} = await answering(t, [
    {
      MetricDataResults: [
        {Id: 'm0', StatusCode: 'Forbidden', Messages: [{Code: 'Forbidden', Value: 'not yours'}]},
      ],
    },
  ]);
  await assert.rejects(ask, {name: 'AccessDenied', message: 'not yours'});
});

test('the feed over the wire says what it could not read and goes on when it can', async (t) => {
  const {settings, clock, endpoint} = await startLoopback(t, {metrics: [tinyCpu('i-1')]});
  const actions: Action[] = [];
  const feed = new ChartFeed({
    region: 'us-east-1',
    endpoint: settings.endpointUrl ?? '',
    api: createMetrics(settings, 'us-east-1'),
    clock,
    random: tinyRandom(),
    dispatch(action) {
      actions.push(action);
    },
  });
  t.after(() => {
    feed.stop();
  });
  endpoint.faults.set('GetMetricData', {kind: 'access-denied'});
  feed.want({...wanted(network, 1), ids: ['i-1']});
  await until(() => actions.some(({type}) => type === 'chartProblem'), t.signal);
  const [problem] = actions.flatMap((action) =>
    action.type === 'chartProblem' ? [action.problem] : [],
  );
  assert.match(problem?.title ?? '', /so NetworkIn cannot be read/v);
  endpoint.faults.set('*', undefined);
  await until(() => actions.some(({type}) => type === 'series'), t.signal);
});

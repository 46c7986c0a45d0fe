import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Action} from '../../source/core/state.ts';
import {DiscoveryError, discoverInstances} from '../../source/sources/discovery.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {MetricsModel} from './metrics-model.ts';
import {awsError} from './trail-model.ts';

const noon = Date.UTC(2026, 10, 22, 12);

/** Looks once for what can be charted. */
async function discover(
  prepare: (api: MetricsModel) => void,
  {isChosen = false, signal = new AbortController().signal} = {},
) {
  const clock = createSimulatedClock(noon);
  const api = new MetricsModel(clock);
  prepare(api);
  const actions: Action[] = [];
  let found: readonly string[] | undefined;
  let failure: unknown;
  const done = (async () => {
    try {
      await discoverInstances(
        {
          region: 'us-east-1',
          endpoint: '',
          api,
          clock,
          chart: () => ({charted: isChosen ? ['i-1'] : [], instances: []}),
          dispatch(action) {
            actions.push(action);
          },
        },
        (ids) => {
          found = ids;
        },
        signal,
      );
    } catch (error) {
      failure = error;
    }
  })();
  await clock.advance(10_000);
  await done;
  return {
    api,
    found,
    problem: failure instanceof DiscoveryError ? failure.problem : undefined,
    suggested: actions.flatMap((action) =>
      action.type === 'instances' && action.suggested ? [action.suggested] : [],
    ),
    known: new Map(
      actions.flatMap((action) =>
        action.type === 'instances' ? action.instances.map((one) => [one.id, one.alarm]) : [],
      ),
    ),
  };
}

const inAlarm = (instance: string, metric = 'CPUUtilization') => ({
  name: `alarm of ${instance}`,
  instance,
  metric,
});

test('a bare start charts the instances in ALARM, and asks for no datapoint to choose them', async () => {
  const {suggested, known, found, api} = await discover((model) => {
    model.listed = ['i-1', 'i-2', 'i-3', 'i-4'];
    model.alarming = [
      inAlarm('i-3'),
      inAlarm('i-2'),
      inAlarm('i-4'),
      inAlarm('i-1', 'DiskReadOps'),
    ];
  });
  assert.deepEqual(suggested, [{ids: ['i-3', 'i-2'], why: 'in ALARM'}]);
  assert.equal(known.get('i-3'), 'alarm of i-3');
  assert.equal(known.get('i-1'), '');
  assert.deepEqual(found?.slice(0, 2), ['i-3', 'i-2']);
  assert.equal(api.asked.length, 0);
});

test('without an alarm it charts the two busiest of the last hour', async () => {
  const {suggested, known, found, api} = await discover((model) => {
    model.listed = ['i-idle', 'i-busy', 'i-silent', 'i-busiest'];
    const load = new Map([
      ['i-idle', 2],
      ['i-busy', 70],
      ['i-busiest', 90],
    ]);
    model.valueAt = (id) => load.get(id);
  });
  assert.deepEqual(suggested, [{ids: ['i-busiest', 'i-busy'], why: 'busiest'}]);
  assert.equal(known.size, 4);
  assert.deepEqual(found, ['i-busiest', 'i-busy', 'i-idle', 'i-silent']);
  assert.equal(api.asked.length, 1);
});

test('somebody who has chosen does not pay for finding the busiest', async () => {
  const {suggested, known, api} = await discover(
    (model) => {
      model.listed = ['i-1', 'i-2'];
    },
    {isChosen: true},
  );
  assert.equal(api.asked.length, 0);
  assert.deepEqual(suggested, []);
  assert.equal(known.size, 2);
});

test('who may not see alarms still gets the busiest', async () => {
  const {suggested, problem} = await discover((model) => {
    model.listed = ['i-1'];
    model.alarming = awsError('AccessDenied');
  });
  assert.deepEqual(suggested, [{ids: ['i-1'], why: 'busiest'}]);
  assert.equal(problem, undefined);
});

test('who may not list metrics still gets what is in ALARM, and is told which action is missing', async () => {
  const {suggested, known, problem} = await discover((model) => {
    model.listed = awsError('AccessDenied');
    model.alarming = [inAlarm('i-1')];
  });
  assert.deepEqual(suggested, [{ids: ['i-1'], why: 'in ALARM'}]);
  assert.equal(known.get('i-1'), 'alarm of i-1');
  assert.equal(problem?.action, 'cloudwatch:ListMetrics');
  assert.match(problem?.title ?? '', /the list of instances cannot be read/v);
});

test('who may not read datapoints gets the list, and is told that very action', async () => {
  const {suggested, known, found, problem} = await discover((model) => {
    model.listed = ['i-1', 'i-2'];
    model.failure = () => awsError('AccessDenied');
  });
  assert.deepEqual(suggested, []);
  assert.equal(known.size, 2);
  assert.deepEqual(found, ['i-1', 'i-2']);
  assert.equal(problem?.action, 'cloudwatch:GetMetricData');
});

test('an account without instances is no failure', async () => {
  const {suggested, known, found, problem, api} = await discover(() => undefined);
  assert.deepEqual([suggested, known.size, found, problem], [[], 0, [], undefined]);
  assert.equal(api.asked.length, 0);
});

test('at most 500 are compared', async () => {
  const {api, known} = await discover((model) => {
    model.listed = Array.from({length: 700}, (_, index) => `i-${index}`);
  });
  assert.equal(api.asked[0]?.ids.length, 500);
  assert.equal(known.size, 700);
});

test('nothing is told once it is no longer wanted', async () => {
  const {known, found} = await discover(
    (model) => {
      model.listed = ['i-1'];
    },
    {signal: AbortSignal.abort()},
  );
  assert.deepEqual([known.size, found], [0, undefined]);
});

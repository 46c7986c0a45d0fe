import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {alarmRule, isMetricAlarm, type Alarm} from '../../source/core/metric/alarm.ts';
import {type Action} from '../../source/core/state.ts';
import {hour, minute} from '../../source/core/time.ts';
import {AlarmList} from '../../source/sources/alarm-list.ts';
import {createAlarms, type AlarmsApi} from '../../source/sources/alarms.ts';
import {findAlarm} from '../../source/sources/find-alarm.ts';
import {anAlarm} from '../support/an-alarm.ts';
import {neutraliseThisProcess} from '../support/neutral-environment.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {noon, tinyCpu, type TinyWorldParts} from '../support/tiny-world.ts';
import {keys, startLoopback, startServer} from './loopback.ts';
import {awsError} from './trail-model.ts';

neutraliseThisProcess();

const {signal} = new AbortController();
const tree = 'i-0aaaa1111bbbb2222';

function worldAlarm(name: string): NonNullable<TinyWorldParts['alarms']>[number] {
  return {
    name,
    metric: tinyCpu(tree),
    threshold: 80,
    comparison: 'GreaterThanThreshold',
    period: 60,
    evaluationPeriods: 3,
    statistic: 'Average',
    state: name === 'tree-high' ? 'ALARM' : 'OK',
    stateUpdatedAt: noon - minute,
    stateReason: 'Threshold Crossed',
  };
}

async function atNoon(t: TestContext, parts: TinyWorldParts = {}) {
  const clock = createSimulatedClock(noon);
  const {endpoint, settings} = await startLoopback(t, parts, clock);
  const api = createAlarms(settings, 'us-east-1');
  t.after(api.close);
  return {clock, endpoint, api};
}

/** A server that answers DescribeAlarms with what the test has. */
async function answering(t: TestContext, answer: unknown): Promise<AlarmsApi> {
  const endpointUrl = await startServer(t, (_request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answer));
  });
  const api = createAlarms({endpointUrl, credentials: keys, proxyEnv: {}}, 'us-east-1');
  t.after(api.close);
  return api;
}

test('all alarms come page by page, in any state, with their rule and last change', async (t) => {
  const names = Array.from({length: 120}, (_, index) => `cpu ${String(index).padStart(3, '0')}`);
  const {api, endpoint} = await atNoon(t, {
    alarms: [...names, 'tree-high'].map((each) => worldAlarm(each)),
  });
  const {alarms, isCut} = await api.all(signal);
  assert.deepEqual(
    alarms.map(({name}) => name),
    [...names, 'tree-high'],
  );
  assert.equal(isCut, false);
  assert.equal(endpoint.requests.length, 2);
  const last = alarms.at(-1);
  assert.ok(last && isMetricAlarm(last));
  assert.equal(last.state, 'ALARM');
  assert.equal(last.changedAt, noon - minute);
  assert.equal(alarmRule(last), '> 80 % for 3 of 3');
  assert.deepEqual(last.watches.dimensions, [{name: 'InstanceId', value: tree}]);
});

test('of more than a thousand alarms the first are read, and it is said that there are more', async (t) => {
  const {api, endpoint} = await atNoon(t, {
    alarms: Array.from({length: 1001}, (_, index) => worldAlarm(`cpu ${10_000 + index}`)),
  });
  const {alarms, isCut} = await api.all(signal);
  assert.equal(alarms.length, 1000);
  assert.equal(isCut, true);
  assert.equal(endpoint.requests.length, 10);
});

test('one alarm is found by its exact name', async (t) => {
  const {api} = await atNoon(t, {alarms: [worldAlarm('tree-high'), worldAlarm('tree-high 2')]});
  assert.equal((await api.find('tree-high', signal))?.name, 'tree-high');
  assert.equal(await api.find('tree', signal), undefined);
});

test('metric math, anomaly detection and alarms of alarms are told for what they are', async (t) => {
  const why = async (answer: unknown): Promise<string> => {
    const api = await answering(t, answer);
    const found = await api.find('odd', signal);
    return found && 'none' in found.watches ? found.watches.none : 'a metric';
  };

  const math = {Metrics: [{Id: 'e1', Expression: 'm1 / m2', ReturnData: true}], Threshold: 5};
  const band = {
    Metrics: [{Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND(m1)'}],
    ThresholdMetricId: 'ad1',
  };
  assert.match(await why({MetricAlarms: [{AlarmName: 'odd', ...math}]}), /metric math/v);
  assert.match(await why({MetricAlarms: [{AlarmName: 'odd', ...band}]}), /anomalies/v);
  assert.match(
    await why({MetricAlarms: [], CompositeAlarms: [{AlarmName: 'odd', AlarmRule: 'ALARM(a)'}]}),
    /made of other alarms/v,
  );
  const stat = {
    Metric: {Namespace: 'AWS/EC2', MetricName: 'NetworkIn', Dimensions: []},
    Period: 60,
    Stat: 'Sum',
  };
  const single = {Metrics: [{Id: 'm1', MetricStat: stat}], Threshold: 5};
  assert.equal(await why({MetricAlarms: [{AlarmName: 'odd', ...single}]}), 'a metric');
  assert.match(await why({MetricAlarms: [{AlarmName: 'odd'}]}), /metric math/v);
});

/** A region whose alarms a test gives. */
function asking(alarms: readonly Alarm[] | Error) {
  const given = (): readonly Alarm[] => {
    if (alarms instanceof Error) {
      throw alarms;
    }

    return alarms;
  };

  return {
    region: 'us-east-1',
    endpoint: '',
    clock: {now: () => noon},
    api: {
      all: async () => ({alarms: given(), isCut: false}),
      find: async (name: string) => given().find((each) => each.name === name),
    },
  };
}

test('--alarm leads to the instance, or says why it cannot', async () => {
  const known = asking([anAlarm(tree, {name: 'tree-high', changedAt: noon - 10 * minute})]);
  const found = await findAlarm('tree-high', known, signal);
  assert.deepEqual(found.kind === 'found' && [found.view.ids, found.view.choice], [
    [tree],
    {kind: 'live', span: hour},
  ]);
  const message = async (name: string, where = known) => {
    const answer = await findAlarm(name, where, signal);
    return answer.kind === 'found' ? '' : `${answer.kind}: ${answer.message}`;
  };

  assert.equal(
    await message('tre-high'),
    'wrong: us-east-1 has no alarm "tre-high": did you mean tree-high?',
  );
  assert.match(await message('else'), /^wrong: .* a in the monitor lists all 1$/v);
  assert.match(await message('x', asking([])), /there is none at all$/v);
  assert.match(
    await message('x', asking(awsError('AccessDenied'))),
    /^failed: .*cloudwatch:DescribeAlarms/v,
  );
});

/** A list of alarms that is kept up to date, on a simulated clock. */
function following(answer: () => readonly Alarm[] | Error) {
  const clock = createSimulatedClock(noon);
  const actions: Action[] = [];
  const asked: number[] = [];
  const list = new AlarmList({
    region: 'us-east-1',
    endpoint: '',
    clock,
    random: () => 0.5,
    dispatch(action) {
      actions.push(action);
    },
    api: {
      async all() {
        asked.push(clock.now() - noon);
        const alarms = answer();
        if (alarms instanceof Error) {
          throw alarms;
        }

        return {alarms, isCut: false};
      },
      find: async () => undefined,
      renew: async () => undefined,
      close: () => undefined,
    },
  });
  list.refresh();
  return {clock, actions, asked, list};
}

test('alarms are asked for once a minute and told when they have changed', async () => {
  let alarms: readonly Alarm[] = [anAlarm(tree)];
  const {clock, actions, asked, list} = following(() => alarms);
  await clock.advance(2 * minute + 1000);
  assert.deepEqual(asked, [0, minute, 2 * minute]);
  assert.deepEqual(
    actions.map(({type}) => type),
    ['alarms'],
  );
  alarms = [anAlarm(tree, {state: 'OK'})];
  await clock.advance(minute);
  assert.equal(actions.length, 2);
  list.stop();
  await clock.advance(hour);
  assert.equal(asked.length, 4);
});

test('many alarms are asked for as many times less often', async () => {
  const {clock, asked, list} = following(() =>
    Array.from({length: 950}, (_, index) => anAlarm(tree, {name: `cpu ${index}`})),
  );
  await clock.advance(21 * minute);
  assert.deepEqual(asked, [0, 10 * minute, 20 * minute]);
  list.stop();
});

test('a missing permission is told once and taken back, and asked about rarely', async () => {
  let isDenied = true;
  const {clock, actions, asked, list} = following(() =>
    isDenied ? awsError('AccessDenied') : [anAlarm(tree)],
  );
  await clock.advance(11 * minute);
  assert.deepEqual(asked, [0, 5 * minute, 10 * minute]);
  const lacks = () =>
    actions.flatMap((action) =>
      action.type === 'instances' && action.lacks ? [action.lacks] : [],
    );
  assert.deepEqual(
    lacks().map(({action, problem}) => [action, problem?.code]),
    [['cloudwatch:DescribeAlarms', 'AccessDenied']],
  );
  isDenied = false;
  await clock.advance(5 * minute);
  assert.equal(lacks().at(-1)?.problem, undefined);
  assert.equal(actions.filter(({type}) => type === 'alarms').length, 1);
  list.stop();
});

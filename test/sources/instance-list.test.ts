import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {EventStore} from '../../source/core/event-store.ts';
import {initialState, reduce} from '../../source/core/state.ts';
import {hour, minute} from '../../source/core/time.ts';
import {InstanceList} from '../../source/sources/instance-list.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {noon, tinyRandom} from '../support/tiny-world.ts';
import {MetricsModel} from './metrics-model.ts';
import {awsError} from './trail-model.ts';

const outage = () => Object.assign(new Error('nothing there'), {code: 'ECONNREFUSED'});

/** The list of instances beside a screen's state, with AWS as a test has it. */
function watch(t: TestContext, charted: readonly string[] = []) {
  const clock = createSimulatedClock(noon);
  const api = new MetricsModel(clock);
  let state = initialState({
    mode: 'live',
    now: noon,
    columns: 120,
    rows: 40,
    regions: ['us-east-1'],
    choice: {kind: 'live', span: hour},
    store: new EventStore(),
    charted,
  });
  const described: Array<readonly string[]> = [];
  const aws: {describeFailure: Error | undefined} = {describeFailure: undefined};
  const list = new InstanceList({
    region: 'us-east-1',
    endpoint: '',
    api,
    clock,
    random: tinyRandom(),
    chart: () => state.chart,
    dispatch(action) {
      state = reduce(state, action);
    },
    async describe(ids, signal) {
      described.push(ids);
      await clock.wait(100, signal);
      if (aws.describeFailure) {
        throw aws.describeFailure;
      }

      return ids.map((id) => ({
        id,
        name: `name of ${id}`,
        type: 't3.micro',
        state: 'running',
        monitoring: 'basic',
      }));
    },
  });
  t.after(() => {
    list.stop();
  });
  return {
    clock,
    api,
    aws,
    list,
    described,
    chart: () => state.chart,
    alarmOf: (id: string) => state.chart.instances.find((one) => one.id === id)?.alarm,
    nameOf: (id: string) => state.chart.instances.find((one) => one.id === id)?.name,
    lacking: () => state.chart.lacks.map(({action}) => action),
    dispatch(action: Parameters<typeof reduce>[1]) {
      state = reduce(state, action);
    },
  };
}

const alarmOn = (instance: string) => ({
  name: `alarm of ${instance}`,
  instance,
  metric: 'CPUUtilization',
});

test('an hour in which nothing can be reached brings a request for names a minute, not more and more', async (t) => {
  const {api, aws, list, clock, described, nameOf, chart} = watch(t, ['i-1']);
  api.listed = outage();
  api.alarming = outage();
  aws.describeFailure = outage();
  list.refresh();
  await clock.advance(hour);
  assert.ok(described.length > 50 && described.length < 120, `${described.length} requests`);
  api.listed = ['i-1'];
  api.alarming = [];
  aws.describeFailure = undefined;
  await clock.advance(2 * minute);
  assert.equal(nameOf('i-1'), 'name of i-1');
  assert.deepEqual([chart().problem, chart().lacks], [undefined, []]);
});

test('who presses ^R again and again in an outage does not make the requests pile up', async (t) => {
  const {api, aws, list, clock, described} = watch(t, ['i-1']);
  api.listed = outage();
  api.alarming = outage();
  aws.describeFailure = outage();
  for (let press = 0; press < 20; press++) {
    list.refresh();
    await clock.advance(1000);
  }

  await clock.advance(minute);
  const before = described.length;
  await clock.advance(hour);
  assert.ok(described.length - before < 120, `${described.length - before} requests`);
});

test('where no instance is known, nobody asks for names', async (t) => {
  const {api, list, clock, described} = watch(t);
  api.listed = outage();
  api.alarming = outage();
  list.refresh();
  await clock.advance(hour);
  assert.deepEqual(described, []);
});

test('who may not list metrics and names an instance has a chart that is whole; what is missed is under !', async (t) => {
  const {api, list, clock, chart, lacking, nameOf} = watch(t, ['i-1']);
  api.listed = awsError('AccessDenied');
  list.refresh();
  await clock.advance(minute);
  assert.equal(chart().problem, undefined);
  assert.deepEqual(lacking(), ['cloudwatch:ListMetrics']);
  assert.equal(nameOf('i-1'), 'name of i-1');
  api.listed = ['i-1', 'i-2'];
  await clock.advance(2 * minute);
  assert.deepEqual(lacking(), []);
  assert.equal(chart().instances.length, 2);
});

test('whatever was wrong, it is listed once, and taken back', async (t) => {
  const {api, list, clock, lacking, chart} = watch(t, ['i-1']);
  api.listed = outage();
  api.alarming = outage();
  list.refresh();
  await clock.advance(10 * minute);
  assert.deepEqual(
    new Set(lacking()),
    new Set(['cloudwatch:DescribeAlarms', 'cloudwatch:ListMetrics']),
  );
  assert.equal(lacking().length, 2);
  api.listed = [];
  api.alarming = [];
  await clock.advance(2 * minute);
  assert.deepEqual(chart().lacks, []);
});

test('where nothing is charted, the chart says why; once something is, that is only missed', async (t) => {
  const {api, list, clock, chart, lacking, dispatch} = watch(t);
  api.listed = awsError('AccessDenied');
  list.refresh();
  await clock.advance(minute);
  assert.equal(chart().problem?.action, 'cloudwatch:ListMetrics');
  assert.deepEqual(lacking(), []);
  dispatch({type: 'instances', instances: [], suggested: {ids: ['i-1'], why: 'in ALARM'}});
  await clock.advance(2 * minute);
  assert.equal(chart().problem, undefined);
  assert.deepEqual(lacking(), ['cloudwatch:ListMetrics']);
});

test("a failure of the chart's own is left where it is", async (t) => {
  const {api, list, clock, chart, dispatch} = watch(t, ['i-1']);
  api.listed = ['i-1'];
  const problem = {title: 'no datapoints', advice: '', code: 'AccessDenied'};
  dispatch({type: 'chartProblem', problem});
  list.refresh();
  await clock.advance(20 * minute);
  assert.equal(chart().problem, problem);
});

test('an instance and an alarm that come later are seen, an alarm that ends is taken away, the choice stays', async (t) => {
  const {api, list, clock, chart, alarmOf, nameOf} = watch(t);
  api.listed = ['i-1', 'i-2'];
  api.alarming = [alarmOn('i-1')];
  list.refresh();
  await clock.advance(minute);
  assert.equal(alarmOf('i-1'), 'alarm of i-1');
  api.listed = ['i-2', 'i-3'];
  api.alarming = [alarmOn('i-2')];
  await clock.advance(5 * minute);
  assert.deepEqual(
    ['i-1', 'i-2', 'i-3'].map((id) => alarmOf(id)),
    ['', 'alarm of i-2', ''],
  );
  assert.equal(nameOf('i-3'), 'name of i-3');
  assert.deepEqual(chart().charted, ['i-1']);
});

test('while alarms cannot be read, the last ones known stay', async (t) => {
  const {api, list, clock, alarmOf} = watch(t);
  api.listed = ['i-1'];
  api.alarming = [alarmOn('i-1')];
  list.refresh();
  await clock.advance(minute);
  api.alarming = awsError('AccessDenied');
  await clock.advance(10 * minute);
  assert.equal(alarmOf('i-1'), 'alarm of i-1');
});

test('a refresh by hand reads list, alarms and names at once', async (t) => {
  const {api, list, clock, described, alarmOf} = watch(t);
  api.listed = ['i-1'];
  list.refresh();
  await clock.advance(minute);
  assert.equal(described.length, 1);
  api.alarming = [alarmOn('i-1')];
  list.refresh();
  await clock.advance(1000);
  assert.equal(alarmOf('i-1'), 'alarm of i-1');
  assert.equal(described.length, 2);
});

test('a thousand are named, a hundred at a time, what is charted first', async (t) => {
  const {api, list, clock, described} = watch(t, ['i-1499']);
  api.listed = Array.from({length: 1500}, (_, index) => `i-${index}`);
  list.refresh();
  await clock.advance(minute);
  assert.deepEqual(
    described.map(({length}) => length),
    Array.from({length: 10}, () => 100),
  );
  assert.equal(described[0]?.[0], 'i-1499');
  assert.equal(new Set(described.flat()).size, 1000);
});

test('who may not see names is asked for them once a look, and it is under ! until they may', async (t) => {
  const {api, aws, list, clock, described, lacking, nameOf} = watch(t);
  api.listed = Array.from({length: 300}, (_, index) => `i-${index}`);
  aws.describeFailure = awsError('UnauthorizedOperation');
  list.refresh();
  await clock.advance(4 * minute);
  assert.equal(described.length, 1);
  assert.deepEqual(lacking(), ['ec2:DescribeInstances']);
  aws.describeFailure = undefined;
  await clock.advance(2 * minute);
  assert.deepEqual(lacking(), []);
  assert.equal(nameOf('i-299'), 'name of i-299');
});

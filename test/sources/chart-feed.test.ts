import assert from 'node:assert/strict';
import {describe, test, type TestContext} from 'node:test';
import {type Action} from '../../source/core/state.ts';
import {day, hour, minute, second} from '../../source/core/time.ts';
import {ChartFeed, type ChartWanted} from '../../source/sources/chart-feed.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {tinyRandom} from '../support/tiny-world.ts';
import {MetricsModel} from './metrics-model.ts';
import {awsError} from './trail-model.ts';

const noon = Date.UTC(2026, 10, 22, 12);

/** A chart feed at 2 seconds past noon and all that it tells the screen. */
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
  const wanted = (more: Partial<ChartWanted> = {}): ChartWanted => ({
    ids: ['i-1', 'i-2'],
    names: new Map([['i-1', 'web-1']]),
    range: {since: noon - hour, until: noon + 5 * minute},
    generation: 1,
    refreshes: 0,
    ...more,
  });
  const answers = () => actions.flatMap((action) => (action.type === 'series' ? [action] : []));
  const problems = () =>
    actions.flatMap((action) => (action.type === 'chartProblem' ? [action.problem] : []));
  const points = (id: string) =>
    answers()
      .at(-1)
      ?.series.find((series) => series.id === id)?.points ?? [];
  return {clock, api, feed, wanted, actions, answers, problems, points};
}

describe('somebody charts two instances over the last hour', () => {
  test('and one request brings both, minute by minute', async (t) => {
    const {clock, api, feed, wanted, answers} = charting(t);
    feed.want(wanted());
    await clock.runUntil(() => answers().length === 1, 1000);
    assert.equal(api.asked.length, 1);
    const [{ids, metric, statistic, period, since} = assert.fail()] = api.asked;
    assert.deepEqual(
      {ids, metric, statistic, period, since},
      {
        ids: ['i-1', 'i-2'],
        metric: 'CPUUtilization',
        statistic: 'Average',
        period: 60,
        since: noon - hour,
      },
    );
    const [{series, generation, range} = assert.fail()] = answers();
    assert.equal(generation, 1);
    assert.deepEqual(range, wanted().range);
    assert.deepEqual(
      series.map(({id, name, unit, points}) => [id, name, unit, points.length]),
      [
        ['i-1', 'web-1', 'Percent', 61],
        ['i-2', '', 'Percent', 61],
      ],
    );
    assert.ok(series.every(({provisionalFrom}) => provisionalFrom <= noon - 9 * minute));
    assert.ok(series.every(({provisionalFrom}) => provisionalFrom >= noon - 15 * minute));
  });

  test('and a new datapoint is asked for once it can exist, a minute later, not before', async (t) => {
    const {clock, api, feed, wanted, answers, points} = charting(t);
    feed.want(wanted());
    await clock.advance(50_000);
    assert.equal(api.asked.length, 1);
    await clock.runUntil(() => answers().length === 2, 30_000);
    assert.equal(api.asked.length, 2);
    assert.ok(points('i-1').some(({time}) => time === noon + minute));
    await clock.advance(10 * minute);
    assert.equal(api.asked.length, 12);
  });

  test('and what is older than a quarter of an hour is not asked for again, the rest is and wins', async (t) => {
    const {clock, api, feed, wanted, answers, points} = charting(t);
    feed.want(wanted());
    await clock.runUntil(() => answers().length === 1, 1000);
    // The newest values converge; should an old one seem to change, it is not looked at again.
    api.valueAt = () => 90;
    await clock.runUntil(() => answers().length === 2, 2 * minute);
    const since = api.asked[1]?.since ?? Number.NaN;
    assert.ok(since >= noon - 16 * minute && since <= noon - 14 * minute);
    const values = points('i-1');
    assert.ok(values.every(({time, value}) => value === (time < since ? 50 : 90)));
    assert.equal(values.length, 62);
  });

  test('and a datapoint that AWS took back is gone', async (t) => {
    const {clock, api, feed, wanted, answers, points} = charting(t);
    feed.want(wanted());
    await clock.runUntil(() => answers().length === 1, 1000);
    api.valueAt = (_, time) => (time === noon - 3 * minute ? undefined : 50);
    await clock.runUntil(() => answers().length === 2, 2 * minute);
    assert.ok(points('i-1').every(({time}) => time !== noon - 3 * minute));
  });

  test('and of an instance with basic monitoring the true spacing is told, which it learns once', async (t) => {
    const {clock, api, feed, wanted, answers, actions} = charting(t);
    api.interval = (id) => (id === 'i-2' ? 300 : 60);
    feed.want(wanted());
    await clock.advance(3 * minute);
    for (const {series} of answers()) {
      assert.deepEqual(
        series.map(({id, period}) => [id, period]),
        [
          ['i-1', 60],
          ['i-2', 300],
        ],
      );
    }

    assert.deepEqual(
      actions.filter(({type}) => type === 'instances'),
      [{type: 'instances', instances: [{id: 'i-2', monitoring: 'basic'}]}],
    );
  });

  test('and a gap is a gap: the spacing stays a minute', async (t) => {
    const {clock, api, feed, wanted, answers} = charting(t);
    api.valueAt = (_, time) =>
      time > noon - 40 * minute && time < noon - 20 * minute ? undefined : 50;
    feed.want(wanted());
    await clock.runUntil(() => answers().length === 1, 1000);
    assert.equal(answers()[0]?.series[0]?.period, 60);
    assert.equal(answers()[0]?.series[0]?.points.length, 42);
  });

  test('and an instance without a single datapoint is a series without points', async (t) => {
    const {clock, api, feed, wanted, answers} = charting(t);
    api.valueAt = (id) => (id === 'i-2' ? undefined : 50);
    feed.want(wanted());
    await clock.runUntil(() => answers().length === 1, 1000);
    assert.deepEqual(answers()[0]?.series[1]?.points, []);
  });

  test('and nothing is asked before something is charted', async (t) => {
    const {clock, api, feed, wanted} = charting(t);
    feed.want(wanted({ids: []}));
    await clock.advance(10 * minute);
    assert.equal(api.asked.length, 0);
    feed.want(wanted());
    await clock.advance(1000);
    assert.equal(api.asked.length, 1);
  });
});

describe('somebody asks for something else', () => {
  test('another instance, and only its part is asked for, what is known of the other is kept', async (t) => {
    const {clock, api, feed, wanted, answers, points} = charting(t);
    feed.want(wanted({ids: ['i-1']}));
    await clock.runUntil(() => answers().length === 1, 1000);
    feed.want(wanted({generation: 2}));
    await clock.runUntil(() => answers().length === 2, 1000);
    const whole = api.asked.slice(1).filter(({since}) => since === noon - hour);
    assert.deepEqual(
      whole.map(({ids}) => ids),
      [['i-2']],
    );
    assert.equal(points('i-1').length, 61);
    assert.equal(points('i-2').length, 61);
    assert.equal(answers().at(-1)?.generation, 2);
  });

  test('another range, and the request in flight is cancelled and its answer is not shown', async (t) => {
    const {clock, api, feed, wanted, answers} = charting(t);
    api.isDeaf = true;
    api.latency = 5000;
    feed.want(wanted());
    await clock.advance(1000);
    const range = {since: noon - 2 * hour, until: noon - hour};
    feed.want(wanted({range, generation: 2}));
    assert.equal(api.asked[0]?.signal.aborted, true);
    await clock.advance(20_000);
    assert.deepEqual(
      answers().map(({generation, range: shown}) => ({generation, shown})),
      [{generation: 2, shown: range}],
    );
  });

  test('another range of the same generation (the live range moved on), and the old answer is not shown either', async (t) => {
    const {clock, api, feed, wanted, answers} = charting(t);
    api.isDeaf = true;
    api.latency = 5000;
    feed.want(wanted());
    await clock.advance(1000);
    const range = {since: noon - hour + 5 * minute, until: noon + 10 * minute};
    feed.want(wanted({range}));
    await clock.advance(20_000);
    assert.deepEqual(
      answers().map(({range: shown}) => shown),
      [range],
    );
  });

  test('and a failure of what is no longer wanted is not said', async (t) => {
    const {clock, api, feed, wanted, answers, problems} = charting(t);
    api.isDeaf = true;
    api.latency = 5000;
    api.failure = () => awsError('Throttling');
    feed.want(wanted());
    await clock.advance(1000);
    feed.want(wanted({generation: 2}));
    await clock.advance(4050);
    api.failure = () => undefined;
    await clock.runUntil(() => answers().length > 0, 10_000);
    assert.deepEqual(problems(), []);
  });

  test('the same again (only a name became known), and nothing is cancelled or asked', async (t) => {
    const {clock, api, feed, wanted, answers} = charting(t);
    api.latency = 3000;
    feed.want(wanted());
    await clock.advance(1000);
    feed.want(wanted({names: new Map([['i-2', 'batch-7']])}));
    await clock.runUntil(() => answers().length === 1, 3000);
    assert.equal(api.asked.length, 1);
    assert.equal(answers()[0]?.series[0]?.id, 'i-1');
  });

  test('a refresh, and the newest datapoints are asked for at once', async (t) => {
    const {clock, api, feed, wanted, answers} = charting(t);
    feed.want(wanted());
    await clock.advance(5000);
    feed.want(wanted({refreshes: 1}));
    await clock.runUntil(() => answers().length === 2, 1000);
    assert.equal(api.asked.length, 2);
  });

  test('yesterday, which is asked for once, since it will not change', async (t) => {
    const {clock, api, feed, wanted} = charting(t);
    feed.want(wanted({range: {since: noon - day - hour, until: noon - day}}));
    await clock.advance(2 * hour);
    assert.equal(api.asked.length, 1);
    assert.equal(api.asked[0]?.until, noon - day);
  });

  test('and zooms out and back in: what lies between is there and old points are not lost', async (t) => {
    const {clock, feed, wanted, answers, points} = charting(t);
    feed.want(wanted());
    await clock.runUntil(() => answers().length === 1, 1000);
    feed.want(wanted({range: {since: noon - 3 * hour, until: noon + 5 * minute}, generation: 2}));
    await clock.runUntil(() => answers().length === 2, 1000);
    assert.equal(points('i-1').length, 181);
    feed.want(wanted({generation: 3}));
    await clock.runUntil(() => answers().length === 3, 1000);
    assert.ok(points('i-1').some(({time}) => time === noon - hour));
    feed.want(wanted({range: {since: noon - 5 * hour, until: noon - 4 * hour}, generation: 4}));
    await clock.runUntil(() => answers().length === 4, 1000);
    feed.want(wanted({range: {since: noon - 5 * hour, until: noon}, generation: 5}));
    await clock.runUntil(() => answers().length === 5, 1000);
    assert.equal(
      points('i-1').filter(({time}) => time >= noon - 5 * hour && time < noon).length,
      300,
    );
  });

  test('a week, and the period becomes five minutes', async (t) => {
    const {clock, api, feed, wanted, answers} = charting(t);
    feed.want(wanted({range: {since: noon - 7 * day, until: noon}}));
    await clock.runUntil(() => answers().length === 1, 1000);
    assert.equal(api.asked[0]?.period, 300);
    assert.equal(answers()[0]?.series[0]?.period, 300);
  });
});

describe('when CloudWatch fails', () => {
  test('it is said with what it costs, what was loaded stays, and the next answer takes it back', async (t) => {
    const {clock, api, feed, wanted, answers, problems, points, actions} = charting(t);
    feed.want(wanted());
    await clock.runUntil(() => answers().length === 1, 1000);
    api.failure = () => awsError('AccessDenied');
    await clock.runUntil(() => problems().length === 1, 2 * minute);
    const [problem] = problems();
    assert.equal(problem?.action, 'cloudwatch:GetMetricData');
    assert.match(problem?.title ?? '', /CPUUtilization cannot be read/v);
    assert.equal(points('i-1').length, 61);
    await clock.advance(5 * minute);
    api.failure = () => undefined;
    const before = answers().length;
    await clock.runUntil(() => answers().length > before, minute + 1000);
    assert.equal(actions.at(-1)?.type, 'series');
    assert.ok(points('i-1').length > 61);
  });

  test('because the credentials have expired, they are found again before the next request', async (t) => {
    const {clock, api, feed, wanted, answers} = charting(t);
    api.failure = () => (api.renewals === 0 ? awsError('ExpiredToken') : undefined);
    feed.want(wanted());
    await clock.runUntil(() => answers().length === 1, 5000);
    assert.equal(api.renewals, 1);
    assert.equal(api.asked.length, 2);
  });

  test('it is asked again after longer and longer pauses, never longer than a minute', async (t) => {
    const {clock, api, feed, wanted} = charting(t);
    api.failure = () => awsError('InternalFailure');
    feed.want(wanted());
    await clock.advance(10 * minute);
    const gaps = api.asked.map(({at}, index) => at - (api.asked[index - 1]?.at ?? at)).slice(1);
    assert.ok((gaps[0] ?? 0) <= 1200 && (gaps[0] ?? 0) >= 500);
    assert.ok(gaps.every((gap) => gap <= 61_000));
    assert.ok(
      gaps.slice(6).every((gap) => gap >= 30_000),
      gaps.join(' '),
    );
  });
});

describe('the program ends', () => {
  for (const {name, latency, after} of [
    {name: 'during a request', latency: 10_000, after: 1000},
    {name: 'between two', latency: 10, after: 10_000},
  ]) {
    test(`${name}, and no timer or request stays`, async (t) => {
      const {clock, api, feed, wanted, actions} = charting(t);
      api.latency = latency;
      feed.want(wanted());
      await clock.advance(after);
      feed.stop();
      await clock.settle();
      assert.equal(clock.pending, 0);
      assert.equal(api.isClosed, true);
      const [said, asked] = [actions.length, api.asked.length];
      feed.want(wanted({generation: 7}));
      await clock.advance(10 * minute);
      assert.deepEqual([actions.length, api.asked.length], [said, asked]);
    });
  }
});

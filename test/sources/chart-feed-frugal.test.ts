import assert from 'node:assert/strict';
import {describe, test, type TestContext} from 'node:test';
import {addPage, hourlyCost, noCost} from '../../source/core/metric/cost.ts';
import {defaultMetric, type MetricChoice} from '../../source/core/metric/choice.ts';
import {hour, minute, second} from '../../source/core/time.ts';
import {ChartFeed, type ChartWanted} from '../../source/sources/chart-feed.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {tinyRandom} from '../support/tiny-world.ts';
import {MetricsModel} from './metrics-model.ts';

const noon = Date.UTC(2026, 10, 22, 12);

/** A chart of so many instances, and what its questions have cost. */
function charting(t: TestContext, count: number, period: MetricChoice['period']) {
  const clock = createSimulatedClock(noon + 2 * second);
  const api = new MetricsModel(clock);
  let cost = noCost;
  let shown = 0;
  api.onPaid = (metrics) => {
    cost = addPage(cost, metrics);
  };

  const feed = new ChartFeed({
    region: 'us-east-1',
    endpoint: '',
    api,
    clock,
    random: tinyRandom(),
    dispatch({type}) {
      shown += type === 'series' ? 1 : 0;
    },
  });
  t.after(() => {
    feed.stop();
  });
  const metric = {...defaultMetric, period};
  const wanted = (more: Partial<ChartWanted> = {}): ChartWanted => ({
    ids: Array.from({length: count}, (_, index) => `i-${index}`),
    metric,
    names: new Map(),
    range: {since: noon - hour, until: noon + 2 * hour},
    generation: 1,
    refreshes: 0,
    ...more,
  });
  return {clock, api, feed, wanted, cost: () => cost, shown: () => shown};
}

describe('a chart is left alone for an hour', () => {
  for (const count of [1, 8, 100]) {
    for (const [period, calls] of [
      [60, 60],
      [300, 12],
    ] as const) {
      test(`${count} instances at ${period} s: one request when new data can exist, and all in it`, async (t) => {
        const {clock, api, feed, wanted, cost} = charting(t, count, period);
        feed.want(wanted());
        await clock.advance(minute / 2);
        assert.equal(api.asked.length, 1);
        await clock.advance(hour);
        assert.equal(api.asked.length, 1 + calls);
        assert.ok(api.asked.every(({ids}) => ids.length === count));
        // Everything once, then only what may still change.
        for (const {since, at} of api.asked.slice(1)) {
          assert.ok(at - since <= 15 * minute + 2 * period * second);
        }

        const expected = hourlyCost(count, period);
        assert.equal(cost().calls, expected.calls + 1);
        assert.ok(Math.abs(cost().dollars - expected.dollars - count * 1e-5) < 1e-9);
      });
    }
  }

  test('with basic monitoring: asked for about as often as something comes, not each minute', async (t) => {
    const {clock, api, feed, wanted} = charting(t, 2, 'auto');
    api.interval = () => 300;
    feed.want(wanted());
    await clock.advance(hour);
    assert.ok(api.asked.length >= 12 && api.asked.length <= 30, `${api.asked.length} requests`);
  });

  test('and what comes in its own rhythm is seen within a minute of when it can be', async (t) => {
    const {clock, api, feed, wanted} = charting(t, 1, 'auto');
    // Every fifth minute, and three minutes and a half late.
    api.interval = () => 300;
    api.valueAt = (_, time) => (time + 210 * second <= clock.now() ? 50 : undefined);
    feed.want(wanted());
    await clock.advance(20 * minute);
    for (let step = 0; step < 6; step++) {
      const due = noon + 20 * minute + step * 5 * minute + 210 * second;
      await clock.advance(Math.max(0, due - clock.now()));
      const before = api.asked.length;
      await clock.runUntil(() => api.asked.length > before, minute + second);
    }
  });

  test('of an instance that has ended: every fifth minute', async (t) => {
    const {clock, api, feed, wanted} = charting(t, 1, 'auto');
    api.valueAt = (_, time) => (time < noon - 40 * minute ? 50 : undefined);
    feed.want(wanted());
    await clock.advance(hour);
    assert.ok(api.asked.length <= 14, `${api.asked.length} requests`);
  });
});

describe('somebody does not look at the chart', () => {
  test('the list has the whole screen, and nothing is asked for until the chart is back', async (t) => {
    const {clock, api, feed, wanted, cost} = charting(t, 8, 60);
    feed.want(wanted());
    await clock.advance(10 * second);
    feed.want(wanted({isVisible: false}));
    await clock.advance(hour);
    assert.deepEqual([api.asked.length, cost().calls], [1, 1]);
    feed.want(wanted({isVisible: true}));
    await clock.advance(second);
    assert.equal(api.asked.length, 2);
    assert.ok((api.asked[1]?.since ?? 0) >= noon - 16 * minute);
  });

  test('for a moment only, and nothing is asked for that cannot have changed', async (t) => {
    const {clock, api, feed, wanted} = charting(t, 1, 60);
    feed.want(wanted());
    await clock.advance(10 * second);
    feed.want(wanted({isVisible: false}));
    await clock.advance(10 * second);
    feed.want(wanted({isVisible: true}));
    await clock.advance(10 * second);
    assert.equal(api.asked.length, 1);
  });

  test('a question that is under way when the chart goes away is not asked twice', async (t) => {
    const {clock, api, feed, wanted, shown} = charting(t, 1, 60);
    api.latency = 5000;
    feed.want(wanted());
    await clock.advance(second);
    feed.want(wanted({isVisible: false}));
    await clock.advance(10 * second);
    feed.want(wanted());
    await clock.advance(10 * second);
    assert.equal(api.asked.length, 1);
    assert.ok(shown() > 0);
  });
});

describe('somebody moves about', () => {
  test('to older hours and back: what is known is not asked for again', async (t) => {
    const {clock, api, feed, wanted} = charting(t, 1, 60);
    feed.want(wanted());
    await clock.advance(second);
    feed.want(wanted({range: {since: noon - 2 * hour, until: noon - hour}, generation: 2}));
    await clock.advance(second);
    assert.equal(api.asked.length, 2);
    feed.want(wanted({generation: 3}));
    await clock.advance(second);
    feed.want(wanted({range: {since: noon - 2 * hour, until: noon}, generation: 4}));
    await clock.advance(second);
    assert.equal(api.asked.length, 2);
  });

  test('to one instance more: one question for all that is due, also where they miss unlike stretches', async (t) => {
    const {clock, api, feed, wanted} = charting(t, 3, 60);
    feed.want(wanted({ids: ['i-0', 'i-1']}));
    await clock.advance(2 * minute);
    const before = api.asked.length;
    feed.want(wanted({generation: 2}));
    await clock.advance(second);
    assert.deepEqual(
      api.asked.slice(before).map(({ids, since}) => [ids.length, since]),
      [[3, noon - hour]],
    );
  });

  test('to one instance more within the minute: only that one is asked for', async (t) => {
    const {clock, api, feed, wanted} = charting(t, 3, 60);
    feed.want(wanted({ids: ['i-0', 'i-1']}));
    await clock.advance(20 * second);
    feed.want(wanted({generation: 2}));
    await clock.advance(second);
    assert.deepEqual(api.asked[1]?.ids, ['i-2']);
  });
});

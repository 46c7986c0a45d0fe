import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Datapoint} from '../../source/core/metric.ts';
import {defaultMetric} from '../../source/core/metric/choice.ts';
import {hour, minute} from '../../source/core/time.ts';
import {followMetrics, type Followed} from '../../source/sources/metrics-follower.ts';
import {type MetricsAnswer, type MetricsReading} from '../../source/sources/metrics-reader.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';

const noon = Date.UTC(2026, 10, 22, 12);

/** A follower over minutes that arrive a minute after they end and converge for two more. */
function following(more: {readonly failure?: () => string; readonly period?: number} = {}) {
  const clock = createSimulatedClock(noon);
  const asked: MetricsReading[] = [];
  const stop = new AbortController();
  const period = more.period ?? 60;
  const reader = {
    async read(reading: MetricsReading): Promise<MetricsAnswer> {
      asked.push(reading);
      const message = more.failure?.() ?? '';
      if (message !== '') {
        return {series: [], problems: [{message, isFailure: true}]};
      }

      const points: Datapoint[] = [];
      const length = period * 1000;
      const {since, until} = reading.range;
      for (let time = Math.ceil(since / length) * length; time < until; time += length) {
        const age = clock.now() - time - length;
        if (age >= minute) {
          points.push({time, value: age >= 3 * minute ? 1 : age});
        }
      }

      return {
        series: reading.ids.map((id) => ({id, label: 'CPUUtilization', unit: 'Percent', points})),
        problems: [],
      };
    },
  };
  const got: Followed[] = [];
  const reading = {
    ids: ['i-1'],
    metric: defaultMetric,
    period,
    range: {since: noon - hour, until: noon},
  };
  const done = (async () => {
    for await (const followed of followMetrics(reader, reading, {clock, signal: stop.signal})) {
      got.push(followed);
    }
  })();
  const times = () =>
    got.flatMap((each) =>
      each.kind === 'points' ? each.series.flatMap(({points}) => points.map(({time}) => time)) : [],
    );
  const problems = () => got.flatMap((each) => (each.kind === 'problem' ? [each] : []));
  return {clock, stop, done, got, times, problems, asked};
}

test('the range comes first, then each minute once, with its settled value, in order', async () => {
  const {clock, stop, done, got, times, asked} = following();
  await clock.runUntil(() => asked.length === 30, 60 * minute);
  stop.abort();
  await done;
  assert.deepEqual(
    times(),
    times().toSorted((a, b) => a - b),
  );
  assert.equal(new Set(times()).size, times().length);
  assert.equal(times()[0], noon - hour);
  const last = times().at(-1) ?? 0;
  assert.equal(times().length, (last - (noon - hour)) / minute + 1);
  assert.ok(last >= clock.now() - 7 * minute);
  const values = got.flatMap((each) =>
    each.kind === 'points' ? each.series.flatMap(({points}) => points.map(({value}) => value)) : [],
  );
  assert.ok(values.every((value) => value === 1));
});

test('after the first look only the newest quarter of an hour is asked for', async () => {
  const {clock, stop, done, asked} = following();
  await clock.runUntil(() => asked.length === 5, 10 * minute);
  stop.abort();
  await done;
  assert.ok(asked.slice(1).every(({range}) => range.until - range.since <= 20 * minute));
});

test('a failure is said once and tried again, and nothing is missed', async () => {
  let count = 0;
  const {clock, stop, done, times, problems, asked} = following({
    failure: () => (++count > 3 && count < 43 ? 'cannot reach AWS' : ''),
  });
  await clock.runUntil(() => asked.length === 60, 100 * minute);
  stop.abort();
  await done;
  assert.ok(problems().length > 0 && problems().length <= 5);
  assert.ok(problems().every(({isFailure}) => !isFailure));
  const sorted = times().toSorted((a, b) => a - b);
  assert.equal(sorted.length, ((sorted.at(-1) ?? 0) - (noon - hour)) / minute + 1);
});

test('where the range itself cannot be read it ends as a failure', async () => {
  const {clock, done, problems} = following({failure: () => 'not allowed'});
  await clock.runUntil(() => problems().length > 0, minute);
  await done;
  assert.deepEqual(problems(), [{kind: 'problem', message: 'not allowed', isFailure: true}]);
});

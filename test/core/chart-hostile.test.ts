import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {selectChart} from '../../source/core/select.ts';
import {
  mergeDatapoints,
  orderDatapoints,
  type Datapoint,
  type Series,
} from '../../source/core/metric.ts';
import {chartGeneration, reduce, type State} from '../../source/core/state.ts';
import {hour, minute} from '../../source/core/time.ts';
import {lineText, lineWidth} from '../../source/core/text.ts';
import {press, aScreen, noon} from '../support/a-record.ts';

const values = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 100, 0.05, 1e308, -1e308, 5e-324),
);
const times = fc.oneof(
  fc.integer({min: noon - 2 * hour, max: noon + hour}),
  fc.integer({min: -4, max: 64}).map((step) => noon - hour + step * minute),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -1, 8.64e15, noon),
);
const points = fc.array(fc.record({time: times, value: values}), {maxLength: 80});
const periods = fc.constantFrom(60, 300, 0, -60, Number.NaN, Infinity, 1);
const texts = fc.oneof(
  fc.constantFrom('Percent', 'Bytes', 'Count/Second', '', '__proto__'),
  fc.string({unit: 'binary'}),
);

const series = fc.record({
  name: texts,
  metric: texts,
  statistic: texts,
  unit: texts,
  period: periods,
  points,
  provisionalFrom: fc.oneof(times, fc.constant(Infinity)),
});

function charting(all: ReadonlyArray<Omit<Series, 'id'>>, ids: readonly string[]): State {
  const state = aScreen({charted: ids});
  return reduce(state, {
    type: 'series',
    now: noon,
    generation: chartGeneration(state),
    range: state.range,
    series: all.map((one, index) => ({...one, id: ids[index] ?? `i-${index}`})),
  });
}

function assertDrawn(state: State, width: number, height: number): void {
  const lines = selectChart(state, {top: 0, width, height});
  assert.equal(lines.length, height);
  for (const line of lines) {
    assert.equal(lineWidth(line), width, lineText(line));
    assert.doesNotMatch(lineText(line), /[\p{Cc}\p{Cs}]|NaN|Infinity|undefined/v);
  }
}

test('whatever CloudWatch sends, the chart is drawn, in any scale and with the keyboard in it', () => {
  fc.assert(
    fc.property(
      fc.array(series, {maxLength: 10}),
      fc.array(fc.constantFrom('Y', 'left', 'right', '+', '-', '[', 'tab', '8'), {maxLength: 6}),
      fc.integer({min: 40, max: 200}),
      fc.integer({min: 3, max: 40}),
      (all, keys, width, height) => {
        // What a series is called may hold anything; what no cell may show is checked above.
        const ids = all.map((_, index) => `i-${index}`);
        const named = all.map((one) => ({
          ...one,
          name: '',
          metric: 'CPUUtilization',
          statistic: 'Average',
        }));
        const state = press(charting(named, ids), 'tab', ...keys);
        assertDrawn({...state, size: {columns: width, rows: 40}}, width, height);
      },
    ),
  );
});

test('names, units and metrics from outside are shown, not obeyed', () => {
  fc.assert(
    fc.property(series, texts, (one, id) => {
      const state = charting([one], [id]);
      for (const line of selectChart(state, {top: 0, width: 100, height: 12})) {
        assert.equal(lineWidth(line), 100);
        assert.doesNotMatch(lineText(line), /\p{Cc}/v);
      }
    }),
  );
});

test('500 series are no failure: the charted ones are drawn', () => {
  const one = {
    name: '',
    metric: 'CPUUtilization',
    statistic: 'Average',
    unit: 'Percent',
    period: 60,
    points: Array.from({length: 60}, (_, index) => ({time: noon - index * minute, value: index})),
    provisionalFrom: Infinity,
  };
  const ids = Array.from({length: 500}, (_, index) => `i-${index}`);
  assertDrawn(
    charting(
      ids.map(() => one),
      ids,
    ),
    120,
    14,
  );
});

test('an empty series and an instance that is gone are said', () => {
  const empty = {
    name: '',
    metric: 'CPUUtilization',
    statistic: 'Average',
    unit: 'Percent',
    period: 60,
    points: [],
    provisionalFrom: Infinity,
  };
  const state = charting([empty], ['i-gone']);
  assertDrawn(state, 120, 14);
  const [top = []] = selectChart(state, {top: 0, width: 120, height: 14});
  assert.match(lineText(top), /i-gone \(no data\)/v);
});

test('put in order, datapoints are finite, ascending and one a time, the last one given', () => {
  fc.assert(
    fc.property(points, points, (old, fresh) => {
      const ordered = mergeDatapoints(old, fresh);
      const last = new Map<number, number>();
      for (const {time, value} of [...old, ...fresh]) {
        if (Number.isFinite(time) && Number.isFinite(value)) {
          last.set(time, value);
        }
      }

      const isBetter = (before: Datapoint | undefined, {time}: Datapoint) =>
        before === undefined || before.time < time;
      assert.ok(ordered.every((point, index) => isBetter(ordered[index - 1], point)));
      assert.deepEqual(
        new Map(ordered.map(({time, value}) => [time, value])),
        new Map([...last].sort(([a], [b]) => a - b)),
      );
      assert.deepEqual(orderDatapoints(ordered), ordered);
    }),
  );
});

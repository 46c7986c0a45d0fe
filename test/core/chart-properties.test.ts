import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
  chartFrame,
  columnOfTime,
  drawChart,
  plotColumns,
  timeOfColumn,
  valueAt,
} from '../../source/core/chart.ts';
import {type Series} from '../../source/core/metric.ts';
import {lineText, lineWidth} from '../../source/core/text.ts';
import {day, hour, minute} from '../../source/core/time.ts';
import {chartInput, seriesOf, start} from './chart/pictures.ts';

const oddNumber = fc.oneof(
  fc.double(),
  fc.double({min: -5, max: 120, noNaN: true}),
  fc.constantFrom(0, -0, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, Infinity, Number.NaN),
);

const anyTime = fc.oneof(
  fc.integer({min: start - hour, max: start + 2 * hour}),
  fc.double(),
  fc.constantFrom(start, 8.64e15, -8.64e15, Infinity, Number.NaN),
);

const anySeries: fc.Arbitrary<Series> = fc
  .record({
    period: fc.constantFrom(1, 60, 300, 3600, 0, -1, Number.NaN, Infinity, 1e-3),
    provisionalFrom: anyTime,
    points: fc.array(fc.record({time: anyTime, value: oddNumber}), {maxLength: 40}),
  })
  .map((parts) => ({...seriesOf([]), ...parts}));

const anyInput = fc
  .record({
    series: fc.array(anySeries, {maxLength: 10}),
    range: fc.oneof(
      fc.constantFrom(minute, hour, day, 90 * day).map((length) => ({
        since: start,
        until: start + length,
      })),
      fc.record({since: anyTime, until: anyTime}),
    ),
    width: fc.integer({min: -1, max: 150}),
    height: fc.integer({min: -1, max: 40}),
    scale: fc.constantFrom('percent' as const, 'fit' as const),
    listCursor: anyTime,
    chartCursor: anyTime,
    settledTo: anyTime,
    marks: fc.array(
      fc.record({
        time: anyTime,
        kind: fc.constantFrom('write' as const, 'failed' as const),
        strong: fc.boolean(),
      }),
      {maxLength: 30},
    ),
    ascii: fc.boolean(),
  })
  .map((input) => chartInput(input));

test('any input is drawn in exactly the size asked for, and in ASCII with ASCII only', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const lines = drawChart(input);
      assert.equal(lines.length, Math.max(0, input.height));
      for (const line of lines) {
        assert.equal(lineWidth(line), Math.max(0, input.width));
        assert.ok(!input.ascii || /^[\u0020-\u007E]*$/v.test(lineText(line)));
      }
    }),
  );
});

const orderlySeries = fc
  .record({
    values: fc.array(fc.option(fc.double({min: 0, max: 100, noNaN: true}), {nil: undefined}), {
      minLength: 1,
      maxLength: 300,
    }),
    period: fc.constantFrom(7, 60, 61, 300),
  })
  .map(({values, period}) => seriesOf(values, {period}));

test('no peak is ever hidden: the highest datapoint of every column has its cell in its row', () => {
  fc.assert(
    fc.property(
      orderlySeries,
      fc.integer({min: 10, max: 120}),
      fc.integer({min: 2, max: 30}),
      fc.constantFrom(20 * minute, hour, 7 * hour),
      (series, columns, rows, length) => {
        const range = {since: start, until: start + length};
        const input = chartInput({series: [series], range, width: columns + 6, height: rows + 2});
        const lines = drawChart(input).map((line) => lineText(line));
        const frame = chartFrame(input);
        for (const extreme of [Math.max, Math.min]) {
          for (const [column, value] of extremes(series, frame, extreme)) {
            const row = rows - 1 - Math.round((value / 100) * (rows - 1));
            assert.notEqual(lines[row]?.[frame.gutter + column], ' ', `${value} in ${column}`);
          }
        }
      },
    ),
  );
});

/** The highest or lowest datapoint that begins in each column. */
function extremes(
  series: Series,
  frame: ReturnType<typeof chartFrame>,
  extreme: (a: number, b: number) => number,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const {time, value} of series.points) {
    const column = columnOfTime(frame, time);
    if (column !== undefined) {
      found.set(column, extreme(found.get(column) ?? value, value));
    }
  }

  return found;
}

test('the datapoint under every column is one of the series, and the highest that begins in it', () => {
  fc.assert(
    fc.property(orderlySeries, fc.integer({min: 20, max: 120}), (series, width) => {
      const frame = chartFrame(chartInput({series: [series], width}));
      for (const [column, highest] of extremes(series, frame, Math.max)) {
        const under = valueAt(series, frame, column);
        assert.ok(under);
        assert.ok(series.points.includes(under));
        assert.equal(under.value, highest);
      }
    }),
  );
});

const anyFrame = fc
  .record({
    width: fc.integer({min: 0, max: 500}),
    gutter: fc.integer({min: 0, max: 20}),
    since: fc.integer({min: 0, max: 4e12}),
    length: fc.integer({min: 500, max: 100 * day}),
  })
  .map(({width, gutter, since, length}) => ({
    width,
    gutter,
    range: {since, until: since + length},
  }));

test('a column leads to its time and back; every time of the range has a column that holds it', () => {
  fc.assert(
    fc.property(
      anyFrame,
      fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}),
      (frame, share) => {
        const columns = plotColumns(frame);
        for (let column = 0; column < columns; column++) {
          assert.equal(columnOfTime(frame, timeOfColumn(frame, column)), column);
        }

        const {since, until} = frame.range;
        const time = Math.min(until - 1, Math.floor(since + share * (until - since)));
        const column = columnOfTime(frame, time);
        assert.equal(column === undefined, columns === 0);
        const next = column === columns - 1 ? until : timeOfColumn(frame, (column ?? 0) + 1);
        assert.ok(timeOfColumn(frame, column ?? 0) <= time);
        assert.ok(columns === 0 || time < next);
      },
    ),
  );
});

test('times outside the range have no column; columns outside the plot count as its edges', () => {
  const frame = {width: 66, gutter: 6, range: {since: start, until: start + hour}};
  assert.equal(columnOfTime(frame, start - 1), undefined);
  assert.equal(columnOfTime(frame, start + hour), undefined);
  assert.equal(columnOfTime(frame, Number.NaN), undefined);
  assert.equal(timeOfColumn(frame, -5), start);
  assert.equal(timeOfColumn(frame, 500), start + 59 * minute);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {formatValue, summarize} from '../../../source/core/chart/series-summary.ts';
import {at, seriesOf} from './pictures.ts';

test('a legend tells the latest, the highest and the lowest of the range, and when each was reached', () => {
  const series = seriesOf([99, 20, 80, 80, 10, 10, 40, 1]);
  assert.deepEqual(summarize(series, {since: at(5), until: at(35)}), {
    latest: {time: at(30), value: 40},
    highest: {time: at(10), value: 80},
    lowest: {time: at(20), value: 10},
  });
});

test('another range of the same datapoints has another summary, and the first one again its own', () => {
  const series = seriesOf([99, 20, 80]);
  const [early, late] = [
    {since: at(0), until: at(10)},
    {since: at(5), until: at(15)},
  ];
  const highest = (range: typeof early) => summarize(series, range)?.highest.value;
  assert.deepEqual(
    [early, late, {...early}, late].map((range) => highest(range)),
    [99, 80, 99, 80],
  );
});

test('a range without a datapoint has no summary', () => {
  assert.equal(summarize(seriesOf([1, 2]), {since: at(60), until: at(120)}), undefined);
  assert.equal(summarize(seriesOf([]), {since: at(0), until: at(120)}), undefined);
});

test('values read as a person would write them', () => {
  const shown: ReadonlyArray<[value: number, unit: string, text: string]> = [
    [97.44, 'Percent', '97.4 %'],
    [0.052, 'Percent', '0.052 %'],
    [100, 'Percent', '100 %'],
    [-0, 'Percent', '0 %'],
    [1_200_000, 'Bytes', '1.2 MB'],
    [1.5, 'Kilobytes/Second', '1.5 kB/s'],
    [2500, 'Megabytes', '2.5 GB'],
    [3e6, 'Bits/Second', '3 Mbit/s'],
    [12_000, 'Count', '12k'],
    [12_345, 'Count/Second', '12.3k/s'],
    [999.6, 'Count', '1k'],
    [999_600, 'None', '1M'],
    [-1234, '', '-1.23k'],
    [3.2, 'Milliseconds', '3.2 ms'],
    [1e300, 'Bytes', '1e288 TB'],
    [5e-324, 'Count', '5e-324'],
    [3, 'constructor', '3 constructor'],
    [Number.NaN, 'Percent', '-'],
    [Infinity, 'Percent', '-'],
  ];
  for (const [value, unit, text] of shown) {
    assert.equal(formatValue(value, unit), text);
  }
});

test('a unit from outside cannot reach the terminal as it came', () => {
  assert.equal(formatValue(7, '\u001B[31mx'), '7 ␛[31mx');
});

test('any value and unit is short enough for a legend or says what the unit is', () => {
  fc.assert(
    fc.property(
      fc.double(),
      fc.constantFrom('Percent', 'Bytes', 'Count', 'None'),
      (value, unit) => {
        assert.ok(formatValue(value, unit).length <= 14);
      },
    ),
  );
});

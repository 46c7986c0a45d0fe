import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  addPage,
  formatDollars,
  hourlyCost,
  noCost,
  requestDollars,
} from '../../../source/core/metric/cost.ts';

function near(value: number, expected: number): void {
  assert.ok(Math.abs(value - expected) < 1e-12, `${value} is not ${expected}`);
}

test('a request costs its metrics, five statistics of one are paid once, and each page is paid', () => {
  near(requestDollars({metrics: 1}), 1e-5);
  near(requestDollars({metrics: 8, statistics: 5}), 8e-5);
  near(requestDollars({metrics: 8, statistics: 6}), 1.6e-4);
  near(requestDollars({metrics: 500, pages: 3}), 0.015);
});

test('pages add up', () => {
  const {calls, dollars} = addPage(addPage(noCost, 2), 8);
  assert.equal(calls, 2);
  near(dollars, 0.0001);
});

test('an hour: the more series, the dearer, the wider the period, the cheaper', () => {
  assert.equal(hourlyCost(2, 60).calls, 60);
  near(hourlyCost(2, 60).dollars, 0.0012);
  near(hourlyCost(500, 60).dollars, 0.3);
  near(hourlyCost(100, 300).dollars, 0.012);
  assert.deepEqual(hourlyCost(0, 60), {calls: 0, dollars: 0});
  // More than one request takes.
  assert.equal(hourlyCost(501, 300).calls, 24);
});

for (const [dollars, text] of [
  [0, '$0'],
  [-1, '$0'],
  [Number.NaN, '$0'],
  [Infinity, '$0'],
  [1e-5, '$0.000010'],
  [0.0012, '$0.0012'],
  [0.036, '$0.036'],
  [0.3, '$0.30'],
  [1.5, '$1.50'],
  [120, '$120.00'],
] as const) {
  test(`${dollars} is written ${text}`, () => {
    assert.equal(formatDollars(dollars), text);
  });
}

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {sparkline} from '../../../source/core/chart/sparkline.ts';
import {cellWidth} from '../../../source/core/text.ts';

function points(...values: readonly number[]) {
  return values.map((value, time) => ({time, value}));
}

test('bars run from the lowest to the highest value, newest at the right end', () => {
  assert.equal(sparkline(points(1, 2, 3, 4, 5, 6, 7, 8), 8, false), '▁▂▃▄▅▆▇█');
  assert.equal(sparkline(points(1, 2, 3, 4, 5, 6, 7, 8), 8, true), '.:-=+*#@');
  assert.equal(sparkline(points(1, 8), 5, false), '   ▁█');
});

test('a cell that stands for several datapoints shows their highest', () => {
  assert.equal(sparkline(points(1, 1, 1, 1, 9, 1, 1, 1), 4, false), '▁▁█▁');
});

test('equal values stand half way up, zeros at the bottom, nothing is blank', () => {
  assert.equal(sparkline(points(3, 3), 2, false), '▄▄');
  assert.equal(sparkline(points(0, 0), 2, false), '▁▁');
  assert.equal(sparkline([], 2, false), '  ');
});

test('bounds make two sparklines comparable', () => {
  assert.equal(sparkline(points(2, 3), 2, false, {low: 0, high: 100}), '▁▁');
  assert.equal(sparkline(points(-5, 300), 2, false, {low: 0, high: 100}), '▁█');
});

test('any datapoints fill exactly the width asked for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({time: fc.double(), value: fc.double()}), {maxLength: 60}),
      fc.integer({min: -1, max: 40}),
      fc.boolean(),
      (any, width, ascii) => {
        assert.equal(cellWidth(sparkline(any, width, ascii)), Math.max(0, width));
      },
    ),
  );
});

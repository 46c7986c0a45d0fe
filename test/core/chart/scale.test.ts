import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fitScale} from '../../../source/core/chart/scale.ts';
import {at, seriesOf} from './pictures.ts';

test('a fitted axis is that of the range on the screen, also when the same datapoints were shown in another', () => {
  const series = [seriesOf([99, 20, 80, 5])];
  const bounds = (since: number, until: number) => {
    const {low, high} = fitScale(series, {since: at(since), until: at(until)}, 9);
    return [low, high];
  };

  const [early, late] = [bounds(0, 10), bounds(10, 20)];
  assert.deepEqual(
    [early, late],
    [
      [20, 100],
      [0, 80],
    ],
  );
  assert.deepEqual([bounds(0, 10), bounds(10, 20)], [early, late]);
});

test('the period reaches into the range from before it: what it names stays on the axis', () => {
  const {high} = fitScale([seriesOf([99, 20])], {since: at(3), until: at(10)}, 9);
  assert.ok(high >= 99);
});

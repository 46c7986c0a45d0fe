import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Datapoint} from '../../source/core/metric.ts';
import {day, hour, minute} from '../../source/core/time.ts';
import {ChartMemory} from '../../source/sources/chart-memory.ts';
import {noon} from '../support/tiny-world.ts';

function minutes(from: number, until: number, value = 1): readonly Datapoint[] {
  return Array.from({length: (until - from) / minute}, (_, index) => ({
    time: from + index * minute,
    value,
  }));
}

/** Puts a stretch of minutes into the memory as an answer. */
function answer(memory: ChartMemory, key: string, from: number, until: number, value = 1): void {
  const fresh = minutes(from, until, value);
  memory.take(key, fresh, {from, until, wantedSince: from, now: until, refreshes: 0});
}

test('an answer replaces what was known of its stretch, and only that', () => {
  const memory = new ChartMemory();
  answer(memory, 'a', noon - hour, noon);
  answer(memory, 'a', noon - 15 * minute, noon + minute, 2);
  assert.deepEqual(
    [memory.points('a').length, memory.points('a')[44]?.value, memory.points('a')[45]?.value],
    [61, 1, 2],
  );
  answer(memory, 'a', noon - 40 * minute, noon - 30 * minute, 3);
  const values = memory.points('a').map(({value}) => value);
  assert.deepEqual(values, [
    ...Array.from({length: 20}, () => 1),
    ...Array.from({length: 10}, () => 3),
    ...Array.from({length: 15}, () => 1),
    ...Array.from({length: 16}, () => 2),
  ]);
});

test('what came out of order or outside of what was asked for is in order all the same', () => {
  const memory = new ChartMemory();
  answer(memory, 'a', noon - hour, noon);
  const odd = [
    {time: noon - 2 * hour, value: 7},
    {time: noon - minute, value: 8},
  ];
  const asked = {from: noon - minute, until: noon, wantedSince: noon, now: noon, refreshes: 0};
  memory.take('a', odd, asked);
  const times = memory.points('a').map(({time}) => time);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  assert.equal(memory.points('a').at(-1)?.value, 8);
});

test('a screen that runs for weeks keeps no more datapoints than CloudWatch does', () => {
  const memory = new ChartMemory();
  const begin = noon - 30 * day;
  answer(memory, 'a', begin, begin + day);
  for (let from = begin + day; from < noon; from += day) {
    const stretch = {from, until: from + day, wantedSince: from + day - hour};
    memory.take('a', minutes(from, from + day), {...stretch, now: from + day, refreshes: 0});
  }

  const points = memory.points('a');
  assert.equal(points.length, 25_000);
  assert.equal(points.at(-1)?.time, noon - minute);
  const first = points[0]?.time ?? 0;
  assert.equal(memory.holds('a', {since: first, until: noon}, noon), true);
  assert.equal(memory.holds('a', {since: first - minute, until: noon}, noon), false);
});

test('of what is on the screen nothing is dropped, however much it is', () => {
  const memory = new ChartMemory();
  answer(memory, 'a', noon - 20 * day, noon);
  assert.equal(memory.points('a').length, 20 * 24 * 60);
});

test('of many metrics and instances the ones that were asked for longest ago are forgotten', () => {
  const memory = new ChartMemory();
  for (let index = 0; index < 520; index++) {
    answer(memory, `k${index}`, noon - hour, noon);
    answer(memory, 'kept', noon - hour, noon);
  }

  assert.equal(memory.points('k0').length, 0);
  assert.equal(memory.points('k519').length, 60);
  assert.equal(memory.points('kept').length, 60);
});

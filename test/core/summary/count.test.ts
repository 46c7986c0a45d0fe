import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {binCount, countValues, timesOf} from '../../../source/core/summary/count.ts';

type Made = {readonly values: readonly string[]; readonly time: number};

const range = {since: 0, until: 2400};

/** Rows 0, 1, 2… in the order of time, the newest first; what has no time last. */
function counted(events: readonly Made[], most?: number) {
  const rows = [...events.keys()];
  const lists = new Map<string, number>();
  const coded = {
    codeOf(row: number) {
      const key = JSON.stringify(events[row]?.values);
      const code = lists.get(key) ?? lists.size;
      lists.set(key, code);
      return code;
    },
    valuesOf: (code: number) => JSON.parse([...lists.keys()][code] ?? '[]') as string[],
  };
  return countValues(
    rows,
    timesOf(rows, (row) => events[row]?.time ?? Number.NaN, range),
    coded,
    most,
  );
}

test('values are counted, the most frequent first, ties by value', () => {
  const found = counted([
    {values: ['b'], time: 2000},
    {values: ['a'], time: 1500},
    {values: ['c'], time: 1000},
    {values: ['c'], time: 500},
    {values: [], time: 400},
  ]);
  assert.deepEqual(
    found?.map(({value, count, first, last, row}) => [value, count, first, last, row]),
    [
      ['c', 2, 500, 1000, 2],
      ['', 1, 400, 400, 4],
      ['a', 1, 1500, 1500, 1],
      ['b', 1, 2000, 2000, 0],
    ],
  );
});

test('an event with several values counts once for each, and each value sums up all its events', () => {
  const found = counted([
    {values: ['x', 'y', 'x'], time: 2399},
    {values: ['y'], time: 100},
  ]);
  assert.deepEqual(
    found?.map(({value, count, first, last}) => [value, count, first, last]),
    [
      ['y', 2, 100, 2399],
      ['x', 1, 2399, 2399],
    ],
  );
  const [y] = found ?? [];
  assert.equal(y?.bins[binCount - 1], 1);
  assert.equal(y?.bins[1], 1);
});

test('what has no time is counted and stands in no part of the range', () => {
  const found = counted([
    {values: ['a'], time: 50},
    {values: ['a'], time: Number.NaN},
    {values: ['b'], time: Number.NaN},
  ]);
  const [a, b] = found ?? [];
  assert.deepEqual([a?.count, a?.first, a?.last, a?.bins[0]], [2, 50, 50, 1]);
  assert.deepEqual([b?.count, b?.first, b?.last], [1, Number.NaN, Number.NaN]);
});

test('where there are more values than are wanted, none are told', () => {
  const events = ['a', 'b', 'c'].map((value) => ({values: [value], time: 1}));
  assert.equal(counted(events, 2), undefined);
  assert.equal(counted(events, 3)?.length, 3);
});

test('counts, ends and parts equal those of the plainest way', () => {
  const event = fc.record({
    values: fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd'), {maxLength: 3}),
    time: fc.integer({min: -200, max: 2600}),
  });
  fc.assert(
    fc.property(fc.array(event, {maxLength: 60}), (made) => {
      const events = made.toSorted((a, b) => b.time - a.time);
      for (const {value, count, first, last, bins} of counted(events) ?? []) {
        const mine = events.filter(({values}) =>
          value === '' ? values.length === 0 : values.includes(value),
        );
        const times = mine.map(({time}) => time);
        assert.equal(count, mine.length);
        assert.equal(first, Math.min(...times));
        assert.equal(last, Math.max(...times));
        for (let bin = 0; bin < binCount; bin++) {
          assert.equal(bins[bin], times.filter((time) => Math.floor(time / 100) === bin).length);
        }
      }
    }),
  );
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {changeAt, type Known} from '../../../source/core/spike/change.ts';
import {changeSoonAfter, highestRise} from '../../../source/core/spike/find-change.ts';
import {median} from '../../../source/core/spike/level.ts';
import {type Series} from '../../../source/core/metric.ts';
import {hour, minute} from '../../../source/core/time.ts';
import {at, seriesOf, start} from '../chart/pictures.ts';

type Values = ReadonlyArray<number | undefined>;

/** Values five minutes apart; loading began long before the first and ended with the last, unless said otherwise. */
function asked(values: Values, index: number, known: Partial<Known> = {}) {
  const series = seriesOf(values);
  return changeAt(series, at(5 * index), {
    since: start - hour,
    now: at(5 * values.length),
    ...known,
  });
}

const quiet = [12, 14, 11, 13, 12, 13, 12, 11, 14, 12, 13, 12];

test('a step: the change begins with the first datapoint of the new level, also when asked about much later', () => {
  const values = [...quiet, 97, 98, 97, 98, 97, 98, 97, 97, 98, 97];
  for (const index of [12, 13, 17, 21]) {
    const change = asked(values, index);
    assert.equal(change?.kind, 'rise');
    assert.equal(change.begin, at(60));
    assert.equal(change.from, 12);
    assert.equal(change.to, 98, 'as high as it gets, wherever in it one asks');
    assert.equal(change.period, 5 * minute);
  }
});

test('a fall is found like a rise', () => {
  const change = asked([...quiet.map((value) => 100 - value), 3, 2, 3], 14);
  assert.deepEqual(
    [change?.kind, change?.begin, change?.from, change?.to],
    ['fall', at(60), 88, 2],
  );
});

test('a slope begins where its first datapoint leaves the level', () => {
  const change = asked([...quiet, 20, 30, 40, 50, 60, 70, 80, 90, 95, 95], 21);
  assert.equal(change?.begin, at(60));
});

test('a level that stays has no change, whatever a single datapoint before it did', () => {
  assert.equal(asked([...quiet, ...quiet], 20, {since: start}), undefined);
  assert.equal(asked([...quiet, 70, ...quiet], 20, {since: start}), undefined);
  assert.equal(
    asked(
      quiet.map(() => 40),
      8,
      {since: start},
    ),
    undefined,
    'all equal',
  );
});

test('asked about the peak of a single datapoint, that is the change', () => {
  assert.equal(asked([...quiet, 70, ...quiet], 12)?.begin, at(60));
});

test('the first datapoint of a machine is a start, but not where only the loading began', () => {
  const values = [98, 99, 98, 99];
  assert.deepEqual([asked(values, 3)?.kind, asked(values, 3)?.begin], ['start', start]);
  assert.equal(asked(values, 3)?.from, undefined);
  assert.equal(asked(values, 3, {since: start - 5 * minute}), undefined);
});

test('behind a long gap a machine starts anew; one missing datapoint is no gap', () => {
  const gone = [...quiet, undefined, undefined, undefined, undefined, 96, 97, 96];
  assert.deepEqual([asked(gone, 18)?.kind, asked(gone, 18)?.begin], ['start', at(80)]);
  const missed = [...quiet, undefined, 96, 97, 96];
  assert.deepEqual([asked(missed, 15)?.kind, asked(missed, 15)?.begin], ['rise', at(65)]);
});

test('a machine that sends nothing any more has ended with its last period', () => {
  const change = asked(quiet, 20, {now: at(120)});
  assert.deepEqual(
    [change?.kind, change?.begin, change?.from, change?.to],
    ['end', at(60), 12, undefined],
  );
  assert.equal(
    asked(quiet, 12, {since: start, now: at(70)})?.kind,
    undefined,
    'the next datapoint may only be late',
  );
});

test('of datapoints that may still change that is said', () => {
  const series = {...seriesOf([...quiet, 90, 91]), provisionalFrom: at(60)};
  const known = {since: start - hour, now: at(70)};
  assert.equal(changeAt(series, at(65), known)?.isProvisional, true);
});

test('what a call brought about is the largest change of the next minutes', () => {
  const series = seriesOf([...quiet, 30, 30, 90, 91, 90, 91]);
  const known = {since: start - hour, now: at(100)};
  assert.equal(changeSoonAfter(series, at(58), 15 * minute, known)?.begin, at(60));
  assert.equal(changeSoonAfter(series, at(20), 15 * minute, known), undefined);
});

test('of datapoints each second what a call brought about is found as well, however short it was', () => {
  const values = Array.from({length: 3600}, (_, index) => 10 + (index % 3));
  const series = {
    ...seriesOf([]),
    period: 1,
    points: values.map((value, index) => ({
      time: start + index * 1000,
      value: index === 2011 || index === 2012 ? 90 : value,
    })),
  };
  const known = {since: start - hour, now: start + hour};
  const change = changeSoonAfter(series, start + 1_800_000, 15 * minute, known);
  assert.deepEqual([change?.kind, change?.begin], ['rise', start + 2_011_000]);
});

test('a rise is found however long ago it was', () => {
  const rise = seriesOf([
    ...quiet,
    70,
    ...Array.from({length: 5000}, (_, index) => 10 + (index % 3)),
  ]);
  const known = {since: start - hour, now: Infinity};
  assert.equal(highestRise(rise, {since: start, until: Infinity}, known)?.time, at(60));
});

test('the highest rise of a range is found, of equal ones the most recent', () => {
  const series = seriesOf([...quiet, 70, ...quiet, 70, ...quiet]);
  const known = {since: start - hour, now: at(200)};
  const range = {since: start, until: at(200)};
  assert.equal(highestRise(series, range, known)?.time, at(125));
  assert.equal(highestRise(series, {...range, until: at(120)}, known)?.time, at(60));
  assert.equal(highestRise(seriesOf(quiet), range, {...known, since: start}), undefined);
});

test('a step far above the noise is found at its place, whatever the noise, the height and the period', () => {
  const noise = fc.array(fc.integer({min: -10, max: 10}), {minLength: 40, maxLength: 60});
  fc.assert(
    fc.property(
      noise,
      fc.integer({min: 12, max: 38}),
      fc.integer({min: 40, max: 1000}),
      fc.constantFrom(60, 300, 3600),
      fc.boolean(),
      (values, place, height, period, isFall) => {
        const sign = isFall ? -1 : 1;
        const series = seriesOf(
          values.map(
            (value, index) => 5000 + value / 10 + (index >= place ? sign * height * 25 : 0),
          ),
          {period},
        );
        const time = (index: number) => start + index * period * 1000;
        const known = {since: start - 9 * period * 1000, now: time(values.length)};
        for (const index of [place, place + 1, values.length - 1]) {
          const change = changeAt(series, time(index), known);
          assert.equal(change?.begin, time(place));
          assert.equal(change.kind, isFall ? 'fall' : 'rise');
        }
      },
    ),
  );
});

test('odd datapoints never throw, and a change never begins after the moment that was asked about', () => {
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e308, -1e308, 0),
  );
  const point = fc.record({time: fc.integer({min: 0, max: 2_000_000}), value});
  fc.assert(
    fc.property(
      fc.array(point, {maxLength: 40}),
      fc.integer({min: 0, max: 2_000_000}),
      (points, time) => {
        const series: Series = {...seriesOf([]), period: 60, points};
        const change = changeAt(series, time, {since: 0, now: 2_000_000});
        assert.ok(!change || change.begin <= time);
        highestRise(series, {since: 0, until: 2_000_000}, {since: 0, now: 2_000_000});
        changeSoonAfter(series, time, 600_000, {since: 0, now: 2_000_000});
      },
    ),
  );
});

test('a median', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.ok(Number.isNaN(median([])));
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
  addCoverage,
  loadedBackTo,
  missing,
  type Coverage,
} from '../../../source/core/loading/coverage.ts';
import {minute} from '../../../source/core/time.ts';

/** A walk over minutes; `asOf` in minutes too. */
function walk(
  since: number,
  until: number,
  {asOf = 100, pushed = 'all', region = 'us-east-1'} = {},
): Coverage {
  return {region, pushed, since: since * minute, until: until * minute, asOf: asOf * minute};
}

function all(...walks: readonly Coverage[]): readonly Coverage[] {
  let list: readonly Coverage[] = [];
  for (const each of walks) {
    list = addCoverage(list, each);
  }

  return list;
}

const range = {since: 0, until: 60 * minute};

test('what was walked is not asked again', () => {
  const list = all(walk(10, 20), walk(40, 60));
  assert.deepEqual(missing(list, 'us-east-1', ['all'], range), [
    {since: 20 * minute, until: 40 * minute},
    {since: 0, until: 10 * minute},
  ]);
  assert.deepEqual(missing(all(walk(0, 60)), 'us-east-1', ['all'], range), []);
  assert.deepEqual(missing([], 'us-east-1', ['all'], range), [range]);
  assert.deepEqual(missing([], 'us-east-1', ['all'], {since: 5, until: 5}), []);
});

test('another region, or writes alone, do not stand for everything', () => {
  const list = all(walk(0, 60, {region: 'eu-west-1'}), walk(0, 30, {pushed: 'ReadOnly=false'}));
  assert.deepEqual(missing(list, 'us-east-1', ['all'], range), [range]);
  assert.deepEqual(missing(list, 'us-east-1', ['all', 'ReadOnly=false'], range), [
    {since: 30 * minute, until: 60 * minute},
  ]);
});

test('loaded back means without a hole', () => {
  const list = all(walk(0, 10), walk(20, 40), walk(35, 60));
  assert.equal(loadedBackTo(list, 'us-east-1', ['all'], 60 * minute), 20 * minute);
  assert.equal(loadedBackTo(list, 'us-east-1', ['all'], 70 * minute), 70 * minute);
  assert.equal(loadedBackTo(list, 'eu-west-1', ['all'], 60 * minute), 60 * minute);
});

test('a day of watching, minute by minute, stays a short list', () => {
  let list: readonly Coverage[] = [];
  for (let each = 0; each < 1440; each++) {
    for (const age of [2, 4, 6, 16]) {
      const since = each - age;
      list = addCoverage(list, walk(since, since + 1, {asOf: each}));
    }
  }

  assert.ok(list.length < 40, `${list.length} intervals`);
});

type Asked = {
  readonly since: number;
  readonly length: number;
  readonly asOf: number;
  readonly kind: number;
};
const anyWalks: fc.Arbitrary<readonly Coverage[]> = fc.array(
  fc
    .record({
      since: fc.integer({min: 0, max: 55}),
      length: fc.integer({min: -2, max: 25}),
      asOf: fc.integer({min: 0, max: 120}),
      kind: fc.integer({min: 0, max: 3}),
    })
    .map(({since, length, asOf, kind}: Asked) =>
      walk(since, since + length, {
        asOf: Math.max(since + length, asOf),
        pushed: kind % 2 === 0 ? 'all' : 'ReadOnly=false',
        region: kind < 2 ? 'us-east-1' : 'eu-west-1',
      }),
    ),
  {maxLength: 25},
);

const points = Array.from({length: 60}, (_, index) => index * minute + 1);
const holds = ({since, until}: {readonly since: number; readonly until: number}, point: number) =>
  point >= since && point < until;

test('a moment is covered exactly when a walk went over it, and counts as of its latest walk or is settled', () => {
  fc.assert(
    fc.property(anyWalks, (walks) => {
      const list = all(...walks);
      for (const region of ['us-east-1', 'eu-west-1']) {
        for (const pushed of ['all', 'ReadOnly=false']) {
          const of = (each: Coverage) => each.region === region && each.pushed === pushed;
          for (const point of points) {
            const walked = walks.filter((each) => of(each) && holds(each, point));
            const kept = list.filter((each) => of(each) && holds(each, point));
            assert.equal(kept.length > 0, walked.length > 0);
            const latest = Math.max(-1, ...walked.map(({asOf}) => asOf));
            const asOf = Math.max(-1, ...kept.map((each) => each.asOf));
            // Once 15 minutes old nothing changes any more, so neighbours may share a later time.
            assert.ok(asOf === latest || latest >= point - 1 + 15 * minute, `${asOf} ${latest}`);
          }
        }
      }
    }),
  );
});

test('what is missing is never covered, nothing else is, and it is told newest first', () => {
  fc.assert(
    fc.property(anyWalks, (walks) => {
      const list = all(...walks);
      const pushed = ['all', 'ReadOnly=false'];
      const holes = missing(list, 'us-east-1', pushed, range);
      for (const point of points) {
        const isCovered = walks.some((each) => each.region === 'us-east-1' && holds(each, point));
        assert.equal(holes.filter((hole) => holds(hole, point)).length, isCovered ? 0 : 1);
      }

      const ends = holes.map(({until}) => until);
      assert.deepEqual(
        ends,
        [...ends].sort((a, b) => b - a),
      );
      const back = loadedBackTo(list, 'us-east-1', pushed, range.until);
      assert.equal(back, Math.min(range.until, holes[0]?.until ?? 0));
    }),
  );
});

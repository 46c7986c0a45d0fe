import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {SettledDatapoints} from '../../../source/core/metric/settled.ts';
import {minute} from '../../../source/core/time.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const at = (minutes: number, value: number) => ({time: noon + minutes * minute, value});

test('a datapoint is given once a later look finds it unchanged, and never again', () => {
  const settled = new SettledDatapoints(60);
  assert.deepEqual(settled.take([at(0, 1)], noon + 2 * minute), []);
  assert.deepEqual(settled.take([at(0, 1), at(1, 5)], noon + 3 * minute), [at(0, 1)]);
  assert.deepEqual(settled.take([at(0, 1), at(1, 6)], noon + 4 * minute), []);
  assert.deepEqual(settled.take([at(0, 1), at(1, 6)], noon + 5 * minute), [at(1, 6)]);
  assert.deepEqual(settled.take([at(0, 9), at(1, 6)], noon + 30 * minute), []);
});

test('what is a quarter of an hour old has settled at the first look; a period that runs never has', () => {
  const settled = new SettledDatapoints(300);
  assert.deepEqual(settled.take([at(-30, 1), at(-1, 2)], noon), [at(-30, 1)]);
  assert.deepEqual(settled.take([at(-1, 2)], noon + minute), []);
  assert.deepEqual(settled.take([at(-1, 2)], noon + 4 * minute), [at(-1, 2)]);
});

test('a datapoint that arrives late, behind newer ones, is given all the same', () => {
  const settled = new SettledDatapoints(60);
  settled.take([at(5, 1)], noon + 7 * minute);
  assert.deepEqual(settled.take([at(5, 1)], noon + 8 * minute), [at(5, 1)]);
  settled.take([at(2, 3), at(5, 1)], noon + 9 * minute);
  assert.deepEqual(settled.take([at(2, 3), at(5, 1)], noon + 10 * minute), [at(2, 3)]);
});

test('however it is looked at, every datapoint is given exactly once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({min: 1, max: 9}), {minLength: 1, maxLength: 60}),
      fc.constantFrom(60, 300),
      (pauses, period) => {
        const settled = new SettledDatapoints(period);
        const given: number[] = [];
        let now = noon;
        let since = noon;
        for (const pause of [...pauses, 20, 20]) {
          now += pause * minute;
          const points = [];
          for (
            let time = Math.ceil(since / (period * 1000)) * period * 1000;
            time < now;
            time += period * 1000
          ) {
            points.push({time, value: now - time > 4 * minute ? 1 : now});
          }

          given.push(...settled.take(points, now).map(({time}) => time));
          since = settled.begin(now);
        }

        assert.equal(new Set(given).size, given.length);
        const oldest = given.filter((time) => time < now - 20 * minute - period * 1000);
        for (const [index, time] of oldest.toSorted((a, b) => a - b).entries()) {
          const before = oldest.toSorted((a, b) => a - b)[index - 1];
          assert.ok(before === undefined || time - before === period * 1000);
        }
      },
    ),
  );
});

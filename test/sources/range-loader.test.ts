import assert from 'node:assert/strict';
import {test} from 'node:test';
import {hour, minute} from '../../source/core/time.ts';
import {RangeLoader} from '../../source/sources/range-loader.ts';
import {noon} from '../support/tiny-world.ts';

/** What is asked for of the last hour, of which everything has been read up to an instant. */
function asked(readTo: number, more: {isLive?: boolean; keptBackTo?: number} = {}) {
  const range = {since: noon - hour, until: noon + 5 * minute};
  const read = {region: 'r', pushed: 'all', since: range.since, until: readTo, asOf: readTo};
  const loader = new RangeLoader('r', () => [read]);
  const {isLive = true, keptBackTo} = more;
  const job = loader.nextJob({range, isLive}, {now: noon, keptBackTo, isParked: () => false});
  return job && {since: job.walk.since, until: job.walk.until};
}

test('the last minutes of a live range are left to those who follow the present, who first read a slice after three', () => {
  assert.equal(asked(noon - 3.5 * minute), undefined);
  assert.deepEqual(asked(noon - 5 * minute), {since: noon - 5 * minute, until: noon});
  assert.deepEqual(asked(noon - 3 * minute, {isLive: false}), {
    since: noon - 3 * minute,
    until: noon,
  });
});

test('what the store has let go is not asked for again', () => {
  const keptBackTo = noon - 20 * minute;
  assert.deepEqual(asked(noon - hour, {keptBackTo}), {since: keptBackTo, until: noon});
});

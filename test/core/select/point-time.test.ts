import assert from 'node:assert/strict';
import {test} from 'node:test';
import {selectStatus} from '../../../source/core/select.ts';
import {pointTime} from '../../../source/core/select/point-time.ts';
import {dateOfList} from '../../../source/core/state/columns.ts';
import {type State} from '../../../source/core/state.ts';
import {lineText} from '../../../source/core/text.ts';
import {after, aScreen, noon} from '../../support/a-record.ts';

function over(since: string, until: string): State {
  const range = {since: Date.parse(since), until: Date.parse(until)};
  return after(aScreen({mode: 'archive', choice: {kind: 'fixed', ...range}}), {
    type: 'tick',
    now: noon,
  });
}

const at = (state: State, time: string) => pointTime(state, Date.parse(time));
const status = (state: State) => lineText(selectStatus(state));

test('a datapoint of the last day of a range has its time alone, one of another day its date, of several years the year', () => {
  const night = over('2026-11-21T20:00Z', '2026-11-22T08:00Z');
  assert.equal(at(night, '2026-11-22T07:50Z'), '07:50');
  assert.equal(at(night, '2026-11-21T23:10Z'), '11-21 23:10');
  const years = over('2024-07-30T00:00Z', '2026-03-11T00:00Z');
  assert.equal(at(years, '2024-08-12T23:55Z'), '2024-08-12 23:55');
});

test('a range of several years is written with the year at both ends, and so are its events', () => {
  const years = over('2016-04-13T18:05Z', '2026-03-11T07:02Z');
  assert.match(status(years), /2016-04-13 18:05 – 2026-03-11 07:02 UTC/v);
  assert.equal(dateOfList(years), 'year');
});

test('within another year the status line names it, and the rows leave the room to what happened', () => {
  const lastYear = over('2024-07-30T21:31Z', '2024-11-30T08:43Z');
  assert.match(status(lastYear), /2024-07-30 21:31 – 2024-11-30 08:43 UTC/v);
  assert.equal(dateOfList(lastYear), 'day');
  assert.equal(dateOfList(over('2026-11-22T01:00Z', '2026-11-22T03:00Z')), 'none');
});

test('an archive of which nothing has been read has no range yet', () => {
  const state = aScreen({mode: 'archive', choice: {kind: 'all'}});
  assert.match(status(state), / all $/v);
  assert.doesNotMatch(status(state), /UTC/v);
});

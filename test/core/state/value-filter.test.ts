import assert from 'node:assert/strict';
import {test} from 'node:test';
import {filterText} from '../../../source/core/filter/vocabulary.ts';
import {type State} from '../../../source/core/state.ts';
import {arrive, aScreen, aWrite, press, type} from '../../support/a-record.ts';

const events = [aWrite('a', 1), aWrite('b', 2, {eventName: 'StopInstances'})];

function words(state: State): string {
  return filterText(state.filter);
}

test('f and x begin anew where the filter is off', () => {
  const off = press(type(press(arrive(aScreen(), events), '/'), 'user:kim'), 'enter', 'F');
  assert.equal(words(press(off, 'f')), 'name:RunInstances');
  assert.ok(!press(off, 'x').isFilterOff);
  assert.equal(words(press(off, 'x')), '-name:RunInstances');
  assert.equal(words(press(off, 'x', 'esc')), 'user:kim', 'Esc leads back');
});

test('to leave out what was kept takes its place, and to keep it twice says so', () => {
  const kept = press(arrive(aScreen(), events), 'f');
  assert.equal(words(press(kept, 'x')), '-name:RunInstances');
  const twice = press(kept, 'f');
  assert.equal(words(twice), 'name:RunInstances');
  assert.match(twice.notice, /already/v);
});

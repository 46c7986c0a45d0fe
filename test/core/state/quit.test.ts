import assert from 'node:assert/strict';
import {test} from 'node:test';
import {selectBottom} from '../../../source/core/select.ts';
import {type State} from '../../../source/core/state.ts';
import {lineWidth} from '../../../source/core/text.ts';
import {after, arrive, aScreen, aWrite, press, read} from '../../support/a-record.ts';

const loaded = (state = aScreen()) => arrive(state, [aWrite('a', 5), aWrite('b', 6)]);
const bottom = (state: State) => read([selectBottom(state)]);

const recorded = (state: State, problem = '') =>
  after(state, {type: 'recording', recording: {path: 'a', events: 2, before: 0, problem}});

test('q asks once where live events would be lost; the second q quits', () => {
  const asked = press(loaded(), 'q');
  assert.ok(!asked.isQuitting);
  assert.match(
    bottom(asked),
    /2 events are not saved: quit\? {2}q quits {2}S saves them {2}Esc stays/v,
  );
  assert.ok(press(asked, 'q').isQuitting);
});

test('what comes in meanwhile neither answers nor hides the question', () => {
  const asked = arrive(press(loaded(), 'q'), [aWrite('c', 1)]);
  assert.match(
    bottom(after(asked, {type: 'notice', text: 'something else'})),
    /3 events are not saved/v,
  );
  assert.ok(press(asked, 'q').isQuitting);
});

test('any other key takes the question back, and does what it always does', () => {
  for (const key of ['esc', 'j', 'w', '?', '/', 'S']) {
    const stays = press(loaded(), 'q', key);
    assert.doesNotMatch(bottom(stays), /quit\?/v);
    assert.ok(!stays.isQuitting);
  }

  assert.equal(press(loaded(), 'q', 'S').overlay?.kind, 'save');
  assert.ok(!press(loaded(), 'q', 'j', 'q').isQuitting, 'then it is asked again');
});

test('where nothing would be lost q quits at once', () => {
  assert.ok(press(aScreen(), 'q').isQuitting, 'nothing loaded');
  assert.ok(press(loaded(aScreen({mode: 'archive', choice: {kind: 'all'}})), 'q').isQuitting);
  assert.ok(press(recorded(loaded()), 'q').isQuitting, 'recorded');
  assert.ok(press({...loaded(), hasSaved: true}, 'q').isQuitting, 'saved');
});

test('a recording that does not work does not count', () => {
  const asked = press(recorded(loaded(), 'the disk is full'), 'q');
  assert.ok(!asked.isQuitting);
  assert.match(bottom(asked), /not all recorded: quit\?/v);
});

test('^C never asks', () => {
  assert.ok(press(loaded(), 'ctrl+c').isQuitting);
  assert.ok(press(loaded(), 'q', 'ctrl+c').isQuitting);
  assert.ok(press(loaded(), '/', 'ctrl+c').isQuitting);
});

test('the question fits every width', () => {
  for (let columns = 40; columns <= 120; columns++) {
    const asked = press(loaded(aScreen({columns})), 'q');
    const line = selectBottom(asked);
    assert.ok(lineWidth(line) <= columns);
    assert.match(read([line]), /q quits .*S saves.*Esc stays/v);
  }
});

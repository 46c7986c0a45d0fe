import assert from 'node:assert/strict';
import {test} from 'node:test';
import {selectBottom} from '../../../source/core/select/bottom.ts';
import {type State} from '../../../source/core/state.ts';
import {lineText} from '../../../source/core/text.ts';
import {after, arrive, aScreen, aWrite, press} from '../../support/a-record.ts';

function bottom(state: State): string {
  return lineText(selectBottom(state)).trimEnd();
}

test('the hints of S are what is possible then', () => {
  const state = press(arrive(aScreen({columns: 60, rows: 16}), [aWrite('a', 1)]), 'S');
  assert.equal(bottom(state), ' ↑ ↓ format  ↵ save  Esc back');
  assert.equal(bottom({...state, ascii: true}), ' Up Down format  Enter save  Esc back');
  const writing = press(state, 'enter');
  assert.equal(bottom(writing), ' ↵ goes on out of sight  Esc stops it');
  const saved = after(writing, {
    type: 'save',
    serial: 1,
    report: {status: 'saved', path: '/home/kim/a.jsonl', events: 1, bytes: 700},
  });
  assert.equal(bottom(saved), ' ↵ close');
  assert.equal(press(saved, 'enter').overlay, undefined);
});

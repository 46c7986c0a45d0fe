import assert from 'node:assert/strict';
import {test} from 'node:test';
import {selectAbovePrompt} from '../../../source/core/select/above-prompt.ts';
import {selectBottom} from '../../../source/core/select/bottom.ts';
import {lineText} from '../../../source/core/text.ts';
import {minute} from '../../../source/core/time.ts';
import {aScreen, press, read, type} from '../../support/a-record.ts';

test('what is wrong with a range is told whole at every width', () => {
  for (const columns of [120, 80, 60]) {
    const state = press(type(press(aScreen({columns, rows: 24}), 't'), '25:99'), 'enter');
    const words = read(selectAbovePrompt(state)).replaceAll(/\s+/gv, ' ');
    assert.match(words, /"25:99" is no time: write 2h, 12:15, 11:00 to 12:30, an ISO time or all/v);
    assert.match(lineText(selectBottom(state)), /range: 25:99/v);
    assert.deepEqual(selectAbovePrompt(press(state, 'backspace')), []);
  }
});

test('a duration with a sign before it is one back from now', () => {
  const state = press(type(press(aScreen(), 't'), '-5m'), 'enter');
  assert.deepEqual(state.choice, {kind: 'live', span: 5 * minute});
});

test('the prompt tells that a moment means the hour around it', () => {
  const state = press(aScreen({columns: 80, rows: 24}), 't');
  assert.match(
    lineText(selectBottom(state)),
    /12:15 \(the hour around it\), 11:00 to 12:30, an ISO time/v,
  );
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {selectAbovePrompt} from '../../../source/core/select/above-prompt.ts';
import {selectBottom} from '../../../source/core/select/bottom.ts';
import {lineText} from '../../../source/core/text.ts';
import {type State} from '../../../source/core/state.ts';
import {day} from '../../../source/core/time.ts';
import {arrive, aScreen, aWrite, press, read, type} from '../../support/a-record.ts';

function anArchive(): State {
  const state = aScreen({mode: 'archive', choice: {kind: 'all'}, regions: []});
  return arrive(state, [aWrite('a', 1)], 'load');
}

test('what is wrong with a range is told whole at every width', () => {
  for (const columns of [120, 80, 60]) {
    const state = press(type(press(aScreen({columns, rows: 24}), 't'), '25:99'), 'enter');
    const words = read(selectAbovePrompt(state)).replaceAll(/\s+/gv, ' ');
    assert.match(words, /"25:99" is no time: write 2h, 12:15, 11:00 to 12:30, an ISO time or all/v);
    assert.match(lineText(selectBottom(state)), /range: 25:99/v);
    assert.deepEqual(selectAbovePrompt(press(state, 'backspace')), []);
  }
});

/** What the prompt says of a range that it does not take; '' where it takes it. */
function refusal(state: State, text: string): string {
  return press(type(press(state, 't'), text), 'enter').prompt?.problem?.message ?? '';
}

test('a negative duration is none', () => {
  assert.match(refusal(aScreen(), '-5m'), /"-5m" is no time/v);
  assert.match(refusal(aScreen(), '-2h to -1h'), /is no time/v);
});

test('a range the wrong way round is told, live and in an archive', () => {
  for (const state of [aScreen(), anArchive()]) {
    for (const text of [
      '12:30 to 11:00',
      '11:00 to 10:00',
      '20m to 30m',
      '1h to 1h',
      'now to 1h',
    ]) {
      assert.match(refusal(state, text), /ends before it begins/v, text);
    }

    for (const text of ['23:50 to 0:10', '18:00 to 9:00', '30m to 20m', '20m to now']) {
      assert.equal(refusal(state, text), '', text);
    }
  }
});

test('in an archive neither the 90 days of LookupEvents nor its newest event is a limit', () => {
  assert.match(refusal(aScreen(), '100d'), /90 days/v);
  assert.match(refusal(aScreen(), '2026-12-01 to 2026-12-02'), /in the future/v);
  const long = press(type(press(anArchive(), 't'), '100d'), 'enter');
  assert.deepEqual(long.choice, {kind: 'live', span: 100 * day});
  const later = press(type(press(anArchive(), 't'), '2026-12-01 to 2026-12-02'), 'enter');
  const since = Date.UTC(2026, 11, 1);
  assert.deepEqual(later.choice, {kind: 'fixed', since, until: since + day});
});

test('the prompt tells that a moment means the hour around it', () => {
  const state = press(aScreen({columns: 80, rows: 24}), 't');
  assert.match(
    lineText(selectBottom(state)),
    /12:15 \(the hour around it\), 11:00 to 12:30, an ISO time/v,
  );
});

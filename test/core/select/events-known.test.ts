import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {selectEvents} from '../../../source/core/select.ts';
import {lineText} from '../../../source/core/text.ts';
import {reduce, type Action, type State} from '../../../source/core/state.ts';
import {demoState} from '../../support/demo-state.ts';

const rect = {top: 0, left: 0, width: 118, height: 24};
const start = demoState({columns: 120, rows: 40});

const drawn = (state: State) => selectEvents(state, rect);

/** Draws something else between, so that nothing of what was drawn before is known any more. */
function drawnAnew(state: State) {
  drawn({...state, ascii: !state.ascii});
  return drawn(state);
}

const moves = ['down', 'up', 'pageDown', 'pageUp', 'right', 'left', 'last', 'first'] as const;

const actions: readonly Action[] = [
  ...moves.map((id): Action => ({type: 'command', id})),
  {type: 'resize', columns: 200, rows: 60},
  {type: 'resize', columns: 80, rows: 24},
];

test('a list whose lines are known from before is the list as it would be drawn anew', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...actions), {maxLength: 30}), (steps) => {
      let state = start;
      for (const action of steps) {
        state = reduce(state, action);
        const known = drawn(state);
        assert.deepEqual(known, drawnAnew(state));
      }
    }),
    {numRuns: 40},
  );
});

test('a move of the cursor draws two lines anew, and frames the others as they are', () => {
  const before = drawn(start);
  const after = drawn(reduce(start, {type: 'command', id: 'down'}));
  const same = after.filter((line) => before.includes(line));
  assert.ok(same.length >= 15, `${same.length} lines are the same objects`);
  const texts = [before, after].map((lines) => lines.map((line) => lineText(line)));
  assert.notDeepEqual(texts[0], texts[1]);
});

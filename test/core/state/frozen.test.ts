import assert from 'node:assert/strict';
import {test} from 'node:test';
import {layOut} from '../../../source/core/layout.ts';
import {piecesOf} from '../../../source/core/save/pieces.ts';
import {rowsToSave} from '../../../source/core/save/rows.ts';
import {selectSave} from '../../../source/core/select/save.ts';
import {selectBefore, selectEvents} from '../../../source/core/select.ts';
import {selectStatus} from '../../../source/core/select/status.ts';
import {type Action, type State} from '../../../source/core/state.ts';
import {lineText} from '../../../source/core/text.ts';
import {
  after,
  ago,
  arrive,
  aScreen,
  aWrite,
  noon,
  press,
  read,
  type,
} from '../../support/a-record.ts';
import {charting, cpuOf, machine, made, on} from '../../support/spike-world.ts';

function covered(pushed: string, minutes: number): Action {
  return {
    type: 'coverage',
    coverage: {region: 'us-east-1', pushed, since: ago(minutes), until: noon, asOf: noon},
  };
}

function settled(state: State, minutes: number, more: object = {}): State {
  return after(state, {
    type: 'feed',
    region: 'us-east-1',
    generation: state.generation,
    settledTo: ago(minutes),
    ...more,
  });
}

function status(state: State): string {
  return lineText(selectStatus(state));
}

function list(state: State): string {
  const layout = layOut(state.size.columns, state.size.rows, 'events', false);
  assert.ok(layout.kind === 'panes' && layout.events);
  return oneLine(read(selectEvents(state, layout.events)));
}

function before(state: State): string {
  const {columns, rows} = state.size;
  return oneLine(read(selectBefore(state, {top: 1, width: columns, height: rows - 2})));
}

function oneLine(text: string): string {
  return text.replaceAll(/[│\s]+/gv, ' ');
}

function note(state: State): string {
  return [...piecesOf('note', state, rowsToSave(state))].map(({text}) => text).join('');
}

function menu(state: State): string {
  return read(selectSave(state, {top: 0, width: 100, height: 24}));
}

/** Frozen with the first ten minutes read; then all of the hour comes, with a call in it. */
function frozenEarly(): State {
  const early = press(settled(after(aScreen(), covered('all', 10)), 20), 'space');
  return settled(after(arrive(early, [aWrite('late', 30)], 'load'), covered('all', 70)), 15);
}

test('what was read behind a frozen screen is not claimed for it, until Space goes on', () => {
  const state = frozenEarly();
  assert.match(status(state), /FROZEN at 12:00 .* settled to 11:40 · all to 11:50/v);
  assert.match(
    list(state),
    /how it stood when the screen was frozen at 12:00 UTC: 1 event that came since is not looked at\. Space shows it\./v,
  );
  assert.match(list(state), /read back to 11:50 only.*is loaded for us-east-1.*settled to 11:40/v);
  const going = press(state, 'space');
  assert.match(status(going), /settled to 11:45 · all to 11:00/v);
  assert.doesNotMatch(list(going), /frozen|only/v);
});

test('a screen that was frozen before anything was read says so, however much is loaded by then', () => {
  const state = settled(
    after(arrive(press(aScreen(), 'space'), [aWrite('late', 30)], 'load'), covered('all', 70)),
    15,
  );
  assert.match(list(state), /Nothing is loaded yet: asking CloudTrail in us-east-1/v);
  assert.match(status(state), /nothing loaded yet/v);
});

test('a note and the menu of a frozen screen tell what was read when it was frozen', () => {
  const state = frozenEarly();
  assert.match(
    note(state),
    /^- FROZEN at 2026-11-22 12:00:00 UTC: 1 event loaded since is left out, and the rest of this is said of that moment$/mv,
  );
  assert.match(note(state), /^- settled to 2026-11-22 11:40:00 UTC/mv);
  assert.match(note(state), /^- all to 2026-11-22 11:50:00 UTC$/mv);
  assert.match(menu(press(aScreenWithOne(), 'S')), /loaded back to 11:50 only/v);
});

/** The same with an event that the frozen screen shows. */
function aScreenWithOne(): State {
  const one = after(arrive(aScreen(), [aWrite('one', 5)], 'load'), covered('all', 10));
  return after(press(one, 'space'), covered('all', 70));
}

test('the list of a frozen screen ends where it ended then, and names the key that shows more', () => {
  assert.match(list(aScreenWithOne()), /read back to 11:50 only; space shows what came since/v);
  assert.match(press(aScreenWithOne(), 'A').notice, /is loaded by now: Space shows it/v);
});

test('b on a frozen screen says how much of that time was loaded then', () => {
  const {tree} = machine;
  const bare = (): State => ({...charting([cpuOf(tree, 10)], []), coverage: []});
  const restart = made('restart', 'RebootInstances', 12, on(tree));
  const reads = after(
    press(after(bare(), covered('ReadOnly=false', 70)), 'space'),
    covered('all', 70),
  );
  const text = before(press(arrive(reads, [restart], 'load'), 'b'));
  assert.match(text, /All writes of that time are loaded, reads not 11:35 to 11:51/v);
  assert.match(text, /frozen at 12:00: what came since is not looked at/v);
  const nothing = after(arrive(press(bare(), 'space'), [restart], 'load'), covered('all', 70));
  assert.match(
    before(press(nothing, 'b')),
    /Nothing of that time was loaded when the screen was frozen: Esc, then Space, goes on/v,
  );
  assert.match(before(press(nothing, 'space', 'b')), /RebootInstances/v);
});

test('an archive that is frozen while it is read counts the files that were read by then', () => {
  const reading = (filesDone: number, isDone = false): Action => ({
    type: 'archive',
    filesDone,
    filesTotal: 24,
    columns: [],
    problems: [],
    skipped: 0,
    isDone,
  });
  const start = aScreen({mode: 'archive', choice: {kind: 'all'}});
  const state = after(press(after(start, reading(12)), 'space'), reading(24, true));
  const late = arrive(state, [aWrite('late', 30)], 'load');
  assert.match(status(late), /archive of 24 files · FROZEN after 12 of 24 files \(space\)/v);
  assert.match(note(late), /^- FROZEN: 1 event loaded since is left out$/mv);
  assert.match(note(late), /^- frozen after 12 of 24 files: what follows is not complete$/mv);
  const shown = after(
    press(after(arrive(start, [aWrite('one', 10)], 'load'), reading(12)), 'space'),
    reading(24, true),
  );
  assert.match(menu(press(shown, 'S')), /NOT COMPLETE: frozen after 12 of 24 files/v);
  const filtered = press(type(press(shown, '/'), 'name:Nothing'), 'enter');
  assert.match(list(filtered), /No event of the archive matches \(12 files are not read yet\)/v);
  assert.match(status(press(late, 'space')), /archive of 24 files(?! · FROZEN)/v);
});

test('a frozen screen also tells that AWS asked to slow down', () => {
  const state = press(settled(aScreen(), 15, {isThrottled: true}), 'space');
  assert.match(status(state), /FROZEN at 12:00 \(space\) · throttled/v);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {piecesOf} from '../../../source/core/save/pieces.ts';
import {rowsToSave} from '../../../source/core/save/rows.ts';
import {selectSave} from '../../../source/core/select/save.ts';
import {savedWords} from '../../../source/core/state/save.ts';
import {type State} from '../../../source/core/state.ts';
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

/** More events than are opened at once, and a text that only their records can answer: the search goes on. */
function searching(): State {
  const events = Array.from({length: 400}, (_, index) => aWrite(`e${index}`, 1 + index / 10));
  const state = readBack(arrive(aScreen({view: 'all'}), events, 'load'), 'all', 90);
  const filtered = press(type(press(state, '/'), 'nowhere-to-be-found'), 'enter');
  assert.equal(filtered.list.waiting, 400);
  return after(filtered, {type: 'found', finds: [], done: 1, total: 4});
}

/** An archive of which 7 of 169 files were read before the person pressed Esc. */
function stopped(): State {
  const state = arrive(
    aScreen({mode: 'archive', choice: {kind: 'all'}, view: 'all'}),
    [aWrite('one', 1)],
    'load',
  );
  return {
    ...state,
    archive: {...state.archive, filesDone: 7, filesTotal: 169, isDone: true, isStopped: true},
  };
}

/** A live hour of which `pushed` has been read so many minutes back. */
function readBack(state: State, pushed: string, minutes: number): State {
  const coverage = {region: 'us-east-1', pushed, since: ago(minutes), until: noon, asOf: noon};
  return after(state, {type: 'coverage', coverage});
}

function menu(state: State): string {
  return read(selectSave(state, {top: 0, width: 100, height: 24}));
}

function noteOf(state: State): string {
  return [...piecesOf('note', state, rowsToSave(state))].map(({text}) => text).join('');
}

test('while a search goes on the menu says so, and Enter writes only when it is pressed twice', () => {
  let state = press(searching(), 'S', 'down', 'down');
  assert.match(
    menu(state),
    /NOT COMPLETE: the records of 400 events are still being searched, 25 %/v,
  );
  state = press(state, 'enter');
  assert.equal(state.saving, undefined);
  assert.match(menu(state), /still being searched: wait, or Enter again saves/v);
  state = press(state, 'enter');
  assert.notEqual(state.saving, undefined);
});

test('where nothing is found yet there is nothing to save but the note, however often Enter is pressed', () => {
  const state = press(searching(), 'S', 'enter', 'enter');
  assert.equal(state.saving, undefined);
  assert.match(menu(state), /Nothing is found yet, and records are still being searched: wait/v);
});

test('a search that ends while the menu is open leaves nothing to be told', () => {
  const state = press(searching(), 'S', 'down', 'down', 'enter');
  const ended: State = {...state, list: {...state.list, waiting: 0}};
  assert.doesNotMatch(menu(ended), /searched|COMPLETE/v);
  assert.notEqual(press(ended, 'enter').saving, undefined);
});

test('what was saved of a part says what it lacks, in the menu and on the line below', () => {
  const written = {status: 'saved', path: '/tmp/a.jsonl', events: 1, bytes: 9} as const;
  const state = press(stopped(), 'S', 'enter');
  assert.notEqual(state.saving, undefined, 'who stopped the reading knows: once is enough');
  const saved = after(state, {type: 'save', serial: 1, report: written});
  assert.match(menu(saved), /Saved 1 event.*NOT COMPLETE: stopped after 7 of 169 files/sv);
  const away = after(press(state, 'enter'), {type: 'save', serial: 1, report: written});
  assert.match(
    away.notice,
    /^NOT COMPLETE \(stopped after 7 of 169 files\): saved \/tmp\/a\.jsonl/v,
  );
  assert.doesNotMatch(savedWords({path: '/tmp/a', events: 1, bytes: 9}), /COMPLETE/v);
});

test('the note tells of a search that was not over', () => {
  assert.match(
    noteOf(searching()),
    /^- the records of 400 events are still being searched, 25 % are done: what follows is not complete$/mv,
  );
});

test('the note of an archive names the accounts that its events are of', () => {
  assert.match(noteOf(stopped()), /^- Account: `123456789012`$/mv);
  const two = arrive(
    stopped(),
    [aWrite('two', 2), aWrite('three', 3), aWrite('four', 4, {recipientAccountId: '999988887777'})],
    'load',
  );
  assert.match(noteOf(two), /^- Accounts: `123456789012` \(3\), `999988887777` \(1\)$/mv);
  assert.match(noteOf(aScreen({mode: 'archive'})), /^- Account: not known$/mv);
});

test('a live range that is partly loaded says how far before it is saved, and what was saved says it too', () => {
  const begun = readBack(arrive(aScreen(), [aWrite('one', 1)], 'load'), 'ReadOnly=false', 30);
  const partly = readBack(begun, 'all', 10);
  assert.match(
    menu(press(partly, 'S')),
    /NOT COMPLETE: the writes are loaded back to 11:30, the rest only back to 11:50\./v,
  );
  const written = {status: 'saved', path: '/tmp/a.jsonl', events: 1, bytes: 9} as const;
  const saved = after(press(partly, 'S', 'enter'), {type: 'save', serial: 1, report: written});
  assert.match(menu(saved), /Saved 1 event.*NOT COMPLETE: the writes are loaded back to 11:30/sv);
  const writesDone = readBack(partly, 'ReadOnly=false', 90);
  assert.match(menu(press(writesDone, 'S')), /all writes are loaded, the rest only back to 11:50/v);
  assert.match(menu(press(begun, 'S')), /the writes are loaded back to 11:30, the rest not yet/v);
});

test('what is loaded as far as the list needs is complete', () => {
  const loaded = readBack(arrive(aScreen(), [aWrite('one', 1)], 'load'), 'all', 90);
  assert.doesNotMatch(menu(press(loaded, 'S')), /COMPLETE/v);
  const writes = readBack(
    arrive(aScreen({view: 'writes'}), [aWrite('one', 1)], 'load'),
    'ReadOnly=false',
    90,
  );
  assert.doesNotMatch(menu(press(writes, 'S')), /COMPLETE/v, 'who looks at writes misses no reads');
});

test('before anything is loaded a save of the live range is not complete', () => {
  const state = arrive(aScreen(), [aWrite('one', 1)], 'load');
  assert.match(menu(press(state, 'S')), /NOT COMPLETE: nothing of this range is loaded yet/v);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromRow} from '../../../source/core/event.ts';
import {printFilter} from '../../../source/core/filter.ts';
import {emptyWords} from '../../../source/core/select/empty.ts';
import {type State} from '../../../source/core/state.ts';
import {utc} from '../../../source/core/time.ts';
import {readOptions} from '../../../source/options.ts';
import {after, arrive, aScreen, noon, press, read, type} from '../../support/a-record.ts';

const rows = ['EC2_INSTANCE_TERMINATED', 'LAUNCHED', 'two words'].map((kind, index) => ({
  ...fromRow({event_type: kind, at: new Date(noon - index * 60_000).toISOString()}, 'at'),
}));

/** The monitor as `trailtop sys.csv …` opens it, before anything of the file is known. */
function opened(...argv: readonly string[]): State {
  const {filter, choice} = readOptions(['sys.csv', ...argv], {now: noon, localZone: utc, env: {}});
  return aScreen({mode: 'archive', choice, view: 'all', ...(filter ? {filter} : {})});
}

function loaded(state: State): State {
  return after(arrive(state, rows), {
    type: 'archive',
    filesDone: 1,
    filesTotal: 1,
    columns: ['event_type', 'at'],
    problems: [],
    skipped: 0,
    isDone: true,
  });
}

const shown = (state: State) => [state.list.rows.length, printFilter(state.filter ?? [])];

test('the filter of the command line names columns of the file', () => {
  const state = opened('--filter', '-event_type:launched,"two words"');
  assert.deepEqual(shown(loaded(state)), [1, '-event_type:launched,"two words"']);
  assert.deepEqual(shown(loaded(opened('--filter', '"event_type:launched"'))), [
    0,
    '"event_type:launched"',
  ]);
});

test('so does a filter that was typed before, and the one that Esc brings back', () => {
  const typing = type(press(opened(), '/'), 'event_type:launched');
  assert.deepEqual(shown(loaded(typing)), [1, 'event_type:launched']);
  const replaced = type(press(opened('--filter', 'event_type:launched'), '/', 'ctrl+u'), 'nothing');
  const back = press(loaded(replaced), 'esc');
  assert.deepEqual(shown(back), [1, 'event_type:launched']);
});

test('so do the filters that Esc leads back to along the way', () => {
  const state = opened('--filter', 'event_type:launched');
  const {filter, isFilterOff, view, choice, loadAll, cursor, cursorLine, isFollowing} = state;
  const place = {cursor, cursorLine, isFollowing, isMaximised: false, focus: 'events' as const};
  const step = {filter, isFilterOff, view, choice, loadAll, detail: undefined, overlay: undefined};
  const away: State = {...state, filter: undefined, way: [{...step, ...place}]};
  assert.deepEqual(shown(press(loaded(away), 'esc')), [1, 'event_type:launched']);
});

test('a range without events says where the events are', () => {
  const words = (state: State) => read(emptyWords(state, 200));
  assert.match(words(opened()), /reading what was given\./v);
  const state = loaded(opened('--since', '2026-12-24'));
  assert.match(words(state), /Its events are of 2026-11-22 11:58 to 2026-11-22 12:00 UTC/v);
});

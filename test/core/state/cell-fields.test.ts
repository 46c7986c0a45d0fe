import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromRow} from '../../../source/core/event.ts';
import {filterText} from '../../../source/core/filter/vocabulary.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {selectCopyMenu} from '../../../source/core/select.ts';
import {selectPivots} from '../../../source/core/select/pivots.ts';
import {selectDetail} from '../../../source/core/select/detail.ts';
import {type State} from '../../../source/core/state.ts';
import {after, arrive, aScreen, noon, press, read} from '../../support/a-record.ts';

/** The monitor over a CSV of these rows, newest first, every cell of which is a column. */
function over(rows: readonly JsonObject[]): State {
  const events = rows.map((row, index) =>
    fromRow({time: new Date(noon - index * 60_000).toISOString(), ...row}, 'time'),
  );
  const screen = aScreen({mode: 'archive', choice: {kind: 'all'}, view: 'all', regions: []});
  return after(arrive(screen, events, 'load'), {
    type: 'archive',
    filesDone: 1,
    filesTotal: 1,
    columns: ['time', ...new Set(rows.flatMap((row) => Object.keys(row)))],
    problems: [],
    skipped: 0,
    isDone: true,
  });
}

/** Every column has a name that a field has too, beside the one that its cell shows. */
const row = {
  event_type: 'SCALE_OUT',
  name: 'z',
  user_name: 'kim',
  user: 'k-1',
  source_ip: '203.0.113.9',
  ip: '10.0.0.1',
  outcome: '! FAILED quota',
  error: 'E-7',
  what: 'two more',
  resource: 'web',
};
const other = {...row, event_type: 'SCALE_IN', user_name: 'lee', source_ip: '', outcome: 'ok'};

const columns = ['name', 'who', 'from', 'what', 'outcome'] as const;
const kept = {
  name: 'event_type:SCALE_OUT',
  who: 'user_name:kim',
  from: 'source_ip:203.0.113.9',
  what: 'what:"two more"',
  outcome: 'outcome:"! FAILED quota"',
};

test('f keeps the very column that the cell shows, and so the row that it was pressed on', () => {
  for (const column of columns) {
    const state = press({...over([row, other]), column}, 'f');
    assert.equal(filterText(state.filter), kept[column]);
    const [first] = state.list.rows;
    assert.deepEqual(state.store.field(first ?? -1, 'event_type'), ['SCALE_OUT'], column);
    assert.equal(state.list.rows.length, column === 'what' ? 2 : 1);
    const left = press({...over([row, other]), column}, 'x');
    assert.equal(filterText(left.filter), `-${kept[column]}`);
  }
});

test('y, > and the titles say it too', () => {
  const state = over([row, other]);
  const value = press({...state, column: 'name'}, 'y');
  assert.match(read(selectCopyMenu(value, {top: 1, width: 100, height: 20})), /value +SCALE_OUT/v);
  const pivots = press(state, '>');
  const menu = read(selectPivots(pivots, {top: 0, width: 120, height: 30}));
  assert.match(menu, /Pivot from SCALE_OUT/v);
  assert.match(menu, /same event name +SCALE_OUT/v);
  assert.match(menu, /same user +kim/v);
  assert.match(menu, /same address +203\.0\.113\.9/v);
  const detail = press(state, 'enter');
  assert.match(read(selectDetail(detail, {top: 0, width: 120, height: 20})), /^┌ SCALE_OUT /v);
});

test('a WHAT of several columns is kept by its instance, else by its first column', () => {
  const first = {event_type: 'A', note: 'slow', cpu: '7'};
  const state = press({...over([first, {...first, note: 'fast'}]), column: 'what'}, 'f');
  assert.equal(filterText(state.filter), 'note:slow');
  const named = press({...over([{...first, host: 'i-0f3e8b1c'}]), column: 'what'}, 'f');
  assert.equal(filterText(named.filter), 'instance:i-0f3e8b1c');
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {filterText} from '../../../source/core/filter/vocabulary.ts';
import {selectBottom, selectSummary} from '../../../source/core/select.ts';
import {summaryPlace} from '../../../source/core/state/summary.ts';
import {type State} from '../../../source/core/state.ts';
import {lineText} from '../../../source/core/text.ts';
import {aRead, arrive, aScreen, aWrite, press} from '../../support/a-record.ts';
import {session} from '../../support/event-records.ts';

const lee = {userIdentity: session('ops', 'lee')};
const events = [
  aWrite('a', 1),
  aWrite('b', 2, lee),
  aWrite('c', 3, lee),
  aWrite('d', 4, {...lee, eventName: 'StopInstances'}),
  aRead('e', 5),
];

function summed(...keys: readonly string[]): State {
  return press(arrive(aScreen({view: 'all'}), events), 'v', ...keys);
}

/** The table and the value that the keyboard is on. */
function under(state: State): readonly [string, string] {
  const {tables, table, value} = summaryPlace(state);
  const chosen = tables[table];
  return [chosen?.title ?? '', chosen?.values[value]?.value.replace('\0', '/') ?? ''];
}

test('v opens on the most frequent caller, arrows and Tab lead through values and tables', () => {
  assert.deepEqual(under(summed()), ['WHO', 'lee/ops']);
  assert.deepEqual(under(summed('j')), ['WHO', 'kim/']);
  assert.deepEqual(under(summed('j', 'j', 'k', 'k', 'k')), ['WHO', 'lee/ops']);
  assert.deepEqual(under(summed('G')), ['WHO', 'kim/']);
  assert.deepEqual(under(summed('tab')), ['EVENT', 'RunInstances']);
  assert.deepEqual(under(summed('right', 'right', 'left')), ['EVENT', 'RunInstances']);
  assert.equal(under(summed('shift+tab'))[0], 'OUTCOME');
});

test('v and Esc close it, and nothing has changed', () => {
  for (const key of ['v', 'esc', 'q']) {
    const state = summed('j', 'tab', key);
    assert.equal(state.overlay, undefined, key);
    assert.equal(state.filter, undefined);
    assert.ok(!state.isQuitting);
  }
});

test('f keeps the value and sums up what is left; Esc widens again, Esc closes', () => {
  let state = summed('f');
  assert.equal(filterText(state.filter), 'user:lee');
  assert.equal(state.overlay?.kind, 'summary');
  assert.equal(state.list.rows.length, 3);
  state = press(state, 'tab', 'j', 'f');
  assert.equal(filterText(state.filter), 'user:lee name:StopInstances');
  state = press(state, 'esc');
  assert.equal(filterText(state.filter), 'user:lee');
  assert.equal(state.overlay?.kind, 'summary');
  state = press(state, 'esc');
  assert.equal(state.filter, undefined);
  assert.equal(state.overlay?.kind, 'summary');
  state = press(state, 'esc');
  assert.equal(state.overlay, undefined);
});

test('x leaves the value out', () => {
  const state = summed('tab', 'x');
  assert.equal(filterText(state.filter), '-name:RunInstances');
  assert.equal(state.list.rows.length, 2);
  assert.equal(state.overlay?.kind, 'summary');
});

test('Enter shows the events of the value; Esc leads back to the summary', () => {
  let state = summed('j', 'enter');
  assert.equal(state.overlay, undefined);
  assert.equal(filterText(state.filter), 'user:kim');
  assert.equal(state.list.rows.length, 2);
  state = press(state, 'esc');
  assert.equal(state.filter, undefined);
  assert.deepEqual(under(state), ['WHO', 'kim/']);
});

test('success is a value too', () => {
  assert.equal(filterText(summed('shift+tab', 'f').filter), '-error:*');
});

test('the view, the filter and its prompt work in the summary', () => {
  assert.equal(summed('w').view, 'notable');
  assert.equal(summed('w').overlay?.kind, 'summary');
  const state = summed('/', ...'user:kim', 'enter');
  assert.equal(state.overlay?.kind, 'summary');
  assert.deepEqual(under(state), ['WHO', 'kim/']);
});

test('the cursor stays on its value when counts change', () => {
  let state = summed('j');
  state = arrive(
    state,
    ['f', 'g', 'h'].map((id) => aWrite(id, 0)),
  );
  assert.deepEqual(under(state), ['WHO', 'kim/']);
  assert.equal(summaryPlace(state).value, 0);
});

test('an empty list has nothing to sum up, and no key does harm', () => {
  const state = press(aScreen(), 'v', 'j', 'tab', 'f', 'x', 'enter', 'left', 'G');
  assert.equal(state.filter, undefined);
  const {lines, columns} = selectSummary(state, {top: 1, width: 120, height: 38});
  assert.equal(columns.length, 0);
  assert.match(lines.map((line) => lineText(line)).join(' '), /Nothing is loaded yet/v);
});

test('at every size that is drawn the tables fit, and what has the keyboard is on the screen', () => {
  for (let width = 40; width <= 240; width += 7) {
    for (let rows = 10; rows <= 70; rows += 5) {
      for (let step = 0; step < 6; step++) {
        const state = summed(...Array.from({length: step}, () => 'tab'), 'j');
        const height = rows - 2;
        const {lines, columns} = selectSummary(state, {top: 1, width, height});
        const tables = columns.flat();
        for (const column of columns) {
          const used = column.reduce((sum, table) => sum + table.rows.length + 4, lines.length);
          assert.ok(used <= height, `${width}x${rows}: ${used} lines`);
        }

        assert.equal(
          tables.flatMap((table) => table.rows.filter(({style}) => style === 'cursor')).length,
          1,
          `${width}x${rows}`,
        );
      }
    }
  }
});

test('the bottom line tells the keys', () => {
  const hints = lineText(selectBottom(summed()));
  for (const hint of ['show', 'only this', 'not this', 'next', 'back']) {
    assert.ok(hints.includes(hint), hint);
  }
});

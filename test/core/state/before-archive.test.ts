import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type TrailEvent} from '../../../source/core/event.ts';
import {type Series} from '../../../source/core/metric.ts';
import {selectBefore, selectChart, selectPicker} from '../../../source/core/select.ts';
import {type State} from '../../../source/core/state.ts';
import {after, aScreen, arrive, press, read, type, underCursor} from '../../support/a-record.ts';
import {cpuOf, machine, made, on} from '../../support/spike-world.ts';

const {tree, river} = machine;

function archive(
  events: readonly TrailEvent[],
  {charted = [], series}: {charted?: readonly string[]; series?: readonly Series[]} = {},
): State {
  const metricsFrom = series ? {metricsFrom: '/tmp/cpu.csv'} : {};
  const state = arrive(
    aScreen({
      mode: 'archive',
      choice: {kind: 'all'},
      charted,
      startedWith: {paths: ['trail'], ...metricsFrom},
    }),
    events,
    'load',
  );
  return series
    ? after(state, {type: 'recorded', path: '/tmp/cpu.csv', recorded: {series, problems: []}})
    : state;
}

function shown(state: State): string {
  const {columns, rows} = state.size;
  return read(selectBefore(state, {top: 1, width: columns, height: rows - 2})).replaceAll(
    /[\s│]+/gv,
    ' ',
  );
}

const named = made('named', 'CreateTags', 58, {
  requestParameters: {
    resourcesSet: {items: [{resourceId: tree}]},
    tagSet: {items: [{key: 'Name', value: 'web-1'}]},
  },
});
const events = [
  named,
  made('same second', 'PutSomethingElse', 12),
  made('change', 'ModifyInstanceAttribute', 14, on(tree)),
  made('else', 'PutSomething', 13),
  made('end', 'TerminateInstances', 12, on(tree)),
  made('after', 'RebootInstances', 11, on(tree)),
  made('last', 'StopInstances', 10, on(river)),
];

test('i offers the instances that the records of an archive name, by the names that they tell', () => {
  const open = press(archive(events), 'i');
  const cells = selectPicker(open, 10, 120).table.rows.map((row) => row.cells.join(''));
  assert.equal(cells.length, 2);
  assert.match(cells.join('|'), new RegExp(String.raw`web-1 .*${tree}`, 'v'));
  const chosen = press(type(open, 'web-1'), 'enter');
  assert.deepEqual(chosen.chart.charted, [tree]);
  const chart = read(selectChart(chosen, {top: 0, width: 100, height: 12}));
  assert.match(chart, /web-1 i-0aaaa1111bbbb2222/v);
  assert.match(chart, /no series: --metrics-from FILE\.csv draws one/v);
});

test('b on a row of an archive shows what was called before it on the instance that it names', () => {
  const list = press(archive(events), 'j', 'j');
  assert.equal(underCursor(list), 'end');
  const text = shown(press(list, 'b'));
  assert.match(text, /Before: web-1 i-0aaaa1111bbbb2222 TerminateInstances at 11:48:00 UTC/v);
  assert.match(text, /▸ 11:46:00 2m kim ModifyInstanceAttribute/v);
  assert.match(text, /names this instance · write · 2m before/v);
  assert.match(text, /11:48:00 0s kim PutSomethingElse/v);
  assert.doesNotMatch(text, /RebootInstances|kim TerminateInstances/v);
});

test('on a row without an instance b asks about the charted one, and without that it says what to do', () => {
  const write = made('else', 'PutSomething', 10);
  const charted = press(archive([...events.slice(0, 3), write], {charted: [tree]}), 'b');
  assert.match(shown(charted), /i-0aaaa1111bbbb2222 PutSomething at 11:50:00/v);
  const alone = press(archive([write]), 'b');
  assert.equal(alone.overlay, undefined);
  assert.match(alone.notice, /no instance here: go to a row that names one, or i chooses one/v);
});

test('Tab goes on to the next machine that the row names, and says where there is none', () => {
  const both = press(archive([made('both', 'RebootInstances', 10, on(tree, river))]), 'b');
  assert.match(shown(both), /Before: i-0aaaa/v);
  assert.match(shown(press(both, 'tab')), /Before: i-0cccc/v);
  const one = press(archive([made('one', 'RebootInstances', 10, on(tree))]), 'b', 'tab');
  assert.match(one.notice, /no other instance/v);
});

test('a recorded series with the name of an instance is that instance', () => {
  const state = press(archive(events, {series: [cpuOf('web-1', 13)]}), 'b');
  const text = shown(state);
  assert.match(text, /web-1 is the name of i-0aaaa1111bbbb2222 in the loaded records/v);
  assert.match(text, /ModifyInstanceAttribute .* names this instance/v);
});

test('a recorded series that is no instance says so, and how it could be tied', () => {
  const text = shown(press(archive(events, {series: [cpuOf('disk', 13)]}), 'b'));
  assert.match(text, /disk is no instance id, and no loaded record gives an instance that name/v);
  assert.match(text, /Name the series by instance id\./v);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {shortRegion} from '../../../source/core/reading/short-region.ts';
import {selectEvents} from '../../../source/core/select/events.ts';
import {listColumns} from '../../../source/core/state/columns.ts';
import {columnsFor} from '../../../source/core/state/list-columns.ts';
import {type State} from '../../../source/core/state.ts';
import {arrive, aScreen, aWrite, press, read} from '../../support/a-record.ts';

function shown(state: State): readonly string[] {
  return listColumns(state).map(({id}) => id);
}

function list(state: State): string {
  const {columns} = state.size;
  return read(selectEvents(state, {top: 0, width: columns, height: 12}));
}

const here = aWrite('a', 1, {awsRegion: 'us-east-1', sourceIPAddress: '203.0.113.9'});
const elsewhere = aWrite('b', 2, {awsRegion: 'us-west-2', sourceIPAddress: '198.51.100.20'});

test('a column that has no room comes in when the person moves to it, and goes again', () => {
  let state = arrive(aScreen({columns: 80, rows: 24}), [here]);
  assert.deepEqual(shown(state), ['time', 'name', 'who', 'what', 'outcome']);
  assert.match(list(state), /WHO +› WHAT/v);
  state = press(state, 'right', 'right');
  assert.equal(state.column, 'from');
  assert.deepEqual(shown(state), ['time', 'name', 'who', 'from', 'outcome']);
  assert.match(list(state), /FROM +› OUTCOME[\s\S]*203\.0\.113\.9/v);
  state = press(state, 'right');
  assert.deepEqual(shown(state), ['time', 'name', 'who', 'what', 'outcome']);
  assert.match(press(press(state, 'left'), 'f').filter?.length.toString() ?? '', /1/v);
});

test('at 60 columns every column can be reached, at 100 none is missing', () => {
  const start = arrive(aScreen({columns: 60, rows: 16}), [here]);
  assert.deepEqual(shown(start), ['time', 'name', 'who', 'outcome']);
  let state = start;
  const reached = new Set<string>();
  for (let step = 0; step < 6; step++) {
    reached.add(state.column);
    assert.ok(shown(state).includes(state.column), state.column);
    state = press(state, 'right');
  }

  assert.deepEqual([...reached], ['name', 'who', 'from', 'what', 'outcome']);
  assert.ok(shown(arrive(aScreen({columns: 100, rows: 30}), [here])).includes('from'));
});

test('the region stands beside a row as soon as one comes from elsewhere, also at 80 columns', () => {
  for (const columns of [120, 80, 60]) {
    const start = arrive(aScreen({columns, rows: 24}), [here]);
    assert.ok(!shown(start).includes('region'));
    const state = arrive(start, [elsewhere]);
    assert.ok(shown(state).includes('region'), String(columns));
    assert.match(list(state), columns === 120 ? /us-west-2/v : /usw2/v);
    assert.match(list(state), columns === 120 ? /us-east-1/v : /use1/v);
    // Only what is not from here is left: the status line's region would be taken for its own.
    const only = arrive(aScreen({columns, rows: 24}), [elsewhere]);
    assert.ok(shown(only).includes('region'));
  }

  const archive = aScreen({mode: 'archive', choice: {kind: 'all'}, regions: []});
  assert.ok(!shown(arrive(archive, [elsewhere])).includes('region'));
  assert.ok(shown(arrive(archive, [here, elsewhere])).includes('region'));
});

test('in an archive of several years and regions WHAT stays, and the region comes in with →', () => {
  const old = aWrite('c', 3, {eventTime: '2024-03-01T12:00:00Z', awsRegion: 'eu-west-1'});
  const archive = aScreen({mode: 'archive', choice: {kind: 'all'}, regions: [], view: 'all'});
  const state = arrive({...archive, size: {columns: 80, rows: 24}}, [here, elsewhere, old], 'load');
  assert.match(list(state), /2024-03-01 12:00:00/v);
  assert.deepEqual(shown(state), ['time', 'name', 'who', 'what', 'outcome']);
  assert.match(list(state), /TIME +› EVENT/v);
  const moved = press(state, 'left');
  assert.equal(moved.column, 'region');
  assert.ok(shown(moved).includes('region'));
  assert.match(list(moved), /euw1/v);
});

test('with several regions watched, 120 columns still hold the address', () => {
  const state = aScreen({regions: ['us-west-2'], globalRegion: 'us-east-1'});
  assert.deepEqual(shown(state), ['time', 'region', 'name', 'who', 'from', 'what', 'outcome']);
});

test('whatever is chosen is there, in every width, and the columns fill it', () => {
  for (let cells = 34; cells <= 250; cells++) {
    for (const timeWidth of [8, 14, 19]) {
      for (const hasRegion of [false, true]) {
        for (const chosen of ['time', 'name', 'who', 'from', 'what', 'outcome'] as const) {
          const columns = columnsFor(cells, {timeWidth, hasRegion, chosen});
          const width = columns.reduce((total, column) => total + column.width + 2, -2);
          const words = `${cells} ${timeWidth} ${hasRegion} ${chosen}: ${columns.map(({id}) => id).join(' ')}`;
          assert.ok(width <= cells || timeWidth === 19, words);
          assert.ok(cells < 54 || timeWidth === 19 || columns.some(({id}) => id === chosen), words);
          assert.ok(columns.every((column) => column.width > 0));
        }
      }
    }
  }
});

test('regions in short are unlike each other', () => {
  assert.equal(shortRegion('us-west-2'), 'usw2');
  assert.equal(shortRegion('ap-southeast-1'), 'apse1');
  assert.equal(shortRegion('us-gov-west-1'), 'usgw1');
  assert.equal(shortRegion('aws-global'), 'aws-global');
  const names = [
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-gov-east-1',
    'ca-central-1',
    'ca-west-1',
  ];
  const asian = ['ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-northeast-1', 'ap-east-1'];
  const all = [...names, ...asian, 'cn-north-1', 'cn-northwest-1', 'eu-south-1', 'eu-central-1'];
  assert.equal(new Set(all.map((name) => shortRegion(name))).size, all.length);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromLookup} from '../../../source/core/event.ts';
import {readCsv} from '../../../source/core/archive/csv.ts';
import {piecesOf} from '../../../source/core/save/pieces.ts';
import {rowsToSave} from '../../../source/core/save/rows.ts';
import {type SaveFormat} from '../../../source/core/save/names.ts';
import {type State} from '../../../source/core/state.ts';
import {after, aRead, arrive, aScreen, aWrite, press, type} from '../../support/a-record.ts';

function saved(state: State, format: SaveFormat): string {
  return [...piecesOf(format, state, rowsToSave(state))].map(({text}) => text).join('');
}

function idsOf(state: State): readonly string[] {
  return saved(state, 'jsonl')
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as {eventID: string}).eventID);
}

/** Kim's writes, a read, and two calls that trailtop made itself. */
function watched(): State {
  const own = {userAgent: 'trailtop-itself', eventName: 'LookupEvents'};
  const state = arrive(aScreen(), [
    aWrite('old', 30),
    aWrite('new', 5),
    aRead('read', 10),
    aRead('own1', 20, own),
    aRead('own2', 2, own),
    aWrite('outside', 90),
    aWrite('last', 1),
  ]);
  return after(state, {type: 'isOwn', isOwn: (_, agent) => agent === 'trailtop-itself'});
}

test('what the list shows is saved, newest first, with the calls of trailtop itself in their places', () => {
  const state = watched();
  assert.deepEqual(idsOf(state), ['last', 'own2', 'new', 'own1', 'old']);
  assert.equal(rowsToSave(state).own, 2);
});

test('a filter holds for the calls of trailtop itself too', () => {
  const state = press(type(press(watched(), '/'), '-id:own1'), 'enter');
  assert.deepEqual(idsOf(state), ['last', 'own2', 'new', 'old']);
  assert.deepEqual(idsOf(press(state, 'F')), ['last', 'own2', 'new', 'own1', 'old']);
});

test('who asks for own calls gets each of them once', () => {
  const state = press(type(press(watched(), '/'), 'is:own'), 'enter');
  assert.deepEqual(idsOf(state), ['own2', 'own1']);
  assert.equal(rowsToSave(state).own, 0);
});

test('what came after the screen was frozen is not saved', () => {
  const state = arrive(press(watched(), 'space'), [aWrite('later', 0.5)]);
  assert.ok(!idsOf(state).includes('later'));
});

test('a native record parses to the value that was read, with nothing in it that a terminal obeys', () => {
  const record = {
    userAgent: '\u001B[31m\u202E\u2028\u007F "quoted"',
    requestParameters: {a: [1, null]},
  };
  const state = arrive(aScreen(), [aWrite('x', 1, record)]);
  const text = saved(state, 'jsonl');
  assert.equal(text.split('\n').length, 2);
  assert.match(text, /^[\u0020-\u007E]*\n$/v);
  const parsed = JSON.parse(text) as Record<string, unknown>;
  assert.equal(parsed['userAgent'], record.userAgent);
  assert.deepEqual(parsed['requestParameters'], record.requestParameters);
});

test('a record that was read from a text keeps its numbers and the order of its keys', () => {
  const text =
    '{"eventID":"x","eventTime":"2026-11-22T11:59:00Z","readOnly":false,"2":1e400,"1":12345678901234567890}';
  const event = fromLookup({EventId: 'x', CloudTrailEvent: text});
  assert.ok(event);
  assert.equal(saved(arrive(aScreen(), [event]), 'jsonl'), `${text}\n`);
});

test('a CSV has the columns of the printed one, and no cell that a spreadsheet computes', () => {
  const state = arrive(aScreen(), [aWrite('x', 1, {eventName: '=HYPERLINK("http://evil")'})]);
  const [header, row] = [...readCsv(saved(state, 'csv'), ',', () => undefined)];
  assert.deepEqual(header?.cells, ['TIME', 'EVENT', 'SOURCE', 'WHO', 'FROM', 'WHAT', 'OUTCOME']);
  assert.equal(row?.cells[0], '2026-11-22T11:59:00Z');
  assert.equal(row?.cells[1], `'=HYPERLINK("http://evil")`);
});

test('events that have gone from memory while a file was written are left out', () => {
  const state = arrive(aScreen(), [aWrite('a', 2), aWrite('b', 1)]);
  const pieces = [...piecesOf('jsonl', state, {rows: [...state.list.rows, 999], own: 0})];
  assert.deepEqual(
    pieces.map(({events}) => events),
    [1, 1, 0],
  );
});

test('the screen is at rest afterwards: to look what would be saved changes nothing', () => {
  const state = watched();
  rowsToSave(state);
  assert.equal(after(state, {type: 'tick', now: state.now}), state);
});

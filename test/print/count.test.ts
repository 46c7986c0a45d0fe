import assert from 'node:assert/strict';
import {PassThrough} from 'node:stream';
import {test} from 'node:test';
import {fromRow, type TrailEvent} from '../../source/core/event.ts';
import {readCountBy} from '../../source/options/count-by.ts';
import {printCounts} from '../../source/print/count.ts';
import {type Supplied} from '../../source/print/events.ts';
import {type Format} from '../../source/print/formats.ts';
import {createOutput} from '../../source/print/output.ts';
import {ago, aRead, aWrite} from '../support/a-record.ts';
import {session} from '../support/event-records.ts';

type Asked = {
  readonly by: string;
  readonly format?: Format;
  readonly maxItems?: number;
  readonly columns?: number;
  readonly ascii?: boolean;
};

async function* supplied(events: readonly TrailEvent[], problem: string): AsyncGenerator<Supplied> {
  yield {kind: 'events', events: events.slice(0, 2)};
  if (problem !== '') {
    yield {kind: 'problem', message: problem, isFailure: true};
  }

  yield {kind: 'events', events: events.slice(2)};
}

async function count(events: readonly TrailEvent[], asked: Asked, problem = '') {
  const {by, format = 'table', maxItems = Infinity, columns, ascii = false} = asked;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const printed = await printCounts({
    supply: supplied(events, problem),
    ...(readCountBy(by, true) ?? {fields: [], maybeColumns: []}),
    format,
    columns,
    maxItems,
    output: createOutput(stdout),
    stderr,
    ascii,
  });
  const text = ((stdout.read() as Buffer | undefined) ?? '').toString();
  const said = ((stderr.read() as Buffer | undefined) ?? '').toString();
  return {...printed, text, said};
}

const lee = {userIdentity: session('ops', 'lee')};
const events = [
  aWrite('a', 1),
  aWrite('b', 2, lee),
  aWrite('c', 3, {...lee, errorCode: 'AccessDenied'}),
  aWrite('d', 4, {...lee, requestParameters: {instanceIds: ['i-0a1b2c3d', 'i-0a1b2c3e']}}),
  aRead('e', 5),
];

test('a table: the most frequent first, ties by value, with the first and the last time', async () => {
  const {text, count: printed, status} = await count(events, {by: 'user,name'});
  assert.equal(
    text,
    [
      'USER  NAME               COUNT  FIRST                 LAST',
      'lee   RunInstances           3  2026-11-22T11:56:00Z  2026-11-22T11:58:00Z',
      'kim   DescribeInstances      1  2026-11-22T11:55:00Z  2026-11-22T11:55:00Z',
      'kim   RunInstances           1  2026-11-22T11:59:00Z  2026-11-22T11:59:00Z',
      '',
    ].join('\n'),
  );
  assert.equal(printed, 5);
  assert.equal(status, 0);
});

test('what has no value is -, null and an empty cell', async () => {
  assert.match((await count(events, {by: 'error'})).text, /^-\s+4 /mv);
  assert.match((await count(events, {by: 'error', format: 'csv'})).text, /^,4,2026/mv);
  const {text} = await count(events, {by: 'error', format: 'jsonl'});
  assert.deepEqual(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown),
    [
      {error: null, count: 4, first: '2026-11-22T11:55:00Z', last: '2026-11-22T11:59:00Z'},
      {
        error: 'AccessDenied',
        count: 1,
        first: '2026-11-22T11:57:00Z',
        last: '2026-11-22T11:57:00Z',
      },
    ],
  );
});

test('json is one array, also of nothing', async () => {
  const {text} = await count(events, {by: 'region', format: 'json'});
  assert.equal((JSON.parse(text) as unknown[]).length, 1);
  assert.equal((await count([], {by: 'region', format: 'json'})).text, '[]\n');
  assert.equal((await count([], {by: 'region', format: 'jsonl'})).text, '');
});

test('an event counts once for each of several values', async () => {
  const {text} = await count(events, {by: 'instance,user', format: 'csv'});
  assert.match(text, /^i-0a1b2c3d,lee,1,/mv);
  assert.match(text, /^i-0a1b2c3e,lee,1,/mv);
});

test('--max-items limits the rows, not the events', async () => {
  const {text, count: printed} = await count(events, {by: 'name', maxItems: 1, format: 'csv'});
  assert.equal(
    text,
    'NAME,COUNT,FIRST,LAST\nRunInstances,4,2026-11-22T11:56:00Z,2026-11-22T11:59:00Z\n',
  );
  assert.equal(printed, 5);
});

test('dotted paths and top-level keys count too', async () => {
  assert.match((await count(events, {by: 'userIdentity.type'})).text, /^AssumedRole\s+3 /mv);
  assert.match((await count(events, {by: 'EVENTNAME', format: 'csv'})).text, /^eventName,COUNT/v);
});

const rows = [1, 2, 3].map((minutes) =>
  fromRow(
    {time: new Date(ago(minutes)).toISOString(), event_type: `type ${minutes % 2}`, count: 'x'},
    'time',
  ),
);

test('a column of a CSV counts, by its header too, and keeps its name where it is called count', async () => {
  const {text} = await count(rows, {by: 'Event Type,count', format: 'jsonl'});
  const [first] = text.split('\n', 1);
  assert.deepEqual(JSON.parse(first ?? ''), {
    event_type: 'type 1',
    count: 'x',
    _count: 2,
    first: '2026-11-22T11:57:00Z',
    last: '2026-11-22T11:59:00Z',
  });
});

test('a column that no file has is told with those that there are, and nothing is printed', async () => {
  const {text, unknown} = await count(rows, {by: 'event_typ'});
  assert.equal(text, '');
  assert.equal(unknown?.field, 'event_typ');
  assert.deepEqual(unknown?.columns, ['time', 'event_type', 'count']);
});

test('what went wrong is said, and the rest is counted', async () => {
  const {text, said, status} = await count(events, {by: 'name'}, 'x.json: broken');
  assert.match(said, /x\.json: broken/v);
  assert.match(text, /RunInstances\s+4/v);
  assert.equal(status, 1);
});

test('on a terminal no line is wider than it, whatever the values are', async () => {
  const wide = [aWrite('a', 1, {eventName: 'N'.repeat(300), userAgent: '한국어'.repeat(40)})];
  for (const columns of [20, 60, 80, 120]) {
    const {text} = await count(wide, {by: 'name,agent', columns});
    for (const line of text.split('\n')) {
      assert.ok([...line].length <= columns, line);
    }
  }
});

test('an escape sequence in a value is shown, never sent; in json it is escaped', async () => {
  const hostile = [aWrite('a', 1, {eventName: '\u001B[2J\u009B=cmd'})];
  for (const format of ['table', 'csv', 'json', 'jsonl'] as const) {
    const {text} = await count(hostile, {by: 'name', format});
    assert.doesNotMatch(text, /[^\P{Cc}\n]/v, format);
  }

  const [line] = (await count(hostile, {by: 'name', format: 'jsonl'})).text.split('\n', 1);
  assert.equal((JSON.parse(line ?? '') as {name: string}).name, '\u001B[2J\u009B=cmd');
});

test('what cannot be counted by is a usage error that names the nearest field', () => {
  assert.throws(() => readCountBy('usr', false), /no field "usr"; did you mean user\?/v);
  assert.throws(() => readCountBy('is', false), /no field "is"/v);
  assert.throws(() => readCountBy('', false), /takes fields/v);
  assert.throws(() => readCountBy('user,,name', true), /takes fields/v);
  assert.throws(() => readCountBy('user,User', false), /twice/v);
  assert.deepEqual(readCountBy('User,event_type', true), {
    fields: ['user', 'event_type'],
    maybeColumns: ['event_type'],
  });
});

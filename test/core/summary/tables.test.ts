import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EventStore} from '../../../source/core/event-store.ts';
import {fromRow, type TrailEvent} from '../../../source/core/event.ts';
import {compileFilter, type Filter} from '../../../source/core/filter.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {summaryTables, type SummaryTable} from '../../../source/core/summary/tables.ts';
import {ago, aRead, aWrite, noon} from '../../support/a-record.ts';
import {session} from '../../support/event-records.ts';
import {demoState} from '../../support/demo-state.ts';

const range = {since: ago(60), until: noon};

function tablesOf(
  events: readonly TrailEvent[],
  columns: readonly string[] = [],
): readonly SummaryTable[] {
  const store = new EventStore();
  store.add(events);
  return summaryTables({store, rows: [...store.order], range, columns});
}

function told(
  tables: readonly SummaryTable[],
  id: string,
): ReadonlyArray<readonly [string, number]> {
  return (
    tables
      .find((table) => table.id === id)
      ?.values.map(({value, count}) => [value.replace('\0', ' in '), count] as const) ?? []
  );
}

const mixed: readonly TrailEvent[] = [
  aWrite('a', 1),
  aWrite('b', 2, {errorCode: 'AccessDenied', userIdentity: session('ops', 'kim')}),
  aWrite('c', 3, {userIdentity: session('ops', 'lee'), awsRegion: 'eu-west-1'}),
  aRead('d', 4, {
    sourceIPAddress: '198.51.100.7',
    resources: [{ARN: 'arn:aws:s3:::bucket'}],
    requestParameters: {instanceId: 'i-0123456789abcdef0'},
  }),
];

test('who, what, from where, how it ended, on what', () => {
  const tables = tablesOf(mixed);
  assert.deepEqual(
    tables.map(({title}) => title),
    ['WHO', 'EVENT', 'FROM', 'OUTCOME', 'RESOURCE', 'REGION'],
  );
  assert.deepEqual(told(tables, 'who'), [
    ['kim in ', 2],
    ['kim in ops', 1],
    ['lee in ops', 1],
  ]);
  assert.deepEqual(told(tables, 'name'), [
    ['RunInstances', 3],
    ['DescribeInstances', 1],
  ]);
  assert.deepEqual(told(tables, 'error'), [
    ['', 3],
    ['AccessDenied', 1],
  ]);
});

test('a resource is told once, by its ARN, and an event without one is no answer', () => {
  assert.deepEqual(told(tablesOf(mixed), 'resource'), [
    ['arn:aws:s3:::bucket', 1],
    ['i-0123456789abcdef0', 1],
  ]);
});

test('a sole region is no table', () => {
  assert.deepEqual(told(tablesOf([aWrite('a', 1)]), 'region'), []);
});

test('sessions named anew for each call are told by their roles too', () => {
  const events = Array.from({length: 12}, (_, index) =>
    aWrite(`s${index}`, index, {
      userIdentity: session(index < 8 ? 'web' : 'batch', `run-${index}`),
    }),
  );
  assert.deepEqual(told(tablesOf(events), 'role'), [
    ['web', 8],
    ['batch', 4],
  ]);
});

test('the terms of every value keep exactly its events, and leave exactly them out', () => {
  const {store, range: shown} = demoState({columns: 120, rows: 40});
  const rows = [...store.order];
  const matching = (filter: Filter) => {
    const matches = compileFilter(filter);
    return rows.filter((row) =>
      matches({
        field: (name) => store.field(row, name),
        hasText: () => false,
        isClass: (name) => store.isClass(row, name),
      }),
    ).length;
  };

  const tables = summaryTables({store, rows, range: shown, columns: []});
  let compared = 0;
  for (const table of tables) {
    for (const {value, count} of table.values) {
      for (const isExcluded of [false, true]) {
        const terms = table.termsOf(value, isExcluded);
        if (typeof terms !== 'string') {
          compared++;
          assert.equal(
            matching(terms),
            isExcluded ? rows.length - count : count,
            `${table.id} ${JSON.stringify(value)} ${isExcluded}`,
          );
        }
      }
    }
  }

  assert.ok(compared > 200, `${compared}`);
});

test('a user in two roles that others have too can be kept, and is not left out by half', () => {
  const callers: ReadonlyArray<readonly [string, string]> = [
    ['ops', 'kim'],
    ['admin', 'kim'],
    ['ops', 'lee'],
    ['admin', 'lee'],
  ];
  const [who] = tablesOf(
    callers.map(([role, name], index) =>
      aWrite(`e${index}`, index, {userIdentity: session(role, name)}),
    ),
  );
  const value = who?.values[0]?.value ?? '';
  assert.equal(who?.termsOf(value, false).length, 2);
  assert.match(JSON.stringify(who?.termsOf(value, true)), /f keeps it/v);
});

const csv = Array.from({length: 20}, (_, index) =>
  fromRow(
    {
      time: `2026-11-22T11:${30 + index}:00Z`,
      event_type: index % 4 === 0 ? 'EC2_INSTANCE_TERMINATED' : 'EC2_INSTANCE_LAUNCHED',
      zone: index % 2 === 0 ? 'a' : 'b',
      note: `note ${index}`,
      empty: '',
    } satisfies JsonObject,
    'time',
  ),
);

test('rows of a CSV: the event first, then the columns that have few values', () => {
  const tables = tablesOf(csv, ['time', 'event_type', 'zone', 'note', 'empty']);
  assert.deepEqual(
    tables.map(({title}) => title),
    ['EVENT', 'zone'],
  );
  assert.deepEqual(told(tables, 'name'), [
    ['EC2_INSTANCE_LAUNCHED', 15],
    ['EC2_INSTANCE_TERMINATED', 5],
  ]);
});

/** Rows of one minute each, with a time column. */
function rowsOf(rows: readonly JsonObject[], times = ['time']): readonly TrailEvent[] {
  return rows.map((row, index) => ({
    ...fromRow(row, times[0]),
    time: noon - index * 60_000,
  }));
}

test('the columns that EVENT, WHO and OUTCOME show have tables, also in a short file', () => {
  const rows = rowsOf(
    ['kim', 'lee', 'max', 'kim'].map((actor, index) => ({
      time: new Date(noon - index * 60_000).toISOString(),
      event_type: 'SCALE',
      name: `z${index}`,
      instance_id: `i-0${index}`,
      actor,
      message: `took ${index} s`,
      error_code: index === 0 ? 'Throttling' : '',
    })),
  );
  const tables = tablesOf(rows, Object.keys(rows[0]?.record ?? {}));
  assert.deepEqual(
    tables.map(({title}) => title),
    ['EVENT', 'WHO', 'OUTCOME'],
  );
  assert.deepEqual(told(tables, 'name'), [['SCALE', 4]]);
  assert.deepEqual(told(tables, 'user'), [
    ['kim', 2],
    ['lee', 1],
    ['max', 1],
  ]);
  const [event, who] = tables;
  assert.match(JSON.stringify(event?.termsOf('SCALE', false)), /"name":"event_type"/v);
  assert.match(JSON.stringify(who?.termsOf('kim', false)), /"name":"actor"/v);
});

test('a day and a clock are no tables, and a column that tells all rows apart is none', () => {
  const rows = rowsOf(
    Array.from({length: 30}, (_, index) => {
      const time = new Date(noon - index * 60_000).toISOString();
      const [date = '', clock = ''] = time.split('T', 2);
      // The clock of two rows in one minute is that minute's.
      return {
        date,
        time: clock.slice(0, 5),
        user: `user-${index % 3}`,
        ip: `10.0.0.${index}`,
        status: index % 5 === 0 ? 'denied' : 'ok',
      };
    }),
    ['date'],
  );
  const tables = tablesOf(rows, ['date', 'time', 'user', 'ip', 'status']);
  assert.deepEqual(
    tables.map(({title}) => title),
    ['WHO', 'status'],
  );
});

test('records among a few rows of a CSV are summed up as records', () => {
  const events = Array.from({length: 30}, (_, index) => aWrite(`r${index}`, index));
  const tables = tablesOf([...events, ...csv.slice(0, 2)], ['time', 'event_type', 'zone']);
  assert.equal(tables[0]?.title, 'WHO');
});

test('no events, no tables', () => {
  assert.deepEqual(tablesOf([]), []);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {EventStore} from '../../../source/core/event-store.ts';
import {packMarks} from '../../../source/core/chart/calls.ts';
import {doneToCharted} from '../../../source/core/chart/charted-names.ts';
import {MarkFinder} from '../../../source/core/chart/marks.ts';
import {compileRows} from '../../../source/core/event-store/row-filter.ts';
import {
  mentionsOwn,
  views,
  VisibleRows,
  type VisibleInput,
  type VisibleList,
} from '../../../source/core/state/visible.ts';
import {ago, aRead, aWrite, noon} from '../../support/a-record.ts';
import {parsed} from '../filter/event-face.ts';

const own = (_key: string, agent: string) => agent === 'trailtop';

function input(store: EventStore, changes: Partial<VisibleInput> = {}): VisibleInput {
  return {
    store,
    range: {since: ago(60), until: noon},
    filter: undefined,
    view: 'all',
    rowLimit: Infinity,
    ...changes,
  };
}

function shown(store: EventStore, changes: Partial<VisibleInput> = {}): string {
  const {rows} = new VisibleRows().compute(input(store, changes));
  return rows.map((row) => store.field(row, 'id')[0]).join(' ');
}

function smallDay(): EventStore {
  const store = new EventStore();
  store.setOwn(own);
  store.add([
    aWrite('w', 5),
    aRead('r', 10),
    aRead('denied', 15, {errorCode: 'AccessDenied'}),
    aRead('own', 20, {userAgent: 'trailtop'}),
    aWrite('yesterday', 1500),
    aWrite('lost', 0, {eventTime: ''}),
  ]);
  return store;
}

test('the title counts what is shown of what is there, and what is hidden as our own', () => {
  const store = smallDay();
  const visible = new VisibleRows();
  const {rows, total, own: hidden} = visible.compute(input(store, {view: 'notable'}));
  assert.deepEqual([rows.length, total, hidden], [2, 4, 1]);
});

test('w shows what is notable, what writes, everything; our own calls only where they are asked for', () => {
  const store = smallDay();
  assert.equal(shown(store, {view: 'notable'}), 'w denied');
  assert.equal(shown(store, {view: 'writes'}), 'w');
  assert.equal(shown(store), 'w r denied');
  assert.equal(shown(store, {view: 'notable', filter: parsed('is:own')}), 'own');
  assert.equal(shown(store, {filter: parsed('-is:own')}), 'w r denied');
});

test('a range holds its beginning and not its end; without one, unreadable times are shown too', () => {
  const store = smallDay();
  assert.equal(shown(store, {range: {since: ago(10), until: ago(5)}}), 'r');
  assert.equal(shown(store, {range: {since: ago(5), until: ago(4)}}), 'w');
  assert.equal(shown(store, {range: {since: ago(4), until: ago(4)}}), '');
  assert.equal(shown(store, {range: undefined}), 'w r denied yesterday lost');
});

test('our own calls leave the list as soon as we know who we are', () => {
  const store = smallDay();
  store.setOwn(() => false);
  const visible = new VisibleRows();
  assert.equal(visible.compute(input(store)).rows.length, 4);
  store.setOwn(own);
  const {rows, own: hidden} = visible.compute(input(store));
  assert.deepEqual([rows.length, hidden], [3, 1]);
});

test('a frozen screen shows and counts nothing that came later', () => {
  const store = smallDay();
  const rowLimit = store.rowCount;
  store.add([aWrite('later', 1)]);
  assert.equal(shown(store, {rowLimit}), 'w r denied');
  assert.equal(new VisibleRows().compute(input(store, {rowLimit})).total, 4);
});

test('what is remembered from one look to the next never changes the answer', () => {
  const filters = [
    undefined,
    parsed('kim'),
    parsed('-is:failed'),
    parsed('is:own'),
    parsed('name:run*'),
  ];
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('add' as const),
      events: fc.array(
        fc
          .record({id: fc.nat(60), minutes: fc.nat(80), nature: fc.nat(4)})
          .map(({id, minutes, nature}) =>
            nature < 2
              ? aWrite(`e${id}`, minutes)
              : aRead(`e${id}`, minutes, {
                  userAgent: nature === 2 ? 'trailtop' : 'x',
                  errorCode: nature === 3 ? 'AccessDenied' : null,
                }),
          ),
        {maxLength: 6},
      ),
    }),
    fc.record({
      kind: fc.constant('look' as const),
      filter: fc.constantFrom(...filters),
      view: fc.constantFrom(...views),
      back: fc.nat(80),
      limit: fc.option(fc.nat(40)),
    }),
    fc.record({kind: fc.constant('own' as const), isKnown: fc.boolean()}),
  );
  fc.assert(
    fc.property(fc.array(step, {maxLength: 30}), (steps) => {
      const store = new EventStore();
      const remembering = new VisibleRows();
      for (const each of steps) {
        if (each.kind === 'add') {
          store.add(each.events);
        } else if (each.kind === 'own') {
          store.setOwn(each.isKnown ? own : () => false);
        } else {
          const asked = input(store, {
            filter: each.filter,
            view: each.view,
            range: {since: ago(each.back), until: noon},
            rowLimit: each.limit ?? Infinity,
          });
          assert.deepEqual(remembering.compute(asked), new VisibleRows().compute(asked));
        }
      }
    }),
    {numRuns: 500},
  );
});

/** What the list is, told in the plainest way: every event of the range asked everything, one after the other. */
function plainly({store, range, filter = [], view, rowLimit}: VisibleInput): VisibleList {
  const asksForOwn = mentionsOwn(filter);
  const holds = compileRows(store, filter);
  const inView = {notable: 'notable', writes: 'write', all: ''}[view];
  const there = store.order.filter(
    (row) =>
      row < rowLimit &&
      !store.isSuperseded(row) &&
      (!range || (store.time(row) >= range.since && store.time(row) < range.until)),
  );
  const isOwn = (row: number) => !asksForOwn && store.isClass(row, 'own');
  const rows = there.filter(
    (row) =>
      !isOwn(row) && (asksForOwn || inView === '' || store.isClass(row, inView)) && holds(row),
  );
  return {rows, total: there.length, own: there.filter((row) => isOwn(row)).length, waiting: 0};
}

/** Terms as they become while they are typed, on fields, classes, paths and texts. */
const typed = [
  'name:r',
  'name:run*',
  'name:run* is:write',
  'name:run* is:write -user:k',
  'name:run* is:write -user:kim',
  '-is:failed,own user:kim,lee',
  'is:own',
  '-user:* error:*',
  'name:*n* kim',
  'name:*n* -kim requestParameters.a:1',
  'is:failed name:run* -error:accessdenied region:* ip:10.0.0.0/8 user:k* role:* -name:x',
] as const;

test('however a filter is typed, changed and taken back, the list is that of asking every event everything', () => {
  const anEvent = fc
    .record({
      id: fc.nat(40),
      minutes: fc.nat(80),
      user: fc.constantFrom('kim', 'lee', ''),
      ip: fc.constantFrom('10.1.2.3', '192.0.2.1'),
      a: fc.constantFrom(1, 2, [1, 'kim']),
      error: fc.constantFrom('AccessDenied', null),
      original: fc.option(fc.nat(40)),
    })
    .map(({id, minutes, user, ip, a, error, original}) =>
      (a === 1 ? aWrite : aRead)(`e${id}`, minutes, {
        userIdentity: {type: 'IAMUser', userName: user},
        sourceIPAddress: ip,
        requestParameters: {a},
        errorCode: error,
        userAgent: user === 'lee' ? 'trailtop' : 'x',
        ...(original === null
          ? {}
          : {addendum: {reason: 'UPDATED_DATA', originalEventID: `e${original}`}}),
      }),
    );
  const step = fc.oneof(
    {weight: 2, arbitrary: fc.array(anEvent, {minLength: 1, maxLength: 8})},
    {
      weight: 5,
      arbitrary: fc.record({
        text: fc.option(fc.constantFrom(...typed)),
        view: fc.constantFrom(...views),
        back: fc.option(fc.nat(80)),
        limit: fc.option(fc.nat(40)),
      }),
    },
    {weight: 1, arbitrary: fc.boolean()},
  );
  fc.assert(
    fc.property(fc.constantFrom(20, Infinity), fc.array(step, {maxLength: 40}), (limit, steps) => {
      const store = new EventStore({limit});
      const visible = new VisibleRows();
      for (const each of steps) {
        if (Array.isArray(each)) {
          store.add(each);
        } else if (typeof each === 'boolean') {
          store.setOwn(each ? own : () => false);
        } else {
          const asked = input(store, {
            filter: each.text === null ? undefined : parsed(each.text),
            view: each.view,
            range: each.back === null ? undefined : {since: ago(each.back), until: noon},
            rowLimit: each.limit ?? Infinity,
          });
          assert.deepEqual(visible.compute(asked), plainly(asked));
        }
      }
    }),
    {numRuns: 400},
  );
});

test('what only records can tell is shown as far as it is known, and the rest is counted', () => {
  const store = new EventStore();
  store.add(
    Array.from({length: 1000}, (_, index) =>
      aWrite(`e${index}`, 1 + index / 60, {awsRegion: index % 2 === 0 ? 'eu-west-1' : 'us-east-1'}),
    ),
  );
  const visible = new VisibleRows();
  const filter = parsed('region:eu-west-1 kim -lee');
  const asked = input(store, {filter});
  assert.deepEqual(visible.compute(asked), {rows: [], total: 1000, own: 0, waiting: 500});
  const {order} = store;
  visible.finds.learn(
    'kim',
    order.slice(0, 200),
    order.slice(0, 200).map(() => 1),
  );
  assert.equal(visible.compute(asked).waiting, 500, 'nobody has looked for lee');
  visible.finds.learn(
    'lee',
    order.slice(0, 120),
    order.slice(0, 120).map((_, index) => (index < 100 ? 0 : 1)),
  );
  const {rows, waiting} = visible.compute(asked);
  assert.deepEqual(
    [rows.length, waiting],
    [50, 440],
    'of 120 known, 60 are of the region, 10 of them hold lee',
  );
  assert.equal(visible.compute(asked).rows, rows, 'nothing is made anew where nothing was learned');
});

test('writes and failures are marked under the chart, stronger where they name a charted instance', () => {
  const store = new EventStore();
  store.add([
    aWrite('w', 5),
    aRead('r', 10),
    aRead('f', 15, {errorCode: 'AccessDenied'}),
    aWrite('named', 20, {requestParameters: {instanceId: 'i-0123456789abcdef0'}}),
  ]);
  const finder = new MarkFinder();
  const isDoneTo = doneToCharted(store, ['i-0123456789abcdef0']);
  const marks = finder.find(store, store.order, isDoneTo);
  assert.deepEqual(
    marks,
    packMarks([
      {time: ago(5), kind: 'write', strong: false},
      {time: ago(15), kind: 'failed', strong: false},
      {time: ago(20), kind: 'write', strong: true},
    ]),
  );
  assert.equal(
    finder.find(store, store.order, isDoneTo),
    marks,
    'the same question, the same answer',
  );
  store.add([aWrite('new', 1)]);
  assert.equal(finder.find(store, store.order, isDoneTo).times.length, 4);
  assert.deepEqual(finder.find(new EventStore(), [], isDoneTo), packMarks([]));
});

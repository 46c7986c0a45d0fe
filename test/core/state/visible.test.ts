import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {EventStore} from '../../../source/core/event-store.ts';
import {type TrailEvent} from '../../../source/core/event.ts';
import {MarkFinder} from '../../../source/core/chart/marks.ts';
import {views, VisibleRows, type VisibleInput} from '../../../source/core/state/visible.ts';
import {ago, aRead, aWrite, noon} from '../../support/a-record.ts';
import {parsed} from '../filter/event-face.ts';

const own = (event: TrailEvent) => event.record['userAgent'] === 'trailtop';

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

test('writes and failures are marked under the chart, stronger where they name a charted instance', () => {
  const store = new EventStore();
  store.add([
    aWrite('w', 5),
    aRead('r', 10),
    aRead('f', 15, {errorCode: 'AccessDenied'}),
    aWrite('named', 20, {requestParameters: {instanceId: 'i-0123456789abcdef0'}}),
  ]);
  const finder = new MarkFinder();
  const charted = ['i-0123456789abcdef0'];
  const marks = finder.find(store, store.order, charted);
  assert.deepEqual(marks, [
    {time: ago(5), kind: 'write', strong: false},
    {time: ago(15), kind: 'failed', strong: false},
    {time: ago(20), kind: 'write', strong: true},
  ]);
  assert.equal(
    finder.find(store, store.order, charted),
    marks,
    'the same question, the same answer',
  );
  store.add([aWrite('new', 1)]);
  assert.equal(finder.find(store, store.order, charted).length, 4);
  assert.deepEqual(finder.find(new EventStore(), [], charted), []);
});

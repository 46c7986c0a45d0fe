import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {EventStore} from '../../source/core/event-store.ts';
import {fromRecord, type TrailEvent} from '../../source/core/event.ts';
import {ago, aRead, aWrite} from '../support/a-record.ts';

function ids(store: EventStore): readonly string[] {
  return store.order.map((row) => store.field(row, 'id')[0] ?? '');
}

function stored(...pages: ReadonlyArray<readonly TrailEvent[]>): EventStore {
  const store = new EventStore();
  for (const page of pages) {
    store.add(page);
  }

  return store;
}

const anyEvent: fc.Arbitrary<TrailEvent> = fc
  .record({id: fc.integer({min: 0, max: 40}), minutes: fc.integer({min: 0, max: 6})})
  // An eventID belongs to one event: its time follows from it.
  .map(({id}) =>
    id % 9 === 0 ? aWrite(`e${id}`, 0, {eventTime: 'lost'}) : aWrite(`e${id}`, id % 7),
  );

test('events stand newest first, equal times by eventID, unreadable times last', () => {
  const store = stored(
    [aWrite('lost', 0, {eventTime: 'soon'}), aWrite('old', 30), aWrite('b', 10)],
    [aWrite('a', 10), aWrite('new', 1)],
  );
  assert.deepEqual(ids(store), ['new', 'a', 'b', 'old', 'lost']);
});

test('an event that comes twice is there once, in one page or in two', () => {
  const store = new EventStore();
  assert.equal(store.add([aWrite('a', 1), aWrite('a', 1)]).length, 1);
  const {version} = store;
  assert.deepEqual(store.add([aWrite('a', 1)]), []);
  assert.equal(store.version, version, 'nothing changed');
  assert.equal(store.count, 1);
});

test('events without an eventID are all kept', () => {
  const nameless = aWrite('', 5);
  assert.equal(stored([nameless, nameless], [nameless]).count, 3);
});

test('whatever the order in which they arrive, the list is the same', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyEvent, {maxLength: 8}), {maxLength: 8}),
      fc.infiniteStream(fc.nat()),
      (pages, random) => {
        const shuffled = pages
          .flat()
          .map((event) => ({event, key: Number(random.next().value)}))
          .sort((a, b) => a.key - b.key)
          .map(({event}) => event);
        assert.deepEqual(ids(stored(...pages)), ids(stored(shuffled)));
      },
    ),
  );
});

test('a row stays the same event whatever comes later', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyEvent, {maxLength: 6}), {maxLength: 8}), (pages) => {
      const store = new EventStore();
      const known = new Map<number, string>();
      for (const page of pages) {
        for (const row of store.add(page)) {
          known.set(row, store.field(row, 'id')[0] ?? '');
        }

        for (const [row, id] of known) {
          assert.equal(store.field(row, 'id')[0], id);
          assert.equal(store.rowOf(id), row);
        }

        assert.deepEqual(
          [...store.order].sort((a, b) => a - b),
          [...known.keys()].sort((a, b) => a - b),
        );
        assert.equal(store.count, store.rowCount);
      }
    }),
  );
});

test('an event that comes long behind newer ones of its region is late, while watching only', () => {
  const store = new EventStore();
  store.add([aWrite('now', 0)], {how: 'follow'});
  const [early, late] = store.add([aWrite('a', 4), aWrite('b', 6)], {how: 'follow'});
  const [elsewhere] = store.add([aWrite('c', 6, {awsRegion: 'eu-west-1'})], {how: 'follow'});
  const [loaded] = store.add([aWrite('d', 50)]);
  assert.ok(!store.isClass(early ?? -1, 'late'));
  assert.ok(store.isClass(late ?? -1, 'late'));
  assert.ok(!store.isClass(elsewhere ?? -1, 'late'));
  assert.ok(!store.isClass(loaded ?? -1, 'late'));
});

test('our own calls are known as soon as we know who we are', () => {
  const store = stored([aRead('own', 1, {userAgent: 'trailtop'}), aRead('other', 2)]);
  const row = store.rowOf('own') ?? -1;
  assert.ok(!store.isClass(row, 'own'));
  const {version, epoch} = store;
  store.setOwn((_key, agent) => agent === 'trailtop');
  assert.ok(store.isClass(row, 'own'));
  assert.ok(!store.isClass(store.rowOf('other') ?? -1, 'own'));
  assert.ok(store.version > version && store.epoch > epoch);
});

test('the extent goes from the oldest to just after the newest readable time', () => {
  assert.equal(new EventStore().extent, undefined);
  assert.equal(stored([aWrite('a', 0, {eventTime: null})]).extent, undefined);
  assert.deepEqual(
    stored([aWrite('a', 9), aWrite('b', 5), aWrite('c', 0, {eventTime: {}})]).extent,
    {
      since: ago(9),
      until: ago(5) + 1000,
    },
  );
});

test('the record comes back as it went in, and names are counted as AWS spells them', () => {
  const event = aWrite('a', 1, {odd: [1, {x: '\u0000'}]});
  const store = stored([event, aRead('b', 2), aRead('c', 3)]);
  const handle = store.raw(0);
  assert.ok(handle);
  assert.deepEqual(store.open(handle), event.record);
  assert.deepEqual(Object.fromEntries(store.names), {DescribeInstances: 2, RunInstances: 1});
});

test('a row that is not there has nothing, and no odd record is a fault', () => {
  const store = stored([
    fromRecord({}),
    fromRecord({eventID: 5, eventTime: [], userIdentity: 'x', resources: {}}),
  ]);
  for (const row of [0, 1, 2, -1, 0.5]) {
    assert.ok(Number.isNaN(store.time(row)));
    assert.deepEqual(store.field(row, 'user'), row === 1 ? store.field(1, 'user') : []);
    assert.equal(typeof store.isClass(row, 'notable'), 'boolean');
    assert.equal(store.hasText(row, 'nowhere'), false);
  }

  assert.equal(store.raw(7), undefined);
  assert.equal(store.sentence(7), undefined);
});

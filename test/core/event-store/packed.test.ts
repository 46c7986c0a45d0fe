import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {EventStore} from '../../../source/core/event-store.ts';
import {compileRows} from '../../../source/core/event-store/row-filter.ts';
import {fromRecord, fromRow, type TrailEvent} from '../../../source/core/event.ts';
import {compileFilter} from '../../../source/core/filter.ts';
import {recordHasText} from '../../../source/core/filter/free-text.ts';
import {classNames, hasClass} from '../../../source/core/reading/classes.ts';
import {fieldValues, listedFields} from '../../../source/core/reading/fields.ts';
import {sentenceOf} from '../../../source/core/reading/sentence.ts';
import {codec} from '../../../source/sources/codec.ts';
import {asJson} from '../../support/as-json.ts';
import {anyRecord} from '../../support/any-record.ts';
import {parsed} from '../filter/event-face.ts';

const names = [
  ...listedFields,
  'eventName',
  'useridentity.type',
  'requestParameters',
  'errorMessage',
  'responseElements.credentials.accessKeyId',
  'event_type',
];

const anyResources = fc.array(
  fc.tuple(fc.string(), fc.string()).map(([type, name]) => ({type, name})),
  {maxLength: 3},
);

const anyEvent: fc.Arbitrary<TrailEvent> = fc.oneof(
  {weight: 4, arbitrary: anyRecord.map((record) => fromRecord(record))},
  {
    weight: 1,
    arbitrary: fc
      .tuple(anyRecord, anyResources)
      .map(([record, resources]) => fromRecord(record, resources)),
  },
  {
    weight: 1,
    arbitrary: fc
      .dictionary(fc.constantFrom('event_type', 'region', 'eventname', 'user'), fc.string())
      .map((row) => fromRow(row, undefined)),
  },
);

/** The events by the rows that the store has given them: what is known already has none. */
function stored(events: readonly TrailEvent[]): {
  store: EventStore;
  byRow: ReadonlyMap<number, TrailEvent>;
} {
  const store = new EventStore({codec});
  const byRow = new Map<number, TrailEvent>();
  for (const event of events) {
    const [row] = store.add([event]);
    if (row !== undefined) {
      byRow.set(row, event);
    }
  }

  return {store, byRow};
}

test('an event that was packed says what it said before, whatever its record looks like', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, {minLength: 1, maxLength: 5}), (events) => {
      const {store, byRow} = stored(events);
      for (const [row, event] of byRow) {
        assert.deepEqual(store.event(row)?.record, asJson(event.record));
        assert.deepEqual(store.event(row)?.resources, event.resources);
        assert.equal(store.time(row), event.time);
        for (const name of names) {
          const expected = fieldValues({...event, record: asJson(event.record)}, name);
          // The store has the id that LookupEvents gives, where the record has none.
          assert.deepEqual(
            name === 'id' ? (store.field(row, name)[0] ?? '') : store.field(row, name),
            name === 'id'
              ? event.id || (event.kind === 'row' ? (expected[0] ?? '') : '')
              : expected,
            name,
          );
        }

        for (const name of classNames) {
          assert.equal(store.isClass(row, name), hasClass(event, name), name);
        }

        assert.deepEqual(store.sentence(row), sentenceOf(event));
      }
    }),
    {numRuns: 400},
  );
});

const queries = [
  'name:Run*',
  '-name:RunInstances,AssumeRole',
  'is:denied',
  '-is:write',
  'error:*',
  '-error:*',
  'user:kim -region:us-east-1',
  'ip:10.0.0.0/8',
  'source:ec2',
  'kim',
  '-ops user:*',
  'requestParameters:*',
  'useridentity.type:root',
  'instance:i-*',
  'id:x',
  'responseElements.credentials.accessKeyId:ASIA*',
  'eventName:run*',
];

test('a filter on columns lets the same events through as one on records', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, {minLength: 1, maxLength: 6}),
      fc.constantFrom(...queries),
      (events, query) => {
        const {store, byRow} = stored(events);
        const filter = parsed(query);
        const onRows = compileRows(store, filter);
        const onRecords = compileFilter(filter);
        for (const [row, event] of byRow) {
          const face = {
            field: (name: string) =>
              name === 'id' ? [event.id].filter(Boolean) : fieldValues(event, name),
            isClass: (name: string) => hasClass(event, name),
            hasText: (needle: string) => recordHasText(event.record, needle),
          };
          assert.equal(onRows(row), onRecords(face));
        }
      },
    ),
    {numRuns: 600},
  );
});

test('what has gone leaves nothing behind, and what stays is what it was', () => {
  fc.assert(
    fc.property(fc.array(anyRecord, {minLength: 30, maxLength: 60}), (records) => {
      const store = new EventStore({limit: 10, codec});
      for (const [index, record] of records.entries()) {
        const time = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
        store.add([fromRecord({...record, eventID: `e${index}`, eventTime: time, addendum: null})]);
      }

      assert.ok(store.count <= 10 && store.count >= 9);
      for (const row of store.order) {
        const [id = ''] = store.field(row, 'id');
        const record = records[Number(id.slice(1))] ?? {};
        assert.equal(store.rowOf(id), row);
        assert.deepEqual(store.field(row, 'name'), fieldValues(fromRecord(asJson(record)), 'name'));
      }

      assert.equal(store.rowOf('e0'), undefined);
      assert.deepEqual(store.field(0, 'name'), []);
      assert.equal(store.event(0), undefined);
    }),
    {numRuns: 50},
  );
});

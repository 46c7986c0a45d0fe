import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {asciiLower, recordHasText} from '../../../source/core/filter/free-text.ts';
import {fromRecord} from '../../../source/core/event.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {EventStore} from '../../../source/core/event-store.ts';
import {parseFilter} from '../../../source/core/filter.ts';
import {searchBlock} from '../../../source/sources/archive/search-block.ts';
import {codec} from '../../../source/sources/codec.ts';
import {asJson} from '../../support/as-json.ts';
import {anyRecord} from '../../support/any-record.ts';
import {trailVocabulary} from '../filter/event-face.ts';

/** Which of some records a search finds, by what their eventIDs end with. */
function found(records: readonly JsonObject[], needle: string): readonly number[] {
  const store = new EventStore({codec});
  store.add(records.map((record, index) => fromRecord({...record, eventID: `e${index}`})));
  return store
    .scanPlan()
    .flatMap(({block, rows: unsorted}) => {
      const {rows, starts, ends} = store.placesIn(unsorted);
      const term = {kind: 'text', text: needle, negated: false} as const;
      const [hits] = searchBlock({block, starts, ends, isCsv: false, terms: [term]});
      return [...rows].filter((_, index) => hits?.[index] === 1);
    })
    .map((row) => Number(store.field(row, 'id')[0]?.slice(1)))
    .sort((a, b) => a - b);
}

function expected(records: readonly JsonObject[], needle: string): readonly number[] {
  return records.flatMap((record, index) =>
    recordHasText(asJson<JsonObject>({...record, eventID: `e${index}`}), asciiLower(needle))
      ? [index]
      : [],
  );
}

const needles = fc.oneof(
  fc.constantFrom(
    'kim',
    'KIM',
    'null',
    'nul',
    '1.0',
    '1',
    '"',
    '\\',
    'é',
    'É',
    ',',
    ':true',
    'ops/kim',
  ),
  fc.string({minLength: 1, maxLength: 3}),
  fc.string({unit: 'binary', minLength: 1, maxLength: 2}),
);

test('a search of packed texts finds exactly what a look at every value finds', () => {
  fc.assert(
    fc.property(fc.array(anyRecord, {minLength: 1, maxLength: 8}), needles, (records, needle) => {
      assert.deepEqual(found(records, needle), expected(records, needle));
    }),
    {numRuns: 1000},
  );
});

test('what is escaped in the text is found by what it says, and what only surrounds values is not', () => {
  const records = [
    {eventName: 'tab\there'},
    {eventName: 'say "no"'},
    {requestParameters: {policy: '{"Effect":"Allow"}'}},
    {responseElements: null, b: 1e21, c: -0.5},
  ];
  assert.deepEqual(found(records, 'tab\there'), [0]);
  assert.deepEqual(found(records, '"no"'), [1]);
  assert.deepEqual(found(records, '"effect":"allow"'), [2]);
  assert.deepEqual(found(records, '"eventname":"'), []);
  assert.deepEqual(found(records, 'null'), []);
  assert.deepEqual(found(records, '1e+21'), [3]);
  assert.deepEqual(found(records, ':-0.5'), []);
});

test('a path is searched too', () => {
  const store = new EventStore({codec});
  store.add([
    fromRecord({eventID: 'a', requestParameters: {instanceType: 't3.large'}}),
    fromRecord({eventID: 'b', requestParameters: {instanceType: 'm5.large'}}),
  ]);
  const answer = parseFilter('-requestParameters.instanceType:t3.*', trailVocabulary());
  assert.ok(answer.ok);
  const [plan] = store.scanPlan();
  assert.ok(plan);
  const {rows, starts, ends} = store.placesIn(plan.rows);
  const [hits] = searchBlock({
    block: plan.block,
    starts,
    ends,
    isCsv: false,
    terms: answer.filter,
  });
  assert.deepEqual(
    [...rows].map((row, index) => [store.field(row, 'id')[0], hits?.[index]]),
    [
      ['a', 1],
      ['b', 0],
    ],
  );
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {selectEvents} from '../../../source/core/select.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {arrive, aScreen, aWrite, read} from '../../support/a-record.ts';

function rowOf(record: JsonObject, columns = 120): string {
  const state = arrive(aScreen({columns, view: 'all'}), [aWrite('a', 1, record)]);
  return read(selectEvents(state, {top: 0, width: columns, height: 6}));
}

const signIn = {
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  responseElements: {ConsoleLogin: 'Failure'},
  requestParameters: null,
};

test('WHAT begins with the code of a failure, and with none where there is none', () => {
  const limit = {errorCode: 'Client.Limit'};
  assert.match(rowOf({...limit, requestParameters: {instanceType: 't3.nano'}}), / Limit: \S*t3/v);
  assert.match(rowOf(limit), / Limit +! FAILED/v);
  for (const columns of [80, 120, 145, 160]) {
    const row = rowOf(signIn, columns);
    assert.match(row, /! FAILED/v);
    assert.doesNotMatch(row, /FAILED[^\n]*FAILED|FAILED:/v);
  }

  assert.match(rowOf({...signIn, additionalEventData: {MFAUsed: 'No'}}), / MFA /v);
});

test('a name that is no text shows what the field name says', () => {
  assert.match(rowOf({eventName: 5}), / 5 /v);
  assert.match(rowOf({eventName: ['GetA', 'GetB']}), / GetA, GetB /v);
  assert.match(rowOf({eventName: {a: 1}}), / \{"a":1\} /v);
  assert.match(rowOf({eventName: '\u202Eevil'}), /<U\+202E>evil/v);
});

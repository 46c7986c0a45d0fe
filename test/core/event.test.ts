import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromLookup} from '../../source/core/event.ts';

const lookedUp = (record: Readonly<Record<string, unknown>>) =>
  fromLookup({
    EventId: 'id beside',
    EventName: 'StopInstances',
    CloudTrailEvent: JSON.stringify(record),
  });

test('a record without an eventID is known by the EventId beside it, and stays as it is', () => {
  const event = lookedUp({eventName: 'StopInstances'});
  assert.equal(event?.id, 'id beside');
  assert.deepEqual(event?.record, {eventName: 'StopInstances'});
});

test("a record's own eventID wins", () => {
  assert.equal(lookedUp({eventID: 'id inside'})?.id, 'id inside');
});

test('neither is an event without an id', () => {
  assert.equal(fromLookup({EventId: 5, CloudTrailEvent: '{}'})?.id, '');
});

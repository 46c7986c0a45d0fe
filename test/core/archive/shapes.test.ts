import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  brokenListKey,
  isDigest,
  isEventRecord,
  listOf,
  readItem,
} from '../../../source/core/archive/shapes.ts';

const record = {eventVersion: '1.08', eventName: 'RunInstances', eventTime: '2026-11-22T12:14:55Z'};

test('one key of a record is enough to be one, as Insights events and excerpts have few', () => {
  for (const key of [
    'eventName',
    'eventSource',
    'eventTime',
    'eventID',
    'eventType',
    'eventVersion',
    'userIdentity',
  ]) {
    assert.ok(isEventRecord({[key]: null}), key);
  }

  for (const other of [{foo: 1}, {}, [], null, 'eventName', 7, undefined]) {
    assert.equal(isEventRecord(other), false);
  }
});

test('a key that comes from the prototype is no key of the record', () => {
  assert.equal(isEventRecord(Object.create({eventName: 'RunInstances'})), false);
});

test('the list of a document is found under Records, under Events, or is the document', () => {
  assert.deepEqual(listOf({Records: [record]}), [record]);
  assert.deepEqual(listOf({NextToken: 'x', Events: []}), []);
  assert.deepEqual(listOf([record]), [record]);
  for (const none of [record, {...record, Records: [1]}, {foo: []}, {Records: {}}, null, 'x']) {
    assert.equal(listOf(none), undefined);
  }
});

test('a list of events that is none is named by its key', () => {
  assert.equal(brokenListKey({Records: null}), 'Records');
  assert.equal(brokenListKey({Events: {}}), 'Events');
  assert.equal(brokenListKey({Records: []}), undefined);
  assert.equal(brokenListKey({...record, Events: 1}), undefined);
  assert.equal(brokenListKey(null), undefined);
});

test('a digest file is known as one', () => {
  assert.ok(isDigest({digestS3Object: 'AWSLogs/1/x.json.gz', logFiles: []}));
  assert.equal(isDigest(record), false);
});

test('EventBridge wraps a record in detail', () => {
  const wrapped = {version: '0', id: 'e1', 'detail-type': 'AWS API Call', detail: record};
  assert.deepEqual(readItem(wrapped).event?.record, record);
});

test('an EventBridge event that is no API call is no event', () => {
  const other = {'detail-type': 'EC2 Instance State-change', detail: {state: 'stopped'}};
  assert.deepEqual(readItem(other), {event: undefined, fault: 'is no CloudTrail event'});
  assert.equal(readItem({detail: null}).event, undefined);
  assert.equal(readItem({detail: [record]}).event, undefined);
});

test('an item of LookupEvents is its inner record with the resources beside it', () => {
  const item = {
    EventId: 'e1',
    EventName: 'RunInstances',
    Resources: [{ResourceType: 'AWS::EC2::Instance', ResourceName: 'i-1'}],
    CloudTrailEvent: JSON.stringify(record),
  };
  const expected = {record, resources: [{type: 'AWS::EC2::Instance', name: 'i-1'}]};
  for (const inner of [JSON.stringify(record), record]) {
    const {event, fault} = readItem({...item, CloudTrailEvent: inner});
    assert.deepEqual({record: event?.record, resources: event?.resources}, expected);
    assert.equal(fault, undefined);
  }
});

test('a broken inner record is named, and what stands beside it is shown', () => {
  const {event, fault} = readItem({
    EventId: 'e1',
    EventName: 'StopLogging',
    CloudTrailEvent: '{"a',
  });
  assert.equal(event?.record['eventName'], 'StopLogging');
  assert.match(fault ?? '', /CloudTrailEvent that is not JSON/v);
});

test('an inner record without eventVersion is no fault', () => {
  const {fault} = readItem({EventId: 'e1', CloudTrailEvent: '{"eventName":"X"}'});
  assert.equal(fault, undefined);
});

test('what is no object at all is told apart from an object that is no event', () => {
  for (const odd of [null, 1, 'x', true, [], [record]]) {
    assert.deepEqual(readItem(odd), {event: undefined, fault: 'is no object'});
  }

  assert.deepEqual(readItem({foo: 1}), {event: undefined, fault: 'is no CloudTrail event'});
});

test('an unpacked record without an eventID is known by the EventId beside it', () => {
  const {event} = readItem({EventId: 'id beside', CloudTrailEvent: {eventName: 'StopInstances'}});
  assert.equal(event?.id, 'id beside');
  assert.deepEqual(event.record, {eventName: 'StopInstances'});
});

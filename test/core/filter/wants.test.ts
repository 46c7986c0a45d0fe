import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromRecord, fromRow} from '../../../source/core/event.ts';
import {parseFilter} from '../../../source/core/filter.ts';
import {vocabularyOf} from '../../../source/core/filter/vocabulary.ts';
import {wantsOf} from '../../../source/core/filter/wants.ts';

/** As the command line reads it: no file has been opened yet. */
function filterOf(text: string) {
  const parsed = parseFilter(text, vocabularyOf([], true));
  assert.ok(parsed.ok);
  return parsed.filter;
}

const row = fromRow(
  {event_type: 'EC2_INSTANCE_TERMINATED', note: 'by hand, twice', n: '5'},
  undefined,
);
const columns = ['event_type', 'note', 'n'];

for (const [query, expected] of [
  ['event_type:EC2_INSTANCE_TERMINATED', true],
  ['event_type:ec2_*', true],
  ['event_type:x,ec2_instance_terminated', true],
  ['event_type:EC2', false],
  ['-event_type:ec2_*', false],
  ['"Event Type":EC2_*', true],
  ['note:"by hand, twice"', true],
  ['note:"by hand"', false],
  ['note:"by hand, twice",x', true],
  ['-note:"by hand, twice",x', false],
  ['note:"by hand"*', true],
  ['note:"by h*"', false],
  ['note:"by h"*,"n*"', true],
  ['"note:by hand, twice"', false],
  ['note:', false],
  ['"by hand"', true],
  ['n:5 event_type:*TERM*', true],
  ['other:5', false],
] as const) {
  test(`of a CSV's row, ${query} ${expected ? 'holds' : 'does not hold'}`, () => {
    assert.equal(wantsOf(filterOf(query), columns)(row), expected);
  });
}

test('of a record, fields, classes, paths and text are asked', () => {
  const event = fromRecord({
    eventName: 'StopInstances',
    readOnly: false,
    requestParameters: {instancesSet: {items: [{instanceId: 'i-1'}]}},
  });
  for (const [query, expected] of [
    ['name:stop* is:write', true],
    ['is:denied', false],
    ['requestParameters.instancesSet.items.instanceId:i-1', true],
    ['I-1', true],
    ['is:late', false],
    ['is:own', false],
  ] as const) {
    assert.equal(wantsOf(filterOf(query))(event), expected, query);
  }

  assert.ok(wantsOf(undefined)(event));
  assert.ok(wantsOf(filterOf('is:late'))(event, true));
  assert.ok(wantsOf(filterOf('is:own'), [], () => true)(event));
});

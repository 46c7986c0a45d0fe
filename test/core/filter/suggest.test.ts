import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {suggest} from '../../../source/core/filter/suggest.ts';
import {trailVocabulary} from './event-face.ts';

const values: Readonly<Record<string, ReadonlyMap<string, number>>> = {
  user: new Map([
    ['kim', 3],
    ['Kim Lee', 9],
    ['bakim', 20],
    ['zoe', 1],
    ['', 500],
    ['x'.repeat(5000), 99],
  ]),
  name: new Map([
    ['RunInstances', 2],
    ['StopLogging', 5],
  ]),
  ip: new Map([['10.0.0.0/8', 1]]),
  event_type: new Map([['EC2_INSTANCE_TERMINATED', 4]]),
};
const none = new Map<string, number>();
const vocabulary = trailVocabulary(['event_type']);

/** What the query becomes when the person picks the first, second, … thing offered at the `|`. */
function offered(query: string): readonly string[] {
  const cursor = query.indexOf('|');
  const text = query.replace('|', '');
  const {from, to, items} = suggest(text, cursor, vocabulary, (field) => values[field] ?? none);
  return items.map((item) => text.slice(0, from) + item.text + text.slice(to));
}

test('While a word is typed, the fields that begin so are offered', () => {
  assert.deepEqual(offered('us|'), ['user:', 'usertype:', 'userAgent:', 'userIdentity:']);
  assert.equal(offered('is:write -us|')[0], 'is:write -user:');
  assert.equal(offered('us|er:kim')[0], 'user:kim');
  assert.deepEqual(offered('ev|').slice(0, 2), ['event_type:', 'eventCategory:']);
  assert.equal(offered('is|')[0], 'is:');
});

test('An empty line offers the columns, the listed fields and the classes', () => {
  const all = offered('|');
  assert.deepEqual(all.slice(0, 2), ['event_type:', 'name:']);
  assert.ok(all.includes('is:'));
  assert.ok(!all.includes('userIdentity:'));
});

test('A word that begins an event name is offered as that name', () => {
  assert.deepEqual(offered('stopl|'), ['name:StopLogging']);
  assert.deepEqual(offered('-run|'), ['-name:RunInstances']);
});

test('Behind a field its values are offered, the most frequent first, quoted where needed', () => {
  assert.deepEqual(offered('user:|'), ['user:bakim', 'user:"Kim Lee"', 'user:kim', 'user:zoe']);
  assert.deepEqual(offered('user:ki|'), ['user:"Kim Lee"', 'user:kim', 'user:bakim']);
  assert.deepEqual(offered('user:"kim l| x'), ['user:"Kim Lee"']);
  assert.deepEqual(offered('-user:zoe,k|'), [
    '-user:zoe,"Kim Lee"',
    '-user:zoe,kim',
    '-user:zoe,bakim',
  ]);
  assert.deepEqual(offered('user:z|,kim is:write'), ['user:zoe,kim is:write']);
  assert.deepEqual(offered('ip:|'), ['ip:"10.0.0.0/8"']);
  assert.deepEqual(offered('event_type:ec2|'), ['event_type:EC2_INSTANCE_TERMINATED']);
});

test('Behind is: the classes are offered', () => {
  assert.deepEqual(offered('is:fa|'), ['is:failed']);
  assert.deepEqual(offered('is:write,l|').slice(0, 2), ['is:write,login', 'is:write,late']);
});

test('Wherever the cursor is and whatever is typed, what would be replaced lies in the text', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary'}), fc.integer({min: -2, max: 30}), (text, cursor) => {
      const {from, to} = suggest(text, cursor, vocabulary, () => none);
      assert.ok(from >= 0);
      assert.ok(from <= to);
      assert.ok(to <= text.length);
    }),
  );
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {parseFilter, printFilter} from '../../../source/core/filter.ts';
import {vocabularyOf} from '../../../source/core/filter/vocabulary.ts';
import {isStartValue, startFilter} from '../../../source/core/pivots/start.ts';

function started(...words: readonly string[]): string {
  return printFilter(startFilter(words));
}

test('a value becomes the filter that finds what it is about', () => {
  for (const [word, filter] of [
    ['AKIAIOSFODNN7EXAMPLE', 'key:AKIAIOSFODNN7EXAMPLE'],
    ['ASIAIOSFODNN7EXAMPLE', 'key:ASIAIOSFODNN7EXAMPLE'],
    ['AROAIOSFODNN7EXAMPLE', 'AROAIOSFODNN7EXAMPLE'],
    ['AIDAIOSFODNN7EXAMPLE', 'AIDAIOSFODNN7EXAMPLE'],
    ['i-0abcdef0', 'instance:i-0abcdef0'],
    ['i-0123456789abcdef0', 'instance:i-0123456789abcdef0'],
    ['203.0.113.9', 'ip:203.0.113.9'],
    ['2001:db8::1', 'ip:2001:db8::1'],
    ['10.0.0.0/8', 'ip:10.0.0.0/8'],
    ['arn:aws:s3:::bucket', '"arn:aws:s3:::bucket"'],
    ['arn:aws:sts::123456789012:assumed-role/ops/kim', 'role:ops user:kim'],
    ['arn:aws:iam::123456789012:role/path/ops', 'role:ops'],
    ['arn:aws:iam::123456789012:user/path/kim', 'user:kim'],
    ['arn:aws:iam::123456789012:root', 'user:root'],
    [
      'arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0',
      'instance:i-0123456789abcdef0',
    ],
  ] as const) {
    assert.ok(isStartValue(word), word);
    assert.equal(started(word), filter);
  }
});

test('several values are terms side by side; of one field any may hold', () => {
  assert.equal(
    started('i-0abcdef0', '203.0.113.9', 'i-0abcdef1'),
    'instance:i-0abcdef0,i-0abcdef1 ip:203.0.113.9',
  );
});

test('what looks like a path, a command or a word is no value', () => {
  const words = 'logs i-love-logs i-0abc AKIA akiaiosfodnn7example 2026 1.2.3 - kim 12:15';
  const paths = 'a/b ./10.0.0.1 10.0.0.1/x x.json.gz arn arn:aws :';
  for (const word of ['', ...`${words} ${paths}`.split(' ')]) {
    assert.ok(!isStartValue(word), word);
  }
});

test('whatever is started at prints as a filter that reads back to itself', () => {
  const value = fc.oneof(
    fc.string({unit: 'binary', maxLength: 40}).map((text) => `arn:aws:iam::1:user/${text}`),
    fc.string({unit: 'binary', maxLength: 40}).map((text) => `arn:aws:sts::1:assumed-role/${text}`),
    fc.string({unit: 'grapheme', maxLength: 40}).map((text) => `arn:a:b:c:d:${text}`),
    fc.ipV4(),
    fc.ipV6(),
  );
  fc.assert(
    fc.property(fc.array(value, {minLength: 1, maxLength: 3}), (words) => {
      const filter = startFilter(words);
      const answer = parseFilter(printFilter(filter), vocabularyOf([]));
      assert.ok(answer.ok, printFilter(filter));
      assert.deepEqual(answer.filter, filter);
    }),
  );
});

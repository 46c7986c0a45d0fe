import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
  edit,
  emptyLine,
  insert,
  lineOf,
  type EditKey,
  type LineEdit,
} from '../../../source/core/state/line-edit.ts';
import {anyText} from '../../support/hostile-text.ts';

const keys: readonly EditKey[] = [
  'left',
  'right',
  'home',
  'end',
  'backspace',
  'delete',
  'deleteWord',
  'deleteToStart',
  'deleteToEnd',
];

const isKey = (text: string): text is EditKey => new Set<string>(keys).has(text);

test('a character of several code points is stepped over and deleted as one', () => {
  const family = lineOf('a👨‍👩‍👧');
  assert.equal(edit(family, 'left').cursor, 1);
  assert.equal(edit(family, 'backspace').text, 'a');
  assert.equal(edit(edit(family, 'left'), 'delete').text, 'a');
});

test('text goes in at the cursor, in one line', () => {
  const line = insert({text: 'ad', cursor: 1}, 'b\r\n\tc');
  assert.deepEqual(line, {text: 'ab cd', cursor: 4});
});

test('^W deletes the word before the cursor with the blanks behind it', () => {
  assert.equal(edit(lineOf('one two  '), 'deleteWord').text, 'one ');
  assert.deepEqual(edit({text: 'one two', cursor: 3}, 'deleteWord'), {text: ' two', cursor: 0});
});

test('whatever is typed, the cursor stays inside the line and the line stays one', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyText, fc.constantFrom(...keys)), {maxLength: 30}), (steps) => {
      let line: LineEdit = emptyLine;
      for (const step of steps) {
        line = isKey(step) ? edit(line, step) : insert(line, step);
        assert.ok(line.cursor >= 0 && line.cursor <= line.text.length);
        assert.doesNotMatch(line.text, /[\r\n\t]/v);
      }
    }),
  );
});

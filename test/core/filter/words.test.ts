import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mostAskedFirst, wordsOnClass, wordsOnField} from '../../../source/core/filter/words.ts';
import {classNames} from '../../../source/core/reading/classes.ts';
import {listedFields} from '../../../source/core/reading/fields.ts';

test('every field and every class has a word on what it is', () => {
  for (const field of listedFields) {
    assert.match(wordsOnField(field, 'field'), /^\S.*[^.\s]$/v, field);
  }

  for (const name of classNames) {
    assert.match(wordsOnClass(name), /^\S.*[^.\s]$/v, name);
  }
});

test('no field is lost on the way to the list, nor one that has no words yet', () => {
  const sorted = mostAskedFirst(['fresh', ...listedFields]);
  assert.deepEqual(sorted.slice(0, 3), ['name', 'user', 'error']);
  assert.deepEqual(new Set(sorted), new Set(['fresh', ...listedFields]));
  assert.equal(sorted.at(-1), 'fresh');
});

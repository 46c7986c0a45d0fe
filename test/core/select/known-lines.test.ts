import assert from 'node:assert/strict';
import {test} from 'node:test';
import {t} from '../../../source/core/sanitize.ts';
import {KnownLines} from '../../../source/core/select/known-lines.ts';
import {span} from '../../../source/core/span.ts';

const drawing = () => [span(t`drawn`)];

test('a line that was drawn before is the same object again', () => {
  const lines = new KnownLines();
  const first = lines.find(['store', 1], 'row 7', drawing);
  assert.equal(
    lines.find(['store', 1], 'row 7', () => assert.fail('drawn again')),
    first,
  );
  assert.notEqual(lines.find(['store', 1], 'row 8', drawing), first);
});

test('in another scene every line is drawn anew', () => {
  const lines = new KnownLines();
  const first = lines.find(['store', 1], 'row 7', drawing);
  const second = lines.find(['store', 2], 'row 7', drawing);
  assert.notEqual(second, first);
  assert.notEqual(lines.find(['store', 1], 'row 7', drawing), first);
});

test('a list that is paged through for hours does not fill the memory with lines', () => {
  const lines = new KnownLines();
  const first = lines.find([], '0', drawing);
  for (let row = 1; row <= 2000; row++) {
    lines.find([], String(row), drawing);
  }

  assert.notEqual(lines.find([], '0', drawing), first);
});

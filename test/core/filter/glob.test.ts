import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {compileGlob, compilePattern, matchGlob} from '../../../source/core/filter/glob.ts';
import {foldCase, type Pattern} from '../../../source/core/filter/term.ts';

const star = {wildcard: '*'} as const;
const one = {wildcard: '?'} as const;

/** The definition of a match, slow and by its letter. */
function model(pattern: Pattern, characters: readonly string[]): boolean {
  const [part, ...rest] = pattern;
  if (part === undefined) {
    return characters.length === 0;
  }

  if (typeof part === 'string') {
    const literal = [...foldCase(part)];
    return (
      literal.every((character, index) => character === characters[index]) &&
      model(rest, characters.slice(literal.length))
    );
  }

  if (part.wildcard === '?') {
    return characters.length > 0 && model(rest, characters.slice(1));
  }

  return Array.from({length: characters.length + 1}, (_, index) => characters.slice(index)).some(
    (tail) => model(rest, tail),
  );
}

const character = fc.constantFrom('a', 'A', 'b', 'ς', 'Σ', 'İ', '😀', '\u{10400}');
const text = fc.array(character, {maxLength: 8}).map((characters) => characters.join(''));
const part = fc.oneof(
  text.filter((literal) => literal !== ''),
  fc.constant(star),
  fc.constant(one),
);

test('Any pattern matches what its definition says, the shortcuts included', () => {
  fc.assert(
    fc.property(fc.array(part, {minLength: 1, maxLength: 5}), text, (pattern, value) => {
      const expected = model(pattern, [...foldCase(value)]);
      assert.equal(matchGlob(compileGlob(pattern), foldCase(value)), expected);
      assert.equal(compilePattern(pattern)(value), expected);
    }),
    {numRuns: 2000},
  );
});

test('A letter is the same letter at the end of a word and inside it', () => {
  const matches = compilePattern(['ΑΣ', one]);
  assert.equal(matches('ασα'), true);
  assert.equal(matches('ΑΣΑ'), true);
});

test('A hostile value costs at most its length times the pattern, however many stars there are', () => {
  const pattern: Pattern = [star, 'a', star, 'a', star, 'a', star, 'aaaab'];
  const glob = compileGlob(pattern);
  const steps = [20_000, 40_000, 80_000].map((length) => {
    const tally = {steps: 0};
    assert.equal(matchGlob(glob, 'a'.repeat(length), tally), false);
    assert.ok(tally.steps <= (length + 1) * (glob.length + 1));
    return tally.steps;
  });
  assert.ok((steps[1] ?? 0) < (steps[0] ?? 0) * 2.1);
  assert.ok((steps[2] ?? 0) < (steps[1] ?? 0) * 2.1);
});

test('Folding keeps the length of every character, so that lengths can be compared first', () => {
  for (let code = 0; code <= 0x10_ff_ff; code++) {
    const each = String.fromCodePoint(code);
    assert.equal(foldCase(each).length, each.length, code.toString(16));
  }
});

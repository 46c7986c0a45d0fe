import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {KeySplitter} from '../../source/terminal/key-splitter.ts';

const esc = '\u001B[27u';
const up = '\u001B[A';

/** What becomes of chunks, and of what they leave waiting once nothing more comes. */
function keys(...chunks: readonly string[]): readonly string[] {
  const splitter = new KeySplitter();
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.flush()];
}

test('keys come as they are, a lone Esc as one that nothing can join', () => {
  assert.deepEqual(keys('j'), ['j']);
  assert.deepEqual(keys('jjk\r'), ['jjk\r']);
  assert.deepEqual(keys(up), [up]);
  assert.deepEqual(keys('\u001B'), [esc]);
  assert.deepEqual(keys('j\u001B'), ['j', esc]);
  assert.deepEqual(keys('\u001BOA\u001B[5~\u001B[[A\u001B[1;5C'), [
    '\u001BOA',
    '\u001B[5~',
    '\u001B[[A',
    '\u001B[1;5C',
  ]);
});

test('a held Esc is Esc again and again; Alt and a cursor key is one key', () => {
  assert.deepEqual(keys('\u001B\u001B\u001B'), [esc, esc, esc]);
  assert.deepEqual(keys('\u001B\u001B[A'), ['\u001B\u001B[A']);
  assert.deepEqual(keys('\u001Bq'), ['\u001Bq']);
  assert.deepEqual(keys('\u001B\u0003'), [esc, '\u0003']);
});

test('a key is whole however the line cuts it', () => {
  for (const key of [
    up,
    '\u001BOH',
    '\u001B[1;5C',
    '\u001B[[B',
    '\u001B[97;5u',
    '\u001B[200~a\nb\u001B[201~',
  ]) {
    for (let at = 1; at < key.length; at++) {
      assert.deepEqual(
        keys(key.slice(0, at), key.slice(at)),
        [key],
        `${JSON.stringify(key)} at ${at}`,
      );
    }

    assert.deepEqual(keys(...key), [key]);
  }
});

test('where the pause was too long for an Esc, the rest is still no typing', () => {
  const splitter = new KeySplitter();
  assert.deepEqual(splitter.push('\u001B'), []);
  assert.deepEqual(splitter.flush(), [esc]);
  assert.deepEqual(splitter.push('[A'), [up]);
  assert.deepEqual(splitter.push('[A'), ['[A'], 'only the first thing after it');
  splitter.push('\u001B');
  splitter.flush();
  splitter.forget();
  assert.deepEqual(splitter.push('[A'), ['[A']);
});

test('Esc and [ that were sent together are two keys; more than that is a broken sequence and none', () => {
  assert.deepEqual(keys('\u001B['), [esc, '[']);
  assert.deepEqual(keys('\u001BO'), [esc, 'O']);
  assert.deepEqual(keys('\u001B[1;'), []);
  assert.deepEqual(keys('\u001B[1;\u0003'), ['\u0003']);
  assert.deepEqual(keys('\u001B[1\u001B[B'), ['\u001B[B']);
});

test('what a terminal answers is no typing, wherever it is cut', () => {
  for (const answer of [
    '\u001B]11;rgb:ffff/ffff/ffff\u0007',
    '\u001B]11;rgb:1e1e/1e1e/1e1e\u001B\\',
    '\u001BP>|tmux 3.4\u001B\\',
    '\u001BP1+r544e=787465726D\u001B\\',
    '\u001B_Gi=1;OK\u001B\\',
    '\u001B^private\u001B\\',
    '\u001B[M q!',
  ]) {
    for (let at = 1; at < answer.length; at++) {
      assert.deepEqual(
        keys(answer.slice(0, at), `${answer.slice(at)}j`),
        ['j'],
        JSON.stringify(answer),
      );
    }
  }
});

test('a string without an end is given up, and ^C is obeyed within it', () => {
  assert.deepEqual(keys('\u001B]11;q'), []);
  assert.deepEqual(keys('\u001B]11;', '\u0003'), ['\u0003']);
  assert.deepEqual(keys('\u001B]11;\u0003'), ['\u0003']);
});

test('a paste is one paste, also with sequences in it, in pieces, and what follows it is keys', () => {
  const paste = '\u001B[200~q\u001B[A\u0003\r:\u001B]x\u001B[201~';
  assert.deepEqual(keys(paste), [paste]);
  assert.deepEqual(keys(`j${paste}k`), ['j', paste, 'k']);
  assert.deepEqual(keys(paste.slice(0, 9), paste.slice(9, 14), `${paste.slice(14)}k`), [
    paste,
    'k',
  ]);
});

test('a paste whose end is lost: ^C by itself ends it, else what came is the paste', () => {
  assert.deepEqual(keys('\u001B[200~abc', '\u0003'), ['\u0003']);
  assert.deepEqual(keys('\u001B[200~abc', 'def'), ['\u001B[200~abcdef\u001B[201~']);
  const splitter = new KeySplitter();
  splitter.push('\u001B[200~abc');
  splitter.flush();
  assert.deepEqual(splitter.push('j'), ['j']);
});

test('a paste as long as a book is cut, and costs no more than that', () => {
  const splitter = new KeySplitter();
  splitter.push('\u001B[200~');
  for (let count = 0; count < 300; count++) {
    splitter.push('x'.repeat(10_000));
  }

  const [paste = ''] = splitter.push('\u001B[201~');
  assert.equal(paste.length, 1_048_576 + 12);
});

test('whatever comes in whatever pieces, it is never stuck and the same keys come out', () => {
  const piece = fc.constantFrom(
    '\u001B',
    '[',
    'O',
    ']',
    'P',
    '\\',
    '\u0007',
    '200~',
    '201~',
    'M',
    'A',
    ';1',
    'j',
    '\u0003',
    'é',
    '😀',
  );
  fc.assert(
    fc.property(fc.array(piece, {maxLength: 30}), (pieces) => {
      const splitter = new KeySplitter();
      for (const each of pieces) {
        splitter.push(each);
      }

      for (let turn = 0; turn < 40 && splitter.waiting !== undefined; turn++) {
        splitter.flush();
      }

      assert.equal(splitter.waiting, undefined);
      splitter.forget();
      assert.deepEqual(splitter.push('j'), ['j']);
    }),
  );
});

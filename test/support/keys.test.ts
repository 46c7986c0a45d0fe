import assert from 'node:assert/strict';
import test from 'node:test';
import {keyBytes, pasteBytes} from './keys.ts';

test('keys are what terminals send', () => {
  assert.equal(keyBytes('up'), '\u001B[A');
  assert.equal(keyBytes('ctrl+c'), '\u0003');
  assert.equal(keyBytes('ctrl+\\'), '\u001C');
  assert.equal(keyBytes('alt+enter'), '\u001B\r');
  assert.equal(keyBytes('한'), '한');
  assert.equal(keyBytes('🚀'), '🚀');
});

test('a misspelt name is an error, not typed letters', () => {
  assert.throws(() => keyBytes('pgup'), /No key is called "pgup"/v);
  assert.throws(() => keyBytes('constructor'), /No key/v);
  assert.throws(() => keyBytes(''), /No key/v);
});

test('a paste is marked only where the program asked for it', () => {
  assert.equal(pasteBytes('a\nb\r\nc', false), 'a\rb\rc');
  assert.equal(pasteBytes('a', true), '\u001B[200~a\u001B[201~');
});

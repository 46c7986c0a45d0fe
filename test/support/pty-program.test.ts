import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {startProgram, type ProgramOptions} from './pty-program.ts';

const node = [process.execPath, '--import=tsx'] as const;
const echoKeys = path.join(import.meta.dirname, 'fixtures', 'echo-keys.ts');

function start(t: TestContext, options: ProgramOptions = {}) {
  const program = startProgram([echoKeys], {command: [...node], ...options});
  t.after(program.close);
  return program;
}

test('keys reach the program, and its end tells its status and a restored terminal', async (t) => {
  const program = start(t, {columns: 60, rows: 10});
  await program.waitFor('size 60x10');
  assert.equal(program.model.isAlternate, true);
  assert.equal(program.model.modes.cursorVisible, false);
  await program.press('up');
  await program.waitFor(String.raw`key \u001b[A`);
  await program.press('ctrl+o');
  await program.waitFor(String.raw`key \u000f`);
  await program.press('q');
  assert.deepEqual(await program.exited, {code: 3, signal: undefined});
  assert.deepEqual(program.restored(), []);
  assert.equal(program.screen()[0], 'bye');
});

test('a paste is marked as one where the program wants that', async (t) => {
  const program = start(t);
  await program.waitFor('size 80x24');
  await program.paste('one\ntwo');
  await program.waitFor(String.raw`key \u001b[200~one\rtwo\u001b[201~`);
});

test('Esc and the key after it arrive as two keys', async (t) => {
  const program = start(t);
  await program.waitFor('size');
  await program.press('esc', 'j');
  await program.waitFor(/key j$/mv);
});

test('a resize reaches the program', async (t) => {
  const program = start(t);
  await program.waitFor('size 80x24');
  program.resize(100, 30);
  await program.waitFor('size 100x30');
});

test('a program that leaves a mess is told on', async (t) => {
  const program = start(t);
  await program.waitFor('size');
  await program.press('x');
  await program.exited;
  assert.deepEqual(program.restored(), [
    'the alternate screen was left on',
    'the cursor was left hidden',
    'bracketed paste was left on',
    'text attributes were left on: bold',
  ]);
});

test('a signal ends the program and is named', async (t) => {
  const program = start(t);
  await program.waitFor('size');
  program.signal('SIGTERM');
  assert.deepEqual(await program.exited, {code: undefined, signal: 'SIGTERM'});
  program.signal('SIGTERM');
});

test('a wait fails at once when the program ends, and shows what it wrote last', async (t) => {
  const program = startProgram(['-e', 'console.error("no such flag"); process.exitCode = 2'], {
    command: [process.execPath],
  });
  t.after(program.close);
  await assert.rejects(program.waitFor('the monitor'), /The program ended[\s\S]*no such flag/v);
  const {code} = await program.exited;
  assert.equal(code, 2);
});

test('everything written just before the end is on the screen', async (t) => {
  const script = String.raw`process.stdout.write("x".repeat(200_000) + "\r\nlast line")`;
  const program = startProgram(['-e', script], {command: [process.execPath]});
  t.after(program.close);
  await program.exited;
  assert.equal(program.screen().at(-1), 'last line');
});

test('the program sees a neutral environment', async (t) => {
  const program = start(t, {env: {EXTRA: '1'}});
  await program.waitFor('size');
  await program.press('e');
  await program.waitFor('EXTRA');
  const names = program.screen().join('');
  assert.match(names, /AWS_EC2_METADATA_DISABLED/v);
  assert.doesNotMatch(names, /\bCI\b|PROXY|NODE_TEST_CONTEXT/v);
});

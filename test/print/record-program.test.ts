import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {test, type TestContext} from 'node:test';
import {neutralEnvironment} from '../support/neutral-environment.ts';
import {programArguments} from '../support/program.ts';

function folder(t: TestContext): string {
  const made = mkdtempSync(path.join(tmpdir(), 'trailtop-record-'));
  t.after(() => {
    rmSync(made, {recursive: true, force: true});
  });
  return made;
}

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [...programArguments, ...args], {
    env: neutralEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return {stdout, stderr, status};
}

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, -1);

test('trailtop events --record keeps all that was loaded, whatever of it is printed', async (t) => {
  const file = path.join(folder(t), 'kept.jsonl');
  const flags = ['--demo', '--rate', '2', '--since', '5m', '--output', 'jsonl', '--record', file];
  const {stdout, status} = await run('events', ...flags, '--filter', 'user:kim is:denied');
  assert.equal(status, 0);
  const printed = stdout.split('\n').filter(Boolean);
  const kept = new Set(linesOf(file));
  assert.ok(kept.size > printed.length);
  assert.ok(
    printed.every((line) => kept.has(line)),
    'the native records, as they are printed',
  );
});

test('without a screen an archive is recorded too, each event once', async (t) => {
  const file = path.join(folder(t), 'kept.jsonl');
  const archive = path.join(folder(t), 'a.json');
  const records = ['a', 'b', 'a'].map((eventID) => ({eventID, eventName: 'StopInstances'}));
  writeFileSync(archive, JSON.stringify({Records: records}));
  const first = await run('--plain', archive, '--record', file);
  assert.equal(first.status, 0);
  const second = await run('--plain', archive, '--record', file);
  assert.equal(second.status, 0);
  assert.deepEqual(
    linesOf(file).map((line) => JSON.parse(line) as unknown),
    records.slice(0, 2),
  );
});

test('what cannot be meant is refused in one line, and nothing is made', async (t) => {
  const inside = folder(t);
  writeFileSync(path.join(inside, 'a.json'), '[]');
  const file = path.join(inside, 'kept.jsonl');
  const archived = await run('events', inside, '--record', file);
  assert.equal(archived.status, 2);
  assert.match(archived.stderr, /^trailtop: --record keeps what is loaded from AWS[^\n]*\n$/v);
  const read = await run('--plain', inside, '--record', file);
  assert.equal(read.status, 2);
  assert.match(read.stderr, /^trailtop: --record .* lies in what is read[^\n]*\n$/v);
  assert.ok(!existsSync(file));
});

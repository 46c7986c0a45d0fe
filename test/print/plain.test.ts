import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {neutralEnvironment} from '../support/neutral-environment.ts';
import {programArguments} from '../support/program.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');

type Ended = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

/** Runs the program with its output in a pipe; `enough` ends the reading early, as `head` does. */
async function run(
  args: readonly string[],
  enough: (stdout: string) => boolean = () => false,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...programArguments, ...args], {
    cwd: repository,
    env: neutralEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Uint8Array) => {
    stdout += Buffer.from(data).toString();
    if (enough(stdout)) {
      child.stdout.destroy();
    }
  });
  child.stderr.on('data', (data: Uint8Array) => {
    stderr += Buffer.from(data).toString();
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({code, stdout, stderr});
    });
  });
}

function fileOf(t: TestContext, content: string, name = 'events.json'): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('an archive in a pipe is printed newest first, without an escape sequence', async (t) => {
  const file = fileOf(
    t,
    JSON.stringify([
      {
        eventID: 'a',
        eventName: 'StopInstances',
        eventTime: '2026-01-01T12:00:00Z',
        userAgent: '\u001B[31m',
      },
      {eventID: 'b', eventName: 'Run\u001B]0;x\u0007', eventTime: '2026-01-01T12:00:01Z'},
    ]),
  );
  const {code, stdout, stderr} = await run([file]);
  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stdout, /[\p{Cc}--\n]/v);
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines.length, 2);
  assert.ok(lines[0]?.startsWith('2026-01-01T12:00:01Z  Run␛]0;x␇'));
  assert.ok(lines[0]?.endsWith('(holds characters that hide)'));
  assert.ok(lines[1]?.startsWith('2026-01-01T12:00:00Z  StopInstances'));
  const oldest = await run([file, '--follow']);
  assert.deepEqual(oldest.stdout.trimEnd().split('\n'), lines.toReversed(), 'and it ends');
});

test('what cannot be read is said on stderr, and the status is 1', async (t) => {
  const file = fileOf(t, JSON.stringify([{eventName: 'StopInstances'}, 7]));
  const {code, stdout, stderr} = await run([file]);
  assert.equal(code, 1);
  assert.ok(stdout.includes('StopInstances'));
  assert.match(stderr, /^trailtop: .*record 2 is no object\n$/v);
});

test('the live demo in a pipe follows, and a reader that leaves is no failure', async () => {
  const {code, stdout} = await run(
    ['--demo', '--since', '5m', '--rate', '2', '--plain', '--follow'],
    (text) => text.includes('all to') && text.split('\n').length > 20,
  );
  assert.equal(code, 0);
  assert.doesNotMatch(stdout, /[\p{Cc}--\n]/v);
  const lines = stdout.split('\n');
  assert.match(lines[0] ?? '', / {2}-- trailtop, demo, us-east-1, .*reading, the oldest events/v);
  const times = lines.filter((line) => / {2}[A-Z]/v.test(line)).map((line) => line.slice(0, 20));
  assert.deepEqual(times.slice(0, 15), times.slice(0, 15).toSorted(), 'oldest first');
  const words = lines.filter((line) => line.includes('  -- ')).join('\n');
  assert.match(
    words,
    /-- CPUUtilization Average .*: [\d.]+ % at \d\d:\d\d.*, highest .*, lowest /v,
  );
  assert.match(words, /-- trailtop, .*, live, .*all to \d\d:\d\d/v);
});

test('a text that only records hold is looked for in all of them', async (t) => {
  const records = Array.from({length: 900}, (_, index) => ({
    eventID: `e${index}`,
    eventName: 'StopInstances',
    eventTime: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    requestParameters: {note: index % 300 === 0 ? 'needle' : 'hay'},
  }));
  const {code, stdout} = await run([fileOf(t, JSON.stringify(records)), '--filter', 'needle']);
  assert.equal(code, 0);
  assert.equal(stdout.trimEnd().split('\n').length, 3);
});

test('everything is printed, notable or not; a filter narrows it', async (t) => {
  const file = fileOf(
    t,
    JSON.stringify([
      {
        eventID: 'a',
        eventName: 'DescribeInstances',
        eventSource: 'ec2.amazonaws.com',
        readOnly: true,
      },
      {eventID: 'b', eventName: 'StopInstances', eventSource: 'ec2.amazonaws.com', readOnly: false},
    ]),
  );
  const {stdout} = await run([file]);
  assert.equal(stdout.trimEnd().split('\n').length, 2);
  const narrowed = await run([file, '--filter', 'is:notable']);
  assert.match(narrowed.stdout, /^[^\n]*StopInstances[^\n]*\n$/v);
});

test('a mere remark on a file is told, and is no failure', async (t) => {
  const file = fileOf(t, 'event_type,detail\nLAUNCHED,first\n', 'events.csv');
  const {code, stdout, stderr} = await run([file]);
  assert.match(stderr, /no column that is known to hold a time/v);
  assert.match(stdout, /LAUNCHED/v);
  assert.equal(code, 0);
});

test('AWS in another process is followed until the reader leaves', async (t) => {
  const port = await freePort();
  const endpoint = spawn(
    process.execPath,
    [...programArguments, '--demo-port', String(port), '--plain', '--rate', '0.05'],
    {cwd: repository, env: neutralEnvironment(), stdio: ['ignore', 'pipe', 'inherit']},
  );
  t.after(() => {
    endpoint.kill('SIGKILL');
  });
  await once(endpoint.stdout, 'data');
  endpoint.stdout.resume();
  const url = `http://127.0.0.1:${port}`;
  const {code, stdout, stderr} = await run(
    ['--plain', '--endpoint-url', url, '-r', 'us-east-1', '--since', '10m', '--rate', '2'],
    (text) => text.split('\n').length > 60,
    {AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret'},
  );
  assert.equal(code, 0, stderr);
  assert.equal(stderr, '');
  for (const line of stdout.split('\n').slice(0, 60)) {
    assert.match(line, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z {2}(?:-- )?\w+/v);
  }
});

/** A port of this machine that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

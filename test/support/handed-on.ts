/** What must work of a program that is handed on, whatever is around it: tests of the package and of the executable. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdirSync, mkdtempSync, readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {test as Test, TestContext} from 'node:test';
import {gzipSync} from 'node:zlib';
import {startProgram, type Program} from './pty-program.ts';

type Words = readonly [string, ...string[]];

/** Where a program is tried: a folder that stays until all tests have ended, and the program that is in it. */
export type HandedOn = {readonly folder: string; readonly command: () => Words};

/** Bytes of a packed archive from which on it is read by workers (sources/archive/crew.ts), and some more. */
const enoughForWorkers = 5_000_000;
const perFile = 25;

/** An environment of nothing but a terminal and an empty home, and what is in that home afterwards. */
function surroundings({folder}: HandedOn) {
  const home = mkdtempSync(path.join(folder, 'home-'));
  const nothing = path.join(folder, 'nothing');
  mkdirSync(nothing, {recursive: true});
  return {
    env: {
      HOME: home,
      PATH: nothing,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      TMPDIR: home,
    },
    written: () => readdirSync(home),
  };
}

/** The program in a pseudoterminal, with `env -i` in front, so that nothing of this machine is around it. */
function start(t: TestContext, handedOn: HandedOn, args: readonly string[]) {
  const {env, written} = surroundings(handedOn);
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const program = startProgram(args, {
    columns: 120,
    rows: 40,
    cwd: handedOn.folder,
    command: ['/usr/bin/env', '-i', ...words, ...handedOn.command()],
  });
  t.after(program.close);
  return {program, written};
}

async function quit(program: Program): Promise<void> {
  // It asks once more where events would be lost.
  await program.press('q', 'q');
  const {code} = await program.exited;
  assert.equal(code, 0);
  assert.deepEqual(program.restored(), []);
}

function record(index: number): Readonly<Record<string, unknown>> {
  return {
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    eventName: 'RunInstances',
    eventSource: 'ec2.amazonaws.com',
    eventTime: new Date(Date.UTC(2026, 0, 1, 12, 0, index)).toISOString().replace('.000', ''),
    awsRegion: 'us-east-1',
    readOnly: false,
    userIdentity: {type: 'IAMUser', userName: `user-${index}`},
    // What cannot be packed: so a few records make an archive that is worth workers.
    requestParameters: {note: randomBytes(60_000).toString('base64')},
  };
}

/** Files of CloudTrail's own shape, together large enough for workers; how many events. */
function makeArchive(folder: string): number {
  mkdirSync(folder);
  let events = 0;
  for (let file = 0, bytes = 0; bytes < enoughForWorkers; file++) {
    const records = Array.from({length: perFile}, (_, index) => record(file * perFile + index + 1));
    const packed = gzipSync(JSON.stringify({Records: records}));
    writeFileSync(path.join(folder, `${file}.json.gz`), packed);
    bytes += packed.length;
    events += perFile;
  }

  return events;
}

/** Defines the tests of a program that is handed on. */
export function testHandedOn(test: typeof Test, handedOn: HandedOn): void {
  const run = (args: readonly string[]) => {
    const [file, ...first] = handedOn.command();
    const {env, written} = surroundings(handedOn);
    const ended = spawnSync(file, [...first, ...args], {
      cwd: handedOn.folder,
      env,
      encoding: 'utf8',
    });
    return {...ended, written: written()};
  };

  test('--version names version, Node and platform', () => {
    const {stdout, stderr, status, written} = run(['--version']);
    assert.equal(stderr, '');
    assert.match(stdout, /^\d+\.\d+\.\d+(?: \([0-9a-f]{12}\+?\))?, Node v\d[\d.]+, \w+ \w+\n$/v);
    assert.equal(status, 0);
    assert.deepEqual(written, []);
  });

  test('--help is there', () => {
    const {stdout, stderr, status} = run(['--help']);
    assert.equal(stderr, '');
    assert.match(stdout, /trailtop events/v);
    assert.equal(status, 0);
  });

  test('--licenses prints what allows it to be handed on', () => {
    const {stdout, stderr, status, written} = run(['--licenses']);
    assert.equal(stderr, '');
    assert.match(stdout, /^react \d.* \(MIT\)$/mv);
    assert.match(stdout, /^MIT License$/mv);
    assert.equal(status, 0);
    assert.deepEqual(written, []);
  });

  test('words that are printed at once may be read in part', () => {
    const {env} = surroundings(handedOn);
    const quoted = handedOn
      .command()
      .map((word) => `'${word}'`)
      .join(' ');
    for (const word of ['--licenses', '--help', 'completion zsh']) {
      const ended = spawnSync('/bin/sh', ['-c', `${quoted} ${word} | exit`], {
        env,
        encoding: 'utf8',
      });
      assert.deepEqual([ended.stdout, ended.stderr], ['', ''], word);
    }
  });

  test('what it starts itself as is nothing for a person, and says so', () => {
    const {stderr, status} = run(['--archive-worker']);
    assert.equal(stderr, 'trailtop: --archive-worker is what trailtop starts itself with\n');
    assert.equal(status, 2);
  });

  test('the demo plays, its keys work, and it leaves nothing on the disk', async (t) => {
    const {program, written} = start(t, handedOn, ['--demo']);
    await program.waitFor('batch-7');
    await program.waitFor(/(?:all|rest) to \d/v);
    // The table of the picker is ink-table's.
    await program.press('i');
    await program.waitFor('Instances and groups to chart');
    await program.press('esc');
    await program.waitFor(/┌ Events/v);
    await quit(program);
    assert.deepEqual(written(), []);
  });

  test('an archive opens that is large enough for workers', async (t) => {
    const archive = path.join(mkdtempSync(path.join(handedOn.folder, 'archive-')), 'trail');
    const events = makeArchive(archive);
    const {program, written} = start(t, handedOn, [archive]);
    await program.waitFor(new RegExp(`Events ${events} `, 'v'), {timeoutMs: 60_000});
    await program.press('G');
    await program.waitFor('user-1 ');
    // Texts are looked for by the workers too.
    await program.press('/');
    await program.type('user-7');
    await program.press('enter');
    await program.waitFor(new RegExp(`Events \\d+ of ${events}`, 'v'), {timeoutMs: 60_000});
    await quit(program);
    assert.deepEqual(written(), []);
  });

  test('events | head: the demo printed, the pipe closed early', () => {
    const {env, written} = surroundings(handedOn);
    const [file, ...first] = handedOn.command();
    const quoted = [file, ...first].map((word) => `'${word}'`).join(' ');
    const command = `${quoted} events --demo | { read -r line; printf '%s' "$line"; }`;
    const {stdout, stderr} = spawnSync('/bin/sh', ['-c', command], {env, encoding: 'utf8'});
    assert.equal(stderr, '');
    assert.equal(typeof (JSON.parse(stdout) as {readonly eventName: unknown}).eventName, 'string');
    assert.deepEqual(written(), []);
  });

  test('a wrong flag is one sentence and status 2', () => {
    const {stderr, status} = run(['--regoin', 'x']);
    assert.match(stderr, /^trailtop: .*--region.*\n$/v);
    assert.equal(status, 2);
  });
}

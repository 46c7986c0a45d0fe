import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {test, type TestContext} from 'node:test';
import {spawn} from 'node-pty';
import {neutralEnvironment} from '../support/neutral-environment.ts';
import {startProgram, type Program} from '../support/pty-program.ts';
import {programArguments, programWords} from '../support/program.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');

/** Loaded before the program: a signal makes a fault of its own in it, whose message quotes what it should not. */
const faults = `
const message = 'no \\u001B[2J width, key AKIAIOSFODNN7EXAMPLE, SecretAccessKey=abcdef';
process.on('SIGUSR2', () => {
  if (process.env.FAULT === 'reject') {
    Promise.reject(new TypeError(message));
  } else {
    setImmediate(() => {throw new TypeError(message)});
  }
});
`;

function folder(t: TestContext): string {
  const made = mkdtempSync(path.join(tmpdir(), 'trailtop-life-'));
  t.after(() => {
    rmSync(made, {recursive: true, force: true});
  });
  writeFileSync(
    path.join(made, 'events.json'),
    JSON.stringify([{eventName: 'StopInstances', readOnly: false}]),
  );
  writeFileSync(path.join(made, 'faults.mjs'), faults);
  return made;
}

/** A shell in which `run` starts the monitor, notes its number, and says how it ended and whether `stty` is as before. */
async function shell(t: TestContext): Promise<Program & {readonly home: string}> {
  const home = folder(t);
  const program = startProgram([], {
    columns: 100,
    rows: 30,
    env: {PS1: 'ready$ ', NODE: process.execPath, HOME: home},
    cwd: repository,
    command: ['bash', '--norc', '--noprofile', '-i'],
  });
  t.after(program.close);
  await program.waitFor('ready$');
  const script = [
    'before=$(stty -g)',
    'rm -f "$HOME/pid"',
    `sh -c 'echo $$ > "$HOME/pid"; exec "$NODE" --import="$HOME/faults.mjs" ${programWords} "$@"' sh "$@"`,
    'echo "status $?"',
    'if [ "$(stty -g)" = "$before" ]; then echo "the terminal is the same"; fi',
  ].join('\n');
  writeFileSync(path.join(home, 'run'), script);
  return {...program, home};
}

async function enter(program: Program, line: string): Promise<void> {
  await program.type(line);
  await program.press('enter');
}

const pidIn = (home: string) => Number(readFileSync(path.join(home, 'pid'), 'utf8'));

const waysOut = [
  ['^C', '', 0, async (program: Program) => program.press('ctrl+c')],
  ['SIGQUIT', '', 131, async (_: Program, pid: number) => process.kill(pid, 'SIGQUIT')],
  ['an error', 'FAULT=throw', 1, async (_: Program, pid: number) => process.kill(pid, 'SIGUSR2')],
  [
    'a rejection',
    'FAULT=reject',
    1,
    async (_: Program, pid: number) => process.kill(pid, 'SIGUSR2'),
  ],
] as const;

test('^C, SIGQUIT and faults give the terminal back, echo and all, with the status that a shell expects', async (t) => {
  const program = await shell(t);
  for (const [name, env, status, end] of waysOut) {
    await enter(program, `clear; ${env} sh "$HOME/run" "$HOME/events.json"`);
    await program.waitFor(/▸ .*StopInstances/v);
    assert.ok(program.model.isAlternate, name);
    await end(program, pidIn(program.home));
    await program.waitFor(new RegExp(`^status ${status}$`, 'mv'));
    await program.waitFor(/^the terminal is the same$/mv);
    assert.ok(!program.model.isAlternate, name);
    assert.ok(program.model.cursor.visible, name);
    const text = program.screen().join('\n');
    assert.equal(text.includes('fault of its own'), status === 1, name);
    if (status === 1) {
      assert.match(text, /TypeError: no \?\[2J width, key AKIA\.\.LE, SecretAccessKey=\(hidden\)/v);
      assert.doesNotMatch(text, / at .*\.m?[jt]s:/v, 'no stack');
    }
  }
});

test('a size that changes while the program is suspended is the size of the frame afterwards', async (t) => {
  const program = await shell(t);
  await enter(program, `"$NODE" ${programWords} "$HOME/events.json"`);
  await program.waitFor('StopInstances');
  await program.press('ctrl+z');
  await program.waitFor(/Stopped/v);
  program.resize(70, 20);
  program.resize(80, 24);
  await enter(program, 'fg');
  await program.waitFor(
    (rows) =>
      rows.length === 24 && rows.some((row) => /^┌ Events.*┐$/v.test(row) && row.length === 80),
  );
  await program.press('ctrl+c');
  await program.waitFor((rows) => rows.findLast((row) => row !== '') === 'ready$');
});

/** Resolves when no process has this number any more. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }

    await delay(20);
  }
}

/** The processes that read an archive for a process. */
function workersOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/v.test(name))
    .map(Number)
    .filter((each) => {
      try {
        // Behind the name, which may hold anything: the state, then the parent.
        const words = readFileSync(`/proc/${each}/stat`, 'utf8')
          .replace(/^.*\) /sv, '')
          .split(' ');
        const isWorker = readFileSync(`/proc/${each}/cmdline`, 'utf8').includes('worker');
        return isWorker && Number(words[1]) === pid;
      } catch {
        return false;
      }
    });
}

for (const [name, args] of [
  ['live', ['--demo', '--record']],
  ['reading an archive', []],
] as const) {
  test(
    `a terminal that goes away ends a program that is ${name}, and leaves nothing running`,
    {skip: process.platform !== 'linux', timeout: 30_000},
    async (t) => {
      const home = folder(t);
      const isArchive = name !== 'live';
      if (isArchive) {
        // Enough for processes that read it, and for the line to drop in the midst of that.
        const record = {eventName: 'StopInstances', readOnly: false, note: 'n'.repeat(200)};
        const text = JSON.stringify({Records: Array.from({length: 20_000}, () => record)});
        for (let index = 0; index < 10; index++) {
          writeFileSync(path.join(home, `${index}.json`), text);
        }
      }

      const terminal = spawn(
        process.execPath,
        [...programArguments, ...args, isArchive ? home : path.join(home, 'kept.jsonl')],
        {
          cols: 80,
          rows: 24,
          cwd: repository,
          env: neutralEnvironment({TSX_TSCONFIG_PATH: path.join(repository, 'tsconfig.json')}),
        },
      );
      let seen = '';
      terminal.onData((data) => {
        seen += data;
      });
      const started = new Set<number>();
      t.after(() => {
        for (const pid of [terminal.pid, ...started]) {
          try {
            process.kill(pid, 'SIGKILL');
          } catch {
            // As it should be.
          }
        }
      });
      const isUnderWay = () => seen.includes('Events') && (!isArchive || started.size > 0);
      while (!isUnderWay()) {
        await delay(5);
        for (const pid of workersOf(terminal.pid)) {
          started.add(pid);
        }
      }

      // Only the program's own look at its terminal can tell it: the line has dropped.
      (terminal as unknown as {readonly destroy: () => void}).destroy();
      for (const pid of [terminal.pid, ...started]) {
        await gone(pid);
      }
    },
  );
}

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

/** Processes whose command line names a folder of this test's own. */
function processesOf(home: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/v.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(home);
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
      const files = Array.from({length: 40}, (_, index) => path.join(home, `${index}.json`));
      for (const file of name === 'live' ? [] : files) {
        const records = Array.from({length: 500}, (_, at) => ({
          eventName: `Stop${at}`,
          readOnly: false,
        }));
        writeFileSync(file, JSON.stringify({Records: records}));
      }

      const terminal = spawn(
        process.execPath,
        [...programArguments, ...args, name === 'live' ? path.join(home, 'kept.jsonl') : home],
        {
          cols: 80,
          rows: 24,
          cwd: repository,
          env: neutralEnvironment({TSX_TSCONFIG_PATH: path.join(repository, 'tsconfig.json')}),
        },
      );
      const {promise, resolve} = Promise.withResolvers<void>();
      let seen = '';
      terminal.onData((data) => {
        seen += data;
        if (seen.includes('Events')) {
          resolve();
        }
      });
      await promise;
      // Only the program's own look at its terminal can tell it: the line has dropped.
      (terminal as unknown as {readonly destroy: () => void}).destroy();
      await gone(terminal.pid);
      assert.deepEqual(processesOf(home), []);
    },
  );
}

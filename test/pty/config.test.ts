import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {neutralEnvironment} from '../support/neutral-environment.ts';
import {startProgram} from '../support/pty-program.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');

/** A configuration folder of a test's own, with a config.json where there is a text for it. */
function configHome(t: TestContext, text?: string): string {
  const home = mkdtempSync(path.join(tmpdir(), 'trailtop-xdg-'));
  t.after(() => {
    rmSync(home, {recursive: true, force: true});
  });
  if (text !== undefined) {
    mkdirSync(path.join(home, 'trailtop'));
    writeFileSync(fileIn(home), text);
  }

  return home;
}

function fileIn(home: string): string {
  return path.join(home, 'trailtop', 'config.json');
}

type Ended = {readonly code: number; readonly stdout: string; readonly stderr: string};

/** The program without a terminal. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return new Promise<Ended>((resolve) => {
    const loader = `--import=${import.meta.resolve('tsx')}`;
    const program = path.join(repository, 'source', 'cli.ts');
    const options = {cwd: repository, env: neutralEnvironment(env)};
    execFile(process.execPath, [loader, program, ...args], options, (error, stdout, stderr) => {
      resolve({code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr});
    });
  });
}

const wrong = `{
  "defaults": {"rate": 9,
    "regoin\u001B[31m\u202E": "x"},
  "views": {"kim": {"filter": "user:kim is:denied", "show": "all"},}
}`;

test('a view opens by its name; what is wrong beside it is told, and listed under !', async (t) => {
  const home = configHome(t, wrong);
  const env = {XDG_CONFIG_HOME: home};
  const program = startProgram(['--demo', '@kim'], {columns: 120, rows: 40, env});
  t.after(program.close);
  await program.waitFor(/config\.json:2: "rate" takes a number/v);
  await program.waitFor('user:kim is:denied');
  await program.press('!');
  await program.waitFor(/config\.json:3: "regoin␛\[31m<U\+202E>" is no flag/v);
  await program.waitFor(/config\.json:4: a comma stands behind the last entry/v);
  await program.press('esc', 'ctrl+c');
  assert.equal((await program.exited).code, 0);
});

test('W keeps the view that is seen; the command line that opens it is left behind', async (t) => {
  const home = configHome(t);
  const env = {XDG_CONFIG_HOME: home};
  const program = startProgram(['--demo'], {columns: 120, rows: 40, env});
  t.after(program.close);
  await program.waitFor('batch-7');
  await program.press('/');
  await program.type('user:kim is:denied');
  await program.press('enter', 'W');
  await program.waitFor("trailtop --demo --since 1h --filter 'user:kim is:denied' --show notable");
  await program.type('kim');
  await program.press('enter');
  await program.waitFor(/kept: trailtop --demo @kim {2}\(.*config\.json\)/v);
  await program.press('W');
  await program.type('kim');
  await program.press('enter');
  await program.waitFor('there is a view @kim already: Enter again replaces it');
  // ^C quits also where events are not saved.
  await program.press('esc', 'ctrl+c');
  assert.equal((await program.exited).code, 0);
  assert.match(program.screen().join('\n'), /^trailtop --demo @kim\s*$/mv);
  assert.equal(statSync(fileIn(home)).mode & 0o777, 0o600);
  assert.deepEqual(JSON.parse(readFileSync(fileIn(home), 'utf8')), {
    views: {kim: {since: '1h', filter: 'user:kim is:denied', show: 'notable'}},
  });
  const {code, stdout, stderr} = await run(['events', '--demo', '@kim', '--max-items', '3'], env);
  assert.deepEqual([code, stderr], [0, '']);
  for (const line of stdout.trim().split('\n')) {
    assert.match(line, /kim.*AccessDenied|AccessDenied.*kim|UnauthorizedOperation/v);
  }
});

test('W writes over no config.json with errors', async (t) => {
  const home = configHome(t, wrong);
  const env = {XDG_CONFIG_HOME: home};
  const program = startProgram(['--demo'], {columns: 120, rows: 40, env});
  t.after(program.close);
  await program.waitFor('batch-7');
  await program.press('W');
  await program.type('kim');
  await program.press('enter');
  await program.waitFor(
    /config\.json:3: a text holds what must be escaped in JSON; mend that first/v,
  );
  assert.equal(readFileSync(fileIn(home), 'utf8'), wrong);
});

test('without a terminal each fault has a line of its own on stderr, and the rest works', async (t) => {
  const home = configHome(t, wrong);
  const env = {XDG_CONFIG_HOME: home};
  const {code, stdout, stderr} = await run(['events', '--demo', '--max-items', '1'], env);
  assert.equal(code, 0);
  assert.equal(stdout.split('\n').length, 2);
  const lines = stderr.trim().split('\n');
  assert.equal(lines.length, 4, stderr);
  for (const line of lines) {
    assert.match(line, /^trailtop: \/.*\/config\.json:[234]: /v);
    assert.match(line, /^[^\p{Cc}\u202E]*$/v);
  }
});

test('the doctor says what is wrong in config.json', async (t) => {
  const home = configHome(t, wrong);
  const {stdout} = await run(['doctor', '--demo'], {XDG_CONFIG_HOME: home});
  assert.match(stdout, /ok\s+config\s+\S+config\.json: 1 defaults, 1 views|ok\s+config/v);
  assert.match(stdout, /warning\s+config\s+\S+config\.json:2: "rate" takes a number/v);
});

test('help, completions and the policy need no AWS, no screen and no config', async () => {
  const help = await run(['--help']);
  assert.deepEqual([help.code, help.stderr], [0, '']);
  assert.ok(help.stdout.split('\n').length <= 24);
  const events = await run(['events', '--help']);
  assert.match(events.stdout, /^trailtop events \[flags\]/v);
  const bash = await run(['completion', 'bash']);
  assert.match(bash.stdout, /complete -F _trailtop trailtop/v);
  const policy = await run(['doctor', '--policy']);
  assert.deepEqual([policy.code, policy.stderr], [0, '']);
  assert.equal((JSON.parse(policy.stdout) as {readonly Version: string}).Version, '2012-10-17');
  const none = await run(['completion', 'tcsh']);
  assert.deepEqual([none.code, none.stdout], [2, '']);
});

test('a flag of another command is refused, with whom it belongs to', async () => {
  const {code, stderr} = await run(['metrics', '--show', 'all']);
  assert.equal(code, 2);
  assert.equal(
    stderr,
    'trailtop: --show belongs to the monitor, and trailtop metrics has no use for it\n',
  );
});

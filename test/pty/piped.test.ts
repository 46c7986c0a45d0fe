import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {gzipSync} from 'node:zlib';
import {startProgram, type Program} from '../support/pty-program.ts';
import {programWords} from '../support/program.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');

/** A shell that runs a command in which `trailtop` is ours and `$EVENTS` a gzipped file of two calls. */
function shell(t: TestContext, command: string): Program {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  const events = path.join(folder, 'events.json.gz');
  const records = ['kim', 'lee'].map((name, index) => ({
    eventID: `00000000-0000-4000-8000-00000000000${index}`,
    eventName: 'RunInstances',
    eventSource: 'ec2.amazonaws.com',
    eventTime: `2026-01-01T12:00:0${index}Z`,
    awsRegion: 'us-east-1',
    readOnly: false,
    userIdentity: {type: 'IAMUser', userName: name},
  }));
  writeFileSync(events, gzipSync(JSON.stringify({Records: records})));
  const program = startProgram(['-c', `trailtop() { "$NODE" ${programWords} "$@"; }; ${command}`], {
    columns: 100,
    rows: 30,
    env: {PS1: 'ready$ ', EVENTS: events, NODE: process.execPath},
    cwd: repository,
    command: ['sh'],
  });
  t.after(program.close);
  return program;
}

test('events that are piped in open the screen; the terminal has the keys, and is as before afterwards', async (t) => {
  const program = shell(
    t,
    'stty -g > "$EVENTS.a"; zcat "$EVENTS" | trailtop -; echo "status $?"; stty -g | diff "$EVENTS.a" - && echo the same',
  );
  await program.waitFor('Events 2 of 2');
  assert.ok(program.model.isAlternate);
  await program.waitFor(/▸ .*lee/v);
  await program.press('j');
  await program.waitFor(/▸ .*kim/v);
  await program.press('q');
  await program.waitFor(/^status 0$/mv);
  await program.waitFor(/^the same$/mv);
  const {code} = await program.exited;
  assert.equal(code, 0);
  assert.deepEqual(program.restored(), []);
});

test('a pipe that never ends holds nobody: q quits', async (t) => {
  const program = shell(
    t,
    'mkfifo "$EVENTS.pipe"; exec 3<> "$EVENTS.pipe"; trailtop - < "$EVENTS.pipe"; echo "status $?"',
  );
  await program.waitFor(/┌ Events/v);
  await program.press('q');
  await program.waitFor(/^status 0$/mv);
  await program.exited;
  assert.deepEqual(program.restored(), []);
});

test('what is recorded of a pipe that is not read to its end is said not to be everything', async (t) => {
  const program = shell(
    t,
    'mkfifo "$EVENTS.pipe"; exec 3<> "$EVENTS.pipe"; trailtop - --record "$EVENTS.kept" < "$EVENTS.pipe"; echo "status $?"',
  );
  await program.waitFor(/┌ Events/v);
  await program.press('ctrl+c');
  await program.waitFor(/^status 0$/mv);
  await program.exited;
  assert.match(program.screen().join(''), /kept does not hold everything: trailtop ended before/v);
});

test('a signal gives the terminal back', async (t) => {
  const program = shell(
    t,
    `stty -g > "$EVENTS.a"; zcat "$EVENTS" | sh -c 'echo "pid $$"; exec "$NODE" ${programWords} -'; echo "status $?"; stty -g | diff "$EVENTS.a" - && echo the same`,
  );
  await program.waitFor(/^pid \d+$/mv);
  const pid = Number(/^pid (\d+)$/mv.exec(program.screen().join('\n'))?.[1]);
  await program.waitFor('Events 2 of 2');
  process.kill(pid, 'SIGTERM');
  await program.waitFor(/^status 143$/mv);
  await program.waitFor(/^the same$/mv);
  await program.exited;
  assert.deepEqual(program.restored(), []);
});

test('ctrl+z goes back to the shell, fg brings the screen back, and keys work', async (t) => {
  const program = shell(t, 'exec bash --norc --noprofile -i');
  await program.waitFor('ready$');
  await program.type(`zcat "$EVENTS" | "$NODE" ${programWords} -`);
  await program.press('enter');
  await program.waitFor('Events 2 of 2');
  await program.press('ctrl+z');
  await program.waitFor(/Stopped/v);
  assert.ok(!program.model.isAlternate);
  await program.type('echo $((6 * 7))');
  await program.press('enter');
  await program.waitFor(/^42$/mv);
  assert.ok(
    program.screen().some((row) => row.endsWith('echo $((6 * 7))')),
    'typing is shown',
  );
  await program.type('fg');
  await program.press('enter');
  await program.waitFor(/▸ .*lee/v);
  await program.press('j');
  await program.waitFor(/▸ .*kim/v);
  await program.press('q');
  await program.waitFor((rows) => rows.findLast((row) => row !== '') === 'ready$');
  await program.type('exit');
  await program.press('enter');
  await program.exited;
  assert.deepEqual(program.restored(), []);
});

test('without a terminal of its own, what is piped in is printed as plain lines', async (t) => {
  // Its output is a terminal still, but no longer the one that belongs to its session.
  const program = shell(
    t,
    `zcat "$EVENTS" | setsid -w "$NODE" ${programWords} -; echo "status $?"`,
  );
  await program.waitFor(/^status 0$/mv);
  assert.ok(program.screen().some((row) => /RunInstances.*kim/v.test(row)));
  assert.ok(!program.model.isAlternate);
});

test('- at a terminal says what it is for', async (t) => {
  const program = shell(t, 'trailtop -; echo "status $?"');
  await program.waitFor('- is what comes through a pipe');
  await program.waitFor(/^status 2$/mv);
});

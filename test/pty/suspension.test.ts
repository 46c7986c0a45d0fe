import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {startProgram, type Program} from '../support/pty-program.ts';
import {programWords} from '../support/program.ts';
import {quit} from '../support/quit.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');

/** An interactive shell in which a parent that is no shell at the terminal, as npm is, has started the demo. */
async function shellWithDemo(t: TestContext): Promise<Program> {
  const program = startProgram([], {
    columns: 100,
    rows: 30,
    env: {PS1: 'ready$ ', TRAILTOP_NODE: process.execPath},
    cwd: repository,
    command: ['bash', '--norc', '--noprofile', '-i'],
  });
  t.after(program.close);
  await program.waitFor('ready$');
  await program.type(`sh -c '"$TRAILTOP_NODE" ${programWords} --demo; echo "status $?"'`);
  await program.press('enter');
  await program.waitFor(/┌ Events/v);
  return program;
}

/** The shell's answer, which is not what was typed. */
async function ask(program: Program, command: string, answer: RegExp): Promise<void> {
  await program.type(command);
  await program.press('enter');
  await program.waitFor(answer);
}

test('ctrl+z goes back to the shell, fg brings the screen back, and keys work', async (t) => {
  const program = await shellWithDemo(t);
  for (const [key, range] of [
    ['3', / 3h \d/v],
    ['1', / 15m \d/v],
  ] as const) {
    await program.press('ctrl+z');
    await program.waitFor(/Stopped/v);
    assert.ok(!program.model.isAlternate);
    assert.ok(program.model.cursor.visible);
    await ask(program, 'echo $((6 * 7))', /^42$/mv);
    // The terminal shows what is typed again, each line by itself.
    assert.ok(program.screen().some((row) => row.endsWith('echo $((6 * 7))')));
    await ask(program, 'fg', /┌ Events/v);
    assert.ok(program.model.isAlternate);
    await program.press(key);
    await program.waitFor(range);
  }

  await quit(program);
  await program.waitFor(/^status 0$/mv);
  await program.type('exit');
  await program.press('enter');
  await program.exited;
  assert.deepEqual(program.restored(), []);
});

for (const signal of ['TSTP', 'STOP']) {
  test(`SIG${signal} from outside: fg brings a screen back whose keys work`, async (t) => {
    const home = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
    t.after(() => {
      rmSync(home, {recursive: true});
    });
    const program = startProgram([], {
      columns: 100,
      rows: 30,
      env: {PS1: 'ready$ ', TRAILTOP_NODE: process.execPath, HOME: home},
      cwd: repository,
      command: ['bash', '--norc', '--noprofile', '-i'],
    });
    t.after(program.close);
    await program.waitFor('ready$');
    // The number of the program is known before it becomes the program.
    await program.type(
      `sh -c 'echo $$ > "$HOME/pid"; exec "$TRAILTOP_NODE" ${programWords} --demo'`,
    );
    await program.press('enter');
    await program.waitFor(/┌ Events/v);
    // Frozen, so that nothing but what is asked is drawn.
    await program.press('space');
    await program.waitFor('FROZEN');
    const pid = Number(readFileSync(path.join(home, 'pid'), 'utf8'));
    process.kill(pid, `SIG${signal}`);
    await program.waitFor(/Stopped/v);
    await ask(program, 'clear; echo $((6 * 7))', /^42$/mv);
    await ask(program, 'fg', /┌ Events/v);
    await program.press('3');
    await program.waitFor(/ 3h \d/v);
    await quit(program);
    await program.waitFor((rows) => rows.findLast((row) => row !== '') === 'ready$');
    await program.type('exit');
    await program.press('enter');
    await program.exited;
    assert.deepEqual(program.restored(), []);
  });
}

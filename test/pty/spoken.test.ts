import assert from 'node:assert/strict';
import {test} from 'node:test';
import {startProgram} from '../support/pty-program.ts';

for (const [name, args, env] of [
  ['--screen-reader', ['--screen-reader'], {}],
  ['INK_SCREEN_READER', [], {INK_SCREEN_READER: 'true'}],
] as const) {
  test(`${name}: words are appended, keys work, a paste is a paste, and q leaves the shell as it was`, async (t) => {
    const program = startProgram(['--demo', '--since', '10m', '--rate', '2', ...args], {
      columns: 160,
      rows: 60,
      env,
    });
    t.after(program.close);
    await program.waitFor(/^trailtop, demo, us-east-1/mv);
    await program.waitFor(/^CPUUtilization Average .* % at \d\d:\d\d.*, highest /mv);
    await program.waitFor(/^Events [\d,]+ of [\d,]+, notable/mv);
    await program.press('j');
    await program.waitFor(/^2 of \d+: \d\d:\d\d:\d\d, \w+, by /mv);
    await program.type('/');
    await program.waitFor(/^filter: $|^filter:$/mv);
    await program.paste('name:qqq\nq');
    await program.waitFor(/^filter: name:qqq/mv);
    await program.press('esc');
    await program.press('?');
    await program.waitFor(/^Keys/mv);
    await program.press('esc');
    await program.press('q');
    await program.waitFor(/not saved|unsaved/iv);
    await program.press('q');
    const {code} = await program.exited;
    assert.equal(code, 0);
    assert.deepEqual(program.restored(), []);
    assert.deepEqual([...program.model.sequences].sort(), ['CSI ?h', 'CSI ?l']);
    // The cursor is only ever shown, as the last word.
    assert.deepEqual(
      [...program.model.privateModes].filter((mode) => mode !== 25),
      [2004],
    );
  });
}

test('a signal ends the words with the status that the shell expects', async (t) => {
  const program = startProgram(['--demo', '--screen-reader'], {columns: 120, rows: 40});
  t.after(program.close);
  await program.waitFor(/^j and k go through/mv);
  program.signal('SIGTERM');
  const {code} = await program.exited;
  assert.equal(code, 143);
  assert.deepEqual(program.restored(), []);
});

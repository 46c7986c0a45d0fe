import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test, type TestContext} from 'node:test';
import {startProgram, type Program} from '../support/pty-program.ts';

/** The monitor before an archive of 300 calls, the newest of which is `Stop0`. */
async function monitor(t: TestContext): Promise<Program> {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-keys-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  const file = path.join(folder, 'a.json');
  const records = Array.from({length: 300}, (_, index) => ({
    eventName: `Stop${index}`,
    eventTime: new Date(Date.UTC(2026, 0, 1, 12) - index * 1000).toISOString(),
    readOnly: false,
  }));
  writeFileSync(file, JSON.stringify(records));
  const program = startProgram([file], {columns: 100, rows: 30});
  t.after(program.close);
  await program.waitFor(/▸ .*Stop0 /v);
  return program;
}

/** What a terminal sends without a key: answers to questions, the mouse, the focus, a protocol that another left on. */
const reports = [
  '\u001B]11;rgb:1e1e/1e1e/1e1e\u0007',
  '\u001B]52;c;cXExMjM=\u001B\\',
  '\u001BP>|tmux 3.4\u001B\\',
  '\u001B_Gi=31;OK\u001B\\',
  '\u001B[?62;22c',
  '\u001B[24;80R',
  '\u001B[<0;10;5M',
  '\u001B[M q1',
  '\u001B[I',
  '\u001B[O',
  '\u001B[113;1:3u',
  '\u001B[57428u',
  '\u001Bq',
].join('');

test('keys arrive whole however they are cut, none is lost, and what is no key does nothing', async (t) => {
  const program = await monitor(t);
  const before = program.screen();
  // Every character of it in a write of its own.
  await program.type(`${reports}\u001B[B`);
  await program.waitFor(/▸ .*Stop1 /v);
  await program.type(`${reports}\u001BOA`);
  await program.waitFor(/▸ .*Stop0 /v);
  assert.deepEqual(program.screen(), before, 'and nothing else has changed');

  // Faster than anything can be drawn.
  await program.type(`${'j'.repeat(250)}${'k'.repeat(49)}`);
  await program.waitFor(/▸ .*Stop201 /v);
  await program.type('\u001B[A'.repeat(100));
  await program.waitFor(/▸ .*Stop101 /v);
  await program.type('g');
  await program.waitFor(/▸ .*Stop0 /v);
});

test('what is typed or pasted in a prompt fires no command; Esc by itself leaves it; ^C ends a paste without an end', async (t) => {
  const program = await monitor(t);
  const before = program.screen();
  await program.type(`/q1R${reports}z+\u001B[D\u001B[Dw`);
  await program.waitFor(/filter: q1Rwz\+/v);
  await program.paste('\u0015name:Stop7\nq\u001B[Aj');
  await program.waitFor(/filter: q1R.*name:Stop7 q/v);
  await program.press('esc');
  await program.waitFor(/▸ .*Stop0 /v);
  assert.deepEqual(program.screen(), before);

  await program.paste('q\n:q\nw1');
  await program.type('j');
  await program.waitFor(/▸ .*Stop1 /v);
  await program.type('k');
  await program.waitFor(/▸ .*Stop0 /v);
  assert.deepEqual(program.screen(), before, 'a paste where nothing is typed means nothing');

  await program.type('\u001B[200~half of a paste');
  await program.press('ctrl+c');
  const {code} = await program.exited;
  assert.equal(code, 0);
  assert.deepEqual(program.restored(), []);
});

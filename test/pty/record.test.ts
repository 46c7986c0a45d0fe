import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, statSync, truncateSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test} from 'node:test';
import {startProgram} from '../support/pty-program.ts';

/** The second number of `Events 37 of 1,204`. */
function total(rows: readonly string[]): number {
  const count = /Events [\d,]+ of (?<total>[\d,]+)/v.exec(rows.join('\n'))?.groups?.['total'];
  return Number((count ?? '0').replaceAll(',', ''));
}

test('what is loaded is in the file when the line drops; q need not ask; the file opens as an archive, also cut', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-record-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  const file = path.join(folder, 'kept.jsonl');
  const program = startProgram(['--demo', '--record', file], {columns: 120, rows: 30});
  t.after(program.close);
  await program.waitFor((rows) => total(rows) > 50);
  await program.waitFor(' recording ');
  const lines = () => readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const shown = total(program.screen());
  await program.waitFor(() => lines().length >= shown);
  program.signal('SIGKILL');
  await program.exited;
  const before = lines();
  assert.ok(before.length >= shown);
  assert.equal(statSync(file).mode % 0o1000, 0o600);

  const again = startProgram(['--demo', '--record', file], {columns: 120, rows: 30});
  t.after(again.close);
  await again.waitFor((rows) => total(rows) > 50);
  await again.press('q');
  const {code} = await again.exited;
  assert.equal(code, 0, 'without a question');
  assert.deepEqual(again.restored(), []);
  const after = lines();
  assert.deepEqual(after.slice(0, before.length), before, 'added to, never changed');
  const ids = after.map((line) => (JSON.parse(line) as {readonly eventID: string}).eventID);
  assert.equal(new Set(ids).size, ids.length, 'each event once');

  truncateSync(file, statSync(file).size - 100);
  const archive = startProgram([file], {columns: 120, rows: 30});
  t.after(archive.close);
  await archive.waitFor((rows) => total(rows) === after.length - 1);
  await archive.waitFor('1 problem');
});

test('a file that cannot be recorded to is told before anything is shown', async (t) => {
  const program = startProgram(['--demo', '--record', import.meta.filename], {columns: 160});
  t.after(program.close);
  const {code} = await program.exited;
  assert.equal(code, 2);
  assert.match(
    program.screen()[0] ?? '',
    /^trailtop: --record .*: it holds something else than one record a line/v,
  );
});

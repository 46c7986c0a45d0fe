import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {startProgram, type Program} from '../support/pty-program.ts';
import {quit} from '../support/quit.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');

/** `Events 37 of 1,204` as two numbers; undefined where the title is not on the screen. */
function counts(rows: readonly string[]): {shown: number; total: number} | undefined {
  const groups = /Events (?<shown>[\d,]+) of (?<total>[\d,]+)/v.exec(rows.join('\n'))?.groups;
  return groups
    ? {
        shown: Number(groups['shown']?.replaceAll(',', '')),
        total: Number(groups['total']?.replaceAll(',', '')),
      }
    : undefined;
}

async function startDemo(columns: number, rows: number): Promise<Program> {
  return startProgram(['--demo'], {columns, rows});
}

test('a person starts the demo, reads, filters, opens a record, changes the range and quits', async (t) => {
  const program = await startDemo(120, 40);
  t.after(program.close);

  await program.waitFor(/┌ CPUUtilization/v);
  await program.waitFor(/┌ Events/v);
  await program.waitFor('batch-7');
  await program.waitFor((rows) => (counts(rows)?.shown ?? 0) > 10);
  await program.waitFor((rows) =>
    rows.some((row) => row.includes('StopLogging') && row.includes('! DENIED')),
  );
  assert.ok(program.model.isAlternate);

  await program.type('/user:kim is:denied');
  await program.waitFor((rows) => rows.at(-1)?.includes('left') ?? false);
  await program.press('enter');
  await program.waitFor('user:kim is:denied (here)');
  assert.ok(program.screen().every((row) => !/203\.0\.113\.9.+\bok\b/v.test(row)));

  await program.press('enter');
  await program.waitFor('denied     ');
  assert.ok(program.screen().every((row) => !row.includes('"errorCode"')));
  await program.type('/errorCode');
  await program.press('enter');
  await program.waitFor((rows) => rows.some((row) => row.includes('"errorCode"')));
  await program.press('esc');
  await program.waitFor(/┌ Events/v);

  await program.press('3');
  await program.waitFor(/ 3h \d/v);
  const range = () => / 3h .*/v.exec(program.screen()[0] ?? '')?.[0];
  const latest = range();
  await program.press('[');
  await program.waitFor(() => range() !== undefined && range() !== latest);
  await program.press('.');
  await program.waitFor(() => range() === latest);

  await quit(program);
  const {code} = await program.exited;
  assert.equal(code, 0);
  assert.deepEqual(program.restored(), []);
});

test('new events come without a key, and do not move what is looked at', async (t) => {
  const program = await startDemo(100, 30);
  t.after(program.close);
  await program.waitFor((rows) => (counts(rows)?.shown ?? 0) > 10);
  const cursorLine = (rows: readonly string[]) => rows.findIndex((row) => row.startsWith('│▸'));
  const first = cursorLine(program.screen());
  await program.press('j', 'j', 'j');
  await program.waitFor((rows) => cursorLine(rows) === first + 3);
  const held = program.screen().find((row) => row.startsWith('│▸'));
  const before = counts(program.screen());
  await program.waitFor((rows) => (counts(rows)?.total ?? 0) > (before?.total ?? 0), {
    timeoutMs: 60_000,
  });
  assert.equal(
    program.screen().find((row) => row.startsWith('│▸')),
    held,
  );
});

test('the picker charts another instance', async (t) => {
  const program = await startDemo(120, 40);
  t.after(program.close);
  await program.waitFor('batch-7');
  await program.press('i');
  await program.waitFor('Instances and groups to chart');
  await program.type('db-1');
  await program.waitFor((rows) => rows.filter((row) => row.includes('[ ]')).length === 1);
  await program.press('enter');
  await program.waitFor(/┌ CPUUtilization.*db-1/v);
});

for (const [signal, status] of [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGINT', 130],
] as const) {
  test(`${signal} restores the terminal and ends with ${status}`, async (t) => {
    const program = await startDemo(80, 24);
    t.after(program.close);
    await program.waitFor(/┌ Events/v);
    program.signal(signal);
    const {code} = await program.exited;
    assert.equal(code, status);
    assert.deepEqual(program.restored(), []);
  });
}

test('^C quits from within a prompt', async (t) => {
  const program = await startDemo(80, 24);
  t.after(program.close);
  await program.waitFor(/┌ Events/v);
  await program.type('/abc');
  await program.press('ctrl+c');
  const {code} = await program.exited;
  assert.equal(code, 0);
  assert.deepEqual(program.restored(), []);
});

test('a terminal that shrinks and grows ends in a whole frame', async (t) => {
  const program = await startDemo(120, 40);
  t.after(program.close);
  await program.waitFor(/┌ Events/v);
  program.resize(60, 16);
  await program.waitFor(
    (rows) => rows.length === 16 && rows.some((row) => /┌ Events.*┐$/v.test(row)),
  );
  program.resize(30, 8);
  await program.waitFor('needs 40x10');
  program.resize(100, 30);
  await program.waitFor((rows) => rows.some((row) => /┌ CPU.*┐$/v.test(row) && row.length === 100));
});

for (const [name, args, message] of [
  ['an unknown flag', ['--fliter', 'x'], '--fliter is no flag'],
  ['a bad duration', ['--since', 'soon'], 'not "soon"'],
  ['a wrong filter', ['--filter', 'is:evil'], 'column'],
  ['a bad port', ['--demo-port', '99999'], '1 to 65535'],
  ['a bad region', ['-r', 'mars'], 'is no region'],
] as const) {
  test(`${name} is one clear line and status 2`, async (t) => {
    const program = startProgram([...args], {columns: 160, rows: 10});
    t.after(program.close);
    const {code} = await program.exited;
    const said = program.screen().filter((row) => row !== '');
    assert.equal(code, 2);
    assert.equal(said.length, 1);
    const [line = ''] = said;
    assert.ok(line.startsWith('trailtop: '), line);
    assert.ok(line.includes(message), line);
  });
}

test('a Node that is too old is told so', async (t) => {
  const program = startProgram([], {
    columns: 120,
    rows: 10,
    command: [
      process.execPath,
      '--import=tsx',
      '--eval',
      `Object.defineProperty(process.versions, 'node', {value: '20.20.2'}); await import(${JSON.stringify(path.join(repository, 'source/cli.ts'))});`,
    ],
  });
  t.after(program.close);
  const {code} = await program.exited;
  assert.equal(code, 1);
  assert.ok(program.screen().join(' ').includes('needs Node 22.21'));
});

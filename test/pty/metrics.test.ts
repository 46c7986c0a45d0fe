import assert from 'node:assert/strict';
import {test} from 'node:test';
import {startProgram} from '../support/pty-program.ts';
import {quit} from '../support/quit.ts';

test('somebody charts the bytes that came in, their maximum, by five minutes, and quits', async (t) => {
  const program = startProgram(['--demo'], {columns: 120, rows: 40});
  t.after(program.close);
  await program.waitFor(/CPUUtilization Average 1m \(detailed monitoring\)/v);
  await program.press('m');
  await program.waitFor(/NetworkIn +AWS\/EC2 +bytes/v);
  await program.type('networkin');
  await program.press('enter');
  await program.waitFor(/NetworkIn Average 1m .* [kM]?B \d\d:\d\d/v);
  await program.press('s');
  await program.type('max');
  await program.press('enter');
  await program.waitFor(/NetworkIn Maximum 1m/v);
  await program.press('p', '5', 'm', 'enter');
  await program.waitFor(/NetworkIn Maximum 5m .* [kM]?B \d\d:\d\d/v);
  await quit(program);
  const {code} = await program.exited;
  assert.equal(code, 0);
  assert.deepEqual(program.restored(), []);
});

test('a period that the range is too old for is said and not asked', async (t) => {
  const program = startProgram(['--demo', '--period', '1m'], {columns: 120, rows: 40});
  t.after(program.close);
  await program.waitFor(/CPUUtilization Average 1m \(/v);
  await program.press('8');
  await program.waitFor('datapoints of 1m are kept for 15d');
  await program.press('p');
  await program.waitFor(/▸ 1m +kept for 15d; the range begins 30d ago/v);
  await program.press('up', 'enter');
  await program.waitFor(/CPUUtilization Average 1h/v);
});

test('trailtop metrics on a terminal is a table, with --follow rows without end, and ^C leaves nothing behind', async (t) => {
  const program = startProgram(['metrics', '--demo', '--since', '30m', '--follow'], {
    columns: 100,
    rows: 40,
  });
  t.after(program.close);
  await program.waitFor(/no instance is named, so these are printed \(in ALARM\): batch-7 i-/v);
  await program.waitFor(/T\d\d:\d\d:00Z +[\d.]+ % {2}batch-7 i-/v);
  await program.press('ctrl+c');
  const {code} = await program.exited;
  assert.equal(code, 130);
  assert.deepEqual(program.restored(), []);
});

import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test} from 'node:test';
import {recordedSeries} from '../../source/sources/recorded-series.ts';

test('a file is read; one that is not there, and a folder, are problems in words', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-series-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  const file = path.join(folder, 'cpu.csv');
  writeFileSync(file, 'timestamp,value\n2026-11-22T12:00:00Z,5\n');
  const read = await recordedSeries(file);
  assert.deepEqual(read.problems, []);
  assert.equal(read.series[0]?.points[0]?.value, 5);
  const missing = await recordedSeries(path.join(folder, 'none.csv'));
  assert.deepEqual(missing, {series: [], problems: ['no such file or folder']});
  assert.deepEqual((await recordedSeries(folder)).problems, ['is a folder']);
});

import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import test from 'node:test';
import {realDataFolder, skipWithoutRealData} from './real-data.ts';

test('TRAILTOP_DATA names the folder; where there is none, there is no data', () => {
  const {dirname, filename} = import.meta;
  assert.equal(realDataFolder({TRAILTOP_DATA: dirname}), dirname);
  assert.equal(realDataFolder({TRAILTOP_DATA: '/nowhere/at/all'}), undefined);
  assert.equal(realDataFolder({TRAILTOP_DATA: filename}), undefined);
});

test('a test with these options runs only where the data is', skipWithoutRealData, () => {
  assert.ok(existsSync(realDataFolder() ?? ''));
});

test('a skipped test says which folder was looked for', () => {
  assert.match(String(skipWithoutRealData.skip), /^false$|TRAILTOP_DATA/v);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {asciiLower, recordHasText} from '../../../source/core/filter/free-text.ts';
import {type JsonObject} from '../../../source/core/json.ts';

const record: JsonObject = {
  eventName: 'RunInstances',
  userAgent: ['aws-cli/2', 'curl'],
  requestParameters: {maxCount: 80, dryRun: false, note: 'ÉTÉ "quoted"\n\u202Eevil', none: null},
};

test('Text is found in keys and values, unescaped, ignoring ASCII case', () => {
  for (const text of [
    'RUNINST',
    'maxcount',
    '80',
    'FALSE',
    'Curl',
    '"Quoted"',
    '\u202Eevil',
    'ÉtÉ',
  ]) {
    assert.equal(recordHasText(record, asciiLower(text)), true, text);
  }

  for (const text of ['été', 'null', 'RunInstances,', '81', String.raw`\n`]) {
    assert.equal(recordHasText(record, asciiLower(text)), false, text);
  }
});

test('A record nested ten thousand levels deep, or very wide, is searched all the same', () => {
  let deep: JsonObject = {bottom: 'Needle'};
  for (let level = 0; level < 10_000; level++) {
    deep = level % 2 === 0 ? {a: deep} : {b: [deep]};
  }

  const wide = {items: [...Array.from({length: 300_000}, () => 'hay'), 'needle']};
  assert.ok(recordHasText(deep, 'needle'));
  assert.ok(recordHasText(wide, 'needle'));
});

test('Only A to Z are lowered', () => {
  assert.equal(asciiLower('AZaz09'), 'azaz09');
  assert.equal(asciiLower('AÉ\u212AZ'), 'aÉ\u212Az');
});

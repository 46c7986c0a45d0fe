import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {cardOf} from '../../source/core/detail/card.ts';
import {readTree} from '../../source/core/detail/tree.ts';
import {EventStore} from '../../source/core/event-store.ts';
import {fromRecord} from '../../source/core/event.ts';
import {isJsonObject, member, type JsonObject} from '../../source/core/json.ts';
import {realDataFolder, skipWithoutRealData} from '../support/real-data.ts';

/** The records of one folder of real data, one a file or several. */
function recordsOf(folder: string): readonly JsonObject[] {
  const root = path.join(realDataFolder() ?? '', 'cloudtrail', folder);
  return readdirSync(root, {recursive: true, encoding: 'utf8'})
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const value: unknown = JSON.parse(readFileSync(path.join(root, name), 'utf8'));
      const list = member(value, 'Records') ?? value;
      return (Array.isArray(list) ? list : [list]).filter((item) => isJsonObject(item));
    });
}

test(
  'the card of every real record says how it ended, who made it and when',
  skipWithoutRealData,
  () => {
    const records = recordsOf('stratus-red-team');
    assert.ok(records.length > 200);
    for (const record of records) {
      const store = new EventStore();
      const [row = -1] = store.add([fromRecord(record)]);
      const labels = new Set(
        cardOf(store, row, record, {ascii: false, zone: undefined}).map(({label}) => label),
      );
      for (const label of ['outcome', 'who', 'time', 'from', 'event id']) {
        assert.ok(labels.has(label), `${label}: ${JSON.stringify(record['eventID'])}`);
      }
    }
  },
);

test('the policies inside the parameters of real records are opened', skipWithoutRealData, () => {
  const opened = recordsOf('stratus-red-team')
    .flatMap((record) => readTree(record))
    .filter(({isEmbedded}) => isEmbedded);
  assert.ok(opened.length >= 5, `${opened.length}`);
  assert.ok(opened.some(({key}) => key === 'assumeRolePolicyDocument'));
});

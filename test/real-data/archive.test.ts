import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {glob, readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import process from 'node:process';
import {test} from 'node:test';
import {readArchive, type ArchiveBatch} from '../../source/sources/archive.ts';

const data =
  process.env['TRAILTOP_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const trail = `${data}/cloudtrail`;
const skip = existsSync(trail) ? false : 'the real data is not here';

async function read(path: string): Promise<readonly ArchiveBatch[]> {
  return Array.fromAsync(readArchive([path]));
}

function countEvents(batches: readonly ArchiveBatch[]): number {
  return batches.reduce((sum, {events}) => sum + events.length, 0);
}

/** How often a record's required key stands in the files of a folder: counted in the text, not by parsing it. */
async function countKeys(folder: string, key: RegExp): Promise<number> {
  let count = 0;
  for await (const path of glob(`${folder}/*.json*`)) {
    const text = await readFile(path, 'utf8');
    count += text.match(key)?.length ?? 0;
  }

  return count;
}

for (const [name, known] of [
  ['stratus-red-team', 310],
  ['traildiscover', 315],
  ['otrf-mordor', 103],
] as const) {
  test(`${name} opens whole, without a complaint`, {skip}, async () => {
    const batches = await read(`${trail}/${name}`);
    assert.deepEqual(
      batches.flatMap(({problems}) => problems),
      [],
    );
    assert.equal(countEvents(batches), known);
    assert.equal(await countKeys(`${trail}/${name}`, /"eventID"\s*:/gv), known);
  });
}

test(
  'the odd shapes open: wrapped by EventBridge, bare, LookupEvents one a line',
  {skip},
  async () => {
    const batches = await read(`${trail}/shapes`);
    assert.deepEqual(
      batches.flatMap(({problems}) => problems),
      [],
    );
    const wholes = await countKeys(`${trail}/shapes`, /"eventID"\s*:|"CloudTrailEvent"\s*:/gv);
    assert.equal(countEvents(batches), wholes);
  },
);

test('every real record has its name and its time', {skip}, async () => {
  const batches = await read(trail);
  for (const {path, events} of batches) {
    for (const {time, record, id} of events) {
      assert.ok(!Number.isNaN(time), `${path} ${id}`);
      assert.equal(typeof record['eventName'], 'string', `${path} ${id}`);
    }
  }
});

test('licences and notices are counted, not complained of', {skip}, async () => {
  const batches = await read(trail);
  const skipped = batches.filter((batch) => batch.skipped > 0).map(({path}) => path);
  assert.ok(skipped.length > 0);
  assert.ok(
    skipped.every((path) => /\/(?:LICENSE|NOTICE)[^\/]*$/v.test(path)),
    skipped.join(' '),
  );
});

test('a recorded series opens as rows with times', {skip}, async () => {
  const batches = await read(`${data}/cpu/ec2_cpu_utilization_825cc2.csv`);
  const text = await readFile(`${data}/cpu/ec2_cpu_utilization_825cc2.csv`, 'utf8');
  assert.equal(countEvents(batches), text.trim().split('\n').length - 1);
  assert.deepEqual(batches[0]?.columns, ['timestamp', 'value']);
  assert.ok(batches[0].events.every(({time}) => !Number.isNaN(time)));
});

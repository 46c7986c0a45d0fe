import assert from 'node:assert/strict';
import {glob, readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {readArchive, type ArchiveBatch, type ArchiveProblem} from '../../source/sources/archive.ts';
import {realDataFolder, skipWithoutRealData} from '../support/real-data.ts';
import {eventsOf} from '../support/packed-events.ts';

const data = realDataFolder() ?? '';
const trail = `${data}/cloudtrail`;

async function read(path: string) {
  const batches: ArchiveBatch[] = [];
  const problems: ArchiveProblem[] = [];
  for await (const batch of readArchive([path])) {
    batches.push(batch);
    problems.push(...batch.problems);
  }

  return {batches, problems};
}

function countEvents(batches: readonly ArchiveBatch[]): number {
  return batches.reduce((sum, {packed}) => sum + (packed?.count ?? 0), 0);
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
  test(`${name} opens whole, without a complaint`, skipWithoutRealData, async () => {
    const {batches, problems} = await read(`${trail}/${name}`);
    assert.deepEqual(problems, []);
    assert.equal(countEvents(batches), known);
    assert.equal(await countKeys(`${trail}/${name}`, /"eventID"\s*:/gv), known);
  });
}

test(
  'the odd shapes open: wrapped by EventBridge, bare, LookupEvents one a line',
  skipWithoutRealData,
  async () => {
    const {batches, problems} = await read(`${trail}/shapes`);
    assert.deepEqual(problems, []);
    const wholes = await countKeys(`${trail}/shapes`, /"eventID"\s*:|"CloudTrailEvent"\s*:/gv);
    assert.equal(countEvents(batches), wholes);
  },
);

test('every real record has its name and its time', skipWithoutRealData, async () => {
  const {batches} = await read(trail);
  for (const {path, packed} of batches) {
    for (const {time, record, id} of eventsOf(packed)) {
      assert.ok(!Number.isNaN(time), `${path} ${id}`);
      assert.equal(typeof record['eventName'], 'string', `${path} ${id}`);
    }
  }
});

test('licences and notices are counted, not complained of', skipWithoutRealData, async () => {
  const {batches} = await read(trail);
  const skipped = batches.filter((batch) => batch.skipped > 0).map(({path}) => path);
  assert.ok(skipped.length > 0);
  assert.ok(
    skipped.every((path) => /\/(?:LICENSE|NOTICE)[^\/]*$/v.test(path)),
    skipped.join(' '),
  );
});

test('a recorded series opens as rows with times', skipWithoutRealData, async () => {
  const {batches} = await read(`${data}/cpu/ec2_cpu_utilization_825cc2.csv`);
  const text = await readFile(`${data}/cpu/ec2_cpu_utilization_825cc2.csv`, 'utf8');
  assert.equal(countEvents(batches), text.trim().split('\n').length - 1);
  assert.deepEqual(batches[0]?.columns, ['timestamp', 'value']);
  assert.ok(eventsOf(batches[0].packed).every(({time}) => !Number.isNaN(time)));
});

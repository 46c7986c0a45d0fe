import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {neutralEnvironment} from '../support/neutral-environment.ts';
import {realDataFolder, skipWithoutRealData} from '../support/real-data.ts';
import {programArguments} from '../support/program.ts';

const trail = path.join(realDataFolder() ?? '', 'cloudtrail');
const repository = path.resolve(import.meta.dirname, '..', '..');

type Plain = Readonly<Record<string, unknown>>;

/** Every record of the files, read in the plainest way: what is printed is held against it. */
function plainly(): readonly Plain[] {
  const records: Plain[] = [];
  const add = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) {
        add(item);
      }
    } else {
      const {Records, detail, CloudTrailEvent} = value as Plain;
      const inner = Records ?? (typeof detail === 'object' ? detail : undefined);
      const record =
        typeof CloudTrailEvent === 'string' ? (JSON.parse(CloudTrailEvent) as Plain) : undefined;
      if (inner) {
        add(inner);
      } else {
        records.push(record ?? (value as Plain));
      }
    }
  };

  for (const file of globSync('**/*.{json,jsonl}', {cwd: trail})) {
    const text = readFileSync(path.join(trail, file), 'utf8');
    try {
      add(JSON.parse(text));
    } catch {
      for (const line of text.split('\n').filter(Boolean)) {
        add(JSON.parse(line));
      }
    }
  }

  const byId = new Map(records.map((record) => [record['eventID'] ?? record, record]));
  return [...byId.values()];
}

function print(...flags: readonly string[]): readonly Plain[] {
  const {status, stdout} = spawnSync(
    process.execPath,
    [...programArguments, 'events', trail, ...flags],
    {
      cwd: repository,
      env: neutralEnvironment(),
      encoding: 'utf8',
      maxBuffer: 1e9,
    },
  );
  assert.equal(status, 0);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Plain);
}

function counted(records: readonly Plain[], holds: (record: Plain) => boolean): number {
  return records.filter((record) => holds(record)).length;
}

test(
  'of real records, every number equals a plain count, and every record its source',
  skipWithoutRealData,
  () => {
    const all = plainly();
    const printed = print();
    assert.ok(all.length > 700);
    assert.equal(printed.length, all.length);
    const sources = new Set(all.map((record) => JSON.stringify(record)));
    for (const record of printed) {
      const text = JSON.stringify(record);
      assert.ok(sources.has(text), text.slice(0, 200));
    }

    const isDenied = ({errorCode}: Plain) =>
      /AccessDenied|UnauthorizedOperation/v.test(String(errorCode));
    for (const [query, holds] of [
      ['name:GetPasswordData', ({eventName}) => eventName === 'GetPasswordData'],
      ['source:ec2', ({eventSource}) => eventSource === 'ec2.amazonaws.com'],
      ['errorCode:*AccessDenied*,*UnauthorizedOperation*', isDenied],
      ['readonly:true', ({readOnly}) => String(readOnly) === 'true'],
      ['-region:us-east-1', ({awsRegion}) => awsRegion !== 'us-east-1'],
      [
        'name:Get* -source:s3',
        ({eventName, eventSource}) =>
          /^get/iv.test(String(eventName)) && eventSource !== 's3.amazonaws.com',
      ],
      ['GetPassword', (record) => JSON.stringify(record).toLowerCase().includes('getpassword')],
    ] satisfies ReadonlyArray<readonly [string, (record: Plain) => boolean]>) {
      assert.equal(print('--filter', query).length, counted(all, holds), query);
    }
  },
);

test('real records come newest first', skipWithoutRealData, () => {
  const times = print().map(({eventTime}) => Date.parse(String(eventTime)));
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
  );
});

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

/** Every record of the files, each eventID once. */
function records(): readonly Plain[] {
  const found: Plain[] = [];
  const add = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) {
        add(item);
      }

      return;
    }

    const {Records, detail, CloudTrailEvent} = value as Plain;
    if (Records ?? (typeof detail === 'object' && detail !== null)) {
      add(Records ?? detail);
    } else if (typeof CloudTrailEvent === 'string') {
      found.push(JSON.parse(CloudTrailEvent) as Plain);
    } else {
      found.push(value as Plain);
    }
  };

  for (const file of globSync('**/*.{json,jsonl}', {cwd: trail})) {
    const content = readFileSync(path.join(trail, file), 'utf8');
    try {
      add(JSON.parse(content));
    } catch {
      for (const line of content.split('\n').filter(Boolean)) {
        add(JSON.parse(line));
      }
    }
  }

  return [...new Map(found.map((record) => [record['eventID'] ?? record, record])).values()];
}

function counted(by: string, ...flags: readonly string[]): ReadonlyMap<string, number> {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [...programArguments, 'events', trail, '--count-by', by, ...flags],
    {cwd: repository, env: neutralEnvironment(), encoding: 'utf8', maxBuffer: 1e9},
  );
  assert.equal(status, 0, stderr);
  const rows = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  const counts = rows.map(({count}) => Number(count));
  assert.deepEqual(
    counts,
    counts.toSorted((a, b) => b - a),
    'the most frequent first',
  );
  return new Map(
    rows.map((row) => [
      by
        .split(',')
        .map((field) => String(row[field]))
        .join('|'),
      Number(row['count']),
    ]),
  );
}

function expected(
  all: readonly Plain[],
  keyOf: (record: Plain) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const record of all) {
    counts.set(keyOf(record), (counts.get(keyOf(record)) ?? 0) + 1);
  }

  return counts;
}

function inOrder(counts: ReadonlyMap<string, number>): ReadonlyArray<readonly [string, number]> {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Absent values are null. */
function text(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : 'null';
}

test('--count-by on real records equals a plain count', skipWithoutRealData, () => {
  const all = records();
  const identity = ({userIdentity}: Plain) => (userIdentity ?? {}) as Plain;
  for (const [by, keyOf, flags = []] of [
    ['name', ({eventName}) => text(eventName)],
    ['region', ({awsRegion}) => text(awsRegion)],
    [
      'source,usertype',
      (record) => `${text(record['eventSource'])}|${text(identity(record)['type'])}`,
    ],
    ['userIdentity.accountId', (record) => text(identity(record)['accountId'])],
    ['key', (record) => text(identity(record)['accessKeyId'])],
  ] satisfies ReadonlyArray<readonly [string, (record: Plain) => string, (readonly string[])?]>) {
    assert.deepEqual(inOrder(counted(by, ...flags)), inOrder(expected(all, keyOf)), by);
  }
});

test('--count-by counts what the filter lets through', skipWithoutRealData, () => {
  const some = records().filter(({eventSource}) => eventSource === 'iam.amazonaws.com');
  assert.deepEqual(
    inOrder(counted('name', '--filter', 'source:iam')),
    inOrder(expected(some, ({eventName}) => text(eventName))),
  );
});

/**
 * What `trailtop events --filter` prints of the real records, counted: every number beside one that is counted in the
 * plainest way, here and, where it is installed, by jq. NUMBERS=1 prints them.
 */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {neutralEnvironment} from '../support/neutral-environment.ts';
import {realDataFolder, skipWithoutRealData} from '../support/real-data.ts';
import {programArguments} from '../support/program.ts';

const trail = path.join(realDataFolder() ?? '', 'cloudtrail');
const repository = path.resolve(import.meta.dirname, '..', '..');

type Plain = Readonly<Record<string, unknown>>;

/** The records of a value in any of the shapes that the files have. */
function walk(value: unknown): readonly Plain[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => walk(item));
  }

  const {Records, detail, CloudTrailEvent} = value as Plain;
  if (Array.isArray(Records)) {
    return Records as readonly Plain[];
  }

  const inner: unknown = typeof CloudTrailEvent === 'string' ? JSON.parse(CloudTrailEvent) : detail;
  return [(typeof inner === 'object' ? inner : value) as Plain];
}

/** All records below a folder; what has been delivered twice counts once. */
function recordsOf(folder: string): readonly Plain[] {
  const records = globSync('**/*.{json,jsonl}', {cwd: folder}).flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const documents = file.endsWith('l') ? text.split('\n').filter(Boolean) : [text];
    return documents.flatMap((document) => walk(JSON.parse(document)));
  });
  return [...new Map(records.map((record) => [record['eventID'] ?? record, record])).values()];
}

/** The same by jq, one record a line. */
const jqWalk = `def walk_records: if type == "array" then .[] | walk_records elif .Records then .Records | walk_records
elif (.detail | type) == "object" then .detail elif (.CloudTrailEvent | type) == "string" then .CloudTrailEvent | fromjson
else . end; [inputs | walk_records] | unique_by(.eventID)`;

/** Prints the count of what a filter lets through. */
async function printed(folder: string, filter: string): Promise<number> {
  const flags = filter === '' ? [] : ['--filter', filter];
  const child = spawn(
    process.execPath,
    [...programArguments, 'events', folder, '--output', 'jsonl', ...flags],
    {cwd: repository, env: neutralEnvironment(), stdio: ['ignore', 'pipe', 'ignore']},
  );
  let lines = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    lines += text.split('\n').length - 1;
  });
  const {promise, resolve} = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  assert.equal(await promise, 0, filter);
  return lines;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const identity = ({userIdentity}: Plain) => (userIdentity ?? {}) as Plain;
const has = (value: unknown, pattern: RegExp) => pattern.test(text(value));

type Count = {
  readonly filter: string;
  readonly holds: (record: Plain) => boolean;
  /** The same as a condition of jq. */
  readonly jq?: string;
};

const counts: readonly Count[] = [
  {
    filter: 'name:AssumeRole',
    holds: (r) => r['eventName'] === 'AssumeRole',
    jq: '.eventName == "AssumeRole"',
  },
  {
    filter: 'name:GetPasswordData',
    holds: (r) => r['eventName'] === 'GetPasswordData',
    jq: '.eventName == "GetPasswordData"',
  },
  {
    filter: 'name:Delete*,Stop*',
    holds: (r) => has(r['eventName'], /^(?:Delete|Stop)/iv),
    jq: '(.eventName // "") | test("^(Delete|Stop)"; "i")',
  },
  {
    filter: 'source:iam',
    holds: (r) => r['eventSource'] === 'iam.amazonaws.com',
    jq: '.eventSource == "iam.amazonaws.com"',
  },
  {
    filter: '-region:us-east-1',
    holds: (r) => r['awsRegion'] !== 'us-east-1',
    jq: '.awsRegion != "us-east-1"',
  },
  {
    filter: 'is:denied',
    holds: (r) => has(r['errorCode'], /AccessDenied|Unauthorized/v),
    jq: '(.errorCode // "") | test("AccessDenied|Unauthorized")',
  },
  {
    filter: 'is:failed',
    holds: (r) =>
      (text(r['errorCode']) !== '' && !has(r['errorCode'], /DryRunOperation/v)) ||
      (text(r['errorCode']) === '' && text(r['errorMessage']) !== ''),
    jq: '((.errorCode // "") != "" and ((.errorCode // "") | test("DryRun") | not)) or ((.errorCode // "") == "" and (.errorMessage // "") != "")',
  },
  {
    filter: 'is:write',
    holds: (r) =>
      r['readOnly'] === undefined || r['readOnly'] === null
        ? !has(r['eventName'], /^(?:Get|List|Describe|Head|Lookup|Search|BatchGet)/v)
        : JSON.stringify(r['readOnly']) === 'false',
    jq: 'if .readOnly == null then (.eventName // "" | test("^(Get|List|Describe|Head|Lookup|Search|BatchGet)") | not) else (.readOnly | tostring) == "false" end',
  },
  {
    filter: 'readonly:true',
    holds: (r) => JSON.stringify(r['readOnly']) === 'true',
    jq: '(.readOnly | tostring) == "true"',
  },
  {
    filter: 'usertype:AssumedRole',
    holds: (r) => identity(r)['type'] === 'AssumedRole',
    jq: '(.userIdentity | type) == "object" and .userIdentity.type == "AssumedRole"',
  },
  {
    filter: 'usertype:IAMUser',
    holds: (r) => identity(r)['type'] === 'IAMUser',
    jq: '(.userIdentity | type) == "object" and .userIdentity.type == "IAMUser"',
  },
  {
    filter: 'userIdentity.userName:*',
    holds: (r) => text(identity(r)['userName']) !== '',
    jq: '(.userIdentity.userName? // "") != ""',
  },
  {
    filter: 'ip:1.2.0.0/16',
    holds: (r) => has(r['sourceIPAddress'], /^1\.2\.\d+\.\d+$/v),
    jq: '(.sourceIPAddress // "") | test("^1[.]2[.][0-9]+[.][0-9]+$")',
  },
  {
    filter: 'key:ASIA*',
    holds: (r) => has(identity(r)['accessKeyId'], /^ASIA/v),
    jq: '(.userIdentity.accessKeyId? // "") | startswith("ASIA")',
  },
  {
    filter: 'name:Get* is:denied',
    holds: (r) =>
      has(r['eventName'], /^Get/iv) && has(r['errorCode'], /AccessDenied|Unauthorized/v),
    jq: '((.eventName // "") | test("^get"; "i")) and ((.errorCode // "") | test("AccessDenied|Unauthorized"))',
  },
];

const hasJq = spawnSync('jq', ['--version']).status === 0;

function countByJq(folder: string, condition: string): number {
  const files = globSync('**/*.{json,jsonl}', {cwd: folder}).map((file) => path.join(folder, file));
  const {stdout, status, stderr} = spawnSync(
    'jq',
    ['-n', `${jqWalk} | map(select(${condition})) | length`, ...files],
    {encoding: 'utf8'},
  );
  assert.equal(status, 0, stderr);
  return Number(stdout);
}

function say(context: TestContext, ...cells: ReadonlyArray<string | number>): void {
  if (process.env['NUMBERS'] !== undefined) {
    context.diagnostic(cells.join(' | '));
  }
}

test(
  'of every folder, all records are printed, each once',
  skipWithoutRealData,
  async (context: TestContext) => {
    for (const name of ['stratus-red-team', 'traildiscover', 'otrf-mordor', 'shapes', '.']) {
      const folder = path.join(trail, name);
      const plain = recordsOf(folder).length;
      const shown = await printed(folder, '');
      say(context, name, shown, plain, hasJq ? countByJq(folder, 'true') : '-');
      assert.equal(shown, plain, name);
      if (hasJq) {
        assert.equal(shown, countByJq(folder, 'true'), name);
      }
    }
  },
);

test(
  'what a filter lets through is as much as a plain count finds',
  skipWithoutRealData,
  async (context: TestContext) => {
    const all = recordsOf(trail);
    for (const {filter, holds, jq} of counts) {
      const plain = all.filter((record) => holds(record)).length;
      const shown = await printed(trail, filter);
      const byJq = hasJq && jq !== undefined ? countByJq(trail, jq) : undefined;
      say(context, filter, shown, plain, byJq ?? '-');
      assert.ok(plain > 0, filter);
      assert.equal(shown, plain, filter);
      assert.equal(byJq ?? shown, shown, filter);
    }
  },
);

/** How often each value of something occurs. */
function tally(values: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const value of values) {
    found.set(value, (found.get(value) ?? 0) + 1);
  }

  return found;
}

test(
  'every event name and every user name has as many events as a plain count finds',
  skipWithoutRealData,
  async (context: TestContext) => {
    const all = recordsOf(trail);
    const names = tally(all.map((record) => text(record['eventName'])));
    const users = tally(all.map((record) => text(identity(record)['userName'])).filter(Boolean));
    say(context, 'event names', names.size);
    say(context, 'user names', users.size);
    // Of three hundred names the frequent ones, and all the others at once.
    const frequent = [...names].sort((a, b) => b[1] - a[1]).slice(0, 6);
    for (const [name, count] of frequent) {
      const shown = await printed(trail, `name:${name}`);
      say(
        context,
        `name:${name}`,
        shown,
        count,
        hasJq ? countByJq(trail, `.eventName == "${name}"`) : '-',
      );
      assert.equal(shown, count, name);
    }

    const most = frequent.reduce((sum, [, count]) => sum + count, 0);
    const others = await printed(trail, `-name:${frequent.map(([name]) => name).join(',')}`);
    assert.equal(others, all.length - most);
    for (const [user, count] of [...users].sort((a, b) => b[1] - a[1]).slice(0, 4)) {
      const shown = await printed(trail, `userIdentity.userName:"${user}"`);
      say(
        context,
        `user ${user}`,
        shown,
        count,
        hasJq ? countByJq(trail, `.userIdentity.userName? == "${user}"`) : '-',
      );
      assert.equal(shown, count, user);
    }
  },
);

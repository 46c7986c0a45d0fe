import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {test, type TestContext} from 'node:test';
import {gzipSync} from 'node:zlib';
import {type RangeChoice} from '../../source/core/state/range.ts';
import {utc} from '../../source/core/time.ts';
import {readArchived, type ArchiveReadOptions} from '../../source/sources/archive-reader.ts';
import {gather} from './supplies.ts';

const noon = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;

function record(id: string, minutes: number | undefined): Readonly<Record<string, unknown>> {
  return {
    eventID: id,
    eventName: 'StopInstances',
    ...(minutes === undefined ? {} : {eventTime: new Date(noon + minutes * minute).toISOString()}),
  };
}

function folderOf(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), content);
  }

  return folder;
}

async function read(paths: readonly string[], more: Partial<ArchiveReadOptions> = {}) {
  return gather(
    readArchived({
      paths,
      stdin: Readable.from([]),
      timeColumn: undefined,
      choice: {kind: 'all'},
      order: 'newest first',
      filter: undefined,
      signal: new AbortController().signal,
      ...more,
    }),
  );
}

function threeFiles(t: TestContext): string {
  return folderOf(t, {
    'a.json': JSON.stringify({Records: [record('b', 1), record('a', 1), record('old', -300)]}),
    'b.json.gz': gzipSync(
      JSON.stringify([record('c', 2), record('b', 1), record('no time', undefined)]),
    ),
    'c.jsonl': [record('d', 0), record('', 1), record('', 1)]
      .map((each) => JSON.stringify(each))
      .join('\n'),
    'notes.txt': 'nothing of interest',
  });
}

test('all files are one list, newest first, ties by eventID, each eventID once, no time last', async (t) => {
  const {ids, problems, failures} = await read([threeFiles(t)]);
  assert.deepEqual(ids, ['c', '', '', 'a', 'b', 'd', 'old', 'no time']);
  assert.deepEqual(problems, ['1 file is no event file']);
  assert.equal(failures, 0);
});

test('a range counts from the newest event, wanted or not; what has no time is outside', async (t) => {
  const folder = threeFiles(t);
  const idsOf = async (choice: RangeChoice, more: Partial<ArchiveReadOptions> = {}) =>
    (await read([folder], {choice, ...more})).ids;
  assert.deepEqual(await idsOf({kind: 'live', span: minute}), ['c', '', '', 'a', 'b']);
  assert.deepEqual(
    await idsOf(
      {kind: 'live', span: minute},
      {
        filter: [{kind: 'field', name: 'id', values: [['d'], ['a']], negated: false}],
      },
    ),
    ['a'],
  );
  assert.deepEqual(await idsOf({kind: 'fixed', since: noon, until: noon + minute}), ['d']);
  assert.deepEqual(await idsOf({kind: 'all'}, {order: 'oldest first'}), [
    'old',
    'd',
    'b',
    'a',
    '',
    '',
    'c',
    'no time',
  ]);
});

test('clock times are those of the archive, and a range beside it says where it is', async (t) => {
  const folder = threeFiles(t);
  const said = {kind: 'said', since: '12:01', until: 'now', margin: 0, zone: utc} as const;
  const {ids} = await read([folder], {choice: said});
  assert.deepEqual(ids, ['c', '', '', 'a', 'b']);
  const wordsOf = async (choice: RangeChoice) => {
    const {problems, failures} = await read([folder], {choice});
    assert.equal(failures, 0);
    return problems.at(-1) ?? '';
  };

  const late = await wordsOf({...said, since: '2026-02-01'});
  assert.match(
    late,
    /^no event is from 2026-02-01T00:00:00Z on: the newest is of 2026-01-01T12:02:00Z$/v,
  );
  const early = await wordsOf({kind: 'fixed', since: 0, until: minute});
  assert.match(
    early,
    /^no event is before 1970-01-01T00:01:00Z: the oldest is of 2026-01-01T07:00:00Z$/v,
  );
});

test('what is broken is named, what is readable is given', async (t) => {
  const folder = folderOf(t, {
    'cut.json': JSON.stringify([record('a', 1), record('b', 2)]).slice(0, -20),
    'whole.json': JSON.stringify([record('c', 3)]),
  });
  const {ids, problems, failures} = await read([folder, path.join(folder, 'missing')]);
  assert.deepEqual(ids, ['c', 'a']);
  assert.equal(failures, 2);
  assert.match(
    problems.join('\n'),
    /cut\.json: is cut off[^\n]*\n.*missing: no such file or folder$/v,
  );
});

test('an abort ends it without a word', async (t) => {
  const {ids, problems} = await read([threeFiles(t)], {signal: AbortSignal.abort()});
  assert.deepEqual([ids, problems], [[], []]);
});

import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {Readable} from 'node:stream';
import {isDeepStrictEqual} from 'node:util';
import {EventStore} from '../../source/core/event-store.ts';
import {parseFilter} from '../../source/core/filter.ts';
import {vocabularyOf} from '../../source/core/filter/vocabulary.ts';
import {classNames} from '../../source/core/reading/classes.ts';
import {listedFields} from '../../source/core/reading/fields.ts';
import {asciiSigns, unicodeSigns} from '../../source/core/reading/phrase.ts';
import {VisibleRows} from '../../source/core/state/visible.ts';
import {writerOf} from '../../source/print/formats.ts';
import {readArchive} from '../../source/sources/archive.ts';
import {codec} from '../../source/sources/codec.ts';

export type Opened = {
  readonly store: EventStore;
  readonly problems: readonly string[];
  readonly columns: readonly string[];
};

/** Another seed makes other files: MUTATION_SEED. */
export const seed = Number(process.env['MUTATION_SEED'] ?? 4);

const folder = await mkdtemp(path.join(tmpdir(), 'trailtop-mutations-'));

export async function removeFiles(): Promise<void> {
  await rm(folder, {recursive: true, force: true});
}

/** Opens a file of this content as somebody who names it; `-` for what comes through a pipe. */
export async function openContent(
  content: string | Uint8Array,
  name = 'file.json',
): Promise<Opened> {
  const file = path.join(folder, name);
  if (name !== '-') {
    await writeFile(file, content);
  }

  const store = new EventStore({codec});
  const problems: string[] = [];
  const columns: string[] = [];
  for await (const batch of readArchive([name === '-' ? '-' : file], {
    stdin: Readable.from([Buffer.from(content as string)]),
  })) {
    if (batch.packed) {
      store.addPacked(batch.packed);
    }

    problems.push(...batch.problems.map(({message}) => message));
    columns.push(...batch.columns);
  }

  for (const message of problems) {
    assert.match(message, /^\S.*\S$/sv, 'a problem is named in words');
  }

  return {store, problems, columns};
}

const dotted = [
  'userIdentity.sessionContext.sessionIssuer.userName',
  'requestParameters.instancesSet.items.instanceId',
  'responseElements.credentials.accessKeyId',
  'resources.ARN',
  'tlsDetails',
];

const queries = [
  'name:Run* -error:*',
  'is:notable user:*',
  'is:denied,write -is:service',
  'ip:10.0.0.0/8,203.0.113.0/24',
  'instance:i-* resource:*',
  'requestParameters.roleName:*',
  'mfa:no via:cli,sdk key:A*',
  'role:*o* account:123456789012 usertype:AssumedRole',
  'administrator -"two words"',
].map((text) => {
  const parsed = parseFilter(text, vocabularyOf([], true));
  assert.ok(parsed.ok, text);
  return parsed.filter;
});

const writers = [
  writerOf({format: 'table', columns: 120, ascii: false}),
  writerOf({format: 'table', columns: undefined, ascii: true}),
  writerOf({format: 'csv', columns: undefined, ascii: false}),
  writerOf({format: 'jsonl', columns: undefined, ascii: false}),
];

/** Asks of every event what the program asks: fields, classes, sentences, the record, print, filters. Nothing throws. */
export function askEverything({store, columns}: Opened): void {
  assert.equal(store.order.length, store.count);
  for (const row of store.order) {
    for (const field of [...listedFields, ...dotted, ...columns]) {
      for (const value of store.field(row, field)) {
        assert.equal(typeof value, 'string', field);
      }
    }

    for (const name of classNames) {
      assert.equal(typeof store.isClass(row, name), 'boolean', name);
    }

    for (const signs of [unicodeSigns, asciiSigns]) {
      const sentence = store.sentence(row, signs);
      assert.ok(sentence);
      const {outcome, ...texts} = sentence;
      for (const [name, text] of Object.entries(texts)) {
        assert.equal(typeof text, 'string', name);
        assert.ok(text.length <= 1000, `${name} of ${text.length} characters fills no row`);
      }

      assert.equal(typeof outcome.text, 'string');
    }

    print(store, row);
  }

  const visible = new VisibleRows();
  for (const filter of queries) {
    const {rows, total} = visible.compute({
      store,
      range: undefined,
      filter,
      view: 'all',
      rowLimit: Infinity,
    });
    assert.ok(rows.length <= total && total <= store.count);
  }
}

/** What is printed is one line an event, holds no control character, and as JSON it is the record. */
function print(store: EventStore, row: number): void {
  const event = store.event(row);
  assert.ok(event);
  const texts = writers.map((writer) => writer.item(event, 0));
  for (const text of texts) {
    assert.doesNotMatch(text.slice(0, -1), /[\p{Control}--\n]/v);
    assert.ok(text.endsWith('\n'));
  }

  const handle = store.raw(row);
  assert.ok(handle);
  const record = store.open(handle);
  const written = JSON.stringify(record);
  const parsed: unknown = JSON.parse(texts.at(-1) ?? '');
  assert.ok(isDeepStrictEqual(parsed, JSON.parse(written)), 'jsonl is the record');
}

/** Every one of these records is there, found by its eventID, exactly as it was written. */
export function assertFound({store}: Opened, records: readonly Recorded[], what: string): void {
  for (const record of records) {
    const row = store.rowOf(record.eventID);
    assert.notEqual(row, undefined, `${what}: ${record.eventID} is not there`);
    const handle = store.raw(row ?? -1);
    assert.ok(handle);
    assert.deepEqual(store.open(handle), record, what);
    assert.deepEqual(store.field(row ?? -1, 'id'), [record.eventID]);
  }
}

export type Recorded = {readonly eventID: string; readonly [key: string]: unknown};

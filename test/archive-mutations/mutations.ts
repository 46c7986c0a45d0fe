import {Buffer} from 'node:buffer';
import {mkdtempSync, globSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import fc from 'fast-check';
import {makeArchive} from '../../bench/archive/make-archive.ts';
import {anyText} from '../support/hostile-text.ts';
import {type Recorded} from './opened.ts';

/** Records as a trail has them, of many services; each with an eventID. */
export async function soundRecords(count: number): Promise<readonly Recorded[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-sound-'));
  const archive = await makeArchive(
    {seed: 7, events: count, files: 3, bytes: count * 1400},
    folder,
  );
  const records = globSync('**/*.json.gz', {cwd: archive.folder}).flatMap((file) => {
    const text = gunzipSync(readFileSync(path.join(archive.folder, file))).toString();
    return (JSON.parse(text) as {Records: readonly Recorded[]}).Records;
  });
  rmSync(folder, {recursive: true});
  return records.filter(({eventID}) => typeof eventID === 'string');
}

/** Brackets within brackets. */
function nested(depth: number, isList: boolean): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level++) {
    value = isList ? [value] : {a: value};
  }

  return value;
}

const megabyte = 'A\u202E"\\€'.repeat(200_000);

/** What stands where something else is expected. */
const strangers: ReadonlyArray<readonly [value: unknown, weight: number]> = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1e308,
    12_345_678_901_234,
    '',
    ' ',
    'null',
    [],
    {},
    [[]],
    [null, 1, 'a', {}],
    {toString: 'x', length: -1, constructor: null},
    {items: 'none'},
    {items: [null, 3, {instanceId: ['i-1', 7]}]},
    {credentials: 5, sessionIssuer: [], attributes: 'x'},
    '{"Version":',
    '%7B%22Version%22%3A%222012',
    '\uD83D',
    '\u0000\u001B]0;x\u0007',
    '=cmd|x!A1',
    'arn:',
    'arn:aws:iam:::::://///',
    '99999-99-99T99:99:99Z',
    '2026-11-22T12:15:07+99:99',
    '10.0.0.0/99',
  ].map((value) => [value, 12] as const),
  [nested(1000, true), 4],
  [nested(1000, false), 4],
  [JSON.parse('{"__proto__":{"a":1},"hasOwnProperty":null}'), 8],
];

export const stranger: fc.Arbitrary<unknown> = fc.oneof(
  ...strangers.map(([value, weight]) => ({arbitrary: fc.constant(value), weight})),
  {arbitrary: anyText, weight: 40},
  {arbitrary: fc.jsonValue({maxDepth: 3}), weight: 40},
);

/** What is changed, and where: `where` picks a place, as far as there are so many. */
export type Mutation = {
  readonly kind:
    | 'retype'
    | 'retype deep'
    | 'retype all'
    | 'drop'
    | 'twice'
    | 'megabyte'
    | 'another'
    | 'cut'
    | 'flip'
    | 'NUL'
    | 'broken UTF-8';
  readonly where: number;
  readonly value: unknown;
};

const place = fc.nat({max: 1_000_000});

const mutationOf = (
  ...kinds: ReadonlyArray<readonly [kind: Mutation['kind'], weight: number]>
): fc.Arbitrary<Mutation> =>
  fc.record({
    kind: fc.oneof(...kinds.map(([kind, weight]) => ({arbitrary: fc.constant(kind), weight}))),
    where: place,
    value: stranger,
  });

/** Still JSON: only what it says is wrong. */
export const valueMutation = mutationOf(
  ['retype', 3000],
  ['retype deep', 3000],
  ['retype all', 600],
  ['drop', 800],
  ['twice', 800],
  ['megabyte', 4],
  ['another', 400],
);

/** Broken inside the text of one record. */
export const textMutation = mutationOf(['cut', 1], ['flip', 1], ['NUL', 1], ['broken UTF-8', 1]);

/** A record's text after a mutation. */
export function mutate(record: Recorded, {kind, where, value}: Mutation): Buffer {
  const text = JSON.stringify(record);
  const keys = Object.keys(record);
  const key = keys[where % keys.length] ?? '';
  switch (kind) {
    case 'retype': {
      return write({...record, [key]: value});
    }

    case 'retype deep': {
      return write(replaceDeep(record, value, where));
    }

    case 'retype all': {
      return write(Object.fromEntries(keys.map((each) => [each, value])));
    }

    case 'drop': {
      return write(Object.fromEntries(Object.entries(record).filter(([each]) => each !== key)));
    }

    case 'twice': {
      return Buffer.from(`{"${key}":${JSON.stringify(value) ?? 'null'},${text.slice(1)}`);
    }

    case 'megabyte': {
      return write({...record, [key]: megabyte});
    }

    case 'another': {
      return write(value);
    }

    case 'cut': {
      return Buffer.from(text.slice(0, 1 + (where % (text.length - 1))));
    }

    case 'flip': {
      const bytes = Buffer.from(text);
      const at = where % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (where % 8));
      return bytes;
    }

    case 'NUL':
    case 'broken UTF-8': {
      const bytes = Buffer.from(text);
      const at = 1 + (where % (bytes.length - 2));
      const [wrong] = [
        kind === 'NUL' ? [0] : [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf0, 0x9f]][where % 4],
      ];
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(wrong ?? [0]), bytes.subarray(at)]);
    }
  }
}

function write(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? 'null');
}

/** The value in place of another one somewhere below: the numbers of `at` say which way down is taken. */
function replaceDeep(record: unknown, value: unknown, at: number): unknown {
  if (typeof record !== 'object' || record === null || at < 3) {
    return value;
  }

  const entries = Object.entries(record);
  const chosen = at % (entries.length || 1);
  const changed = entries.map(
    ([key, inner], index) =>
      [
        key,
        index === chosen ? replaceDeep(inner, value, Math.floor(at / 3)) : (inner as unknown),
      ] as const,
  );
  return Array.isArray(record) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}

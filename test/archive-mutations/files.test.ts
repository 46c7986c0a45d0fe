/** Files that are damaged as files: what stands before the damage is shown, and what is wrong is named. */
import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {after, test, type TestContext} from 'node:test';
import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {soundRecords} from './mutations.ts';
import {askEverything, assertFound, openContent, removeFiles, seed} from './opened.ts';

const sound = (await soundRecords(60)).slice(0, 50);
after(removeFiles);

const texts = sound.map((record) => JSON.stringify(record));
/** A file's beginning, its records with what stands between them, and its end. */
type Layout = {
  readonly begin?: string;
  readonly write?: (index: number) => string;
  readonly between: (index: number) => string;
  readonly end?: string;
};

const layouts = {
  Records: {begin: '{"Records":[', between: () => ',', end: ']}'},
  list: {begin: '[', between: () => ',\n', end: ']'},
  lines: {between: () => '\n', end: '\n'},
  'mixed line ends': {
    between: (index) => ['\n', '\r\n', '\n\n', ' \r\n'][index % 4] ?? '\n',
    end: '\n',
  },
  Events: {
    begin: '{"Events":[',
    write: (index) =>
      JSON.stringify({EventId: sound[index]?.eventID, CloudTrailEvent: texts[index]}),
    between: () => ',',
    end: ']}',
  },
  pretty: {
    begin: '{\n  "Records": [\n',
    write: (index) => JSON.stringify(sound[index], undefined, 2),
    between: () => ',\n',
    end: '\n]}\n',
  },
} as const satisfies Readonly<Record<string, Layout>>;

type Name = keyof typeof layouts;

/** A file, and in bytes where each of its records ends. */
function fileOf({begin = '', write = (index) => texts[index] ?? '', between, end = ''}: Layout) {
  let text = begin;
  let length = Buffer.byteLength(begin);
  const ends = sound.map((_, index) => {
    const item = write(index);
    const separator = index === sound.length - 1 ? end : between(index);
    text += item + separator;
    const itsEnd = length + Buffer.byteLength(item);
    length = itsEnd + Buffer.byteLength(separator);
    return itsEnd;
  });
  return {text, ends};
}

const files = new Map(Object.entries(layouts).map(([name, layout]) => [name, fileOf(layout)]));
const textOf = (name: Name) => files.get(name)?.text ?? '';

/** How many records stand whole before a place. */
function wholeBefore(name: Name, place: number): number {
  return (files.get(name)?.ends ?? []).filter((end) => end <= place).length;
}

const content = fc.constantFrom(...(Object.keys(layouts) as readonly Name[]));
const where = fc.nat({max: 10_000_000});

test(
  'files that end too soon show all that was whole, and say that they are cut',
  {timeout: 120_000},
  async () => {
    await fc.assert(
      fc.asyncProperty(content, where, fc.boolean(), async (name, at, isPacked) => {
        const bytes = Buffer.from(textOf(name));
        const packed = isPacked ? gzipSync(bytes) : bytes;
        const place = 20 + (at % (packed.length - 40));
        const opened = await openContent(
          packed.subarray(0, place),
          isPacked ? 'cut.json.gz' : 'cut.json',
        );
        if (!isPacked) {
          assertFound(opened, sound.slice(0, wholeBefore(name, place)), name);
        }

        // Lines that end where a line does are whole.
        const isLines = name === 'lines' || name === 'mixed line ends';
        const isBetween = isLines && !isPacked && opened.store.count === wholeBefore(name, place);
        assert.ok(opened.problems.length > 0 || isBetween, `${name} cut at ${place}`);
        assert.equal(new Set(opened.problems).size, opened.problems.length);
        askEverything(opened);
      }),
      {seed, numRuns: 150},
    );
  },
);

test('a packed file that is cut shows what could be unpacked', {timeout: 120_000}, async () => {
  const packed = gzipSync(textOf('Records'));
  let [before, most] = [0, 0];
  for (let place = 30; place < packed.length; place += 701) {
    const opened = await openContent(packed.subarray(0, place), 'cut.json.gz');
    assert.ok(opened.store.count >= before, 'what a shorter file has shown a longer one shows');
    assert.ok(
      opened.problems.some((message) => message.includes('cut off')),
      String(opened.problems),
    );
    assertFound(opened, sound.slice(0, opened.store.count), 'cut');
    before = opened.store.count;
    most = Math.max(most, before);
  }

  assert.ok(most > sound.length * 0.8);
});

test(
  'flipped bits of a packed file: nothing hangs, what is wrong is named',
  {timeout: 120_000},
  async () => {
    await fc.assert(
      fc.asyncProperty(content, where, fc.nat({max: 7}), async (name, at, bit) => {
        const packed = gzipSync(textOf(name));
        const place = at % packed.length;
        packed[place] = (packed[place] ?? 0) ^ (1 << bit);
        const opened = await openContent(packed, 'flipped.json.gz');
        // The header's time, name of the system and flags mean nothing for the content.
        if (place >= 10) {
          assert.ok(opened.problems.length > 0, `bit ${bit} of byte ${place} of ${packed.length}`);
        }

        askEverything(opened);
      }),
      {seed, numRuns: 150},
    );
  },
);

test(
  'flipped bytes of a plain file: nothing hangs, and no sound record before them is lost',
  {timeout: 120_000},
  async (context: TestContext) => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.array(fc.tuple(where, fc.nat({max: 255})), {minLength: 1, maxLength: 6}),
        async (name, flips) => {
          count++;
          const bytes = Buffer.from(textOf(name));
          const places = flips.map(([at]) => at % bytes.length);
          for (const [index, [, value]] of flips.entries()) {
            bytes[places[index] ?? 0] = value;
          }

          const opened = await openContent(bytes, 'flipped.json');
          const first = Math.min(...places);
          assertFound(opened, sound.slice(0, wholeBefore(name, first)), `${name}, before ${first}`);
          askEverything(opened);
        },
      ),
      {seed, numRuns: 200},
    );
    context.diagnostic(`${count} files`);
  },
);

test('marks, blanks and encodings around a sound file change nothing', async () => {
  for (const [name, text] of [...files].map(([name, {text}]) => [name, text] as const)) {
    for (const [how, bytes] of [
      ['BOM', Buffer.from(`\uFEFF${text}`)],
      ['blanks', Buffer.from(`\r\n \t${text}\r\n\r\n`)],
      ['UTF-16LE', Buffer.from(`\uFEFF${text}`, 'utf16le')],
      ['UTF-16BE', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
      ['gzip of BOM', gzipSync(`\uFEFF${text}`)],
      [
        'two packed members',
        Buffer.concat([gzipSync(text.slice(0, 5000)), gzipSync(text.slice(5000))]),
      ],
      ['NULs behind gzip', Buffer.concat([gzipSync(text), Buffer.alloc(512)])],
    ] as const) {
      const opened = await openContent(bytes, 'marked.json');
      assert.deepEqual(opened.problems, [], `${name} with ${how}`);
      assertFound(opened, sound, `${name} with ${how}`);
    }
  }
});

test('what is no event file at all is said to be none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({maxLength: 3000}), fc.boolean(), async (bytes, isPacked) => {
      const opened = await openContent(isPacked ? gzipSync(bytes) : bytes, 'noise.json');
      assert.ok(opened.problems.length > 0 || opened.store.count > 0);
      askEverything(opened);
    }),
    {seed, numRuns: 300},
  );
});

test('thousands of levels, and a million brackets', {timeout: 60_000}, async () => {
  for (const depth of [1000, 10_000, 1_000_000]) {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const value = `${open.repeat(depth)}1${close.repeat(depth)}`;
      const opened = await openContent(
        `{"Records":[${texts[0]},{"eventName":"Deep","eventID":"deep","requestParameters":${value}},${texts[1]}]}`,
      );
      assertFound(opened, sound.slice(0, 2), `${depth} of ${open}`);
      assert.ok(opened.store.rowOf('deep') !== undefined || opened.problems.length > 0);
      if (depth <= 1000) {
        assert.notEqual(opened.store.rowOf('deep'), undefined);
        askEverything(opened);
      }

      const unclosed = await openContent(`${texts[0]}\n${open.repeat(depth)}`);
      assertFound(unclosed, sound.slice(0, 1), `${depth} of ${open}, never closed`);
      assert.ok(unclosed.problems.length > 0);
    }
  }
});

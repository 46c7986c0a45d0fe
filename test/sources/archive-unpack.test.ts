import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {gunzipSync, gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {readFound} from '../../source/sources/archive/file.ts';
import {unpack} from '../../source/sources/archive/unpack.ts';
import {eventsOf} from '../support/packed-events.ts';

const records = Array.from({length: 200}, (_, index) => ({
  eventID: `e${index}`,
  eventName: 'RunInstances',
  requestParameters: {seed: (index * 7919) % 1009, note: 'ä€😀'},
}));
const log = JSON.stringify({Records: records});
const packed = gzipSync(log);

/** What opening a file of these bytes gives. */
async function open(bytes: Uint8Array, limit?: number) {
  const folder = await mkdtemp(join(tmpdir(), 'trailtop-unpack-'));
  try {
    const path = join(folder, 'x.json.gz');
    await writeFile(path, bytes);
    const found = {kind: 'file', path, isGiven: true, root: undefined} as const;
    const wish = {kind: 'columns'} as const;
    const {packed: read, problems} = await readFound(
      found,
      limit === undefined ? {wish} : {wish, limit},
    );
    return {ids: eventsOf(read).map(({id}) => id), problems: problems.map(({message}) => message)};
  } finally {
    await rm(folder, {recursive: true});
  }
}

const allIds = records.map(({eventID}) => eventID);

test('several members one behind the other are one text', async () => {
  const {ids, problems} = await open(Buffer.concat([packed, packed]));
  assert.deepEqual([ids.length, problems], [400, []]);
});

test('padding of zeros behind the gzip is no fault', async () => {
  const {ids, problems} = await open(Buffer.concat([packed, Buffer.alloc(512)]));
  assert.deepEqual([ids, problems], [allIds, []]);
});

test('a gzip cut in the middle gives the records before the cut, and one problem', async () => {
  const {ids, problems} = await open(packed.subarray(0, packed.length / 2));
  assert.ok(ids.length > 10 && ids.length < 200);
  assert.deepEqual(ids, allIds.slice(0, ids.length));
  assert.deepEqual(problems, [
    `is cut off in the middle of its gzip; ${ids.length} events before the cut are shown`,
  ]);
});

test('a gzip cut anywhere gives all that can be unpacked of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({min: 20, max: packed.length - 1}), async (length) => {
      const {text, cut, faults} = unpack(packed.subarray(0, length));
      assert.equal(cut?.clause, 'is cut off in the middle of its gzip');
      assert.deepEqual(faults, []);
      assert.ok(log.startsWith(text));
    }),
    {numRuns: 50},
  );
  const {ids} = await open(packed.subarray(0, -1));
  assert.deepEqual(ids, allIds);
});

/** Whether all that was packed comes out again. */
function holdsLog(bytes: Buffer): boolean {
  try {
    return gunzipSync(bytes).toString() === log;
  } catch {
    return false;
  }
}

test('bits that fill up the last byte of a gzip are no damage', async () => {
  const bytes = Buffer.from(packed);
  const last = packed.length - 9;
  const filling = [0x40, 0x80].find((bit) => {
    bytes[last] = (packed[last] ?? 0) ^ bit;
    return holdsLog(bytes);
  });
  if (filling !== undefined) {
    assert.deepEqual(await open(bytes), {ids: allIds, problems: []});
  }
});

test('a gzip with a damaged place gives what stands before it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({max: packed.length - 1}),
      fc.integer({min: 1, max: 255}),
      async (at, bits) => {
        const bytes = Buffer.from(packed);
        bytes[at] = ((packed[at] ?? 0) + bits) % 256;
        const {problems} = await open(bytes);
        // How many records come of it is open: deflate has no checksum of its own, and damage may repeat text.
        // What changes nothing is no damage: the header's time and system, and the bits that fill up the last byte.
        assert.ok(problems.length > 0 || holdsLog(bytes), `${at}: no problem`);
        assert.ok(problems.length <= 21);
      },
    ),
    {numRuns: 60, examples: [[packed.length - 9, 64]]},
  );
  const sound = Buffer.concat([packed, Buffer.from('garbage')]);
  const {ids, problems} = await open(sound);
  assert.deepEqual(ids, allIds);
  assert.equal(problems.length, 1);
  assert.match(
    problems[0] ?? '',
    /^has a damaged gzip from byte \d+ on; 200 events before the damage are shown$/v,
  );
});

test('a checksum that does not match is named, and all is shown', async () => {
  const bytes = Buffer.from(packed);
  bytes[bytes.length - 6] = ((packed.at(-6) ?? 0) + 1) % 256;
  const {ids, problems} = await open(bytes);
  assert.deepEqual(ids, allIds);
  assert.equal(problems.length, 1);
  assert.match(
    problems[0] ?? '',
    /^does not match the checksum of its gzip at byte \d+; 200 events/v,
  );
});

test('what is too large, packed or not, is read from its beginning as far as it may be', async () => {
  for (const bytes of [packed, Buffer.from(log)]) {
    const {ids, problems} = await open(bytes, 9000);
    assert.ok(ids.length > 20 && ids.length < 200, String(ids.length));
    assert.equal(problems.length, 1);
    assert.match(
      problems[0] ?? '',
      /^is larger than 0 MB, so only its beginning is read; \d+ events/v,
    );
  }
});

test('bytes that are no UTF-8 are named once, and the events load', async () => {
  const bytes = Buffer.from(log.replaceAll('ä', '\u0001'));
  const broken = bytes.map((byte) => (byte === 1 ? 0xe9 : byte));
  const {ids, problems} = await open(broken);
  assert.deepEqual(ids, allIds);
  assert.deepEqual(problems, ['is not all UTF-8; the bytes that are not are shown as U+FFFD']);
});

test('a cut inside of a character is a cut and nothing else', async () => {
  const bytes = Buffer.from('{"eventName":"😀"}');
  const limit = bytes.indexOf(0xf0);
  for (const length of [1, 2, 3]) {
    const {problems} = await open(bytes, limit + length);
    assert.equal(problems.length, 1);
    const {text} = unpack(bytes.subarray(0, limit + length), {isPart: true});
    assert.equal(text, '{"eventName":"');
  }
});

test('UTF-16, as a Windows shell writes it, opens', async () => {
  const little = Buffer.from(`\uFEFF${log}`, 'utf16le');
  const big = Buffer.from(little).swap16();
  for (const bytes of [little, big]) {
    assert.deepEqual(await open(bytes), {ids: allIds, problems: []});
  }
});

test('a gzip of nothing is empty', async () => {
  assert.deepEqual((await open(gzipSync(''))).problems, ['is empty']);
});

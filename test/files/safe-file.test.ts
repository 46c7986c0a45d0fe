import assert from 'node:assert/strict';
import {
  lstatSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {createFile} from '../../source/files/safe-file.ts';

function folder(t: TestContext): string {
  const made = mkdtempSync(path.join(tmpdir(), 'trailtop-file-'));
  t.after(() => {
    rmSync(made, {recursive: true, force: true});
  });
  return made;
}

const isPosix = process.platform !== 'win32';

test('a new file holds what was written, and only its owner may read it', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  const file = await createFile(place);
  await file.write('one\n');
  await file.write('zwei é\n');
  await file.finish();
  assert.equal(readFileSync(place, 'utf8'), 'one\nzwei é\n');
  assert.equal(file.bytes(), Buffer.byteLength('one\nzwei é\n'));
});

for (const mask of [0, 0o022, 0o777]) {
  test(`its mode is 0600 with umask ${mask.toString(8)}`, {skip: !isPosix}, async (t) => {
    const place = path.join(folder(t), 'a.jsonl');
    const before = process.umask(mask);
    try {
      const file = await createFile(place);
      await file.finish();
    } finally {
      process.umask(before);
    }

    assert.equal(statSync(place).mode % 0o1000, 0o600);
  });
}

test('a file that is there stays as it was', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  writeFileSync(place, 'precious');
  await assert.rejects(createFile(place), {code: 'EEXIST'});
  assert.equal(readFileSync(place, 'utf8'), 'precious');
});

test('no link is followed: not to a file, not to a folder, not to what is not there', async (t) => {
  const inside = folder(t);
  const precious = path.join(inside, 'precious');
  writeFileSync(precious, 'precious');
  for (const target of [precious, inside, path.join(inside, 'nothing')]) {
    const link = path.join(folder(t), 'link');
    symlinkSync(target, link);
    await assert.rejects(createFile(link), {code: 'EEXIST'});
    assert.equal(readlinkSync(link), target);
  }

  assert.equal(readFileSync(precious, 'utf8'), 'precious');
  assert.throws(() => lstatSync(path.join(inside, 'nothing')));
});

test('a folder is no file', async (t) => {
  await assert.rejects(createFile(folder(t)), {code: 'EEXIST'});
});

test('what is discarded is gone, at once or in its time', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  const file = await createFile(place);
  await file.write('half');
  await file.discard();
  assert.throws(() => lstatSync(place), {code: 'ENOENT'});
  const again = await createFile(place);
  again.discardAtOnce();
  assert.throws(() => lstatSync(place), {code: 'ENOENT'});
  await again.discard();
});

test('what somebody else has put in its place meanwhile is not taken away', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  const file = await createFile(place);
  renameSync(place, `${place}.moved`);
  writeFileSync(place, 'theirs');
  await file.discard();
  file.discardAtOnce();
  assert.equal(readFileSync(place, 'utf8'), 'theirs');
});

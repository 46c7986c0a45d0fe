import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {chmod, mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {PassThrough, Readable} from 'node:stream';
import {test, type TestContext} from 'node:test';
import {gzipSync} from 'node:zlib';
import {
  readArchive,
  type ArchiveBatch,
  type ArchiveOptions,
  type ArchiveProblem,
} from '../../source/sources/archive.ts';
import {eventsOf} from '../support/packed-events.ts';

const log = (...names: readonly string[]) =>
  JSON.stringify({Records: names.map((eventID) => ({eventID, eventName: 'RunInstances'}))});

/** A folder of its own for one test; returns its path. */
async function folderOf(
  context: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trailtop-archive-'));
  context.after(async () => rm(folder, {recursive: true, force: true}));
  await Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      await mkdir(dirname(join(folder, name)), {recursive: true});
      await writeFile(join(folder, name), content);
    }),
  );
  return folder;
}

async function readAll(
  paths: readonly string[],
  options: ArchiveOptions = {},
): Promise<{
  batches: readonly ArchiveBatch[];
  ids: readonly string[];
  problems: readonly string[];
  failures: number;
  skipped: number;
}> {
  const batches: ArchiveBatch[] = [];
  const problems: ArchiveProblem[] = [];
  for await (const batch of readArchive(paths, options)) {
    batches.push(batch);
    problems.push(...batch.problems);
  }

  return {
    batches,
    ids: batches.flatMap(({packed}) => eventsOf(packed).map(({id}) => id)),
    problems: problems.map(({message}) => message),
    failures: problems.filter(({named}) => named).length,
    skipped: batches.reduce((sum, batch) => sum + batch.skipped, 0),
  };
}

test('a delivery tree opens: folders within folders, names in one order, packed or not', async (context) => {
  const folder = await folderOf(context, {
    'AWSLogs/1/CloudTrail/b.json.gz': gzipSync(log('e4')),
    'AWSLogs/1/CloudTrail/a.json.gz': gzipSync(log('e2', 'e3')),
    'AWSLogs/1/B.json': log('e1'),
    'AWSLogs/1/CloudTrail-Digest/d.json.gz': gzipSync('{"digestS3Object":"x"}'),
    'AWSLogs/1/CloudTrail/empty.json': '{"Records":[]}',
  });
  const {ids, problems, batches} = await readAll([folder]);
  assert.deepEqual(ids, ['e1', 'e2', 'e3', 'e4']);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    batches.map(({filesDone, filesTotal}) => [filesDone, filesTotal]),
    [1, 2, 3, 4, 5].map((done) => [done, 5]),
  );
});

test('a file is what it holds, whatever its name', async (context) => {
  const folder = await folderOf(context, {
    'packed.json': gzipSync(log('e1')),
    'plain.gz': log('e2'),
    'rows.json': 'time,a\n2026-01-02,1\n',
    noname: log('e3'),
  });
  const {ids, problems, batches} = await readAll([folder]);
  assert.deepEqual(ids, ['e3', 'e1', 'e2', '']);
  assert.deepEqual(problems, []);
  assert.deepEqual(batches.at(-1)?.columns, ['time', 'a']);
});

test('other files of a folder are counted, and complained of only where their name promises events', async (context) => {
  const folder = await folderOf(context, {
    'a.json': log('e1'),
    README: 'Read me, please.\n',
    'README.md': '[badge](https://example.com) and {more}\n{\n',
    LICENSE: 'Copyright (c) 2026, Somebody, Inc.\n\nPermission is given, free of charge.\n',
    'picture.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3]),
    empty: '',
    'tool.zip': new Uint8Array([0x50, 0x4b, 3, 4, 20]),
    'package.json': '{"foo":1}',
  });
  const {ids, problems, failures, skipped, batches} = await readAll([folder]);
  assert.deepEqual(ids, ['e1']);
  assert.equal(skipped, 6);
  assert.deepEqual(problems, ['holds no events']);
  assert.equal(failures, 1);
  assert.equal(batches.find((batch) => batch.problems.length > 0)?.path, `${folder}/package.json`);
});

test('a file that is named by the user is never passed over in silence', async (context) => {
  const folder = await folderOf(context, {
    README: 'Read me, please.\n',
    empty: '',
    'tool.zip': new Uint8Array([0x50, 0x4b, 3, 4, 20]),
    binary: new Uint8Array([1, 0, 2, 0, 255, 254]),
  });
  const names = ['README', 'empty', 'tool.zip', 'binary', 'gone'];
  const {problems, failures, skipped} = await readAll(names.map((name) => join(folder, name)));
  assert.deepEqual(problems, [
    'holds no events',
    'is empty',
    'is packed with zip, which is not read; unpack it first',
    'holds no events',
    'no such file or folder',
  ]);
  assert.equal(failures, 5);
  assert.equal(skipped, 0);
});

test('one bad path does not keep the others from being read', async (context) => {
  const folder = await folderOf(context, {
    'a.json': log('e1'),
    'b.json': '{"Records":[',
    'c.json': log('e2'),
  });
  const {ids, problems} = await readAll([join(folder, 'no'), folder, join(folder, 'a.json/x')]);
  assert.deepEqual(ids, ['e1', 'e2']);
  assert.deepEqual(problems, [
    'no such file or folder',
    'is cut off at line 1, column 13; no event before the cut is complete',
    'no such file or folder',
  ]);
});

test('a folder without event files says so', async (context) => {
  const folder = await folderOf(context, {'sub/README': 'x'});
  const {problems, skipped, batches} = await readAll([folder]);
  assert.deepEqual(problems, ['holds no event files']);
  assert.equal(skipped, 1);
  assert.equal(batches.at(-1)?.filesDone, 1);
});

test('links that lead back and to the same file again are followed once', async (context) => {
  const folder = await folderOf(context, {'logs/a.json': log('e1'), 'logs/sub/b.json': log('e2')});
  await symlink(folder, join(folder, 'logs/sub/loop'));
  await symlink('self', join(folder, 'logs/self'));
  await symlink(join(folder, 'logs/a.json'), join(folder, 'logs/sub/same.json'));
  await symlink('gone', join(folder, 'logs/dangling'));
  await symlink('gone', join(folder, 'logs/dangling.json'));
  const {ids, problems, skipped} = await readAll([
    folder,
    join(folder, 'logs'),
    join(folder, 'logs/a.json'),
  ]);
  assert.deepEqual(ids, ['e1', 'e2']);
  assert.deepEqual(problems, ['no such file or folder']);
  assert.equal(skipped, 2);
});

test('a link given by the user is followed', async (context) => {
  const folder = await folderOf(context, {'logs/a.json': log('e1')});
  await symlink('logs', join(folder, 'link'));
  const {ids, batches} = await readAll([join(folder, 'link')]);
  assert.deepEqual(ids, ['e1']);
  assert.equal(batches[0]?.path, `${folder}/link/a.json`);
});

/** For one test: the administrator, who may read everything, becomes somebody who may not. */
function withoutPrivileges(context: TestContext): void {
  if (process.geteuid?.() === 0) {
    process.seteuid?.(65_534);
    context.after(() => {
      process.seteuid?.(0);
    });
  }
}

test('what may not be read is named', {skip: process.platform === 'win32'}, async (context) => {
  withoutPrivileges(context);
  const folder = await folderOf(context, {
    'a.json': log('e1'),
    'closed/b.json': log('e2'),
    'c.json': log('e3'),
  });
  await chmod(join(folder, 'closed'), 0);
  await chmod(join(folder, 'c.json'), 0);
  const {ids, problems, failures} = await readAll([folder]);
  await chmod(join(folder, 'closed'), 0o755);
  assert.deepEqual(ids, ['e1']);
  assert.deepEqual(
    problems,
    Array.from({length: 2}, () => 'may not be read (permission denied)'),
  );
  assert.equal(failures, 2);
});

test(
  'a pipe in a folder is not waited for',
  {skip: process.platform === 'win32'},
  async (context) => {
    const folder = await folderOf(context, {'a.json': log('e1')});
    spawnSync('mkfifo', [join(folder, 'pipe.json')]);
    const {ids, skipped} = await readAll([folder]);
    assert.deepEqual(ids, ['e1']);
    assert.equal(skipped, 1);
  },
);

test(
  'a pipe that the shell hands over is read',
  {skip: process.platform === 'win32'},
  async (context) => {
    const folder = await folderOf(context, {'a.json': log('e1')});
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const [{ids, problems}] = await Promise.all([
      readAll([pipe]),
      writeFile(pipe, gzipSync(log('e1', 'e2'))),
    ]);
    assert.deepEqual([ids, problems], [['e1', 'e2'], []]);
  },
);

test('stdin is read where - stands, once, whatever it brings', async (context) => {
  const folder = await folderOf(context, {'a.json': log('e1')});
  for (const content of [log('e2', 'e3'), gzipSync(log('e2', 'e3'))]) {
    const bytes = Buffer.from(content);
    const stdin = Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]);
    const {ids, batches, problems} = await readAll(['-', join(folder, 'a.json'), '-'], {stdin});
    assert.deepEqual(ids, ['e2', 'e3', 'e1']);
    assert.deepEqual(problems, []);
    assert.equal(batches[0]?.path, '-');
  }
});

test('what zcat writes of many files opens', async () => {
  const stdin = Readable.from([log('e1', 'e2') + log('e3') + log()]);
  const {ids, problems} = await readAll(['-'], {stdin});
  assert.deepEqual([ids, problems], [['e1', 'e2', 'e3'], []]);
});

test('an empty, an absent and a failing stdin are problems, not crashes', async () => {
  assert.deepEqual((await readAll(['-'], {stdin: Readable.from([])})).problems, ['is empty']);
  assert.equal((await readAll(['-'])).failures, 1);
  const failing = new Readable({
    read() {
      this.destroy(Object.assign(new Error('gone'), {code: 'EIO'}));
    },
  });
  assert.deepEqual((await readAll(['-'], {stdin: failing})).problems, ['could not be read (EIO)']);
  const ended = Readable.from([]);
  ended.resume();
  await once(ended, 'close');
  assert.deepEqual((await readAll(['-'], {stdin: ended})).problems, ['is empty']);
});

test('an abort ends it between two files', async (context) => {
  const folder = await folderOf(context, {
    'a.json': log('e1'),
    'b.json': log('e2'),
    'c.json': log('e3'),
  });
  const controller = new AbortController();
  const seen: string[] = [];
  for await (const {packed} of readArchive([folder], {signal: controller.signal})) {
    seen.push(...eventsOf(packed).map(({id}) => id));
    controller.abort();
  }

  assert.deepEqual(seen, ['e1']);
  const {batches} = await readAll([folder], {signal: controller.signal});
  assert.deepEqual(batches, []);
});

test('an abort ends the wait for a stdin that brings nothing, and leaves it open', async () => {
  const stdin = new PassThrough();
  const controller = new AbortController();
  const reading = readAll(['-'], {stdin, signal: controller.signal});
  setImmediate(() => {
    controller.abort();
  });
  assert.deepEqual((await reading).batches, []);
  assert.equal(stdin.destroyed, false);
  assert.deepEqual(
    ['data', 'end', 'close', 'error'].map(
      (name) => stdin.listeners(name).filter((listener) => !listener.name.startsWith('on')).length,
    ),
    [0, 0, 0, 0],
  );
});

test('others get their turn between two files', async (context) => {
  const names = Array.from(
    {length: 20},
    (_, index) => [`${index}.json`, log(`e${index}`)] as const,
  );
  const folder = await folderOf(context, Object.fromEntries(names));
  let turns = 0;
  const turn = () => {
    turns++;
    timer = setImmediate(turn);
  };

  let timer = setImmediate(turn);
  let least = Infinity;
  let last = 0;
  for await (const {filesDone} of readArchive([folder])) {
    least = filesDone === 1 ? least : Math.min(least, turns - last);
    last = turns;
  }

  clearImmediate(timer);
  assert.ok(least >= 1);
});

test('a hostile name is handed on raw, for whoever shows it to make it safe', async (context) => {
  const name = 'a\u001B[2J\u202E.json';
  const folder = await folderOf(context, {[name]: '{}'});
  const {batches} = await readAll([folder]);
  assert.equal(batches[0]?.problems[0]?.path, `${folder}/${name}`);
});

test('the time column of a CSV can be named', async (context) => {
  const folder = await folderOf(context, {'rows.csv': 'time,When\n2026-01-02,2026-01-03\n'});
  const {batches} = await readAll([folder], {
    wish: {kind: 'columns', timeColumn: 'When'},
  });
  assert.equal(eventsOf(batches[0]?.packed)[0]?.time, Date.UTC(2026, 0, 3));
});

test('a CSV without a time opens, and the remark about it is no failure', async (context) => {
  const folder = await folderOf(context, {'rows.csv': 'a,b\n1,2\n'});
  const {batches, problems, failures} = await readAll([folder]);
  assert.equal(batches[0]?.packed?.count, 1);
  assert.equal(problems.length, 1);
  assert.equal(failures, 0);
});

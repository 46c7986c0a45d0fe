import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {after, before, test, type TestContext} from 'node:test';
import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {EventStore} from '../../source/core/event-store.ts';
import {listedFields} from '../../source/core/reading/fields.ts';
import {Crew} from '../../source/sources/archive/crew.ts';
import {frameOf, FrameReader} from '../../source/sources/archive/frames.ts';
import {readArchive} from '../../source/sources/archive.ts';
import {codec} from '../../source/sources/codec.ts';

const hasProcesses = existsSync('/proc/self/stat')
  ? false
  : 'processes can be listed on Linux only';

before(() => {
  process.env['AWS_SECRET_ACCESS_KEY'] = 'never-to-be-seen';
});

after(() => {
  delete process.env['AWS_SECRET_ACCESS_KEY'];
});

/** The processes that a process has started and that run. */
function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/v.test(name))
    .map(Number)
    .filter((pid) => {
      const [state, ppid] = statOf(pid);
      return ppid === String(parent) && state !== 'Z';
    });
}

function statOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

async function until<T>(look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = look();
    if (found) {
      return found;
    }

    await delay(5);
  }
}

/** Files of records as AWS writes them, each with some callers of its own. */
async function folderOf(context: TestContext, files: number, records: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trailtop-processes-'));
  context.after(async () => rm(folder, {recursive: true, force: true}));
  for (let file = 0; file < files; file++) {
    const Records = Array.from({length: records}, (_, index) => ({
      eventVersion: '1.11',
      userIdentity: {
        type: 'IAMUser',
        userName: index % 3 === 0 ? `kim ${file}` : `zoë ${index % 20}`,
        accessKeyId: `AKIA${file}X${index % 7}`,
      },
      eventTime: new Date(Date.UTC(2026, 0, 1, file, 0, index)).toISOString().replace('.000', ''),
      eventSource: 'ec2.amazonaws.com',
      eventName: index % 2 === 0 ? 'RunInstances' : `Describe${file}`,
      awsRegion: 'eu-west-1',
      sourceIPAddress: `203.0.113.${index % 50}`,
      userAgent: 'aws-cli/2.32.3',
      requestParameters: index % 5 === 0 ? {instanceId: `i-0a1b2c3d4e5f6${file}${index}`} : null,
      responseElements: null,
      requestID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      eventID: `00000000-0000-4000-${String(file).padStart(4, '0')}-${String(index).padStart(12, '0')}`,
      readOnly: index % 2 === 1,
      eventType: 'AwsApiCall',
      recipientAccountId: '123456789012',
    }));
    const name = join(folder, `f${String(file).padStart(3, '0')}.json.gz`);
    await writeFile(name, gzipSync(JSON.stringify({Records})));
  }

  return folder;
}

const anyList = fc.oneof(
  fc.uint8Array(),
  fc.uint16Array(),
  fc.uint32Array(),
  fc.int32Array(),
  fc.float64Array(),
);

test('a value comes as it was sent, in however small pieces', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), anyList, fc.array(anyList)))),
      fc.array(fc.integer({min: 1, max: 200}), {minLength: 1}),
      (values, sizes) => {
        const bytes = Buffer.concat(values.flatMap((value) => frameOf(value)));
        const got: unknown[] = [];
        const reader = new FrameReader((value) => {
          got.push(value);
        });
        for (let [at, turn] = [0, 0]; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          reader.push(bytes.subarray(at, at + size));
          at += size;
        }

        assert.deepEqual(got, structuredClone(values));
      },
    ),
  );
});

test('what processes read of many files has the columns that one process reads', async (context) => {
  const folder = await folderOf(context, 12, 60);
  const tableOf = async (crew: Crew) => {
    const store = new EventStore({codec});
    for await (const {packed} of readArchive([folder], {crew})) {
      if (packed) {
        store.addPacked(packed);
      }
    }

    await crew.close();
    return store.order.map((row) => listedFields.map((name) => store.field(row, name)));
  };

  const alone = await tableOf(new Crew(0));
  assert.equal(alone.length, 720);
  assert.ok(alone.some((row) => row.flat().includes('zoë 1')));
  assert.deepEqual(await tableOf(new Crew(3)), alone);
});

test(
  'a process that is killed takes its own file with it and no other',
  {skip: hasProcesses},
  async (context) => {
    const folder = await folderOf(context, 8, 30);
    // Nothing can be read of it until somebody writes to it: whoever reads it is in the middle of its task.
    const pipe = join(folder, 'a.pipe');
    await once(spawn('mkfifo', [pipe]), 'exit');
    const crew = new Crew(2);
    context.after(async () => crew.close());
    const read = async (path: string) =>
      crew.do('read', {
        found: {kind: 'file', path, isGiven: true, root: undefined},
        wish: {kind: 'columns'},
      });
    const first = await read(join(folder, 'f000.json.gz'));
    assert.equal(first.packed?.count, 30);
    const pid = childrenOf(process.pid).find((each) => isWorker(each)) ?? 0;
    const stuck = read(pipe);
    const others = [1, 2, 3, 4, 5].map(async (file) => read(join(folder, `f00${file}.json.gz`)));
    process.kill(pid, 'SIGKILL');
    await assert.rejects(stuck, /has ended/v);
    const counts = await Promise.all(others);
    assert.deepEqual(
      counts.map(({packed}) => packed?.count),
      [30, 30, 30, 30, 30],
    );
  },
);

test(
  'closing leaves no process, and what runs knows no credentials',
  {skip: hasProcesses},
  async (context) => {
    const folder = await folderOf(context, 1, 30);
    const crew = new Crew(1);
    await crew.do('read', {
      found: {kind: 'file', path: join(folder, 'f000.json.gz'), isGiven: true, root: undefined},
      wish: {kind: 'columns'},
    });
    const pid = childrenOf(process.pid).find((each) => isWorker(each)) ?? 0;
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
    assert.doesNotMatch(environment, /AWS|never-to-be-seen/v);
    await crew.close();
    assert.deepEqual(
      childrenOf(process.pid).filter((each) => isWorker(each)),
      [],
    );
  },
);

test('where the program is killed, its processes end', {skip: hasProcesses}, async (context) => {
  const folder = await folderOf(context, 1, 10);
  const crew = new URL('../../source/sources/archive/crew.ts', import.meta.url);
  const program = `
    const {Crew} = await import(${JSON.stringify(crew.href)});
    const crew = new Crew(1);
    const found = {kind: 'file', path: ${JSON.stringify(join(folder, 'f000.json.gz'))}, isGiven: true};
    await crew.do('read', {found, wish: {kind: 'columns'}});
    process.stdout.write('read');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const workers = childrenOf(child.pid ?? 0);
  assert.equal(workers.length, 1);
  child.kill('SIGKILL');
  await until(() => workers.every((pid) => [undefined, 'Z'].includes(statOf(pid)[0])));
});

/** Whether a process is one of a crew's. */
function isWorker(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('sources/archive/worker.ts');
  } catch {
    return false;
  }
}

import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {describe, test, type TestContext} from 'node:test';
import {startEndpoint, type Endpoint} from '../../source/demo/endpoint.ts';
import {type WorldEvent} from '../../source/demo/world.ts';
import {startServer} from '../sources/loopback.ts';
import {neutralEnvironment} from '../support/neutral-environment.ts';
import {startProgram} from '../support/pty-program.ts';
import {tinyEvent, tinyRandom, tinyWorld} from '../support/tiny-world.ts';
import {programArguments} from '../support/program.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');
const minute = 60_000;

type Ended = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

type RunOptions = {
  readonly input?: string;
  /** Called with all that has been printed so far. */
  readonly onStdout?: (stdout: string, program: ReturnType<typeof spawn>) => void;
};

/** Runs `trailtop events` with its output in a pipe. */
async function run(
  t: TestContext,
  args: readonly string[],
  {input, onStdout}: RunOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...programArguments, 'events', ...args], {
    cwd: repository,
    env: neutralEnvironment({AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret'}),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  t.after(() => {
    child.kill('SIGKILL');
  });
  child.stdin.on('error', () => undefined);
  if (input !== undefined) {
    child.stdin.end(input);
  }

  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    stdout += data;
    onStdout?.(stdout, child);
  });
  child.stderr.setEncoding('utf8').on('data', (data: string) => {
    stderr += data;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({code, stdout, stderr});
    });
  });
}

/** The embedded endpoint on the machine's clock over events that a test may add to, and flags that reach it. */
async function trailOf(
  t: TestContext,
  events: readonly WorldEvent[],
): Promise<{endpoint: Endpoint; flags: readonly string[]}> {
  const endpoint = await startEndpoint({
    world: tinyWorld({events}),
    clock: {now: Date.now},
    random: tinyRandom(),
  });
  t.after(async () => endpoint.close());
  return {
    endpoint,
    flags: ['--endpoint-url', endpoint.url, '-r', 'us-east-1', '--no-global', '--rate', '2'],
  };
}

function ago(minutes: number): number {
  return Math.floor((Date.now() - minutes * minute) / 1000) * 1000;
}

function fileOf(t: TestContext, name: string, content: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

function idsOf(stdout: string): readonly string[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as {eventID: string}).eventID);
}

describe('trailtop events on the live trail', () => {
  const events = Array.from({length: 70}, (_, index) =>
    tinyEvent({
      id: `${index}`,
      time: ago(5) - index * 1000,
      name: index % 7 === 0 ? 'RunInstances' : 'DescribeInstances',
    }),
  );

  test('prints the native records of the range, newest first, and ends by itself', async (t) => {
    const {flags} = await trailOf(t, events);
    const {code, stdout, stderr} = await run(t, flags);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
      events.map(({record}) => record),
    );
  });

  test('a filter on what AWS can select by is asked of AWS; --max-items counts what is printed', async (t) => {
    const {endpoint, flags} = await trailOf(t, events);
    const {stdout} = await run(t, [
      ...flags,
      '--filter',
      'name:runinstances user:kim',
      '--max-items',
      '3',
    ]);
    assert.deepEqual(idsOf(stdout), ['0', '7', '14']);
    assert.deepEqual(
      endpoint.requests.map(
        ({parameters}) => (parameters as {LookupAttributes?: unknown}).LookupAttributes,
      ),
      [[{AttributeKey: 'EventName', AttributeValue: 'RunInstances'}]],
    );
    const other = await trailOf(t, events);
    const wild = await run(t, [...other.flags, '--filter', 'name:run*']);
    assert.equal(idsOf(wild.stdout).length, 10);
    assert.ok(
      other.endpoint.requests.every(
        ({parameters}) =>
          (parameters as {LookupAttributes?: unknown}).LookupAttributes === undefined,
      ),
    );
  });

  test('--lookup-attributes is asked as given', async (t) => {
    const {flags} = await trailOf(t, events);
    const {stdout} = await run(t, [
      ...flags,
      '--lookup-attributes',
      'AttributeKey=EventName,AttributeValue=RunInstances',
    ]);
    assert.equal(idsOf(stdout).length, 10);
  });

  test('what CloudTrail wrote comes out as it wrote it: large numbers, the order of all keys', async (t) => {
    const text = '{"eventID":"a","2":12345678901234567890,"1":1.50,"x":"\\u202e"}';
    const url = await startServer(t, (_, response) => {
      response.writeHead(200, {'content-type': 'application/x-amz-json-1.1'});
      response.end(JSON.stringify({Events: [{EventId: 'a', CloudTrailEvent: text}]}));
    });
    const {stdout} = await run(t, ['--endpoint-url', url, '-r', 'us-east-1', '--no-global']);
    assert.equal(stdout, `${text}\n`);
  });

  test('what may not be read is one sentence on stderr and status 1', async (t) => {
    const {endpoint, flags} = await trailOf(t, events);
    endpoint.faults.set('LookupEvents', {kind: 'access-denied'});
    const {code, stdout, stderr} = await run(t, [...flags, '--output', 'json']);
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(stdout), []);
    assert.match(
      stderr,
      /^trailtop: us-east-1: not allowed to call cloudtrail:LookupEvents[^\n]*\n$/v,
    );
  });

  test('followed, each event comes once, and Ctrl+C ends it with 130', async (t) => {
    const growing = [
      tinyEvent({id: 'before', time: ago(1)}),
      tinyEvent({id: 'first', time: ago(2)}),
    ];
    const {flags} = await trailOf(t, growing);
    const {code, stdout, stderr} = await run(
      t,
      [...flags, '--follow', '--refresh', '1', '--since', '30m'],
      {
        onStdout(text, program) {
          const ids = idsOf(text);
          if (ids.length === 2 && growing.length === 2) {
            growing.push(tinyEvent({id: 'new', time: ago(0)}));
          } else if (ids.includes('new')) {
            program.kill('SIGINT');
          }
        },
      },
    );
    assert.equal(stderr, '');
    assert.equal(code, 130);
    assert.deepEqual(idsOf(stdout), ['first', 'before', 'new']);
  });

  test('followed by a reader that leaves, it ends with 0', async (t) => {
    const growing = [tinyEvent({id: 'before', time: ago(1)})];
    const {flags} = await trailOf(t, growing);
    const {code, stderr} = await run(
      t,
      [...flags, '--follow', '--refresh', '1', '--since', '30m'],
      {
        onStdout(_, program) {
          program.stdout?.destroy();
          growing.push(tinyEvent({id: 'new', time: ago(0)}));
        },
      },
    );
    assert.equal(stderr, '');
    assert.equal(code, 0);
  });

  test('--follow with an end in the past is a mistake of the command line', async (t) => {
    const {flags} = await trailOf(t, []);
    const {code, stdout, stderr} = await run(t, [
      ...flags,
      '--follow',
      '--since',
      '2026-01-01T00:00Z',
      '--until',
      '2026-01-02T00:00Z',
    ]);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^trailtop: --follow goes on from now/v);
  });
});

describe('trailtop events on archives', () => {
  const many = JSON.stringify(
    Array.from({length: 30_000}, (_, index) => ({
      eventID: `${index}`,
      eventName: 'StopInstances',
      eventTime: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
      userAgent: 'x\u001B[31m\u202E',
    })),
  );

  test('into head, it ends at once and without a word', async (t) => {
    const {code, stderr} = await run(t, [fileOf(t, 'many.json', many)], {
      onStdout(_, program) {
        program.stdout?.destroy();
      },
    });
    assert.equal(stderr, '');
    assert.equal(code, 0);
  });

  test('whatever the format, no escape sequence leaves it', async (t) => {
    const file = fileOf(t, 'many.json', many);
    for (const format of ['table', 'jsonl', 'json', 'csv']) {
      const {code, stdout} = await run(t, [file, '--output', format, '--max-items', '20']);
      assert.equal(code, 0);
      assert.doesNotMatch(stdout, /[[\p{Cc}\p{Bidi_Control}]--\n]/v, format);
    }
  });

  test('stdin is read, a CSV is filtered by its columns, and its rows are objects of strings', async (t) => {
    const input = [
      'Event Time,event_type,n',
      '2026-01-01T12:00:00Z,EC2_INSTANCE_LAUNCHED,1',
      '2026-01-01T12:05:00Z,EC2_INSTANCE_TERMINATED,2',
    ].join('\n');
    const {code, stdout, stderr} = await run(
      t,
      ['-', '--filter', 'event_type:EC2_INSTANCE_TERMINATED'],
      {input},
    );
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.equal(
      stdout,
      '{"event_time":"2026-01-01T12:05:00Z","event_type":"EC2_INSTANCE_TERMINATED","n":"2"}\n',
    );
  });

  test('a path that is none is named, the rest is printed, and the status is 1', async (t) => {
    const file = fileOf(t, 'one.json', '{"eventID":"a","eventName":"X"}');
    const {code, stdout, stderr} = await run(t, ['/no/such/file', file]);
    assert.equal(code, 1);
    assert.equal(stdout, '{"eventID":"a","eventName":"X"}\n');
    assert.equal(stderr, 'trailtop: /no/such/file: no such file or folder\n');
  });

  test('a field that is none is searched as text: where nothing has it, that is said', async (t) => {
    const file = fileOf(t, 'one.json', '{"eventID":"a","eventName":"X"}');
    const {code, stdout, stderr} = await run(t, [file, '--filter', 'usr:kim']);
    assert.equal(code, 0);
    assert.equal(stdout, '');
    assert.equal(stderr, 'trailtop: "usr:kim" was searched as text; did you mean user:kim?\n');
  });

  test('on a terminal it is a table that fits, and the terminal is left as it was', async (t) => {
    const file = fileOf(t, 'many.json', many);
    const program = startProgram(['events', file, '--max-items', '5'], {columns: 80, rows: 24});
    t.after(program.close);
    const {code} = await program.exited;
    assert.equal(code, 0);
    const rows = program.screen().filter((row) => row.trim() !== '');
    assert.equal(rows.length, 6);
    assert.match(rows[0] ?? '', /^TIME\s+EVENT\s+SOURCE\s+WHO\s+FROM\s+WHAT\s+OUTCOME/v);
    assert.deepEqual(program.restored(), []);
  });
});

test('a filter on the columns of a CSV keeps its quotes', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  const file = path.join(folder, 'sys.csv');
  writeFileSync(
    file,
    'time,note\n2026-01-01,two words\n2026-01-02,x\n2026-01-03,a*b\n2026-01-04,aXb\n',
  );
  for (const [filter, notes] of [
    ['note:"two words",x', ['x', 'two words']],
    ['-note:"two words",x', ['aXb', 'a*b']],
    ['note:"two "*', ['two words']],
    ['note:"a*b"', ['a*b']],
    ['"two words"', ['two words']],
  ] as const) {
    const {code, stdout} = await run(t, [file, '--output', 'jsonl', '--filter', filter]);
    const read = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as {note: string}).note);
    assert.deepEqual([code, read], [0, notes], filter);
  }
});

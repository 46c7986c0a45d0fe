import assert from 'node:assert/strict';
import {execFile, spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {describe, test, type TestContext} from 'node:test';
import {readRecordedSeries} from '../../source/core/archive/recorded-series.ts';
import {readTime} from '../../source/core/event.ts';
import {startEndpoint, type Endpoint} from '../../source/demo/endpoint.ts';
import {type WorldAlarm, type WorldMetric} from '../../source/demo/world.ts';
import {neutralEnvironment} from '../support/neutral-environment.ts';
import {startProgram} from '../support/pty-program.ts';
import {tinyCpu, tinyInstance, tinyRandom, tinyWorld} from '../support/tiny-world.ts';
import {programArguments} from '../support/program.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');
const minute = 60_000;
const web = 'i-0a1b2c3d4e5f60718';
const batch = 'i-0f3e2d1c0b9a80706';

type Ended = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

type Run = {
  /** Called with all that has been printed so far. */
  readonly onStdout?: (stdout: string, program: ReturnType<typeof spawn>) => void;
};

const environment = neutralEnvironment({
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
});

/** Runs `trailtop metrics` with its output in a pipe. */
async function run(t: TestContext, args: readonly string[], {onStdout}: Run = {}): Promise<Ended> {
  const child = spawn(process.execPath, [...programArguments, 'metrics', ...args], {
    cwd: repository,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => {
    child.kill('SIGKILL');
  });
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

type Account = {
  readonly metrics?: readonly WorldMetric[];
  readonly alarms?: readonly WorldAlarm[];
};

/** Web works a little, batch a lot; values have many digits. On the machine's clock. */
async function account(
  t: TestContext,
  {metrics = [tinyCpu(web), tinyCpu(batch, 300)], alarms = []}: Account = {},
): Promise<{endpoint: Endpoint; flags: readonly string[]}> {
  const endpoint = await startEndpoint({
    world: tinyWorld({
      metrics,
      alarms,
      instances: [
        tinyInstance({id: web, name: 'web-1'}),
        tinyInstance({id: batch, name: 'batch-7', monitoring: 'basic'}),
      ],
      valueAt: (metric, time) =>
        (metric.dimensions[0]?.Value === batch ? 70 : 3) + Math.sin(time / 1e6) * Math.E,
    }),
    clock: {now: Date.now},
    random: tinyRandom(),
  });
  t.after(async () => endpoint.close());
  return {endpoint, flags: ['--endpoint-url', endpoint.url, '-r', 'us-east-1']};
}

type Statistics = {
  readonly Label: string;
  readonly Datapoints: ReadonlyArray<Readonly<Record<string, number | string>>>;
};

async function aws(url: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const all = ['--endpoint-url', url, '--output', 'json', ...args];
    execFile('aws', all, {env: environment}, (error, stdout) => {
      if (error) {
        reject(new Error(error.message));
      } else {
        resolve(stdout);
      }
    });
  });
}

const hasCli = await isThere();

async function isThere(): Promise<boolean> {
  try {
    await aws('http://127.0.0.1:1', ['--version']);
    return true;
  } catch {
    return false;
  }
}

const onlyWithCli = {skip: hasCli ? false : 'there is no aws on the PATH'};

/** Datapoints by their times: the AWS CLI prints them in no order, and the zone of a time in its own way. */
function byTime({Datapoints}: Statistics) {
  return Datapoints.map((point) => ({...point, Timestamp: readTime(point['Timestamp'])})).sort(
    (a, b) => a.Timestamp - b.Timestamp,
  );
}

describe('beside the AWS CLI on one endpoint', () => {
  for (const [title, period, statistic, flag] of [
    ['a day of five minutes', 300, 'Average', '--statistics'],
    ['a day of hours', 3600, 'SampleCount', '--statistics'],
    ['a percentile', 300, 'p95', '--extended-statistics'],
  ] as const) {
    test(`${title}, ${statistic}, is the same to the last digit`, onlyWithCli, async (t) => {
      const {endpoint, flags} = await account(t);
      const end = Math.floor(Date.now() / 1000) * 1000 - 20 * minute;
      const times = [
        '--start-time',
        new Date(end - 1440 * minute).toISOString(),
        '--end-time',
        new Date(end).toISOString(),
        '--period',
        String(period),
      ];
      const ours = await run(t, [
        ...flags,
        ...times,
        '-i',
        web,
        '--stat',
        statistic,
        '--output',
        'json',
      ]);
      assert.equal(ours.stderr, '');
      assert.equal(ours.code, 0);
      const theirs = await aws(endpoint.url, [
        'cloudwatch',
        'get-metric-statistics',
        '--namespace',
        'AWS/EC2',
        ...times,
        '--metric-name',
        'CPUUtilization',
        '--dimensions',
        `Name=InstanceId,Value=${web}`,
        flag,
        statistic,
      ]);
      const [a, b] = [JSON.parse(ours.stdout) as Statistics, JSON.parse(theirs) as Statistics];
      assert.deepEqual(byTime(a), byTime(b));
      assert.ok(a.Datapoints.length >= 1440 / (period / 60));
      assert.equal(a.Label, b.Label);
      assert.deepEqual(Object.keys(a).sort(), Object.keys(b).sort());
      assert.deepEqual(
        byTime(a),
        a.Datapoints.map((point) => ({...point, Timestamp: readTime(point['Timestamp'])})),
      );
      assert.match(String(a.Datapoints[0]?.['Timestamp']), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00Z$/v);
    });
  }

  test('--since 24h, the running period included', onlyWithCli, async (t) => {
    const {endpoint, flags} = await account(t);
    const ours = await run(t, [
      ...flags,
      '--since',
      '24h',
      '--period',
      '300',
      '--stat',
      'Average',
      '-i',
      web,
      '--output',
      'json',
    ]);
    const {parameters} = endpoint.requests.at(-1) ?? assert.fail('nothing was asked');
    const asked = parameters as Readonly<Record<string, number>>;
    const times = ['StartTime', 'EndTime'].map((name) =>
      new Date((asked[name] ?? 0) * 1000).toISOString(),
    );
    const theirs = await aws(endpoint.url, [
      'cloudwatch',
      'get-metric-statistics',
      '--namespace',
      'AWS/EC2',
      '--period',
      '300',
      '--metric-name',
      'CPUUtilization',
      '--dimensions',
      `Name=InstanceId,Value=${web}`,
      '--statistics',
      'Average',
      '--start-time',
      times[0] ?? '',
      '--end-time',
      times[1] ?? '',
    ]);
    const settled = (answer: string) =>
      byTime(JSON.parse(answer) as Statistics).filter(
        ({Timestamp}) => Timestamp < Date.now() - 10 * minute,
      );
    assert.deepEqual(settled(ours.stdout), settled(theirs));
    assert.ok(settled(ours.stdout).length >= 285);
  });
});

describe('what is printed', () => {
  test('in a pipe a datapoint a line that says by itself what it is of', async (t) => {
    const {flags} = await account(t);
    const {stdout, stderr, code} = await run(t, [...flags, '-i', web, '-i', batch]);
    assert.deepEqual([stderr, code], ['', 0]);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(Object.keys(lines[0] ?? {}), [
      'Timestamp',
      'Label',
      'Dimensions',
      'Average',
      'Unit',
    ]);
    const times = lines.map(({Timestamp}) => readTime(String(Timestamp)));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.deepEqual(
      new Set(lines.map(({Dimensions}) => (Dimensions as {InstanceId: string}).InstanceId)),
      new Set([web, batch]),
    );
  });

  test('several series as JSON are an array, told apart by their dimensions', async (t) => {
    const {flags} = await account(t);
    const {stdout} = await run(t, [...flags, '-i', web, '-i', batch, '--output', 'json']);
    const series = JSON.parse(stdout) as Array<Statistics & {Dimensions: unknown}>;
    assert.deepEqual(
      series.map(({Dimensions}) => Dimensions),
      [[{Name: 'InstanceId', Value: web}], [{Name: 'InstanceId', Value: batch}]],
    );
    assert.ok((series[0]?.Datapoints.length ?? 0) > 50);
  });

  test('a CSV is what --metrics-from reads', async (t) => {
    const {flags} = await account(t);
    const {stdout} = await run(t, [...flags, '-i', web, '-i', batch, '--output', 'csv']);
    const {series, problems} = readRecordedSeries(stdout);
    assert.deepEqual(problems, []);
    assert.deepEqual(series.map(({id}) => id).sort(), [web, batch].sort());
    assert.ok(series.every(({points}) => points.length > 5));
  });

  test('--chart is drawn once, 100 cells wide in a pipe, in ASCII where that is asked for', async (t) => {
    const {flags} = await account(t);
    const {stdout, stderr, code} = await run(t, [
      ...flags,
      web,
      batch,
      '--chart',
      '--ascii',
      '--since',
      '3h',
    ]);
    assert.deepEqual([stderr, code], ['', 0]);
    assert.doesNotMatch(stdout, /[^\u0020-\u007E\n]/v);
    const lines = stdout.trimEnd().split('\n');
    assert.ok(lines.every((line) => line.length <= 100));
    assert.match(lines[0] ?? '', /^CPUUtilization Average 1m, \d{4}-\d{2}-\d{2} \d{2}:\d{2} to /v);
    assert.match(lines[1] ?? '', /^ 100 \+/v);
    assert.match(
      lines.at(-1) ?? '',
      new RegExp(`^2 batch-7 ${batch}  latest [\\d.]+ % \\d\\d:\\d\\d, highest`, 'v'),
    );
  });

  test('a table on a terminal fits it, has a sparkline for each and marks what may still change', async (t) => {
    const {flags} = await account(t);
    const program = startProgram(['metrics', ...flags, '-i', web, '-i', batch, '--since', '15m'], {
      columns: 80,
      rows: 40,
      env: environment,
    });
    t.after(program.close);
    const {code} = await program.exited;
    assert.equal(code, 0);
    assert.deepEqual(program.restored(), []);
    const text = program.screen().join('\n');
    assert.match(text, /● web-1 +i-0a1b2c3d4e5f60718 +[▁▂▃▄▅▆▇█]+ /v);
    assert.match(text, /TIME +web-1 +batch-7/v);
    assert.match(text, /T\d\d:\d\d:00Z +~ \d+(?:\.\d+)? %/v);
    assert.match(text, /~ may still change/v);
  });
});

test('an alarm that is not there ends the program at once, in the demo too', async (t) => {
  const {code, stdout, stderr} = await run(t, ['--demo', '--alarm', 'nope']);
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^trailtop: --alarm: us-east-1 has no alarm "nope": .*\n$/v);
});

describe('what is not named', () => {
  test('a bare start prints what is in ALARM and says so on stderr', async (t) => {
    const alarms: readonly WorldAlarm[] = [
      {
        name: 'batch-cpu-high',
        metric: tinyCpu(batch, 300),
        threshold: 60,
        period: 300,
        comparison: 'GreaterThanThreshold',
        evaluationPeriods: 1,
        statistic: 'Average',
        state: 'ALARM',
        stateUpdatedAt: Date.now() - 5 * minute,
        stateReason: '',
      },
    ];
    const {flags} = await account(t, {alarms});
    const {stderr, stdout, code} = await run(t, flags);
    assert.equal(code, 0);
    assert.match(
      stderr,
      new RegExp(`^trailtop: no instance is named.*\\(in ALARM\\): batch-7 ${batch}\\n$`, 'v'),
    );
    assert.ok(
      stdout
        .split('\n')
        .filter(Boolean)
        .every((line) => line.includes(batch)),
    );
  });

  test('else the two busiest', async (t) => {
    const {flags} = await account(t);
    const {stderr} = await run(t, flags);
    assert.match(stderr, new RegExp(`\\(busiest\\): batch-7 ${batch}, web-1 ${web}\\n$`, 'v'));
  });

  test('an account without instances is told so and is no failure', async (t) => {
    const {flags} = await account(t, {metrics: []});
    const {stderr, stdout, code} = await run(t, flags);
    assert.deepEqual([stdout, code], ['', 0]);
    assert.match(stderr, /^trailtop: no instance has sent anything/v);
  });
});

describe('what goes wrong', () => {
  test('is a sentence on stderr and status 1', async (t) => {
    const {endpoint, flags} = await account(t);
    endpoint.faults.set('*', {kind: 'access-denied'});
    const {stderr, stdout, code} = await run(t, [...flags, '-i', web]);
    assert.deepEqual([stdout, code], ['', 1]);
    assert.match(stderr, /^trailtop: not allowed to call cloudwatch:GetMetricData[^\n]*\n$/v);
  });

  test('an instance that never was is said and is no failure', async (t) => {
    const {flags} = await account(t);
    const {stderr, stdout, code} = await run(t, [
      ...flags,
      '-i',
      'i-0000000000000000f',
      '--output',
      'json',
    ]);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), {Label: 'CPUUtilization', Datapoints: []});
    assert.match(
      stderr,
      /AWS\/EC2 has no datapoint of CPUUtilization in this range for i-0000000000000000f/v,
    );
  });

  test('a command line that is wrong asks nothing and is status 2', async (t) => {
    const {endpoint, flags} = await account(t);
    for (const [args, words] of [
      [['--stat', 'Averge'], /did you mean Average\?/v],
      [['--period', '90'], /multiples of 60/v],
      [['--period', '60', '--since', '30d'], /kept for 15d/v],
      [['--metric', 'cpuutilization'], /did you mean CPUUtilization\?/v],
    ] as const) {
      // One after the other: they share the endpoint's record.

      const {stderr, stdout, code} = await run(t, [...flags, '-i', web, ...args]);
      assert.deepEqual([stdout, code], ['', 2]);
      assert.match(stderr, words);
    }

    assert.deepEqual(endpoint.requests, []);
  });
});

test('--follow goes on until it is interrupted, and a signal is its status', async (t) => {
  const {flags} = await account(t);
  const {stdout, code, stderr} = await run(t, [...flags, '-i', web, '--since', '30m', '--follow'], {
    onStdout(text, program) {
      if (text.split('\n').length > 10) {
        program.kill('SIGINT');
      }
    },
  });
  assert.equal(stderr, '');
  assert.equal(code, 130);
  const times = stdout
    .trimEnd()
    .split('\n')
    .map((line) => readTime((JSON.parse(line) as {Timestamp: string}).Timestamp));
  // What is younger than a quarter of an hour is held back until a second look finds it unchanged.
  assert.ok(times.every((time) => time <= Date.now() - 15 * minute));
});

test('a reader that has seen enough ends it without a word', async (t) => {
  const {flags} = await account(t);
  const {code, stderr} = await run(t, [...flags, '-i', web, '--since', '14d', '--period', '60'], {
    onStdout(_, program) {
      program.stdout?.destroy();
    },
  });
  assert.deepEqual([code, stderr], [0, '']);
});

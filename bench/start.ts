/**
 * The start: first frame (title and both borders) and first events, of the bundle and of the executable, from a
 * loopback endpoint in a pseudoterminal; beside it one `aws cloudtrail lookup-events` of one page against the same
 * endpoint. All take turns, in one run. `BENCH_RUNS` says how often (15). `npm run build` and `npm run build:binary`
 * come before it; what is not there is left out, and said.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {startDemo} from '../source/demo/start.ts';
import {neutralEnvironment} from '../test/support/neutral-environment.ts';
import {builtProgram, repository} from './archive/programs.ts';
import {findAws} from './support/find-aws.ts';
import {firstSeen} from './support/first-seen.ts';
import {quantile, table} from './support/table.ts';

const runs = Number(process.env['BENCH_RUNS'] ?? 15);

/** What is aimed at: times what the AWS CLI takes. */
const reach = {frame: 0.6, events: 1};

type Command = readonly [string, ...string[]];

const bundle = builtProgram();
const binary = path.join(repository, 'dist', `trailtop-${process.platform}-${process.arch}`);
const programs: ReadonlyArray<readonly [name: string, command: Command]> = [
  ...(bundle === undefined ? [] : [['bundle', [process.execPath, bundle]] as const]),
  ...(existsSync(binary) ? [['executable', [binary]] as const] : []),
];
if (programs.length === 0) {
  throw new Error('nothing is built: npm run build, npm run build:binary');
}

const demo = await startDemo(0);
const env = neutralEnvironment({
  AWS_ACCESS_KEY_ID: demo.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: demo.credentials.secretAccessKey,
  AWS_REGION: demo.region,
  AWS_DEFAULT_REGION: demo.region,
});
const aws = findAws();
const times = new Map<string, number[]>();

function note(name: string, ms: number): void {
  const known = times.get(name) ?? [];
  known.push(ms);
  times.set(name, known);
}

/** The wall time of one page of events from the AWS CLI. */
async function askWithAws(file: string): Promise<number> {
  const started = performance.now();
  const flags = ['--endpoint-url', demo.url, '--max-items', '50', '--output', 'json'];
  const child = spawn(file, ['cloudtrail', 'lookup-events', ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) {
    throw new Error(`${file} ended with ${status}`);
  }

  return performance.now() - started;
}

// The first round warms the files that everybody reads, and is not counted.
for (let round = 0; round <= runs; round++) {
  for (const [name, [file, ...args]] of programs) {
    const flags = ['--endpoint-url', demo.url, '--no-global'];
    const {frame, events} = await firstSeen([file, ...args, ...flags], env);
    if (round > 0) {
      note(`${name}, first frame`, frame);
      note(`${name}, first events`, events);
    }

    // The endpoint answers two LookupEvents a second, as AWS does.
    await delay(600);
  }

  if (aws !== undefined) {
    const ms = await askWithAws(aws);
    if (round > 0) {
      note('aws', ms);
    }

    await delay(600);
  }
}

await demo.close();
const awsTime = quantile(times.get('aws') ?? [], 0.5);
const rows = [['start, ms', 'min', 'median', 'p90', '× aws', 'reach']];
for (const [name, values] of times) {
  const median = quantile(values, 0.5);
  const isFrame = name.endsWith('frame');
  const most = isFrame ? reach.frame : reach.events;
  const ratio = median / awsTime;
  const judged =
    name === 'aws' || Number.isNaN(ratio)
      ? ['', '']
      : [ratio.toFixed(2), `≤ ${most.toFixed(1)} ${ratio <= most ? 'reached' : 'MISSED'}`];
  rows.push([name, ...[0, 0.5, 0.9].map((part) => quantile(values, part).toFixed(0)), ...judged]);
}

console.log(table(rows));
console.log(
  aws === undefined
    ? 'No AWS CLI is installed here: printed, not judged.'
    : `aws: ${aws} cloudtrail lookup-events --max-items 50, from its start to its end`,
);
for (const [name, isThere] of [
  ['npm run build', bundle !== undefined],
  ['npm run build:binary', existsSync(binary)],
] as const) {
  if (!isThere) {
    console.log(`Left out, since it has not been built: ${name}`);
  }
}

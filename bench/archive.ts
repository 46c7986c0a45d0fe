/**
 * An archive of about 336,000 events in 169 files: to open it, to hold it, to filter it and to move in it, beside
 * DuckDB, pandas and jq doing the same. `BENCH_RUNS` says how often each is run (5), `BENCH_EVENTS` makes the archive
 * smaller, `BENCH_SEED` another one.
 */
import {spawnSync} from 'node:child_process';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {gunzipSync} from 'node:zlib';
import {measureKeys} from './archive/keys.ts';
import {makeArchive, wholePlan, type MadeArchive} from './archive/make-archive.ts';
import {
  builtProgram,
  buildPrograms,
  repository,
  type Command,
  type Keystrokes,
  type Opened,
} from './archive/programs.ts';
import {run, type Run} from './archive/processes.ts';
import {duckdbCommand, filterers, openers, query, type Rival} from './archive/rivals.ts';
import {quantile, table} from './support/table.ts';

const runs = Number(process.env['BENCH_RUNS'] ?? 5);
const events = Number(process.env['BENCH_EVENTS'] ?? wholePlan.events);
const share = events / wholePlan.events;
const plan = {
  seed: Number(process.env['BENCH_SEED'] ?? wholePlan.seed),
  events,
  files: Math.max(1, Math.round(wholePlan.files * share)),
  bytes: Math.round(wholePlan.bytes * share),
};

const size = '200×60';

/** Occurs in the names of some roles, and so in what their sessions do. */
const needle = 'batch-node-3';

type Row = readonly [figure: string, who: string, least: string, middle: string, note: string];
const rows: Row[] = [['figure', '', 'min', 'median', '']];
const missing = new Set<string>();

function add(figure: string, who: string, values: readonly number[], unit: string, note = '') {
  const digits = unit === 's' ? 2 : unit === 'ms' ? 1 : 0;
  const text = (part: number) => `${quantile(values, part).toFixed(digits)} ${unit}`;
  rows.push([figure, who, text(0), text(0.5), note]);
}

const told = (result: Run) => JSON.parse(result.text) as Opened;

type Candidate = Pick<Rival, 'name' | 'tells'> & {readonly command: Command};

/** Those that are installed; the others are told of at the end. */
function installed(rivals: readonly Rival[]): readonly Candidate[] {
  return rivals.flatMap(({name, tells, command}) => {
    if (command === undefined) {
      missing.add(name);
      return [];
    }

    return [{name, tells, command}];
  });
}

/** Each candidate once, then all of them again: what slows the machine for a while slows them all. */
async function alternate(
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<string, readonly Run[]>> {
  const results = new Map<string, Run[]>(candidates.map(({name}) => [name, []]));
  for (let round = 0; round < runs; round++) {
    for (const {name, command} of candidates) {
      results.get(name)?.push(await run(command));
    }
  }

  return results;
}

/** How many times as long trailtop takes, by the medians. */
function besideTrailtop(results: ReadonlyMap<string, readonly Run[]>, rival: string): string {
  const middle = (name: string) =>
    quantile(
      (results.get(name) ?? []).map(({seconds}) => seconds),
      0.5,
    );
  return `trailtop takes ${(middle('trailtop') / middle(rival)).toFixed(2)} × as long`;
}

async function printOpening(archive: MadeArchive, open: Command): Promise<void> {
  const candidates = installed([
    {name: 'trailtop', tells: true, command: open},
    ...openers(archive.folder),
  ]);
  const results = await alternate(candidates);
  for (const {name, tells} of candidates) {
    const all = results.get(name) ?? [];
    const inside = tells ? all.map((each) => told(each).seconds) : [];
    const counts = new Set(all.map((each) => (tells ? told(each).events : each.lines)));
    assertCount(`${name} opened`, counts, archive.events);
    const own = tells ? `${quantile(inside, 0.5).toFixed(2)} s without its start` : '';
    const beside = name === 'trailtop' ? '' : besideTrailtop(results, name);
    add(
      'open, ready to filter',
      name,
      all.map(({seconds}) => seconds),
      's',
      [own, beside].filter(Boolean).join('; '),
    );
  }
}

/** trailtop leaves out what has an eventID that it has seen; the archive has each once. */
function assertCount(what: string, counts: ReadonlySet<number>, wanted: number): void {
  if (counts.size !== 1 || !counts.has(wanted)) {
    throw new Error(`${what} ${[...counts].join(', ')} events, not ${wanted}`);
  }
}

async function printMemory(
  archive: MadeArchive,
  open: (folder?: string, ...flags: readonly string[]) => Command,
): Promise<void> {
  const pairs: Array<readonly [string, Command | undefined, Command | undefined]> = [
    ['trailtop', open(archive.folder, '--expose-gc'), open(undefined, '--expose-gc')],
    [
      'DuckDB',
      duckdbCommand('newline_delimited', archive.folder),
      duckdbCommand('newline_delimited'),
    ],
  ];
  for (const [name, full, empty] of pairs) {
    if (full && empty) {
      const sizes: number[] = [];
      let base = 0;
      for (let round = 0; round < runs; round++) {
        base = told(await run(empty)).rss;
        sizes.push((told(await run(full)).rss - base) / archive.events);
      }

      const note = `beyond ${(base / 1e6).toFixed(0)} MB of the empty program, for each event`;
      add('resident after loading', name, sizes, 'B', note);
    }
  }
}

async function printFiltering(archive: MadeArchive, program: string): Promise<void> {
  const candidates = installed([
    {
      name: 'trailtop',
      tells: false,
      command: [
        process.execPath,
        program,
        'events',
        archive.folder,
        '--filter',
        query,
        '--output',
        'jsonl',
      ],
    },
    ...filterers(archive.folder),
  ]);
  const results = await alternate(candidates);
  const counts = new Set([...results.values()].flat().map(({lines}) => lines));
  if (counts.size !== 1) {
    const each = candidates.map(({name}) => `${name} ${results.get(name)?.[0]?.lines}`);
    throw new Error(`the counts of ${query} differ: ${each.join(', ')}`);
  }

  for (const {name} of candidates) {
    add(
      `events --filter '${query}'`,
      name,
      (results.get(name) ?? []).map(({seconds}) => seconds),
      's',
      name === 'trailtop' ? `${[...counts].join('')} events` : besideTrailtop(results, name),
    );
  }
}

function addKeys(figure: string, who: string, times: readonly number[], reach: string): void {
  const [middle, high, worst] = [0.5, 0.99, 1].map((part) => quantile(times, part).toFixed(1));
  rows.push([
    figure,
    who,
    `p50 ${middle} ms`,
    `p99 ${high} ms`,
    `longest ${worst} ms of ${times.length} keys; ${reach}`,
  ]);
}

/** Counted in the plainest way: the records whose text holds it. */
function countOf(archive: MadeArchive, text: string): number {
  let count = 0;
  for (const file of globSync('**/*.json.gz', {cwd: archive.folder})) {
    const content = gunzipSync(readFileSync(path.join(archive.folder, file))).toString();
    const {Records} = JSON.parse(content) as {Records: readonly unknown[]};
    count += Records.filter((record) => JSON.stringify(record).toLowerCase().includes(text)).length;
  }

  return count;
}

function programOf(): string {
  if (builtProgram() === undefined) {
    spawnSync('npm', ['run', '--silent', 'build'], {cwd: repository, stdio: 'inherit'});
  }

  const program = builtProgram();
  if (program === undefined) {
    throw new Error('npm run build has made no dist/cli.js');
  }

  return program;
}

async function printKeys(keystrokes: Command): Promise<void> {
  const result = await run(keystrokes);
  const {keys} = JSON.parse(result.text) as Keystrokes;
  const fields = keys.filter(([text]) => !text.includes('.policyArn'));
  const dotted = keys.filter(([text]) => text.includes('.policyArn'));
  const times = (list: Keystrokes['keys']) => list.map(([, ms]) => ms);
  addKeys('key in a filter on fields', 'in process', times(fields), 'reach p99 50 ms');
  addKeys('key in a filter on a dotted path', 'in process', times(dotted), 'no column holds it');
}

async function printScreen(archive: MadeArchive, program: string): Promise<void> {
  const occurs = countOf(archive, needle);
  const {folder, events: count} = archive;
  const {opened, moves, typed, text} = await measureKeys({
    program,
    folder,
    events: count,
    needle,
    occurs,
  });
  add('start to all of it on the screen', size, [opened / 1000], 's');
  addKeys('key in a filter on fields, to frame', size, typed, 'typed as a person does');
  addKeys('key to frame', size, moves, 'reach p99 16 ms');
  const figure = `free text over everything (${occurs} hold ${needle})`;
  if (text) {
    const {found, longestWait} = text;
    const note = `until the list is right; a key waited at most ${longestWait.toFixed(0)} ms`;
    add(figure, size, [found / 1000], 's', note);
  } else {
    rows.push([figure, size, '-', '-', 'the list never showed what holds it']);
  }
}

const archive = await makeArchive(plan);
const {open, keystrokes} = await buildPrograms();
const program = programOf();
console.log(
  `An archive of ${archive.events} events in ${archive.files} .json.gz: ${(archive.unpacked / 1e6).toFixed(0)} MB of JSON, ${(archive.packed / 1e6).toFixed(0)} MB packed; each figure of ${runs} runs, the candidates in turn`,
);

/** The parts of this bench by what `BENCH_PARTS` calls them. */
const parts: Readonly<Record<string, () => Promise<void>>> = {
  open: async () => printOpening(archive, open(archive.folder)),
  memory: async () => printMemory(archive, open),
  events: async () => printFiltering(archive, program),
  keys: async () => printKeys(keystrokes(archive.folder)),
  screen: async () => printScreen(archive, program),
};

const wanted = process.env['BENCH_PARTS']?.split(',') ?? Object.keys(parts);
for (const [name, part] of Object.entries(parts)) {
  if (wanted.includes(name)) {
    try {
      await part();
    } catch (error) {
      // One figure that cannot be had takes no other with it.
      process.exitCode = 1;
      rows.push([name, '', '-', '-', error instanceof Error ? error.message : String(error)]);
    }
  }
}

console.log(table(rows));
if (missing.size > 0) {
  const names = [...missing].join(', ');
  console.log(`Not installed, so not compared: ${names} (DuckDB: npm ci --prefix bench).`);
}

/**
 * The built program in a pseudoterminal: bytes of a move, of a page, of a refresh and of an idle minute at 120×40; key to
 * frame at 120×40 and 200×60; CPU and memory live; and a line of 2,000 bytes a second. `less` and `btop` beside it, where
 * they are installed.
 *
 * `npm run bench screen` runs everything, in about a quarter of an hour; `BENCH_ONLY=keys,slow` before it some of the
 * parts (keys, still, quiet, slow, live); `BENCH_MINUTES=1` watches the live program for one minute instead of five.
 *
 * Each part is printed when it ends, and one that fails does not keep the others from running. CPU is what the process
 * used, which no other program changes; a time is only as good as the machine was free, so the load average of the last
 * minute stands beside it (1.00 is one core busy).
 */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {loadavg, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {watchProgram, type Watched} from './screen/terminal.ts';
import {quantile, table} from './support/table.ts';

const repository = path.resolve(import.meta.dirname, '..');
const program = path.join(repository, 'dist', 'cli.js');
const minutes = Number(process.env['BENCH_MINUTES'] ?? 5);
const patience = 120_000;
const node = process.execPath;

type Row = readonly [figure: string, who: string, value: string, asked: string, ...load: string[]];
const heading: Row = ['figure', '', 'measured', 'asked', 'load'];
const rows: Row[] = [];
const missing = new Set<string>();

const number = (value: number, digits = 0) => value.toFixed(digits);
const spread = (values: readonly number[], digits = 0) =>
  `p50 ${number(quantile(values, 0.5), digits)}, p99 ${number(quantile(values, 0.99), digits)}, most ${number(quantile(values, 1), digits)}`;

const load = () => number(loadavg()[0] ?? Number.NaN, 2);

function isInstalled(name: string): boolean {
  return spawnSync('which', [name]).status === 0;
}

async function shown(screen: Watched, pattern: RegExp): Promise<void> {
  const isShown = await screen.until(pattern, patience);
  if (!isShown) {
    throw new Error(`${String(pattern)} was not shown:\n${screen.text()}`);
  }
}

async function presses(screen: Watched, pressed: readonly string[]) {
  const all: Array<{readonly bytes: number; readonly ms: number}> = [];
  for (const key of pressed) {
    all.push(await screen.press(key));
    // As a person does: nobody presses while the frame before is being drawn.
    await delay(20);
  }

  return all.filter(({ms}) => !Number.isNaN(ms));
}

/** The list stands still: an archive of the demo's hour, so that nothing but keys draws. */
function recorded(folder: string): string {
  const file = path.join(folder, 'hour.jsonl');
  const args = [program, 'events', '--demo', '--since', '6h', '--output', 'jsonl'];
  const {stdout} = spawnSync(node, args, {maxBuffer: 1e9, encoding: 'utf8'});
  writeFileSync(file, stdout);
  return file;
}

const moves = [...'jjjjjjjjjj', ...'kkkkkkkkkk'];
const scrolls = ['pagedown', 'pagedown', 'pagedown', 'pageup', 'pageup', 'pageup'];

async function keys(file: string): Promise<void> {
  for (const [columns, height] of [
    [120, 40],
    [200, 60],
  ] as const) {
    const size = `${columns}×${height}`;
    const screen = watchProgram([node, program, file], {columns, rows: height});
    await shown(screen, /▸/v);
    await delay(2000);
    // What a person meets who has just come, apart: the first keys of a program that has drawn little.
    const first = await presses(screen, [...moves, ...scrolls]);
    const {cpu: before} = screen.usage();
    const moved = await presses(screen, Array.from({length: 8}, () => moves).flat());
    const scrolled = await presses(screen, Array.from({length: 8}, () => scrolls).flat());
    const cpu = screen.usage().cpu - before;
    const all = [...moved, ...scrolled].map(({ms}) => ms);
    rows.push(
      [`bytes of a cursor move, ${size}`, 'trailtop', spread(moved.map(({bytes}) => bytes)), '450'],
      [`bytes of a page, ${size}`, 'trailtop', spread(scrolled.map(({bytes}) => bytes)), ''],
      [`key to frame, ms, ${size}`, 'trailtop', spread(all, 1), 'p99 16', load()],
      [
        `the first keys, ms, ${size}`,
        'trailtop',
        `first ${number(first[0]?.ms ?? Number.NaN, 1)}, ${spread(
          first.map(({ms}) => ms),
          1,
        )}`,
        '',
        load(),
      ],
      [`CPU a key, ms, ${size}`, 'trailtop', number((cpu / all.length) * 1000, 1), ''],
    );
    await screen.close();
    if (isInstalled('less')) {
      const less = watchProgram(['less', '-S', file], {columns, rows: height});
      await less.until(/eventVersion|\{/v, patience);
      const pages = await presses(less, ['j', ' ', 'b', 'j', ' ', 'b', 'j', ' ', 'b']);
      rows.push(
        [`bytes of a page, ${size}`, 'less', spread(pages.map(({bytes}) => bytes)), ''],
        [
          `key to frame, ms, ${size}`,
          'less',
          spread(
            pages.map(({ms}) => ms),
            1,
          ),
          '',
          load(),
        ],
      );
      await less.close();
    } else {
      missing.add('less');
    }
  }
}

/** The program live against an endpoint in a process of its own, so that only the program itself is weighed. */
async function watchLive(args: readonly string[]) {
  const port = 4900 + (process.pid % 90);
  const endpoint = watchProgram([node, program, '--demo', '--demo-port', String(port)], {
    columns: 80,
    rows: 24,
  });
  await shown(endpoint, /q quit/v);
  const screen = watchProgram(
    [node, program, `--endpoint-url=http://127.0.0.1:${port}`, '--rate=2', ...args],
    {
      columns: 120,
      rows: 40,
      env: {AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'none'},
    },
  );
  return {screen, endpoint};
}

/** A region in which nothing happens: it is polled all the same. */
async function quiet(): Promise<void> {
  const {screen, endpoint} = await watchLive([
    '--region=ap-southeast-2',
    '--no-global',
    '--since=1h',
  ]);
  await shown(screen, /q quit/v);
  await delay(60_000);
  const bytes: number[] = [];
  const start = screen.usage();
  for (let minute = 0; minute < minutes; minute++) {
    const before = screen.bytes();
    await delay(60_000);
    bytes.push(screen.bytes() - before);
  }

  const share = ((screen.usage().cpu - start.cpu) / (minutes * 60)) * 100;
  rows.push(
    ['bytes of an idle minute, live', 'trailtop', spread(bytes), '1,000'],
    [`% of a core, ${minutes} min live, no events`, 'trailtop', number(share, 2), '0.5'],
  );
  await screen.close();
  await endpoint.close();
}

async function live(): Promise<void> {
  const {screen, endpoint} = await watchLive(['--region=us-east-1', '--since=8h']);
  await shown(screen, /q quit/v);
  await presses(screen, ['w', 'w', 'A']);
  await screen.until(/of 1\d,\d{3} /v, Number(process.env['BENCH_LOAD'] ?? 600_000));
  // Loading goes on after that: what is idle is told apart from it.
  const isLoaded = await screen.until(
    /\ball (?:to )?(?<start>(?:\d\d-\d\d )?\d\d:\d\d)\s.*\s\k<start>\s?–/v,
    patience,
  );
  const doing = isLoaded ? 'live' : 'live, still loading';
  const events =
    /Events [\d,]+ of (?<count>[\d,]+) /v.exec(screen.text())?.groups?.['count'] ?? '?';
  const bytes: number[] = [];
  const start = screen.usage();
  for (let minute = 0; minute < minutes; minute++) {
    const before = screen.bytes();
    await delay(60_000);
    bytes.push(screen.bytes() - before);
  }

  const {cpu, rss} = screen.usage();
  const share = ((cpu - start.cpu) / (minutes * 60)) * 100;
  rows.push(
    [`% of a core, ${minutes} min ${doing}, ${events} events`, 'trailtop', number(share, 2), '0.5'],
    [`resident MB, ${events} events`, 'trailtop', number(rss), '180'],
    ['bytes of a minute, live, events coming', 'trailtop', spread(bytes), ''],
  );
  const refreshed = await presses(screen, ['ctrl+r', 'ctrl+r', 'ctrl+r']);
  rows.push(['bytes of a refresh', 'trailtop', spread(refreshed.map(({bytes: each}) => each)), '']);
  await screen.close();
  await endpoint.close();
}

async function still(file: string): Promise<void> {
  const screen = watchProgram([node, program, file], {columns: 120, rows: 40});
  await shown(screen, /▸/v);
  await delay(2000);
  const before = screen.bytes();
  const {cpu} = screen.usage();
  await delay(60_000);
  const share = ((screen.usage().cpu - cpu) / 60) * 100;
  rows.push(
    ['bytes of an idle minute', 'trailtop', number(screen.bytes() - before), '1,000'],
    ['% of a core, idle minute, an archive', 'trailtop', number(share, 2), ''],
  );
  await screen.close();
  if (isInstalled('btop')) {
    const btop = watchProgram(['btop', '--utf-force'], {columns: 120, rows: 40});
    await delay(3000);
    const first = {bytes: btop.bytes(), ...btop.usage()};
    await delay(60_000);
    rows.push(
      ['bytes of an idle minute', 'btop', number(btop.bytes() - first.bytes), ''],
      ['% of a core', 'btop', number(((btop.usage().cpu - first.cpu) / 60) * 100, 2), ''],
      ['resident MB', 'btop', number(btop.usage().rss), ''],
    );
    await btop.close();
  } else {
    missing.add('btop');
  }
}

/** The demo, whose incident goes on all the time, on a bad line: from a key until the cursor stands on another row. */
async function slow(): Promise<void> {
  const rate = 2000;
  const screen = watchProgram([node, program, '--demo'], {columns: 120, rows: 40, rate});
  const started = performance.now();
  await shown(screen, /▸/v);
  const first = performance.now() - started;
  const place = (text: string) => text.split('\n').find((line) => line.includes('▸'));
  const waits: number[] = [];
  while (performance.now() - started < 90_000) {
    const before = place(screen.text());
    const key = waits.length % 2 === 0 ? 'j' : 'k';
    waits.push(await screen.answer(key, (text) => place(text) !== before));
    await delay(1000);
  }

  const early = waits.slice(0, 3);
  rows.push(
    ['ms until the list is shown, 2,000 B/s', 'trailtop', number(first), '', load()],
    ['ms from a key to its answer, 2,000 B/s', 'first three', spread(early), '1,000', load()],
    [
      'ms from a key to its answer, 2,000 B/s',
      'after them',
      spread(waits.slice(3)),
      '1,000',
      load(),
    ],
  );
  await screen.close();
}

const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-screen-'));
try {
  spawnSync(node, ['--import=tsx', 'scripts/build.ts'], {cwd: repository, stdio: 'inherit'});
  const file = recorded(folder);
  const only = (process.env['BENCH_ONLY'] ?? '').split(',').filter((name) => name !== '');
  for (const [name, run] of Object.entries({
    keys: async () => keys(file),
    still: async () => still(file),
    quiet,
    slow,
    live,
  })) {
    if (only.length === 0 || only.includes(name)) {
      try {
        await run();
      } catch (error) {
        rows.push([`${name}: not measured`, '', String(error).split('\n', 1)[0] ?? '', '']);
        process.exitCode = 1;
      }

      console.log(table([heading, ...rows.splice(0)]));
    }
  }

  if (missing.size > 0) {
    console.log(`not installed here: ${[...missing].join(', ')}`);
  }
} finally {
  rmSync(folder, {recursive: true, force: true});
}

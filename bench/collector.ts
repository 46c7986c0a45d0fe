/**
 * The collector: what is missed, what comes twice, what it costs and how long events take, on a simulated clock; beside
 * it the poll "since the last event seen", without and with an overlap of five minutes. Our own LookupEvents calls are
 * events too.
 */
import process from 'node:process';
import {day, hour, minute} from '../source/core/time.ts';
import {noon, tinyRandom} from '../test/support/tiny-world.ts';
import {makeCalls, type Shape} from './support/calls.ts';
import {openEndpointTrail} from './support/endpoint-trail.ts';
import {firstMinutes} from './support/first-minutes.ts';
import {follow, followFor, type HourFigures, type Waiting, type Watch} from './support/follow.ts';
import {watchHours} from './support/hours.ts';
import {openModelTrail} from './support/model-trail.ts';
import {poll} from './support/polls.ts';
import {loadRange} from './support/range.ts';
import {table} from './support/table.ts';
import {failures, type Trail} from './support/trail.ts';
import {watchWithTrailtop} from './support/trailtop.ts';

const seed = Number(process.env['BENCH_SEED'] ?? 1);
const shapes: readonly Shape[] = ['uniform', 'bursty'];
const rates = [30, 300] as const;
const maxEvents = 5000;

type Setting = {
  readonly way: 'socket' | 'model';
  readonly perMinute: number;
  readonly shape: Shape;
  readonly failing: number;
  /** What is unusual: a word for the table, and how far it goes. */
  readonly also?: string;
  /** The longest delay, ms. */
  readonly latest?: number;
  /** How far our clock is ahead, ms. */
  readonly ahead?: number;
  readonly limit?: number;
  readonly waiting?: Waiting;
};

const methods: Readonly<Record<string, (trail: Trail, setting: Setting) => Watch>> = {
  trailtop: startTrailtop,
  'since last seen': (trail) => poll(trail, 0),
  '5 min overlap': (trail) => poll(trail, 5 * minute),
};

function startTrailtop(trail: Trail, {limit, ahead = 0}: Partial<Setting> = {}) {
  const options = {...(limit === undefined ? {} : {limit}), ahead};
  const watch = watchWithTrailtop(trail, tinyRandom(seed + 1), options);
  watch.want({since: noon + ahead - hour, until: noon + ahead + 5 * minute});
  return watch;
}

async function openTrail(setting: Setting): Promise<Trail> {
  const {way, perMinute, shape, failing, latest = 15 * minute, waiting} = setting;
  const random = tinyRandom(seed);
  const range = {since: noon - 2 * hour, until: noon + followFor(waiting)};
  const calls = makeCalls({...range, perMinute, shape, random, latest});
  const options = {calls, start: noon, failing, random};
  return way === 'socket' ? openEndpointTrail(options) : openModelTrail(options);
}

function inSeconds(ms: number): string {
  return Number.isNaN(ms) ? '-' : (ms / 1000).toFixed(1);
}

function rowOf(method: string, setting: Setting, figures: HourFigures): readonly string[] {
  const {perMinute, shape, failing, way, also = ''} = setting;
  return [
    method,
    `${perMinute} ${shape}${also && `, ${also}`}`,
    `${failing * 100} %`,
    way,
    String(figures.made),
    String(figures.missed),
    String(figures.tooOld),
    `${figures.ownMissed} of ${figures.own}`,
    String(figures.twice),
    String(figures.again),
    String(figures.calls),
    inSeconds(figures.median),
    inSeconds(figures.p99),
    figures.wallSeconds.toFixed(1),
  ];
}

async function printHour(): Promise<void> {
  const settings: Setting[] = [
    {way: 'socket', perMinute: 30, shape: 'uniform', failing: 0},
    {way: 'socket', perMinute: 30, shape: 'uniform', failing: 0.2},
  ];
  for (const shape of shapes) {
    for (const perMinute of rates) {
      for (const failing of [0, 0.2]) {
        settings.push({way: 'model', perMinute, shape, failing});
      }
    }
  }

  const plain = {way: 'model', shape: 'uniform', failing: 0} as const;
  const late = {latest: 25 * minute, waiting: {after: hour, patience: 45 * minute}};
  settings.push(
    {...plain, perMinute: 30, also: 'up to 25 min late', ...late},
    {...plain, perMinute: 300, also: 'up to 25 min late', ...late},
    {...plain, perMinute: 300, also: `--max-events ${maxEvents}`, limit: maxEvents},
    {...plain, perMinute: 30, also: 'our clock 10 min ahead', ahead: 10 * minute},
  );

  const rows: Array<readonly string[]> = [
    [
      'method',
      'a minute',
      'failing',
      'through',
      'made',
      'missed',
      'too old',
      'own missed',
      'twice',
      'again',
      'calls an hour',
      'median s',
      'p99 s',
      'wall s',
    ],
  ];
  let timersLeft = 0;
  for (const [method, start] of Object.entries(methods)) {
    for (const setting of settings) {
      const isRival = method !== 'trailtop';
      if (!isRival || isForRivals(setting)) {
        const figures = await follow(
          await openTrail(setting),
          (trail) => start(trail, setting),
          setting.waiting,
        );
        timersLeft += isRival ? 0 : figures.timersLeft;
        rows.push(rowOf(method, setting, figures));
      }
    }
  }

  console.log(table(rows));
  console.log(
    `socket: the embedded endpoint over loopback and the SDK; model: the same in this process.
failing: in equal shares ${failures.join(', ')}. made: by others, visible 17 min before the end (45 where late).
too old: came when --max-events had let go of what is as old.
twice: shown as new again; again: delivered again and recognised. Delays from when AWS shows an event.
trailtop after stop: ${timersLeft} timers, ${openHandles()} sockets and timers of the process.`,
  );
}

function isForRivals({way, failing, also}: Setting): boolean {
  return way === 'model' && failing === 0 && also === undefined;
}

async function printFirstMinutes(): Promise<void> {
  const rows: Array<readonly string[]> = [
    ['events a minute', 'first look s', 'longest between looks s', 'most lag told s'],
  ];
  for (const perMinute of [30, 300, 1500]) {
    const setting = {way: 'model', shape: 'uniform', failing: 0, perMinute} as const;
    const figures = await firstMinutes(await openTrail(setting), startTrailtop);
    const {firstLook, longestGap, mostLag} = figures;
    rows.push([String(perMinute), ...[firstLook, longestGap, mostLag].map((ms) => inSeconds(ms))]);
  }

  console.log('\nThe first ten minutes, through the model: when the newest end is looked at');
  console.log(table(rows));
}

async function printRange(): Promise<void> {
  const range = {since: noon - day - hour, until: noon - day};
  const random = tinyRandom(seed);
  const calls = makeCalls({...range, perMinute: 10_000 / 60, shape: 'uniform', random});
  const trail = await openEndpointTrail({calls, start: noon, random});
  const figures = await loadRange(
    trail,
    (opened) => watchWithTrailtop(opened, tinyRandom(seed + 1)),
    range,
  );
  const {events, missed, pages, throttled, seconds, ratio, ratioOfLeast} = figures;
  console.log(`
A range of ${events} events, through the socket, alone: ${seconds.toFixed(0)} s simulated for ${pages} pages at 1 a second,
${ratio.toFixed(3)} × pages / rate (writes first included; ${ratioOfLeast.toFixed(3)} × of what full pages of everything need);
throttled ${throttled}, missed ${missed}`);
}

async function printMemory(): Promise<void> {
  const random = tinyRandom(seed);
  const range = {since: noon - 2 * hour, until: noon + 8 * hour};
  const calls = makeCalls({...range, perMinute: 30, shape: 'uniform', random});
  const {hours, timersLeft} = await watchHours(
    openModelTrail({calls, start: noon, random}),
    (trail) => startTrailtop(trail, {limit: maxEvents}),
    8,
  );
  console.log(
    `\nEight hours at 30 a minute with --max-events ${maxEvents}, through the model; used heap after a forced collection`,
  );
  console.log(
    table([
      ['after hour', ...hours.map((_, index) => String(index + 1))],
      ['heap MB', ...hours.map(({heap}) => heap.toFixed(1))],
      ['events kept', ...hours.map(({kept}) => String(kept))],
    ]),
  );
  console.log(
    `After stop: ${timersLeft} timers, ${openHandles()} sockets and timers of the process.`,
  );
}

/** What keeps this process alive, without its own output. */
function openHandles(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|Immediate/v.test(name))
    .length;
}

console.log('The collector over an hour of a simulated clock');
await printHour();
await printFirstMinutes();
await printRange();
await printMemory();

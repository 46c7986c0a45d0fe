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
import {follow, followFor, type HourFigures, type Watch} from './support/follow.ts';
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
};

const methods: Readonly<Record<string, (trail: Trail) => Watch>> = {
  trailtop(trail) {
    const watch = watchWithTrailtop(trail, tinyRandom(seed + 1));
    watch.want({since: noon - hour, until: noon + 5 * minute});
    return watch;
  },
  'since last seen': (trail) => poll(trail, 0),
  '5 min overlap': (trail) => poll(trail, 5 * minute),
};

async function openTrail({way, perMinute, shape, failing}: Setting): Promise<Trail> {
  const random = tinyRandom(seed);
  const range = {since: noon - 2 * hour, until: noon + followFor};
  const calls = makeCalls({...range, perMinute, shape, random});
  const options = {calls, start: noon, failing, random};
  return way === 'socket' ? openEndpointTrail(options) : openModelTrail(options);
}

function inSeconds(ms: number): string {
  return Number.isNaN(ms) ? '-' : (ms / 1000).toFixed(1);
}

function rowOf(method: string, setting: Setting, figures: HourFigures): readonly string[] {
  const {perMinute, shape, failing, way} = setting;
  return [
    method,
    `${perMinute} ${shape}`,
    `${failing * 100} %`,
    way,
    String(figures.made),
    String(figures.missed),
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

  const rows: Array<readonly string[]> = [
    [
      'method',
      'a minute',
      'failing',
      'through',
      'made',
      'missed',
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
      if (!isRival || (setting.way === 'model' && setting.failing === 0)) {
        const figures = await follow(await openTrail(setting), start);
        timersLeft += isRival ? 0 : figures.timersLeft;
        rows.push(rowOf(method, setting, figures));
      }
    }
  }

  console.log(table(rows));
  console.log(
    `socket: the embedded endpoint over loopback and the SDK; model: the same in this process.
failing: in equal shares ${failures.join(', ')}. made: by others, visible 17 min before the end.
twice: shown as new again; again: delivered again and recognised. Delays from when AWS shows an event.
trailtop after stop: ${timersLeft} timers, ${openHandles()} sockets and timers of the process.`,
  );
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
    (trail) => {
      const watch = watchWithTrailtop(trail, tinyRandom(seed + 1), maxEvents);
      watch.want({since: noon - hour, until: noon + 5 * minute});
      return watch;
    },
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
await printRange();
await printMemory();

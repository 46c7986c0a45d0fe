import {hour, minute, second} from '../../source/core/time.ts';
import {type Call} from './calls.ts';
import {quantile} from './table.ts';
import {type Shown} from './shown.ts';
import {type Trail} from './trail.ts';

export type Watch = {
  readonly shown: Shown;
  readonly stop: () => void;
  /** Whether an event came only when so old a one was no longer kept. */
  readonly isTooOld?: (id: string) => boolean;
};

/** What an hour of watching came to. Delays in ms, from when LookupEvents began to return an event. */
export type HourFigures = {
  readonly made: number;
  readonly missed: number;
  /** Came only when so old an event was no longer kept. */
  readonly tooOld: number;
  readonly own: number;
  readonly ownMissed: number;
  readonly twice: number;
  readonly again: number;
  readonly calls: number;
  readonly throttled: number;
  readonly median: number;
  readonly p99: number;
  readonly wallSeconds: number;
  /** Timers that were left on the simulated clock after the end. */
  readonly timersLeft: number;
};

/** The first load has its time, then an hour counts, then what is late may still come. */
const warmUp = 10 * minute;

/** Re-reading goes back sixteen minutes. */
const usually = {after: 20 * minute, patience: 17 * minute};
const ownDelay = 5 * minute;

export type Waiting = {
  /** How long it is watched after the hour, ms. */
  readonly after?: number;
  /** What has been visible for so long and is not here has been missed, ms. */
  readonly patience?: number;
};

/** How long a trail is watched. */
export function followFor({after = usually.after}: Waiting = {}): number {
  return warmUp + hour + after;
}

/** Watches a trail for an hour of its clock. The trail is closed afterwards. */
export async function follow(
  trail: Trail,
  start: (trail: Trail) => Watch,
  waiting: Waiting = {},
): Promise<HourFigures> {
  const {patience} = {...usually, ...waiting};
  const {clock, calls} = trail;
  const began = performance.now();
  const since = clock.now();
  const counted = {since: since + warmUp, until: since + warmUp + hour};
  const end = since + followFor(waiting);
  const watch = start(trail);
  await clock.advance(followFor(waiting));
  watch.stop();
  await clock.settle();
  const timersLeft = clock.pending;
  const wallSeconds = (performance.now() - began) / second;

  const isCounted = (time: number) => time >= counted.since && time < counted.until;
  const expected = calls.filter(({time, visibleAt}) => time >= since && visibleAt + patience < end);
  const unseen = expected.filter(({id}) => !watch.shown.has(id));
  const delays = calls
    .filter(({id, time, visibleAt}) => time >= since && isCounted(visibleAt) && watch.shown.has(id))
    .map(({id, visibleAt}: Call) => watch.shown.at(id) - visibleAt);
  const asked = trail.asked.filter((time) => isCounted(time)).length;
  const throttled = trail.throttled();
  const own = await trail.ownIds(since, end - ownDelay - patience);
  await trail.close();
  return {
    made: expected.length,
    missed: unseen.filter(({id}) => !watch.isTooOld?.(id)).length,
    tooOld: unseen.filter(({id}) => watch.isTooOld?.(id)).length,
    own: own.length,
    ownMissed: own.filter((id) => !watch.shown.has(id) && !watch.isTooOld?.(id)).length,
    twice: watch.shown.twice,
    again: watch.shown.again,
    calls: asked,
    throttled,
    median: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    wallSeconds,
    timersLeft,
  };
}

import {firstAtOrAfter, inOrder} from '../core/chart/resample.ts';
import {mergeDatapoints, type Datapoint} from '../core/metric.ts';
import {lookEvery} from '../core/metric/refresh.ts';
import {minute, second, type TimeRange} from '../core/time.ts';

/** What is known of one series, of one period and statistic. */
type Remembered = {
  readonly points: readonly Datapoint[];
  readonly since: number;
  readonly until: number;
  /** When its newest part was asked for last, ms since 1970, and after how many refreshes by the person. */
  readonly askedAt: number;
  readonly refreshes: number;
  /** When its newest datapoint was first seen; undefined where it was there at the first look. */
  readonly cameAt: number | undefined;
};

/** An answer: the stretch that was asked for, the range it was asked for, and when. */
export type Answered = {
  readonly from: number;
  readonly until: number;
  readonly wantedSince: number;
  readonly now: number;
  readonly refreshes: number;
};

/** What is asked of the memory: a range to its newest end, in periods of so many seconds. */
export type Due = {
  readonly since: number;
  readonly until: number;
  readonly period: number;
  readonly now: number;
  readonly refreshes: number;
};

/** CloudWatch's newest datapoints converge for some minutes: so much is asked for again and overwritten. */
export const converging = 15 * minute;

/** So many series are kept, more than one request asks for, and of each so many datapoints: more than CloudWatch keeps of minutes. */
const mostSeries = 512;
const mostPoints = 25_000;

/**
 * The datapoints that were fetched, by series: what is older than a quarter of an hour is never asked for again. Those
 * that were not looked at for longest are forgotten, as are the oldest datapoints of a screen that runs for weeks.
 */
export class ChartMemory {
  readonly #known = new Map<string, Remembered>();

  /** The datapoints of a series, ascending; none where nothing is known of it. */
  points(key: string): readonly Datapoint[] {
    return this.#known.get(key)?.points ?? [];
  }

  /** When the newest datapoint was first seen; undefined where it was there at the first look. */
  cameAt(key: string): number | undefined {
    return this.#known.get(key)?.cameAt;
  }

  /** From when on something of a range is to be asked for; undefined where nothing can be new. */
  missingFrom(key: string, due: Due): number | undefined {
    const {since, until, period} = due;
    const known = this.#known.get(key);
    const isReusable = known !== undefined && known.since <= since && known.until >= since;
    const from = isReusable
      ? Math.min(Math.max(since, alignDown(known.until - converging, period)), until)
      : since;
    return from < until && !(isReusable && isFresh(known, due)) ? from : undefined;
  }

  /** Whether all of a range is known that has settled. */
  holds(key: string, {since, until}: TimeRange, now: number): boolean {
    const known = this.#known.get(key);
    const settled = Math.min(until, now) - converging;
    return known !== undefined && since >= known.since && known.until >= settled;
  }

  /** Puts an answer over what is known; the two become one where no hole is between them. */
  take(key: string, fresh: readonly Datapoint[], answered: Answered): void {
    const {from, until, wantedSince, now, refreshes} = answered;
    const before = this.#known.get(key);
    const known = before && before.until >= from && before.since <= until ? before : undefined;
    const all = known ? over(known.points, fresh, {since: from, until}) : fresh;
    const first = all.at(-mostPoints);
    const cut = all.length > mostPoints && first ? Math.min(first.time, wantedSince) : -Infinity;
    const points = cut > -Infinity ? all.slice(firstAtOrAfter(all, cut)) : all;
    const isNewest = !known || until >= known.until;
    const hasNews = known !== undefined && points.at(-1)?.time !== known.points.at(-1)?.time;
    // The last one of a map is the one that was set last.
    this.#known.delete(key);
    this.#known.set(key, {
      points,
      since: Math.max(cut, Math.min(known?.since ?? from, from)),
      until: Math.max(known?.until ?? until, until),
      askedAt: isNewest ? now : known.askedAt,
      refreshes: isNewest ? refreshes : known.refreshes,
      cameAt: isNewest && hasNews ? now : known?.cameAt,
    });
    for (const old of [...this.#known.keys()].slice(0, -mostSeries)) {
      this.#known.delete(old);
    }
  }
}

/** Nothing that was not there can have come since it was asked for, or the range has settled. */
function isFresh(known: Remembered, {refreshes, period, until, now}: Due): boolean {
  const {askedAt} = known;
  const reach = Math.min(until, askedAt);
  const isSettled = askedAt >= until + converging;
  const step = lookEvery(period);
  const isSamePeriod = alignDown(now, step / second) === alignDown(askedAt, step / second);
  return known.until >= reach && known.refreshes === refreshes && (isSettled || isSamePeriod);
}

/** Old datapoints, those of a stretch replaced by an answer. */
function over(
  old: readonly Datapoint[],
  fresh: readonly Datapoint[],
  {since, until}: TimeRange,
): readonly Datapoint[] {
  const head = old.slice(0, firstAtOrAfter(old, since));
  const tail = old.slice(firstAtOrAfter(old, until));
  // A live chart gets its newest end each minute: two weeks of minutes are not sorted for it.
  return tail.length === 0
    ? inOrder([...head, ...fresh])
    : mergeDatapoints([...head, ...tail], fresh);
}

/** The beginning of the period (seconds) that a time lies in. */
export function alignDown(time: number, period: number): number {
  return Math.floor(time / (period * second)) * period * second;
}

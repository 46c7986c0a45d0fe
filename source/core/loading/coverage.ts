import {minute, type TimeRange} from '../time.ts';

/**
 * What has been read from AWS: for a region and what was pushed down to it, the intervals that were walked to their
 * end, and when the walk began. Everything in an interval that was visible at `asOf` is in the store.
 */
export type Coverage = {
  readonly region: string;
  /** `all`, or the lookup attribute that was pushed down as `ReadOnly=false`. */
  readonly pushed: string;
  readonly since: number;
  readonly until: number;
  /** When the walk of this interval began, ms since 1970. */
  readonly asOf: number;
};

/** Coverage with a freshly walked interval laid over it: what the new walk saw replaces what an older one saw. */
export function addCoverage(list: readonly Coverage[], fresh: Coverage): readonly Coverage[] {
  if (fresh.until <= fresh.since) {
    return list;
  }

  const kept: Coverage[] = [];
  for (const item of list) {
    if (item.region !== fresh.region || item.pushed !== fresh.pushed || item.asOf > fresh.asOf) {
      kept.push(item);
      continue;
    }

    if (item.since < fresh.since) {
      kept.push({...item, until: Math.min(item.until, fresh.since)});
    }

    if (item.until > fresh.until) {
      kept.push({...item, since: Math.max(item.since, fresh.until)});
    }
  }

  return joinSettled([...kept.filter(({since, until}) => until > since), fresh]);
}

/** Read at least this long after the interval's end, an interval will not change any more. */
const settledAfter = 15 * minute;

/** Neighbours that will not change any more become one, so that a day of watching stays a short list. */
function joinSettled(list: readonly Coverage[]): readonly Coverage[] {
  const sorted = [...list].sort(
    (a, b) => compare(a.region, b.region) || compare(a.pushed, b.pushed) || a.since - b.since,
  );
  const joined: Coverage[] = [];
  for (const item of sorted) {
    const last = joined.at(-1);
    if (
      last?.region === item.region &&
      last.pushed === item.pushed &&
      last.until >= item.since &&
      last.asOf - last.until >= settledAfter &&
      item.asOf - item.until >= settledAfter
    ) {
      joined[joined.length - 1] = {
        ...last,
        until: Math.max(last.until, item.until),
        // Neither would read differently at the later of the two times.
        asOf: Math.max(last.asOf, item.asOf),
      };
    } else {
      joined.push(item);
    }
  }

  return joined;
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }

  return a < b ? -1 : 1;
}

/**
 * How far back from `until` everything is loaded without a hole, for one region: the start of that unbroken stretch,
 * or `until` itself where nothing is.
 */
export function loadedBackTo(
  list: readonly Coverage[],
  region: string,
  pushed: readonly string[],
  until: number,
): number {
  let reached = until;
  const intervals = list
    .filter((item) => item.region === region && pushed.includes(item.pushed))
    .sort((a, b) => b.until - a.until);
  for (let changed = true; changed;) {
    changed = false;
    for (const {since, until: end} of intervals) {
      if (end >= reached && since < reached) {
        reached = since;
        changed = true;
      }
    }
  }

  return reached;
}

/** Whether an instant has been read with what was pushed down. */
export function isCovered(
  list: readonly Coverage[],
  region: string,
  pushed: string,
  time: number,
): boolean {
  return list.some(
    (item) =>
      item.region === region && item.pushed === pushed && time >= item.since && time < item.until,
  );
}

/** The parts of a range that no interval covers, newest first. */
export function missing(
  list: readonly Coverage[],
  region: string,
  pushed: readonly string[],
  range: TimeRange,
): readonly TimeRange[] {
  let holes: readonly TimeRange[] = range.until > range.since ? [range] : [];
  for (const item of list) {
    if (item.region === region && pushed.includes(item.pushed)) {
      holes = holes.flatMap(({since, until}) => [
        {since, until: Math.min(until, item.since)},
        {since: Math.max(since, item.until), until},
      ]);
      holes = holes.filter(({since, until}) => until > since);
    }
  }

  return holes
    .filter((hole, index) => holes.findIndex(({since}) => since === hole.since) === index)
    .sort((a, b) => b.until - a.until);
}

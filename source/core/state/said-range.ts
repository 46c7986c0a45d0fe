import {
  day,
  hour,
  minute,
  parseAgo,
  parseClock,
  parseDuration,
  parseMoment,
  type TimeRange,
  type Zone,
} from '../time.ts';

/**
 * A range of an archive in the words of the command line: they count from its newest event, which is known only when
 * all of it has been read.
 */
export type SaidRange = {
  readonly kind: 'said';
  /** As parseMoment reads it, a duration from the end; undefined where it begins where it ends (`--around`). */
  readonly since: string | undefined;
  readonly until: string;
  /** What is added on either side, ms. */
  readonly margin: number;
  /** What clock times are read in. */
  readonly zone: Zone;
};

/** The range in ms, never empty; `newest` is the time of the newest event, and `now` the end of its minute. */
export function readSaid({since, until, margin, zone}: SaidRange, newest: number): TimeRange {
  if (!Number.isFinite(newest)) {
    return {since: 0, until: minute}; // Nothing has a time, and so nothing is in any range.
  }

  const end = isNow(until)
    ? (Math.floor(newest / minute) + 1) * minute
    : parseMoment(until, newest, zone);
  const start = since === undefined ? end : startOf(since, until, {now: newest, end, zone});
  return {
    since: start - margin,
    until: Math.max(end + margin, start - margin + minute),
  };
}

/**
 * When a range begins whose end is known, ms; NaN where the text is no time. A duration counts back from the end, unless the
 * end is told by a duration too: both of them count from now then.
 */
export function startOf(
  since: string,
  until: string,
  {now, end, zone}: {readonly now: number; readonly end: number; readonly zone: Zone},
): number {
  const span = agoOf(until) === undefined || isNow(until) ? parseDuration(since) : undefined;
  if (span !== undefined) {
    return end - span;
  }

  // `23:50` to `0:10` is the night between them, so the first is looked for before the second.
  const isBeforeEnd = parseClock(since) !== undefined && !isNow(until);
  return parseMoment(since, isBeforeEnd ? end : now, zone);
}

/** More than a night from one clock time to an earlier one is a slip: nobody means nearly all of two days by it. */
const longestNight = 16 * hour;

/** Whether the words alone say that a range ends before it begins, whatever now is. */
export function isBackwards(since: string, until: string): boolean {
  const [from, to] = [agoOf(since), agoOf(until)];
  if (from !== undefined && to !== undefined) {
    return from <= to;
  }

  const [first, last] = [parseClock(since), parseClock(until)];
  return (
    first !== undefined && last !== undefined && first >= last && last + day - first > longestNight
  );
}

function agoOf(text: string): number | undefined {
  return isNow(text) ? 0 : parseAgo(text);
}

function isNow(text: string): boolean {
  return text.trim() === 'now';
}

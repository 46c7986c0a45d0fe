import {minute, parseDuration, parseMoment, type TimeRange, type Zone} from '../time.ts';

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

  const isNow = until.trim() === 'now';
  const end = isNow ? (Math.floor(newest / minute) + 1) * minute : parseMoment(until, newest, zone);
  const span = since === undefined ? 0 : parseDuration(since);
  // `23:50` to `0:10` is the night between them, so the first is looked for before the second.
  const near = !isNow && /^\d{1,2}:/v.test(since?.trim() ?? '') ? end : newest;
  const start = span === undefined ? parseMoment(since ?? '', near, zone) : end - span;
  return {
    since: start - margin,
    until: Math.max(end + margin, start - margin + minute),
  };
}

import {type RangeChoice} from '../core/state/range.ts';
import {hour, parseMoment, utc} from '../core/time.ts';
import {UsageError} from './usage-error.ts';
import {isMoment, readRange, type Furthest, type OptionSurroundings} from './values.ts';

/** What the flags say of time, as they were given. */
export type TimeFlags = {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  readonly around?: string | undefined;
};

export type TimeOptions = {
  readonly isArchive: boolean;
  readonly zone: 'utc' | 'local';
  /** How far back there is anything, where that is not what LookupEvents has. */
  readonly furthest?: Furthest;
};

/**
 * The range that is asked for: `--since` and `--until`, the same under the AWS CLI's names, or the hour `--around` a
 * moment. Throws UsageError.
 */
export function readTimes(
  given: TimeFlags,
  {isArchive, zone, furthest}: TimeOptions,
  surroundings: OptionSurroundings,
): RangeChoice {
  const since = oneOf('since', given.since, 'start-time', given.startTime);
  const until = oneOf('until', given.until, 'end-time', given.endTime);
  if (given.around === undefined) {
    return readRange(since, until, isArchive, zone, surroundings, furthest);
  }

  if (since !== undefined || until !== undefined) {
    throw new UsageError('--around is an hour by itself: leave --since and --until out, or it');
  }

  return readAround(given.around, isArchive, zone, surroundings);
}

/** The hour around a moment, half of it on either side. */
function readAround(
  text: string,
  isArchive: boolean,
  zoneName: 'utc' | 'local',
  {now, localZone}: OptionSurroundings,
): RangeChoice {
  const zone = zoneName === 'local' ? localZone : utc;
  const time = parseMoment(text, now, zone);
  if (Number.isNaN(time)) {
    throw new UsageError(
      `--around takes a moment such as 12:15, 2h (ago) or an ISO time, not "${text}"`,
    );
  }

  if (isArchive && !isMoment(text)) {
    return {kind: 'said', since: undefined, until: text, margin: hour / 2, zone};
  }

  const since = time - hour / 2;
  if (since >= now && !isArchive) {
    throw new UsageError(`--around ${text} is in the future`);
  }

  return {kind: 'fixed', since, until: time + hour / 2};
}

/** A flag of ours under its name and the AWS CLI's. */
function oneOf(
  name: string,
  ours: string | undefined,
  other: string,
  theirs: string | undefined,
): string | undefined {
  if (ours !== undefined && theirs !== undefined) {
    throw new UsageError(`--${other} is --${name} under another name: give one of them`);
  }

  // The AWS CLI takes seconds since 1970 there too.
  const seconds = /^\d{9,11}(?:\.\d{1,3})?$/v.test(theirs ?? '') ? Number(theirs) : undefined;
  return seconds === undefined ? (ours ?? theirs) : new Date(seconds * 1000).toISOString();
}

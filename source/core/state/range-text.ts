import {hour, parseAgo, parseMoment, type Zone} from '../time.ts';
import {longest, type RangeChoice} from './range.ts';
import {isBackwards, startOf} from './said-range.ts';

export type RangeAnswer =
  | {readonly ok: true; readonly choice: RangeChoice}
  | {readonly ok: false; readonly message: string};

export type RangeBase = {
  /** What is ago counts from here, ms: the clock, or in an archive the newest event's time. */
  readonly now: number;
  readonly zone: Zone;
  /** An archive holds what it holds: no limit of LookupEvents is its limit, and nothing in it is in the future. */
  readonly isArchive: boolean;
};

const examples = 'write 2h, 12:15, 11:00 to 12:30, an ISO time or all';

/**
 * What a person may type for a range: a duration back from now (`90m`), one moment (an hour around it), or two with `to`
 * between them; `all` is all that there is.
 */
export function parseRange(text: string, base: RangeBase): RangeAnswer {
  const trimmed = text.trim();
  if (trimmed === '') {
    return {ok: false, message: examples};
  }

  if (trimmed.toLowerCase() === 'all') {
    return {ok: true, choice: {kind: 'all'}};
  }

  const span = parseAgo(trimmed);
  if (span !== undefined) {
    return span > longest && !base.isArchive
      ? {ok: false, message: 'CloudTrail answers for the last 90 days only'}
      : {ok: true, choice: {kind: 'live', span}};
  }

  const [from, to, ...rest] = trimmed.split(/\sto\s|\.\.|–/v).map((part) => part.trim());
  if (from === undefined || rest.length > 0) {
    return {ok: false, message: examples};
  }

  return to === undefined ? around(from, base) : between(from, to, base);
}

function around(text: string, base: RangeBase): RangeAnswer {
  const time = parseMoment(text, base.now, base.zone);
  return Number.isNaN(time) ? noTime(text) : checked(time - hour / 2, time + hour / 2, base);
}

function between(from: string, to: string, base: RangeBase): RangeAnswer {
  const {now, zone} = base;
  const until = parseMoment(to, now, zone);
  if (Number.isNaN(until)) {
    return noTime(to);
  }

  // `2h to 12:15` reads as from two hours ago.
  const since =
    parseAgo(from) === undefined
      ? startOf(from, to, {now, end: until, zone})
      : parseMoment(from, now, zone);
  if (Number.isNaN(since)) {
    return noTime(from);
  }

  return isBackwards(from, to) ? backwards : checked(since, until, base);
}

const backwards: RangeAnswer = {ok: false, message: 'the range ends before it begins'};

function noTime(text: string): RangeAnswer {
  return {ok: false, message: `"${text}" is no time: ${examples}`};
}

function checked(since: number, until: number, {now, isArchive}: RangeBase): RangeAnswer {
  if (since > now && !isArchive) {
    return {ok: false, message: 'that is in the future'};
  }

  return since < until ? {ok: true, choice: {kind: 'fixed', since, until}} : backwards;
}

import {hour, parseDuration, parseMoment, type Zone} from '../time.ts';
import {type RangeChoice} from './range.ts';

export type RangeAnswer =
  | {readonly ok: true; readonly choice: RangeChoice}
  | {readonly ok: false; readonly message: string};

const longest = 90 * 24 * hour;
const examples = 'write 2h, 12:15, 11:00 to 12:30, an ISO time or all';

/**
 * What a person may type for a range: a duration back from now (`90m`, `-90m`), one moment (an hour around it), or two with
 * `to` between them; `all` is all that there is.
 */
export function parseRange(text: string, now: number, zone: Zone): RangeAnswer {
  const trimmed = text.trim();
  if (trimmed === '') {
    return {ok: false, message: examples};
  }

  if (trimmed.toLowerCase() === 'all') {
    return {ok: true, choice: {kind: 'all'}};
  }

  // `-5m` is the last five minutes to whoever writes it like that.
  const span = parseDuration(trimmed.replaceAll(/^-|\sago$/gv, '').trim());
  if (span !== undefined) {
    return span > longest
      ? {ok: false, message: 'CloudTrail answers for the last 90 days only'}
      : {ok: true, choice: {kind: 'live', span}};
  }

  const [from, to, ...rest] = trimmed.split(/\sto\s|\.\.|–/v).map((part) => part.trim());
  if (from === undefined || rest.length > 0) {
    return {ok: false, message: examples};
  }

  return to === undefined ? around(from, now, zone) : between(from, to, now, zone);
}

function around(text: string, now: number, zone: Zone): RangeAnswer {
  const time = parseMoment(text, now, zone);
  if (Number.isNaN(time)) {
    return {ok: false, message: `"${text}" is no time: ${examples}`};
  }

  return checked(time - hour / 2, time + hour / 2, now);
}

function between(from: string, to: string, now: number, zone: Zone): RangeAnswer {
  const until = parseMoment(to, now, zone);
  if (Number.isNaN(until)) {
    return {ok: false, message: `"${to}" is no time: ${examples}`};
  }

  // `23:50 to 0:10` means the night between them, so the first is looked for before the second.
  const since = parseMoment(from, /^\d{1,2}:\d{2}/v.test(from) ? until : now, zone);
  if (Number.isNaN(since)) {
    return {ok: false, message: `"${from}" is no time: ${examples}`};
  }

  return checked(since, until, now);
}

function checked(since: number, until: number, now: number): RangeAnswer {
  if (since > now) {
    return {ok: false, message: 'that is in the future'};
  }

  return since < until
    ? {ok: true, choice: {kind: 'fixed', since, until}}
    : {ok: false, message: 'the range ends before it begins'};
}

import {stillSafe, type SafeText} from './sanitize.ts';

/** All instants are milliseconds since 1970-01-01T00:00:00Z; all ranges are half open: `[since, until)`. */
export type TimeRange = {readonly since: number; readonly until: number};

/** A zone as the screen needs it: its written name and how far its wall clock is ahead of UTC at an instant, in ms. */
export type Zone = {readonly label: SafeText; readonly offset: (time: number) => number};

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export const utc: Zone = {label: stillSafe('UTC'), offset: () => 0};

const units: Readonly<Record<string, number>> = {s: second, m: minute, h: hour, d: day, w: 7 * day};

/** A duration such as `15m`, `5h30m`, `2d`, in ms; undefined where the text is none or it is zero. */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d{1,6}[smhdw])+$/v.test(text)) {
    return undefined;
  }

  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(?<amount>\d{1,6})(?<unit>[smhdw])/gv)) {
    total += Number(amount) * (units[unit ?? ''] ?? 0);
  }

  return total > 0 ? total : undefined;
}

/** A duration in the words of the command line: `1h`, `5h30m`, `45s`. */
export function formatDuration(ms: number): SafeText {
  let rest = Math.max(0, Math.round(ms / second));
  let text = '';
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    text += amount > 0 ? `${amount}${unit}` : '';
  }

  return stillSafe(text || '0s');
}

const isoTime =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[T ](?<clock>\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(?<zone>Z|[+\-]\d{2}:?\d{2})?)?$/iv;

/**
 * An ISO 8601 time, or a date alone, in ms; NaN where it is none. What names no zone is read in the given one.
 */
export function parseIso(text: string, zone: Zone = utc): number {
  if (text.length === 20 && asAwsWrites.test(text)) {
    return parseAws(text); // Every event has one of these.
  }

  const groups = isoTime.exec(text.trim())?.groups;
  if (!groups || !isInMonth(groups['date'] ?? '')) {
    return Number.NaN;
  }

  const clock = (groups['clock'] ?? '00:00').replace(',', '.');
  const named = groups['zone'];
  const offset = named?.length === 5 ? `${named.slice(0, 3)}:${named.slice(3)}` : (named ?? 'Z');
  const time = Date.parse(`${groups['date']}T${clock}${offset.toUpperCase()}`);
  return named ? time : fromWall(time, zone);
}

/** Of days that every month has, so that nothing need be checked. */
const asAwsWrites =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/v;

let lastDay = '';
let lastMidnight = 0;

/** The day is nearly always that of the event before. */
function parseAws(text: string): number {
  const date = text.slice(0, 10);
  if (date !== lastDay) {
    lastMidnight = Date.parse(date);
    lastDay = date;
  }

  return (
    lastMidnight +
    Number(text.slice(11, 13)) * hour +
    Number(text.slice(14, 16)) * minute +
    Number(text.slice(17, 19)) * second
  );
}

/** Date.parse takes the 30th of February for the 2nd of March. */
function isInMonth(date: string): boolean {
  const dayOfMonth = Number(date.slice(8));
  return dayOfMonth <= 28 || new Date(`${date}T00:00Z`).getUTCDate() === dayOfMonth;
}

/** The instant at which the zone's wall clock shows what UTC's shows at `wall`. */
export function fromWall(wall: number, zone: Zone): number {
  const guess = wall - zone.offset(wall);
  return wall - zone.offset(guess);
}

/** How long ago a moment is, where it is said so: `90m`, `90m ago`; ms. A negative duration is none. */
export function parseAgo(text: string): number | undefined {
  return parseDuration(
    text
      .trim()
      .replace(/\sago$/v, '')
      .trimEnd(),
  );
}

const clockText = /^(?<h>\d{1,2}):(?<m>\d{2})(?::(?<s>\d{2}))?$/v;

/** How far into its day a clock time such as `12:15` is, ms; undefined where the text is none. */
export function parseClock(text: string): number | undefined {
  const groups = clockText.exec(text.trim())?.groups;
  return (
    groups &&
    Number(groups['h']) * hour + Number(groups['m']) * minute + Number(groups['s'] ?? 0) * second
  );
}

/** What a person may type for a moment; NaN where it is none of these. */
export function parseMoment(text: string, now: number, zone: Zone = utc): number {
  const trimmed = text.trim();
  if (trimmed === 'now') {
    return now;
  }

  const ago = parseAgo(trimmed);
  if (ago !== undefined) {
    return now - ago;
  }

  const clock = clockText.exec(trimmed)?.groups;
  return clock ? lastClock(clock, now, zone) : parseIso(trimmed, zone);
}

/** The last occurrence of a wall-clock time, at or before now. */
function lastClock(
  clock: Readonly<Record<string, string | undefined>>,
  now: number,
  zone: Zone,
): number {
  const [h, m, s] = [Number(clock['h']), Number(clock['m']), Number(clock['s'] ?? 0)];
  if (h > 23 || m > 59 || s > 59) {
    return Number.NaN;
  }

  const wallNow = now + zone.offset(now);
  const today = Math.floor(wallNow / day) * day + h * hour + m * minute + s * second;
  // In the night in which the clock is set back a time occurs twice, and in the other it does not occur at all: three
  // days are looked at, with the offsets before and after a change.
  const occurrences = [0, day, 2 * day].flatMap((back) => {
    const wall = today - back;
    return [wall - day, wall + day]
      .map((near) => wall - zone.offset(near))
      .filter((time) => time <= now && time + zone.offset(time) === wall);
  });
  return Math.max(...occurrences);
}

/** `12:15:07` on the zone's wall clock. */
export function formatClock(time: number, zone: Zone): SafeText {
  return stillSafe(wallIso(time, zone).slice(11, 19));
}

/** `12:15` on the zone's wall clock. */
export function formatMinute(time: number, zone: Zone): SafeText {
  return stillSafe(wallIso(time, zone).slice(11, 16));
}

/** `2026-11-22` on the zone's calendar. */
export function formatDate(time: number, zone: Zone): SafeText {
  return stillSafe(wallIso(time, zone).slice(0, 10));
}

/** `11-22` on the zone's calendar. */
export function formatMonthDay(time: number, zone: Zone): SafeText {
  return stillSafe(wallIso(time, zone).slice(5, 10));
}

/** `2026-11-22T12:15:07Z`, to the second; `-` for a time that is none. */
export function formatIso(time: number): SafeText {
  return stillSafe(isShowable(time) ? iso(time).replace(/\.\d+Z$/v, 'Z') : '-');
}

/** Whether both instants fall on the same day of the zone's calendar. */
export function sameDay(a: number, b: number, zone: Zone): boolean {
  return formatDate(a, zone) === formatDate(b, zone);
}

function wallIso(time: number, zone: Zone): string {
  return isShowable(time) ? iso(time + zone.offset(time)) : '----------T--:--:--';
}

/** Years 0 to 9999: what ISO 8601 writes in its common form. */
const firstShowable = -62_167_219_200_000;
const endShowable = 253_402_300_800_000;

/** A range's end lies up to a second behind its last event. */
function isShowable(time: number): boolean {
  return time >= firstShowable && time <= endShowable + second;
}

/** A zone may be ahead of what can be written, or behind it; the end of the last day is `24:00`, which parseIso reads too. */
function iso(wall: number): string {
  return wall >= endShowable
    ? '9999-12-31T24:00:00.000Z'
    : new Date(Math.max(firstShowable, wall)).toISOString();
}

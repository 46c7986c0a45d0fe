import {readTime} from '../event.ts';
import {type CsvRow} from './csv.ts';

/** Names of time columns, the surest first. */
export const knownTimeNames = [
  'event_time',
  'eventtime',
  '@timestamp',
  'timestamp',
  'time',
  'datetime',
  'date_time',
  'occurred_at',
  'created_at',
  'start_time',
  'starttime',
  'ts',
  'date',
] as const;

/** Names that only sound like a time: `gmt_create_time`, `launch_time_(utc)`. */
const timeLike = /(?:^|[^a-z])(?:time|timestamp|datetime|date|gmt|utc)(?:[^a-z]|$)/v;

/** A header as the filter writes it: lower case, blanks as `_`. */
export function foldHeader(header: string): string {
  return header.trim().toLowerCase().replaceAll(/\s+/gv, '_');
}

/** Columns of a CSV, and some of its rows. */
type Table = {readonly columns: readonly string[]; readonly sample: readonly CsvRow[]};

/** The columns that are asked for: one, or a day's and a clock's (`date+time`); none where one of them is not there. */
export function columnsAsked(
  columns: readonly string[],
  asked: string | undefined,
): readonly string[] {
  const whole = foldHeader(asked ?? '');
  if (columns.includes(whole)) {
    return [whole];
  }

  const parts = (asked ?? '').includes('+')
    ? (asked ?? '').split('+')
    : (asked ?? '').split(/\s+/v);
  const words = parts.map((part) => foldHeader(part)).filter((part) => part !== '');
  return words.length === 2 && words.every((name) => columns.includes(name)) ? words : [];
}

/**
 * The columns that hold the time: those asked for, else the first of a known name whose values read as times; with a
 * clock's column beside it where that holds days alone. None where no name is known.
 */
export function findTimeColumns(table: Table, asked: string | undefined): readonly string[] {
  const wanted = columnsAsked(table.columns, asked);
  if (wanted.length > 0) {
    return wanted;
  }

  const candidates = [
    ...knownTimeNames.filter((name) => table.columns.includes(name)),
    ...table.columns.filter((name) => timeLike.test(name)),
  ];
  const timed = candidates.find((name) =>
    cellsOf(table, name).some((cell) => !Number.isNaN(rowTime(cell))),
  );
  const isOfDays = timed !== undefined && cellsOf(table, timed).every((cell) => isDay(cell));
  const clock = isOfDays
    ? candidates.find((name) => cellsOf(table, name).some((cell) => isClock(cell)))
    : undefined;
  return [timed ?? candidates[0], clock].filter((name) => name !== undefined);
}

function cellsOf({columns, sample}: Table, name: string): readonly string[] {
  const index = columns.indexOf(name);
  return sample.map(({cells}) => cells[index]?.trim() ?? '').filter((cell) => cell !== '');
}

const dayCell = /^\d{4}-\d{2}-\d{2}$/v;
const clockCell =
  /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+\-]\d{2}:?\d{2}))?$/v;

/** Whether a cell is a time of day alone. */
export function isClock(cell: string): boolean {
  return clockCell.test(cell.trim());
}

/** Whether a cell is a day alone. */
export function isDay(cell: string): boolean {
  return dayCell.test(cell.trim());
}

/** The time of a row in ms, of one cell or of a day's and a clock's; NaN where it has none. */
export function timeAt(cells: readonly string[], places: readonly number[]): number {
  const parts = places.map((place) => cells[place]?.trim() ?? '');
  const [first = '', second] = parts;
  // In whichever order they were named.
  const [date, time] = second !== undefined && isClock(first) ? [second, first] : [first, second];
  return rowTime(time === undefined ? date : `${date}T${time.replace(/^\d:/v, '0$&')}`);
}

/**
 * The time of a cell in ms. Beyond what records hold: Athena's ` UTC` behind it, a blank before the offset, and epoch
 * microseconds or nanoseconds.
 */
export function rowTime(cell: string): number {
  const text = cell.trim();
  const time = readTime(text);
  if (!Number.isNaN(time)) {
    return time;
  }

  const epoch = /^(?<ms>\d{13})(?:\d{3}|\d{6})$/v.exec(text)?.groups?.['ms'];
  return readTime(
    epoch ?? text.replace(/ (?:UTC|GMT|Z)$/v, 'Z').replace(/ (?=[+\-]\d{2}:?\d{2}$)/v, ''),
  );
}

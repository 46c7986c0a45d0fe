import {fromRow, readTime, type TrailEvent} from '../event.ts';
import {findDelimiter, readCsv, type CsvRow, type Delimiter} from './csv.ts';

/** A CSV whose first row names its columns. */
export type CsvHeader = {
  readonly delimiter: Delimiter;
  /** Folded and unique. */
  readonly columns: readonly string[];
  /** The rows looked at to decide, without the header. */
  readonly sample: readonly CsvRow[];
};

/** Names of time columns, the surest first. */
const timeNames = [
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

const headerCell = /^[\p{Letter}#@_][\p{Letter}\p{Number} #%\(\)\-.\/:@\[\]_]{0,80}$/v;

const sampleSize = 50;

/** Where cells beyond the header's go. */
const extraColumn = 'extra_cells';

/** A header as the filter writes it: lower case, blanks as `_`. */
export function foldHeader(header: string): string {
  return header.trim().toLowerCase().replaceAll(/\s+/gv, '_');
}

/**
 * The header of a text that is a CSV; undefined where it is none. Prose has commas too, so besides two or more cells
 * that read as names it takes a column that holds the time by its name, or rows as wide as the header.
 */
export function findHeader(text: string, timeColumn?: string): CsvHeader | undefined {
  const start = text.search(/\S/v);
  const newline = text.indexOf('\n', start);
  const first = text.slice(start, newline === -1 ? text.length : newline);
  const delimiter = findDelimiter(first);
  const rows: CsvRow[] = [];
  let isOpen = false;
  for (const row of readCsv(text, delimiter, () => {
    isOpen = rows.length === 0;
  })) {
    rows.push(row);
    if (rows.length > sampleSize) {
      break;
    }
  }

  const [header, ...sample] = rows;
  if (!header || isOpen || header.cells.length < 2) {
    return undefined;
  }

  const names = header.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (names.length === 0 || names.some((name) => !headerCell.test(name))) {
    return undefined;
  }

  const columns = uniqueColumns(header.cells);
  const wide = sample.filter(({cells}) => cells.length === columns.length).length;
  const isCsv =
    timeNames.some((name) => columns.includes(name)) ||
    (timeColumn !== undefined && columns.includes(foldHeader(timeColumn))) ||
    (wide > 0 && wide >= sample.length * 0.8);
  return isCsv ? {delimiter, columns, sample} : undefined;
}

function uniqueColumns(header: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  for (const [index, cell] of header.entries()) {
    const name = cell.trim() === '' ? `column_${index + 1}` : foldHeader(cell);
    let unique = name;
    for (let copy = 2; seen.has(unique); copy++) {
      unique = `${name}_${copy}`;
    }

    seen.add(unique);
  }

  return [...seen];
}

/** The column that holds the time: the one asked for, else the first of a known name whose values read as times. */
export function findTimeColumn(
  {columns, sample}: CsvHeader,
  asked: string | undefined,
): string | undefined {
  if (asked !== undefined && columns.includes(foldHeader(asked))) {
    return foldHeader(asked);
  }

  const candidates = [
    ...timeNames.filter((name) => columns.includes(name)),
    ...columns.filter((name) => timeLike.test(name)),
  ];
  const holdsTimes = (name: string) => {
    const index = columns.indexOf(name);
    return sample.some(({cells}) => !Number.isNaN(rowTime(cells[index] ?? '')));
  };

  return candidates.find((name) => holdsTimes(name)) ?? candidates[0];
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

/** What the rows of a CSV give. */
export type CsvEvents = {
  readonly events: readonly TrailEvent[];
  readonly columns: readonly string[];
  /** Lines of rows that are not as wide as the header. */
  readonly ragged: readonly number[];
  /** Lines of rows whose time cannot be read. */
  readonly timeless: readonly number[];
  /** The line of a quote that is never closed. */
  readonly unclosed: number | undefined;
};

/** The rows of a CSV as events, each an object of strings; a missing cell is an absent key. */
export function readRows(
  text: string,
  header: CsvHeader,
  timeColumn: string | undefined,
): CsvEvents {
  const {columns} = header;
  const events: TrailEvent[] = [];
  const [ragged, timeless]: [number[], number[]] = [[], []];
  let unclosed: number | undefined;
  let hasExtra = false;
  let isHeader = true;
  for (const {cells, line} of readCsv(text, header.delimiter, (at) => {
    unclosed = at;
  })) {
    if (isHeader) {
      isHeader = false;
      continue;
    }

    const width = columns.length;
    const row = cells.slice(0, width).map((cell, index) => [columns[index] ?? '', cell] as const);
    const extra = cells.slice(width);
    if (extra.some((cell) => cell !== '')) {
      hasExtra = true;
      row.push([extraColumn, extra.join(header.delimiter)]);
    }

    // A delimiter too many at the end of each row is a habit of some exporters, not damage.
    if (row.length !== width) {
      ragged.push(line);
    }

    // `fromEntries` makes own keys of them all, `__proto__` too.
    const event = fromRow(Object.fromEntries(row), undefined);
    const time =
      timeColumn === undefined ? Number.NaN : rowTime(cells[columns.indexOf(timeColumn)] ?? '');
    events.push({...event, time});
    if (Number.isNaN(time)) {
      timeless.push(line);
    }
  }

  return {
    events,
    columns: hasExtra ? [...columns, extraColumn] : columns,
    ragged,
    timeless,
    unclosed,
  };
}

import {fromRow, type TrailEvent} from '../event.ts';
import {findDelimiter, firstLine, readCsv, type CsvRow, type Delimiter} from './csv.ts';
import {columnsAsked, findTimeColumns, foldHeader, knownTimeNames, timeAt} from './time-columns.ts';

/** A CSV whose first row names its columns. */
export type CsvHeader = {
  readonly delimiter: Delimiter;
  /** Folded and unique. */
  readonly columns: readonly string[];
  /** The rows looked at to decide, without the header. */
  readonly sample: readonly CsvRow[];
};

export type HeaderOptions = {
  /** The column that holds the time, as the user writes it. */
  readonly timeColumn?: string | undefined;
  readonly isFound?: boolean;
  readonly isTable?: boolean;
};

const headerCell = /^[\p{Letter}#@_][\p{Letter}\p{Number} #%\(\)\-.\/:@\[\]_]{0,80}$/v;

const sampleSize = 50;

/** Where cells beyond the header's go. */
const extraColumn = 'extra_cells';

/**
 * The header of a text that is a CSV; undefined where it is none. Prose has commas too, so besides two or more cells
 * that read as names it takes a column that holds the time by its name, or rows as wide as the header. `isFound`:
 * nothing but its text speaks for it, so there have to be times. `isTable`: nothing in it speaks against it, so its
 * names may hold any character.
 */
export function findHeader(
  text: string,
  {timeColumn, isFound = false, isTable = false}: HeaderOptions = {},
): CsvHeader | undefined {
  const delimiter = findDelimiter(firstLine(text.trimStart()).line);
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
  if (names.length === 0 || (!isTable && names.some((name) => !headerCell.test(name)))) {
    return undefined;
  }

  const columns = uniqueColumns(header.cells);
  const found = {delimiter, columns, sample};
  if (isFound) {
    const places = findTimeColumns(found, timeColumn).map((name) => columns.indexOf(name));
    return sample.some(({cells}) => !Number.isNaN(timeAt(cells, places))) ? found : undefined;
  }

  const wide = sample.filter(({cells}) => cells.length === columns.length).length;
  const isCsv =
    knownTimeNames.some((name) => columns.includes(name)) ||
    columnsAsked(columns, timeColumn).length > 0 ||
    (wide > 0 && wide >= sample.length * 0.8);
  return isCsv ? found : undefined;
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
  timeColumns: readonly string[],
): CsvEvents {
  const {columns} = header;
  const places = timeColumns.map((name) => columns.indexOf(name));
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
    const time = timeAt(cells, places);
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

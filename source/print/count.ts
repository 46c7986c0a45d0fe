import {type TrailEvent} from '../core/event.ts';
import {listedFields} from '../core/reading/fields.ts';
import {safe, t, type SafeText} from '../core/sanitize.ts';
import {EventCounts, type CountedRow} from '../core/summary/event-counts.ts';
import {cellWidth, fit, fitRight, truncate} from '../core/text.ts';
import {formatIso} from '../core/time.ts';
import {csvRow} from '../core/written/csv.ts';
import {nativeJson} from '../core/written/native-json.ts';
import {type Printed, type Supplied} from './events.ts';
import {type Format} from './formats.ts';
import {type Output} from './output.ts';

export type PrintCountsOptions = {
  readonly supply: AsyncIterable<Supplied>;
  /** Listed fields, dotted paths, top-level keys, columns of a CSV. */
  readonly fields: readonly string[];
  /** Of these, those that only a column of a CSV can be. */
  readonly maybeColumns: readonly string[];
  readonly format: Format;
  /** Cells of the terminal that is written to; undefined where there is none. */
  readonly columns: number | undefined;
  readonly maxItems: number;
  readonly output: Output;
  readonly stderr: NodeJS.WritableStream;
  readonly ascii: boolean;
};

export type PrintedCounts = Printed & {
  /** A field that none of the events has as a column, and the columns there are: then nothing is printed. */
  readonly unknown?: {readonly field: string; readonly columns: readonly string[]};
};

/**
 * Prints how often values of some fields occur together, with when they first and last did; the most frequent first.
 * Problems go to `stderr`, one line each.
 */
export async function printCounts(options: PrintCountsOptions): Promise<PrintedCounts> {
  const {supply, fields, maybeColumns, maxItems, output, stderr, ascii} = options;
  const counts = new EventCounts(fields);
  const columns = new Set<string>();
  let status: 0 | 1 = 0;
  let count = 0;
  const say = (message: string) => {
    stderr.write(`trailtop: ${safe(message, {ascii})}\n`);
  };

  for await (const supplied of supply) {
    if (supplied.kind === 'problem') {
      say(supplied.message);
      status = supplied.isFailure ? 1 : status;
      continue;
    }

    for (const event of supplied.events) {
      count++;
      counts.add(event);
      addColumns(columns, event);
    }
  }

  const field = maybeColumns.find((name) => !columns.has(name));
  if (field !== undefined && count > 0) {
    return {status, count, unknown: {field, columns: [...columns]}};
  }

  await output.write(written(counts.rows().slice(0, maxItems), options));
  const failure = output.failure();
  if (failure !== '') {
    say(failure);
    status = 1;
  }

  return {status, count};
}

function addColumns(columns: Set<string>, {kind, record}: TrailEvent): void {
  if (kind === 'row') {
    for (const column of Object.keys(record)) {
      columns.add(column);
    }
  }
}

function written(rows: readonly CountedRow[], options: PrintCountsOptions): string {
  switch (options.format) {
    case 'table': {
      return tableText(rows, options);
    }

    case 'csv': {
      return [headings(options), ...rows.map((row) => cellsOf(row, options.ascii))]
        .map((cells) => csvRow(cells))
        .join('');
    }

    case 'jsonl': {
      return rows.map((row) => `${jsonOf(row, options.fields)}\n`).join('');
    }

    case 'json': {
      return rows.length === 0
        ? '[]\n'
        : `[\n${rows.map((row) => jsonOf(row, options.fields)).join(',\n')}\n]\n`;
    }
  }
}

/** Where a CSV has columns of these names, they keep them, and ours get a line below in front. */
function jsonOf({values, count, first, last}: CountedRow, fields: readonly string[]): string {
  const own = (name: string) => (fields.includes(name) ? `_${name}` : name);
  return nativeJson({
    record: {
      ...Object.fromEntries(fields.map((field, index) => [field, values[index] ?? null])),
      [own('count')]: count,
      [own('first')]: timeOf(first) || null,
      [own('last')]: timeOf(last) || null,
    },
  });
}

function timeOf(time: number): SafeText {
  return Number.isNaN(time) ? t`` : formatIso(time);
}

/** Fields of the filter's list in capitals like the columns of events; all others as they are written. */
function headings({fields, ascii}: PrintCountsOptions): readonly SafeText[] {
  return [
    ...fields.map((field) =>
      safe(listedFields.includes(field) ? field.toUpperCase() : field, {ascii}),
    ),
    t`COUNT`,
    t`FIRST`,
    t`LAST`,
  ];
}

/** The cells of a row; '' where it has nothing to say. */
function cellsOf({values, count, first, last}: CountedRow, ascii: boolean): readonly SafeText[] {
  return [
    ...values.map((value) => safe(value ?? '', {ascii})),
    t`${count}`,
    timeOf(first),
    timeOf(last),
  ];
}

const gap = 2;
/** What a column of values keeps where a terminal is narrow. */
const leastWidth = 8;

/** A table whose columns are as wide as what is in them; on a terminal every line is cut to it. */
function tableText(rows: readonly CountedRow[], options: PrintCountsOptions): string {
  const {fields, columns, ascii} = options;
  const lines = [
    headings(options),
    ...rows.map((row) => cellsOf(row, ascii).map((cell) => (cell === '' ? t`-` : cell))),
  ];
  const widths = fitted(lines, fields.length, columns ?? Infinity);
  return lines
    .map((cells) => {
      const shown = cells.map((cell, index) => {
        const width = widths[index] ?? 0;
        return index === fields.length ? fitRight(cell, width) : fit(cell, width, ascii);
      });
      const line = shown.join(' '.repeat(gap)).trimEnd();
      return `${columns === undefined ? line : truncate(safe(line, {ascii}), columns, ascii)}\n`;
    })
    .join('');
}

/** As wide as the widest cell of each column; where that is too much, the widest of the first `fields` give way. */
function fitted(
  lines: ReadonlyArray<readonly SafeText[]>,
  fields: number,
  columns: number,
): readonly number[] {
  const widths: number[] = [];
  for (const cells of lines) {
    for (const [index, cell] of cells.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, cellWidth(cell));
    }
  }

  let width = -gap;
  for (const each of widths) {
    width += each + gap;
  }

  for (; width > columns; width--) {
    const widest = Math.max(...widths.slice(0, fields));
    if (widest <= leastWidth) {
      break;
    }

    widths[widths.indexOf(widest)] = widest - 1;
  }

  return widths;
}

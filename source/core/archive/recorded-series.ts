import {readTime} from '../event.ts';
import {orderDatapoints, type Datapoint, type Series} from '../metric.ts';
import {readCsv, type CsvRow, type Delimiter} from './csv.ts';
import {foldHeader} from './time-columns.ts';

/** What was recorded: its series in the order in which they begin in the file, and what could not be read of it. */
export type RecordedSeries = {
  readonly series: readonly Series[];
  /** Sentences about the file, to be read behind its name; hold outside text. */
  readonly problems: readonly string[];
};

/** Names of columns, the surest first. What has none of these names is found by its place. */
const timeNames = ['timestamp', 'time', 'datetime', 'date_time', '@timestamp', 'date', 'ts'];
const valueNames = ['value', 'average', 'maximum', 'minimum', 'sum', 'cpuutilization', 'cpu'];
const seriesNames = ['series', 'instance', 'instanceid', 'instance_id', 'label', 'id', 'name'];

/** More are no series but a column that was taken for their names. */
const mostSeries = 500;

/** Lines of bad rows that are named. */
const mostLines = 5;

/**
 * A recorded metric, `timestamp,value[,series]`: with or without a header, columns in any order where it names them,
 * separated by `,`, `;` or tabs. Times are ISO 8601 (UTC where they name no zone) or epoch seconds or milliseconds. The
 * unit is not known. Never throws.
 */
export function readRecordedSeries(text: string): RecordedSeries {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const delimiter = delimiterOf(bare);
  const problems: string[] = [];
  const points = new Map<string, Datapoint[]>();
  const badLines: number[] = [];
  let columns: Columns | undefined;
  let strangers = 0;
  const unclosed = (line: number) => {
    problems.push(`has a quote in line ${line} that is never closed`);
  };

  for (const row of readCsv(bare, delimiter, unclosed)) {
    if (!columns) {
      columns = columnsOf(row);
      if (columns.isHeader) {
        continue;
      }
    }

    const read = readRow(row, columns, delimiter);
    if (!read) {
      badLines.push(row.line);
    } else if (points.has(read.id) || points.size < mostSeries) {
      const known = points.get(read.id);
      if (known) {
        known.push(read.point);
      } else {
        points.set(read.id, [read.point]);
      }
    } else {
      strangers++;
    }
  }

  if (badLines.length > 0) {
    problems.push(badRows(badLines));
  }

  if (strangers > 0) {
    problems.push(
      `has more than ${mostSeries} series: ${strangers} rows of the others are left out`,
    );
  }

  if (points.size === 0) {
    problems.push('holds no datapoint: it needs rows of timestamp,value or timestamp,value,series');
  }

  return {series: [...points].map(([id, all]) => seriesOf(id, all)), problems};
}

/** With two or three cells a row the delimiter may be no oftener there than a decimal comma: the rarer sign is believed. */
function delimiterOf(text: string): Delimiter {
  const [line = ''] = text.trimStart().split(/[\r\n]/v, 1);
  const bare = line.replaceAll(/"[^"]*"/gv, '');
  return (['\t', ';'] as const).find((each) => bare.includes(each)) ?? ',';
}

type Columns = {
  readonly isHeader: boolean;
  readonly time: number;
  readonly value: number;
  /** -1 where there is none. */
  readonly series: number;
  /** What the only series is called where no column names it. */
  readonly name: string;
};

/** The columns as the first row names them; by their places where it is data already. */
function columnsOf({cells}: CsvRow): Columns {
  const isData = !Number.isNaN(readTime(cells[0]?.trim())) && cells.length > 1;
  if (isData) {
    return {isHeader: false, time: 0, value: 1, series: cells.length > 2 ? 2 : -1, name: 'value'};
  }

  const names = cells.map((cell) => foldHeader(cell));
  const find = (wanted: readonly string[], taken: readonly number[]) => {
    const named = wanted.map((name) => names.indexOf(name)).find((at) => at !== -1);
    return named ?? names.findIndex((_, at) => !taken.includes(at));
  };

  const time = find(timeNames, []);
  const named = seriesNames.map((name) => names.indexOf(name)).find((at) => at !== -1);
  const value = find(valueNames, [time, ...(named === undefined ? [] : [named])]);
  const series = names.length > 2 ? (named ?? find([], [time, value])) : -1;
  return {isHeader: true, time, value, series, name: cells[value]?.trim() || 'value'};
}

function readRow(
  {cells}: CsvRow,
  {time, value, series, name}: Columns,
  delimiter: Delimiter,
): {readonly id: string; readonly point: Datapoint} | undefined {
  const point = {
    time: readTime(cells[time]?.trim()),
    value: readNumber(cells[value] ?? '', delimiter),
  };
  const id = series === -1 ? name : (cells[series]?.trim() ?? '');
  return Number.isFinite(point.time) && Number.isFinite(point.value)
    ? {id: id === '' ? name : id, point}
    : undefined;
}

/** A number, maybe a percentage; where cells end at semicolons a comma may stand for the point. */
function readNumber(cell: string, delimiter: Delimiter): number {
  const bare = cell.trim().replace(/%$/v, '').trimEnd();
  const text =
    delimiter === ';' ? bare.replace(/^(?<whole>[+\-]?\d+),(?=\d+$)/v, '$<whole>.') : bare;
  return text === '' ? Number.NaN : Number(text);
}

function badRows(lines: readonly number[]): string {
  const shown = lines.slice(0, mostLines).join(', ');
  const rest = lines.length - mostLines;
  const count = lines.length === 1 ? '1 row' : `${lines.length} rows`;
  const where = lines.length === 1 ? 'line' : 'lines';
  return `has ${count} without a readable time or number (${where} ${shown}${rest > 0 ? ` and ${rest} more` : ''})`;
}

function seriesOf(id: string, all: readonly Datapoint[]): Series {
  const points = orderDatapoints(all);
  return {
    id,
    name: '',
    metric: '',
    statistic: '',
    unit: '',
    period: usualSpacing(points),
    points,
    provisionalFrom: Infinity,
  };
}

/** The distance in seconds that occurs most often between datapoints; a minute where there is but one. */
function usualSpacing(points: readonly Datapoint[]): number {
  const counts = new Map<number, number>();
  for (const [index, {time}] of points.entries()) {
    const before = points[index - 1];
    if (before) {
      counts.set(time - before.time, (counts.get(time - before.time) ?? 0) + 1);
    }
  }

  let [usual, most] = [60_000, 0];
  for (const [distance, count] of counts) {
    if (count > most) {
      [usual, most] = [distance, count];
    }
  }

  return usual / 1000;
}

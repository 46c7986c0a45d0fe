import {seriesMark} from '../../core/chart.ts';
import {formatValue, summarize} from '../../core/chart/series-summary.ts';
import {sparkline} from '../../core/chart/sparkline.ts';
import {type Datapoint} from '../../core/metric.ts';
import {seriesLabel} from '../../core/metric/choice.ts';
import {safe, t, joinSafe, type SafeText} from '../../core/sanitize.ts';
import {cellWidth, fit, fitRight, truncate} from '../../core/text.ts';
import {
  formatDate,
  formatDuration,
  formatIso,
  formatMinute,
  formatMonthDay,
  sameDay,
  second,
  type TimeRange,
  type Zone,
} from '../../core/time.ts';
import {type Named, type PrintedSeries} from './printed.ts';

export type TableOptions = {
  readonly range: TimeRange;
  /** Cells of the terminal; undefined where there is none, and nothing is cut. */
  readonly columns: number | undefined;
  readonly ascii: boolean;
  /** In which the title and the extremes tell their times; rows are in UTC. */
  readonly zone: Zone;
};

const sparkCells = 24;
const timeCells = 20;
const gap = 2;
const leastCells = 8;
const widestName = 24;

/** What is printed, each series with a sparkline and its extremes, and a row for each time with the values of all. */
export function metricsTable(series: readonly PrintedSeries[], options: TableOptions): string {
  const {columns, ascii} = options;
  const cells = columns ?? Infinity;
  const hasPoints = series.some(({points}) => points.length > 0);
  const lines: readonly SafeText[] = [
    titleLine(series, options),
    ...series.map((one, index) => summaryLine(one, index, series, options)),
    ...(hasPoints ? [t``, ...valueLines(series, options)] : []),
    ...(isOpen(series)
      ? [t``, t`~ may still change: CloudWatch takes some minutes to settle`]
      : []),
  ];
  return lines
    .map((line) => `${(cells === Infinity ? line : truncate(line, cells, ascii)).trimEnd()}\n`)
    .join('');
}

/** `CPUUtilization Average 5m, 2026-11-22 11:26 to 12:26 UTC`. */
export function titleLine(
  [first]: readonly PrintedSeries[],
  {range, ascii, zone}: Pick<TableOptions, 'range' | 'ascii' | 'zone'>,
): SafeText {
  if (!first) {
    return t``;
  }

  const {metric, statistic} = first.metric;
  const {since, until} = range;
  const end = sameDay(since, until, zone) ? t`` : t`${formatDate(until, zone)} `;
  const what = t`${safe(metric, {ascii})} ${safe(statistic, {ascii})} ${formatDuration(first.period * second)}`;
  return t`${what}, ${formatDate(since, zone)} ${formatMinute(since, zone)} to ${end}${formatMinute(until, zone)} ${zone.label}`;
}

function summaryLine(
  series: PrintedSeries,
  index: number,
  all: readonly PrintedSeries[],
  options: TableOptions,
): SafeText {
  const {ascii} = options;
  const widest = Math.max(...all.map((one) => cellWidth(nameOf(one, ascii))));
  const lead = t`${safe(seriesMark(index, ascii), {ascii})} ${fit(nameOf(series, ascii), widest, ascii)}`;
  const words = extremes(series, options);
  return words === undefined
    ? t`${lead}  no datapoint in this range`
    : t`${lead}  ${fit(sparkline(series.points, sparkCells, ascii), sparkCells, ascii)}  ${words}`;
}

/** Latest, highest and lowest with their times; undefined where there is none. */
export function extremes(
  series: PrintedSeries,
  options: Pick<TableOptions, 'range' | 'zone'>,
): SafeText | undefined {
  const {points, unit, metric, name, period, provisionalFrom, id} = series;
  const one = {
    points,
    unit,
    name,
    period,
    provisionalFrom,
    id,
    metric: metric.metric,
    statistic: '',
  };
  // The first datapoint is that of the period in which the range begins.
  const summary = summarize(one, {since: -Infinity, until: Infinity});
  if (!summary) {
    return undefined;
  }

  const at = (word: SafeText, {time, value}: Datapoint) =>
    t`${word} ${formatValue(value, unit)} ${momentOf(time, options)}`;
  return joinSafe(
    [at(t`latest`, summary.latest), at(t`highest`, summary.highest), at(t`lowest`, summary.lowest)],
    t`, `,
  );
}

function momentOf(
  time: number,
  {range: {since, until}, zone}: Pick<TableOptions, 'range' | 'zone'>,
): SafeText {
  const clock = formatMinute(time, zone);
  return sameDay(since, until - 1, zone) ? clock : t`${formatMonthDay(time, zone)} ${clock}`;
}

/** `batch-7 i-0f30…`, or the id alone. */
export function nameOf({name, id}: Named, ascii: boolean): SafeText {
  const label = safe(seriesLabel(id), {ascii});
  return name === '' ? label : t`${safe(name, {ascii})} ${label}`;
}

/** A name short enough for the head of a column. */
function headOf({name, id}: Named, ascii: boolean): SafeText {
  return safe(name === '' ? seriesLabel(id) : name, {ascii});
}

function valueLines(
  series: readonly PrintedSeries[],
  {columns, ascii}: TableOptions,
): readonly SafeText[] {
  const values = series.map((one) => valueCells(one));
  const room = Math.floor(((columns ?? Infinity) - timeCells) / series.length) - gap;
  // A name may be cut to make room, a value may not.
  const widths = series.map((one, index) => {
    const widest = Math.max(
      leastCells,
      ...[...(values[index]?.values() ?? [])].map((cell) => cellWidth(cell)),
    );
    return Math.max(widest, Math.min(widestName, room, cellWidth(headOf(one, ascii))));
  });
  const cellsOf = (texts: readonly SafeText[]) =>
    texts.map((text, index) => fitRight(text, widths[index] ?? leastCells, ascii));
  const times = [...new Set(series.flatMap(({points}) => points.map(({time}) => time)))];
  times.sort((a, b) => a - b);
  const heads = cellsOf(series.map((one) => headOf(one, ascii)));
  return [
    joinSafe([fit(t`TIME`, timeCells), ...heads], t`  `),
    ...times.map((time) => {
      const cells = cellsOf(values.map((ofSeries) => ofSeries.get(time) ?? t`-`));
      return joinSafe([fit(formatIso(time), timeCells), ...cells], t`  `);
    }),
  ];
}

/** The values of a series as they are read, by their times. */
function valueCells({points, unit, provisionalFrom}: PrintedSeries): ReadonlyMap<number, SafeText> {
  return new Map(
    points.map(({time, value}) => {
      const text = formatValue(value, unit);
      return [time, time >= provisionalFrom ? t`~ ${text}` : text];
    }),
  );
}

function isOpen(series: readonly PrintedSeries[]): boolean {
  return series.some(
    ({points, provisionalFrom}) => (points.at(-1)?.time ?? -Infinity) >= provisionalFrom,
  );
}

/** A row for each datapoint as it settles, for a terminal that is followed. */
export function followRows(
  series: PrintedSeries,
  points: readonly Datapoint[],
  {columns, ascii}: Pick<TableOptions, 'columns' | 'ascii'>,
): string {
  return points
    .map(({time, value}) => {
      const line = t`${formatIso(time)}  ${fitRight(formatValue(value, series.unit), 10, ascii)}  ${nameOf(series, ascii)}`;
      return `${columns === undefined ? line : truncate(line, columns, ascii)}\n`;
    })
    .join('');
}

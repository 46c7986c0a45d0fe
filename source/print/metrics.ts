import {safe} from '../core/sanitize.ts';
import {utc, type TimeRange, type Zone} from '../core/time.ts';
import {chartText} from './metrics/chart.ts';
import {csvHeader, csvLines, jsonLines, seriesJson} from './metrics/machine.ts';
import {type PrintedSeries} from './metrics/printed.ts';
import {followRows, metricsTable, titleLine} from './metrics/table.ts';
import {type Format} from './formats.ts';
import {type Output} from './output.ts';

export type {PrintedSeries} from './metrics/printed.ts';

/** What is to be printed of metrics, in its order: series or parts of them, and what went wrong on the way. */
export type SuppliedMetrics =
  | {readonly kind: 'series'; readonly series: readonly PrintedSeries[]}
  | {readonly kind: 'problem'; readonly message: string; readonly isFailure: boolean};

export type PrintMetricsOptions = {
  readonly supply: AsyncIterable<SuppliedMetrics>;
  readonly format: Format | 'chart';
  readonly isFollowing: boolean;
  readonly range: TimeRange;
  readonly zone: Zone;
  /** A level that the chart draws; undefined where none was asked for. */
  readonly threshold?: number | undefined;
  /** The alarm whose level that is. */
  readonly alarm?: string | undefined;
  /** Cells of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  readonly output: Output;
  readonly stderr: NodeJS.WritableStream;
  readonly ascii: boolean;
};

/**
 * Prints series once, or while they are followed each datapoint as it comes. Problems go to `stderr`, one line each.
 * Resolves with the exit status: 0 all of it worked; 1 something failed, what was read is printed all the same.
 */
export async function printMetrics(options: PrintMetricsOptions): Promise<0 | 1> {
  const {supply, output, stderr, ascii, isFollowing} = options;
  let status: 0 | 1 = 0;
  let isBegun = false;
  const say = (message: string) => {
    stderr.write(`trailtop: ${safe(message, {ascii})}\n`);
  };

  for await (const supplied of supply) {
    if (supplied.kind === 'problem') {
      say(supplied.message);
      status = supplied.isFailure ? 1 : status;
    } else if (isFollowing) {
      await output.write(isBegun ? '' : beginning(options, supplied.series));
      await output.write(inTime(options, supplied.series));
      isBegun = true;
    } else {
      await output.write(whole(options, supplied.series));
    }

    if (output.closed.aborted) {
      break;
    }
  }

  const failure = output.failure();
  if (failure !== '') {
    say(failure);
    status = 1;
  }

  return status;
}

/** All series at once. */
function whole(options: PrintMetricsOptions, series: readonly PrintedSeries[]): string {
  const {format, range, columns, ascii, zone, threshold, alarm} = options;
  switch (format) {
    case 'chart': {
      return chartText(series, {range, columns, ascii, zone, threshold, alarm});
    }

    case 'table': {
      return metricsTable(series, {range, columns, ascii, zone: utc});
    }

    case 'json': {
      return seriesJson(series);
    }

    case 'jsonl':
    case 'csv': {
      return beginning(options, series) + inTime(options, series);
    }
  }
}

/** What stands above datapoints that come one after the other. */
function beginning(
  {format, range, ascii}: PrintMetricsOptions,
  series: readonly PrintedSeries[],
): string {
  return format === 'csv'
    ? csvHeader
    : format === 'table'
      ? `${titleLine(series, {range, ascii, zone: utc})}\n`
      : '';
}

/** Datapoints in the order of their times, those of one time in the order of their series. */
function inTime(
  {format, columns, ascii}: PrintMetricsOptions,
  series: readonly PrintedSeries[],
): string {
  const write =
    format === 'csv'
      ? csvLines
      : format === 'table'
        ? (one: PrintedSeries, points: PrintedSeries['points']) =>
            followRows(one, points, {columns, ascii})
        : jsonLines;
  return series
    .flatMap((one) => one.points.map((point) => ({one, point})))
    .toSorted((a, b) => a.point.time - b.point.time)
    .map(({one, point}) => write(one, [point]))
    .join('');
}

import {orderDatapoints, type Datapoint, type Series} from '../metric.ts';
import {columnOfTime, plotColumns, type ChartFrame} from './frame.ts';

/** What one series shows in each plot column. A gap has `point` -1 and NaN in the others. */
export type Columns = {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Where the line leaves the column: the one of its two extremes that came later. */
  readonly exit: Float64Array;
  /** Index into `points` of the datapoint that stands for the column: its highest. */
  readonly point: Int32Array;
  /** 1 where the newest datapoint of the column may still change. */
  readonly provisional: Uint8Array;
  /** The datapoints, in order. */
  readonly points: readonly Datapoint[];
};

/** So many periods without a datapoint are a gap; anything less is jitter of the clock that measured. */
const gapPeriods = 1.5;

/** Datapoints never change in place, so what was derived from an array holds as long as the array lives. */
const orderedOf = new WeakMap<readonly Datapoint[], readonly Datapoint[]>();
const columnsOf = new WeakMap<readonly Datapoint[], {key: string; columns: Columns}>();

/** The datapoints in ascending order, finite, one a time. Nothing is copied where they are so already. */
export function inOrder(points: readonly Datapoint[]): readonly Datapoint[] {
  const known = orderedOf.get(points);
  if (known) {
    return known;
  }

  const ordered = isOrdered(points) ? points : orderDatapoints(points);
  orderedOf.set(points, ordered);
  return ordered;
}

function isOrdered(points: readonly Datapoint[]): boolean {
  let before = -Infinity;
  for (const {time, value} of points) {
    if (!(time > before && time < Infinity && Number.isFinite(value))) {
      return false;
    }

    before = time;
  }

  return true;
}

/** Index of the first datapoint at or after an instant. */
export function firstAtOrAfter(points: readonly Datapoint[], time: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((points[middle]?.time ?? Infinity) < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return low;
}

/** The period in ms; where a series names none, the shortest distance between two of its datapoints. */
export function periodOf({period}: Series, points: readonly Datapoint[]): number {
  if (period > 0 && period < Infinity) {
    return period * 1000;
  }

  let shortest = Infinity;
  for (const [index, {time}] of points.entries()) {
    shortest = Math.min(shortest, time - (points[index - 1]?.time ?? -Infinity));
  }

  return shortest < Infinity ? shortest : 0;
}

/**
 * One pass over the datapoints of the range. A column that several begin in keeps the lowest and the highest of them,
 * so no peak is lost; a datapoint longer than a column is held over those whose middle its period covers.
 */
export function resample(series: Series, frame: ChartFrame): Columns {
  const {range} = frame;
  const width = plotColumns(frame);
  const key = [range.since, range.until, width, series.period, series.provisionalFrom].join(' ');
  const known = columnsOf.get(series.points);
  if (known?.key === key) {
    return known.columns;
  }

  const columns = resampleAfresh(series, frame, width);
  columnsOf.set(series.points, {key, columns});
  return columns;
}

function resampleAfresh(series: Series, frame: ChartFrame, width: number): Columns {
  const {since, until} = frame.range;
  const points = inOrder(series.points);
  const columns = blankColumns(points, width);
  const period = periodOf(series, points);

  const columnSpan = (until - since) / width;
  let filled = -1; // The last column in which a datapoint began.
  const first = Math.max(0, firstAtOrAfter(points, since) - 1);
  const last = until > since ? firstAtOrAfter(points, until) - 1 : -1;
  for (let index = first; index <= last; index++) {
    const {time, value} = points[index]!;
    const column = columnOfTime(frame, time) ?? -1;
    const provisional = time >= series.provisionalFrom ? 1 : 0;
    if (column === filled && column >= 0) {
      extend(columns, column, index, value);
      columns.provisional[column] = provisional;
    } else if (column >= 0) {
      begin(columns, column, index, value);
      columns.provisional[column] = provisional;
      filled = column;
    }

    const next = points[index + 1]?.time ?? Infinity;
    const end = next - time <= gapPeriods * period ? next : time + period;
    const lastHeld = Math.min(width - 1, Math.ceil((end - since) / columnSpan - 0.5) - 1);
    for (let held = column + 1; held <= lastHeld; held++) {
      begin(columns, held, index, value);
      columns.provisional[held] = provisional;
    }
  }

  return columns;
}

function blankColumns(points: readonly Datapoint[], width: number): Columns {
  return {
    low: new Float64Array(width).fill(Number.NaN),
    high: new Float64Array(width).fill(Number.NaN),
    exit: new Float64Array(width).fill(Number.NaN),
    point: new Int32Array(width).fill(-1),
    provisional: new Uint8Array(width),
    points,
  };
}

function begin(columns: Columns, column: number, index: number, value: number): void {
  columns.low[column] = value;
  columns.high[column] = value;
  columns.exit[column] = value;
  columns.point[column] = index;
}

function extend(columns: Columns, column: number, index: number, value: number): void {
  if (value >= columns.high[column]!) {
    columns.high[column] = value;
    columns.exit[column] = value;
    columns.point[column] = index;
  } else if (value <= columns.low[column]!) {
    columns.low[column] = value;
    columns.exit[column] = value;
  }
}

/**
 * The exact datapoint under a plot column: the highest of those that begin in it, else the one whose period covers it;
 * undefined in a gap or outside the plot.
 */
export function valueAt(series: Series, frame: ChartFrame, column: number): Datapoint | undefined {
  const {point, points} = resample(series, frame);
  return points[point[column] ?? -1];
}

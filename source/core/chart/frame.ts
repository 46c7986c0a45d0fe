import {type TimeRange} from '../time.ts';

/** Where time lies on a chart: `gutter` cells of labels, then one plot column after the other up to `width`. */
export type ChartFrame = {
  readonly width: number;
  readonly gutter: number;
  readonly range: TimeRange;
};

/** Columns of the plot, right of the gutter. */
export function plotColumns({width, gutter}: ChartFrame): number {
  return Math.max(0, width - gutter);
}

/** The plot column (0 is the first right of the gutter) that an instant falls into; undefined outside the range. */
export function columnOfTime(frame: ChartFrame, time: number): number | undefined {
  const {since, until} = frame.range;
  const columns = plotColumns(frame);
  if (columns === 0 || !(time >= since && time < until)) {
    return undefined;
  }

  const column = Math.floor(((time - since) * columns) / (until - since));
  return Number.isFinite(column) ? Math.min(column, columns - 1) : undefined;
}

/**
 * The first whole millisecond of a plot column; columns beyond the plot count as its first or last. Where a column is
 * at least 1 ms wide, `columnOfTime` leads back to the same column.
 */
export function timeOfColumn(frame: ChartFrame, column: number): number {
  const {since, until} = frame.range;
  const columns = plotColumns(frame);
  const inside = Math.min(Math.max(0, Math.floor(column)), Math.max(0, columns - 1));
  return columns === 0 ? since : since + Math.ceil((inside * (until - since)) / columns);
}

import {drawBars} from './chart/bars.ts';
import {callCells, type ChartMark, type PackedMarks} from './chart/calls.ts';
import {blankCanvas, isBlank, paint, restyle, toLines, type Canvas} from './chart/canvas.ts';
import {columnOfTime, type ChartFrame} from './chart/frame.ts';
import {chartGlyphs, type ChartGlyphs} from './chart/glyphs.ts';
import {drawSeries} from './chart/lines.ts';
import {resample} from './chart/resample.ts';
import {fitScale, percentScale, type Scale} from './chart/scale.ts';
import {drawThresholds, type Threshold} from './chart/thresholds.ts';
import {timeLabels} from './chart/time-axis.ts';
import {unreadCells, type ReadStretches} from './chart/unread.ts';
import {drawUnsettled} from './chart/unsettled.ts';
import {type Series} from './metric.ts';
import {type Line, type Style} from './span.ts';
import {type TimeRange, type Zone} from './time.ts';

export type {ChartMark} from './chart/calls.ts';
export {columnOfTime, plotColumns, timeOfColumn, type ChartFrame} from './chart/frame.ts';
export {seriesMark} from './chart/glyphs.ts';
export {seriesStyle} from './chart/lines.ts';
export {valueAt} from './chart/resample.ts';
export {ownThreshold, type Threshold} from './chart/thresholds.ts';

export type ChartInput = {
  /** The first eight are drawn, the first one on top. Their arrays of datapoints must not be changed in place. */
  readonly series: readonly Series[];
  readonly range: TimeRange;
  readonly zone: Zone;
  /** Cells inside the border: plot rows, one row of times, one row of calls. */
  readonly width: number;
  readonly height: number;
  /** 0 to 100, or round bounds about what is drawn. */
  readonly scale: 'percent' | 'fit';
  /** Levels that matter, drawn behind the series. */
  readonly thresholds?: readonly Threshold[];
  /** The time of the list's cursor. */
  readonly listCursor?: number;
  /** The time of the chart's own cursor, while the chart has the keys. */
  readonly chartCursor?: number;
  /** Events right of this instant may still arrive; absent where nothing can. */
  readonly settledTo?: number;
  readonly marks: readonly ChartMark[] | PackedMarks;
  /** What of the range has been read, so that a place without a call is told from one that nobody has looked at. */
  readonly read?: ReadStretches;
  readonly ascii: boolean;
};

type GeometryInput = Pick<
  ChartInput,
  'series' | 'range' | 'width' | 'height' | 'scale' | 'thresholds'
>;

type Geometry = {
  readonly frame: ChartFrame;
  readonly scale: Scale;
  readonly series: readonly Series[];
};

const mostSeries = 8;

/** ` calls`, ` 100 ┤`: what the labels take at least. */
const leastGutter = 6;

/** Fewer plot columns than this are worth more than labels. */
const leastColumns = 10;

/** The geometry of a chart: what columns and times are to each other in what `drawChart` draws of the same input. */
export function chartFrame(input: GeometryInput): ChartFrame {
  return geometry(input).frame;
}

/**
 * The chart, as exactly `height` lines of exactly `width` cells: the plot; the times below it from two rows on; the
 * calls below those from three rows on. A plot of one row is drawn as bars. Never throws, whatever the datapoints.
 */
export function drawChart(input: ChartInput): readonly Line[] {
  const canvas = blankCanvas(cells(input.width), cells(input.height));
  const rows = plotRows(input.height);
  if (rows === 0 || canvas.width === 0) {
    return toLines(canvas);
  }

  const {frame, scale, series} = geometry(input);
  const glyphs = chartGlyphs(input.ascii);
  drawAxis(canvas, frame, scale, glyphs);
  const columns = series.map((one) => resample(one, frame));
  const draw = rows === 1 ? drawBars : drawSeries;
  draw(canvas, frame.gutter, columns, scale, input.ascii);
  if (rows > 1) {
    drawThresholds(canvas, frame, scale, {thresholds: input.thresholds ?? [], glyphs});
  }

  drawTimesAndCalls(canvas, input, frame, rows);

  const cursors = cursorColumns(input, frame);
  if (input.settledTo !== undefined) {
    const keep = cursors.map(({column}) => column);
    const glyph = glyphs.settled;
    drawUnsettled(canvas, frame, {settledTo: input.settledTo, rows, glyph, keep});
  }

  for (const {column, style} of cursors) {
    drawCursor(canvas, frame.gutter + column, glyphs.cursor, style);
  }

  return toLines(canvas);
}

function cells(size: number): number {
  return size > 0 ? Math.floor(size) : 0;
}

function plotRows(height: number): number {
  const rows = cells(height);
  return rows > 2 ? rows - 2 : Math.min(rows, 1);
}

function geometry({
  series: all,
  range,
  width,
  height,
  scale: kind,
  thresholds = [],
}: GeometryInput): Geometry {
  const series = all.slice(0, mostSeries);
  const rows = Math.max(1, plotRows(height));
  const scale =
    kind === 'percent'
      ? percentScale(rows)
      : fitScale(
          series,
          range,
          rows,
          thresholds.map(({value}) => value),
        );
  const widest = Math.max(0, ...scale.ticks.map(({label}) => label.length));
  const gutter = Math.max(leastGutter, widest + 3);
  const fits = cells(width) >= gutter + leastColumns;
  return {frame: {width: cells(width), gutter: fits ? gutter : 0, range}, scale, series};
}

function drawAxis(canvas: Canvas, {gutter}: ChartFrame, scale: Scale, glyphs: ChartGlyphs): void {
  if (gutter === 0) {
    return;
  }

  for (let row = 0; row < scale.rows; row++) {
    paint(canvas, row, gutter - 1, glyphs.axis, 'axis');
  }

  for (const {row, label} of scale.ticks) {
    const line = scale.rows - 1 - row;
    const glyph = row === 0 && scale.rows > 1 ? glyphs.origin : glyphs.tick;
    paint(canvas, line, 0, `${label.padStart(gutter - 2)} ${glyph}`, 'axis');
  }
}

function drawTimesAndCalls(
  canvas: Canvas,
  {zone, marks, read, ascii}: ChartInput,
  frame: ChartFrame,
  rows: number,
): void {
  for (const {at, text} of timeLabels(frame, zone)) {
    paint(canvas, rows, at, text, 'axis');
  }

  if (frame.gutter > 0) {
    paint(canvas, rows + 1, 0, ' calls', 'axis');
  }

  if (read) {
    for (const {column, character, style} of unreadCells(frame, read, ascii)) {
      paint(canvas, rows + 1, frame.gutter + column, character, style);
    }
  }

  for (const {column, character, style} of callCells(frame, marks, ascii)) {
    paint(canvas, rows + 1, frame.gutter + column, character, style);
  }
}

/** The list's cursor, then the chart's, which is drawn over it. */
function cursorColumns(
  {listCursor, chartCursor}: ChartInput,
  frame: ChartFrame,
): ReadonlyArray<{column: number; style: Style}> {
  return [
    {time: listCursor, style: 'cursorLine' as const},
    {time: chartCursor, style: 'cursor' as const},
  ].flatMap(({time, style}) => {
    const column = time === undefined ? undefined : columnOfTime(frame, time);
    return column === undefined ? [] : [{column, style}];
  });
}

/** A vertical line through all rows. What stands in its way stays readable and takes its style. */
function drawCursor(canvas: Canvas, column: number, glyph: string, style: Style): void {
  for (let row = 0; row < canvas.height; row++) {
    // A blank between words was painted too: the line would cut the sentence there.
    if (isBlank(canvas, row, column) && canvas.styles[row]?.[column] === 'plain') {
      paint(canvas, row, column, glyph, style);
    } else {
      restyle(canvas, row, column, style);
    }
  }
}

import {type Style} from '../span.ts';
import {paint, type Canvas} from './canvas.ts';
import {across, lineGlyph, seriesMark} from './glyphs.ts';
import {plot, type Plotted} from './plot.ts';
import {type Columns} from './resample.ts';
import {type Scale} from './scale.ts';

const styles: readonly Style[] = [
  'series0',
  'series1',
  'series2',
  'series3',
  'series4',
  'series5',
  'series6',
  'series7',
];

/** The style of a series' line, mark and legend. */
export function seriesStyle(index: number): Style {
  return styles[index % styles.length]!;
}

/** Columns from one mark of a series to its next. */
const markDistance = 24;

/** The mark at the end says it for so many columns before it. */
const nearEnd = 8;

/**
 * Draws the series into the plot, whose first column is `gutter`: the first one on top, then, where there are several,
 * a mark on the right end of each line and here and there along it.
 */
export function drawSeries(
  canvas: Canvas,
  gutter: number,
  series: readonly Columns[],
  scale: Scale,
  ascii: boolean,
): void {
  const plots = series.map((columns) => plot(columns, scale));
  for (let index = series.length - 1; index >= 0; index--) {
    const {provisional} = series[index]!;
    drawLine(canvas, gutter, plots[index]!, {provisional, style: seriesStyle(index), ascii});
  }

  if (series.length > 1) {
    drawMarks(canvas, gutter, plots, ascii);
  }
}

function drawLine(
  canvas: Canvas,
  gutter: number,
  {directions}: Plotted,
  {provisional, style, ascii}: {provisional: Uint8Array; style: Style; ascii: boolean},
): void {
  const drawCell = (line: number, column: number, cell: number): void => {
    const open = provisional[column] === 1;
    const glyph = lineGlyph(cell, open, ascii);
    paint(canvas, line, gutter + column, glyph, open ? 'provisional' : style);
  };

  for (const [row, cells] of directions.entries()) {
    for (const [column, cell] of cells.entries()) {
      if (cell > 0) {
        drawCell(directions.length - 1 - row, column, cell);
      }
    }
  }
}

/** On level pieces of a line only, and never two in one cell: where lines lie on one another, each still shows. */
function drawMarks(
  canvas: Canvas,
  gutter: number,
  plots: readonly Plotted[],
  ascii: boolean,
): void {
  const taken = new Set<string>();
  const put = (index: number, column: number): boolean => {
    const {directions, exits} = plots[index]!;
    const row = exits[column] ?? -1;
    const place = `${row} ${column}`;
    if (row < 0 || taken.has(place) || directions[row]![column] !== across) {
      return false;
    }

    taken.add(place);
    const mark = seriesMark(index, ascii);
    paint(canvas, directions.length - 1 - row, gutter + column, mark, seriesStyle(index));
    return true;
  };

  const ends = plots.map(({exits}) => exits.findLastIndex((row) => row >= 0));
  for (const [index, end] of ends.entries()) {
    markEnd(index, end, put);
  }

  for (const [index, end] of ends.entries()) {
    const first = Math.floor(((index + 0.5) * markDistance) / plots.length);
    for (let column = first; column < end - nearEnd; column += markDistance) {
      put(index, column);
    }
  }
}

/** Marks the right end of a line, or the first level cell left of it that no other mark has. */
function markEnd(
  index: number,
  end: number,
  put: (index: number, column: number) => boolean,
): void {
  for (let column = end; column >= 0 && column > end - markDistance; column--) {
    if (put(index, column)) {
      return;
    }
  }
}

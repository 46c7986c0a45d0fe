import asciichart from 'asciichart';
import {directionsOf, down, levelPart, up} from './glyphs.ts';
import {type Columns} from './resample.ts';
import {rowOf, type Scale} from './scale.ts';

/** A series as cells: `directions[row][column]`, row 0 the lowest. */
export type Plotted = {
  readonly directions: readonly Uint8Array[];
  /** The row in which the line leaves each column; -1 in a gap. */
  readonly exits: Int16Array;
};

/** Columns are made anew when their datapoints change, so a cursor that moves plots no line again. */
const plottedOf = new WeakMap<Columns, {key: string; plotted: Plotted}>();

/** The line of a series, in the rows of a scale. */
export function plot(columns: Columns, scale: Scale): Plotted {
  const key = `${scale.low} ${scale.high} ${scale.rows}`;
  const known = plottedOf.get(columns);
  if (known?.key === key) {
    return known.plotted;
  }

  const plotted = plotAfresh(columns, scale);
  plottedOf.set(columns, {key, plotted});
  return plotted;
}

function plotAfresh(columns: Columns, scale: Scale): Plotted {
  const width = columns.exit.length;
  const directions = Array.from({length: scale.rows}, () => new Uint8Array(width));
  const exits = Int16Array.from(columns.exit, (value) =>
    Number.isNaN(value) ? -1 : rowOf(scale, value),
  );
  let start = 0;
  for (let column = 0; column <= width; column++) {
    if ((exits[column] ?? -1) >= 0) {
      continue;
    }

    if (column > start) {
      plotRun(directions, exits.subarray(start, column), start);
    }

    start = column + 1;
  }

  widen(directions, exits, columns, scale);
  return {directions, exits};
}

/**
 * Columns without a gap, as asciichart draws them. It gets rows instead of values, which makes its scale ours; the
 * first one twice, because it draws only what lies between two points.
 */
function plotRun(directions: readonly Uint8Array[], rows: Int16Array, start: number): void {
  const top = directions.length - 1;
  const picture = asciichart.plot([rows[0]!, ...rows], {
    min: 0,
    max: top,
    height: top,
    offset: 1,
    format: () => ' ',
  });
  for (const [line, text] of picture.split('\n').entries()) {
    for (let column = 0; column < rows.length; column++) {
      directions[top - line]![start + column] = directionsOf(text.charAt(column + 1));
    }
  }
}

/** Lengthens each column's line to the lowest and the highest of its datapoints. */
function widen(
  directions: readonly Uint8Array[],
  exits: Int16Array,
  {low, high}: Columns,
  scale: Scale,
): void {
  for (const [column, exit] of exits.entries()) {
    if (exit < 0 || low[column] === high[column]) {
      continue;
    }

    const before = exits[column - 1] ?? -1;
    const entry = before < 0 ? exit : before;
    const bottom = Math.min(entry, exit, rowOf(scale, low[column]!));
    const top = Math.max(entry, exit, rowOf(scale, high[column]!));
    for (let row = bottom; row <= top; row++) {
      const cells = directions[row]!;
      cells[column] = levelPart(cells[column]!) + (row < top ? up : 0) + (row > bottom ? down : 0);
    }
  }
}

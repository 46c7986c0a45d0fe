import {paint, type Canvas} from './canvas.ts';
import {barLevels} from './glyphs.ts';
import {seriesStyle} from './lines.ts';
import {type Columns} from './resample.ts';
import {rowOf, type Scale} from './scale.ts';

/** All series in a single row: bars, each as high as the highest series of its column and in its colour. */
export function drawBars(
  canvas: Canvas,
  gutter: number,
  series: readonly Columns[],
  {low, high}: Scale,
  ascii: boolean,
): void {
  const bars = barLevels(ascii);
  const levels: Scale = {low, high, rows: bars.length, ticks: []};
  for (let column = 0; column < canvas.width - gutter; column++) {
    const highest = highestAt(series, column);
    const value = series[highest]?.high[column];
    if (value === undefined) {
      continue;
    }

    const style = series[highest]?.provisional[column] === 1 ? 'provisional' : seriesStyle(highest);
    paint(canvas, 0, gutter + column, bars.charAt(rowOf(levels, value)), style);
  }
}

/** Index of the series that is highest in a column, the first of equals; -1 where all have a gap. */
function highestAt(series: readonly Columns[], column: number): number {
  let highest = -1;
  let most = -Infinity;
  for (const [index, {high}] of series.entries()) {
    const value = high[column] ?? Number.NaN;
    if (!(value > most)) {
      continue;
    }

    most = value;
    highest = index;
  }

  return highest;
}

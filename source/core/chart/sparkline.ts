import {type Datapoint} from '../metric.ts';
import {stillSafe, type SafeText} from '../sanitize.ts';
import {barLevels} from './glyphs.ts';
import {inOrder} from './resample.ts';

/**
 * A series in one row of exactly `width` cells, newest datapoint at the right end, blank where there are fewer
 * datapoints than cells. A cell that stands for several shows their highest. Bars run from the lowest to the highest
 * value, or between the given bounds.
 */
export function sparkline(
  points: readonly Datapoint[],
  width: number,
  ascii: boolean,
  bounds?: {readonly low: number; readonly high: number},
): SafeText {
  const cells = width > 0 ? Math.floor(width) : 0;
  const highest = highestOfEach(inOrder(points), cells);
  const low = bounds?.low ?? Math.min(...highest);
  const high = bounds?.high ?? Math.max(...highest);
  const bars = barLevels(ascii);
  const text = highest.map((value) => bars.charAt(levelOf(value, low, high, bars.length))).join('');
  // Bars of this folder, padded: nothing from outside.
  return stillSafe(text.padStart(cells));
}

function highestOfEach(points: readonly Datapoint[], cells: number): readonly number[] {
  const used = Math.min(points.length, cells);
  return Array.from({length: used}, (_, cell) => {
    const start = Math.floor((cell * points.length) / used);
    const end = Math.floor(((cell + 1) * points.length) / used);
    let highest = -Infinity;
    for (let index = start; index < end; index++) {
      highest = Math.max(highest, points[index]!.value);
    }

    return highest;
  });
}

/** All values equal say nothing of high or low: those are drawn half way up, zero at the bottom. */
function levelOf(value: number, low: number, high: number, levels: number): number {
  if (!(high > low)) {
    return value === 0 ? 0 : Math.floor(levels / 2) - 1;
  }

  // Halves first: the difference of two huge values must not overflow.
  const share = (value / 2 - low / 2) / (high / 2 - low / 2);
  return Math.round(Math.min(Math.max(0, share), 1) * (levels - 1));
}

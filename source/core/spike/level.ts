import {type Datapoint} from '../metric.ts';

/** So many datapoints tell a level, and so few are too few. */
export const levelPoints = 12;
export const fewestPoints = 3;

/** Where a level ends: so many spreads from its median. */
const spreads = 3;

/** Values nearer than a tenth of the median, or a twentieth of the series' whole height, are of one level. */
const leastOfMedian = 0.1;
const leastOfHeight = 0.05;

/** The level of some neighbouring datapoints: their median, and how far from it a value is still of that level. */
export type Level = {readonly median: number; readonly reach: number};

/** The middle value, of an even count the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  // Halved before they are added: two huge values have no infinite mean.
  return sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? Number.NaN) / 2 + upper / 2;
}

/** What leaves a level of fewer datapoints goes by half of it and of the series' height: how they spread is not known. */
const leastOfFew = 0.5;

/**
 * The level of up to twelve datapoints before an index, none of them before `from`; undefined where fewer than `fewest`
 * are there. `height` is the distance from the lowest to the highest value of the series.
 *
 * The spread is the median distance from the median, times 1.4826: for normal noise that is the standard deviation, and
 * a single outlier does not widen it.
 */
export function levelBefore(
  points: readonly Datapoint[],
  index: number,
  from: number,
  height: number,
  fewest = fewestPoints,
): Level | undefined {
  const first = Math.max(from, index - levelPoints);
  if (index - first < Math.max(1, fewest)) {
    return undefined;
  }

  const values: number[] = [];
  for (let at = first; at < index; at++) {
    values.push(points[at]!.value);
  }

  const middle = median(values);
  const spread = 1.4826 * median(values.map((value) => Math.abs(value - middle)));
  const isFew = values.length < fewestPoints;
  const ofMedian = Math.abs(middle) * (isFew ? leastOfFew : leastOfMedian);
  const ofHeight = height * (isFew ? leastOfFew : leastOfHeight);
  const least = Math.max(ofMedian, ofHeight);
  return {median: middle, reach: Math.max(spreads * spread, least)};
}

/** On which side of a level a value is: 1 above, -1 below, 0 of that level. */
export function sideOf(value: number, {median: middle, reach}: Level): -1 | 0 | 1 {
  const distance = value - middle;
  return Math.abs(distance) <= reach ? 0 : distance > 0 ? 1 : -1;
}

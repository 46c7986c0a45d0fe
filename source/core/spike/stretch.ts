import {type Datapoint, type Series} from '../metric.ts';

/** So many periods without a datapoint: what comes behind them is another life of the machine. */
const gapPeriods = 3;

/** Datapoints that are looked at for one answer: a day and a half of minutes. Who asks about more can zoom in. */
export const mostPoints = 2000;

/** Whether a series comes from a file: nobody says then with which period it was measured, or that nothing is missing. */
export function isRecorded({provisionalFrom}: Series): boolean {
  return provisionalFrom === Infinity;
}

const spacings = new WeakMap<readonly Datapoint[], number>();

/**
 * How far apart (ms) the datapoints of one life of a machine are at most. Where the period is only the distance that
 * occurs most often, a quarter of the distances may be wider and still be nothing but the way in which it was recorded.
 */
export function longestGap(series: Series, points: readonly Datapoint[], period: number): number {
  return gapPeriods * (isRecorded(series) ? Math.max(period, wideSpacing(points)) : period);
}

/** Three quarters of the distances between neighbours are no wider than this; 0 of fewer than two datapoints. */
function wideSpacing(points: readonly Datapoint[]): number {
  const known = spacings.get(points);
  if (known !== undefined) {
    return known;
  }

  const distances = points.slice(1).map(({time}, index) => time - points[index]!.time);
  distances.sort((a, b) => a - b);
  const wide = distances[Math.ceil((distances.length - 1) * 0.75)] ?? 0;
  spacings.set(points, wide);
  return wide;
}

/** Whether the next datapoint is of the same life of the machine. */
export function isJoined(points: readonly Datapoint[], index: number, gap: number): boolean {
  const next = points[index + 1];
  return next !== undefined && next.time - points[index]!.time <= gap;
}

/** The first datapoint of the unbroken stretch that an index lies in, as far back as is looked. */
export function stretchStart(points: readonly Datapoint[], index: number, gap: number): number {
  let first = index;
  while (first > 0 && index - first < mostPoints && isJoined(points, first - 1, gap)) {
    first--;
  }

  return first;
}

/** From the lowest to the highest value of some datapoints, both ends included. */
export function heightOf(points: readonly Datapoint[], from: number, to: number): number {
  return highest(points, from, to) - lowest(points, from, to);
}

/** The highest value of some datapoints, both ends included; -Infinity of none. */
export function highest(points: readonly Datapoint[], from: number, to: number): number {
  let found = -Infinity;
  for (let index = from; index <= to; index++) {
    found = Math.max(found, points[index]!.value);
  }

  return found;
}

/** The lowest value of some datapoints, both ends included; Infinity of none. */
export function lowest(points: readonly Datapoint[], from: number, to: number): number {
  let found = Infinity;
  for (let index = from; index <= to; index++) {
    found = Math.min(found, points[index]!.value);
  }

  return found;
}

import {type Datapoint} from '../metric.ts';

/** So many periods without a datapoint: what comes behind them is another life of the machine. */
export const gapPeriods = 3;

/** Datapoints that are looked at for one answer: a day and a half of minutes. Who asks about more can zoom in. */
export const mostPoints = 2000;

/** Whether the next datapoint is of the same life of the machine. */
export function isJoined(points: readonly Datapoint[], index: number, period: number): boolean {
  const next = points[index + 1];
  return next !== undefined && next.time - points[index]!.time <= gapPeriods * period;
}

/** The first datapoint of the unbroken stretch that an index lies in, as far back as is looked. */
export function stretchStart(points: readonly Datapoint[], index: number, period: number): number {
  let first = index;
  while (first > 0 && index - first < mostPoints && isJoined(points, first - 1, period)) {
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

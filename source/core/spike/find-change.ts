import {firstAtOrAfter, inOrder, periodOf} from '../chart/resample.ts';
import {type Datapoint, type Series} from '../metric.ts';
import {type TimeRange} from '../time.ts';
import {changeAt, fewestFor, type Change, type Known} from './change.ts';
import {levelBefore, levelPoints, sideOf} from './level.ts';
import {heightOf, longestGap, lowest, stretchStart} from './stretch.ts';

/** Datapoints that the highest rise is looked for in: more than CloudWatch keeps of minutes. */
const mostSearched = 25_000;

/** The largest change that begins after a moment, no more than `within` ms: what a call may have brought about. */
export function changeSoonAfter(
  series: Series,
  time: number,
  within: number,
  known: Known,
): Change | undefined {
  const points = inOrder(series.points);
  const period = periodOf(series, points);
  // The period that the moment lies in may be the first of the change.
  const earliest = time - period;
  const latest = time + within;
  let best: Change | undefined;
  const from = firstAtOrAfter(points, earliest + 1);
  for (const index of telling(points, from, firstAtOrAfter(points, latest + 1))) {
    best = larger(best, changeAt(series, points[index]!.time, known), earliest);
  }

  return larger(best, changeAt(series, latest, known), earliest);
}

/** So many datapoints of some minutes are looked at, each. */
const mostAsked = 60;

/** Datapoints that tell of each change: where there are very many, some of them all along, and the extremes. */
function telling(points: readonly Datapoint[], from: number, until: number): ReadonlySet<number> {
  const step = Math.ceil((until - from) / mostAsked);
  const found = new Set<number>();
  let [low, high] = [from, from];
  for (let index = from; index < until; index++) {
    if ((index - from) % step === 0) {
      found.add(index);
    }

    low = points[index]!.value < points[low]!.value ? index : low;
    high = points[index]!.value > points[high]!.value ? index : high;
  }

  return until > from ? found.add(low).add(high) : found;
}

function larger(
  best: Change | undefined,
  found: Change | undefined,
  earliest: number,
): Change | undefined {
  const isBetter = found && found.begin > earliest && (!best || sizeOf(found) > sizeOf(best));
  return isBetter ? found : best;
}

/** How far a change goes, in the series' unit. */
export function sizeOf({from = 0, to = 0}: Change): number {
  return Math.abs(to - from);
}

/** Where a series rose highest above the level before it, within a range: the moment, and by how much. */
export function highestRise(
  series: Series,
  {since, until}: TimeRange,
  known: Known,
): {readonly time: number; readonly by: number} | undefined {
  const points = inOrder(series.points);
  const gap = longestGap(series, points, periodOf(series, points));
  const fewest = fewestFor(series);
  const last = firstAtOrAfter(points, until);
  let best: {time: number; by: number} | undefined;
  let first = -1;
  const from = Math.max(firstAtOrAfter(points, since), last - mostSearched);
  const height = heightOf(points, from, last - 1);
  for (let index = from; index < last; index++) {
    const {time, value} = points[index]!;
    if (first === -1 || time - points[index - 1]!.time > gap) {
      first = stretchStart(points, index, gap);
    }

    // No level is lower than the lowest of its datapoints: most of them need not be sorted to be passed over.
    const lead = value - lowest(points, Math.max(first, index - levelPoints), index);
    if (index - first >= levelPoints && lead < (best?.by ?? 0)) {
      continue;
    }

    const level = levelBefore(points, index, first, height, fewest);
    const isStart = !level && points[first]!.time >= known.since + gap;
    const by = level
      ? sideOf(value, level) === 1
        ? value - level.median
        : 0
      : isStart
        ? value
        : 0;
    // Of equal ones the most recent.
    if (by > 0 && by >= (best?.by ?? 0)) {
      best = {time, by};
    }
  }

  return best;
}

import {firstAtOrAfter, inOrder, periodOf} from '../chart/resample.ts';
import {type Datapoint, type Series} from '../metric.ts';
import {fewestPoints, levelBefore, levelPoints, sideOf, type Level} from './level.ts';
import {
  heightOf,
  highest,
  isJoined,
  isRecorded,
  longestGap,
  lowest,
  mostPoints,
  stretchStart,
} from './stretch.ts';

/**
 * A change of a series' level.
 *
 * `rise` and `fall` are from one level to another; `start` is the first datapoint of a machine that had none before, `end`
 * the last one of a machine that sends none any more. A `moment` is no change of a series: what came before a call is asked.
 */
export type Change = {
  readonly kind: 'rise' | 'fall' | 'start' | 'end' | 'moment';
  /** The start of the first period that is no longer of the old level, ms since 1970; of an end when the next one is missing. */
  readonly begin: number;
  /** The length of a period, ms: what caused the change may have happened in all of the first one. */
  readonly period: number;
  /** The level before: a median; undefined of a start and of a moment. */
  readonly from: number | undefined;
  /** The value that the change led to: the highest of a rise, the lowest of a fall, for as long as it lasts; undefined of an end and of a moment. */
  readonly to: number | undefined;
  /** Some of the datapoints that tell it may still change. */
  readonly isProvisional: boolean;
};

/** What is known of when datapoints could have been there: `since` where loading began, `now` where it ends. */
export type Known = {readonly since: number; readonly now: number};

/**
 * The change that leads to what a series shows at a moment; undefined where its level has been the same for as long as is
 * known, or where there are no datapoints near.
 *
 * The rule: go back from the datapoint of that moment until the twelve datapoints before are of another level than it
 * (further from their median than three spreads); from there, go back to the last datapoint that was still of that level.
 * The change begins behind it. Where that datapoint in turn had left the level before it to the same side, the change is
 * a slope, and its beginning is looked for in the same way.
 */
export function changeAt(series: Series, time: number, known: Known): Change | undefined {
  const points = inOrder(series.points);
  const period = periodOf(series, points);
  const gap = longestGap(series, points, period);
  const ended = endOf(series, points, period, known);
  if (ended && time >= ended.begin) {
    return ended;
  }

  const index = firstAtOrAfter(points, time + 1) - 1;
  const point = points[index];
  if (!point || time - point.time > gap) {
    return undefined;
  }

  const first = stretchStart(points, index, gap);
  const height = heightOf(points, first, index);
  const found =
    stepTo(points, index, first, height, fewestPoints) ??
    stepTo(points, index, first, height, fewestFor(series));
  if (found) {
    return changeOf(series, points, found, index, period, first, height);
  }

  // The level was there from the first datapoint on: a start, unless that is only where loading began.
  const head = points[first]!;
  const isWholeLife = index - first < mostPoints && head.time >= known.since + gap;
  return isWholeLife
    ? {
        kind: 'start',
        begin: head.time,
        period,
        from: undefined,
        to: highest(points, first, startEnd(points, first, index, gap)),
        isProvisional: head.time >= series.provisionalFrom,
      }
    : undefined;
}

/** So few datapoints tell a level: a file may begin anywhere, so what it rises from first is no machine that begins. */
export function fewestFor(series: Series): number {
  return isRecorded(series) ? 1 : fewestPoints;
}

/** The machine sends nothing any more: the period that is missing, where it is long enough ago to be sure. */
function endOf(
  series: Series,
  points: readonly Datapoint[],
  period: number,
  {now}: Known,
): Change | undefined {
  const last = points.at(-1);
  const sure = Math.min(now, series.provisionalFrom);
  const gap = longestGap(series, points, period);
  if (!last || !(last.time + gap < sure)) {
    return undefined;
  }

  const first = stretchStart(points, points.length - 1, gap);
  const height = heightOf(points, first, points.length - 1);
  const level = levelBefore(points, points.length, first, height);
  return {
    kind: 'end',
    begin: last.time + period,
    period,
    from: level?.median ?? last.value,
    to: undefined,
    isProvisional: false,
  };
}

type Step = {
  /** The first datapoint of the new level. */
  readonly index: number;
  readonly level: Level;
  readonly side: -1 | 1;
};

function stepTo(
  points: readonly Datapoint[],
  index: number,
  first: number,
  height: number,
  fewest: number,
): Step | undefined {
  let step = lastStep(points, index, first, height, {fewest});
  while (step) {
    const before = lastStep(points, step.index - 1, first, height, {fewest, back: 0});
    if (before?.side !== step.side || before.index >= step.index) {
      return step;
    }

    step = before;
  }

  return undefined;
}

/** The last step that leads to a datapoint; it is looked for no more than `back` datapoints before it. */
function lastStep(
  points: readonly Datapoint[],
  index: number,
  first: number,
  height: number,
  {fewest, back = Infinity}: {readonly fewest: number; readonly back?: number},
): Step | undefined {
  const value = points[index]?.value ?? Number.NaN;
  for (let at = index; at > first && index - at <= back; at--) {
    const level = levelBefore(points, at, first, height, fewest);
    const side = level ? sideOf(value, level) : 0;
    if (!level || side === 0) {
      continue;
    }

    let begin = at;
    while (begin - 1 > first && sideOf(points[begin - 1]!.value, level) === side) {
      begin--;
    }

    return {index: begin, level, side};
  }

  return undefined;
}

function changeOf(
  series: Series,
  points: readonly Datapoint[],
  {index: begin, level, side}: Step,
  index: number,
  period: number,
  first: number,
  height: number,
): Change {
  const before = levelBefore(points, begin, first, height) ?? level;
  const gap = longestGap(series, points, period);
  let until = Math.max(begin, index);
  while (isJoined(points, until, gap) && sideOf(points[until + 1]!.value, before) === side) {
    until++;
  }

  return {
    kind: side === 1 ? 'rise' : 'fall',
    begin: points[begin]!.time,
    period,
    from: before.median,
    to: side === 1 ? highest(points, begin, until) : lowest(points, begin, until),
    isProvisional: points[begin]!.time >= series.provisionalFrom,
  };
}

/** How far the beginning of a machine's life is looked at: its first twelve datapoints, or up to the moment asked about. */
function startEnd(points: readonly Datapoint[], first: number, index: number, gap: number): number {
  let end = index;
  while (end - first < levelPoints && isJoined(points, end, gap)) {
    end++;
  }

  return end;
}

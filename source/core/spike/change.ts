import {firstAtOrAfter, inOrder, periodOf} from '../chart/resample.ts';
import {type Datapoint, type Series} from '../metric.ts';
import {type TimeRange} from '../time.ts';
import {levelBefore, levelPoints, sideOf, type Level} from './level.ts';

/**
 * A change of a series' level.
 *
 * `rise` and `fall` are from one level to another; `start` is the first datapoint of a machine that had none before, `end`
 * the last one of a machine that sends none any more.
 */
export type Change = {
  readonly kind: 'rise' | 'fall' | 'start' | 'end';
  /** The start of the first period that is no longer of the old level, ms since 1970; of an end when the next one is missing. */
  readonly begin: number;
  /** The length of a period, ms: what caused the change may have happened in all of the first one. */
  readonly period: number;
  /** The level before: a median; undefined of a start. */
  readonly from: number | undefined;
  /** The value that the change led to: the highest of a rise, the lowest of a fall, for as long as it lasts; undefined of an end. */
  readonly to: number | undefined;
  /** Some of the datapoints that tell it may still change. */
  readonly isProvisional: boolean;
};

/** So many periods without a datapoint: what comes behind them is another life of the machine. */
const gapPeriods = 3;

/** Datapoints that are looked at for one answer: a day and a half of minutes. Who asks about more can zoom in. */
const mostPoints = 2000;

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
  const ended = endOf(series, points, period, known);
  if (ended && time >= ended.begin) {
    return ended;
  }

  const index = firstAtOrAfter(points, time + 1) - 1;
  const point = points[index];
  if (!point || time - point.time > gapPeriods * period) {
    return undefined;
  }

  const first = stretchStart(points, index, period);
  const height = heightOf(points, first, index);
  const found = stepTo(points, index, first, height);
  if (found) {
    return changeOf(series, points, found, index, period, first, height);
  }

  // The level was there from the first datapoint on: a start, unless that is only where loading began.
  const head = points[first]!;
  const isWholeLife = index - first < mostPoints && head.time >= known.since + gapPeriods * period;
  return isWholeLife
    ? {
        kind: 'start',
        begin: head.time,
        period,
        from: undefined,
        to: highest(points, first, startEnd(points, first, index, period)),
        isProvisional: head.time >= series.provisionalFrom,
      }
    : undefined;
}

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
  for (let index = firstAtOrAfter(points, earliest + 1); index < points.length; index++) {
    const at = points[index]!.time;
    if (at > latest) {
      break;
    }

    best = larger(best, changeAt(series, at, known), earliest);
  }

  return larger(best, changeAt(series, latest, known), earliest);
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
  const period = periodOf(series, points);
  const last = firstAtOrAfter(points, until);
  let best: {time: number; by: number} | undefined;
  let first = -1;
  let height = 0;
  for (
    let index = Math.max(firstAtOrAfter(points, since), last - mostPoints);
    index < last;
    index++
  ) {
    const {time, value} = points[index]!;
    if (first === -1 || time - points[index - 1]!.time > gapPeriods * period) {
      first = stretchStart(points, index, period);
      height = heightOf(points, first, last - 1);
    }

    const level = levelBefore(points, index, first, height);
    const isStart = !level && points[first]!.time >= known.since + gapPeriods * period;
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

/** The machine sends nothing any more: the period that is missing, where it is long enough ago to be sure. */
function endOf(
  series: Series,
  points: readonly Datapoint[],
  period: number,
  {now}: Known,
): Change | undefined {
  const last = points.at(-1);
  const sure = Math.min(now, series.provisionalFrom);
  if (!last || !(last.time + gapPeriods * period < sure)) {
    return undefined;
  }

  const first = stretchStart(points, points.length - 1, period);
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
): Step | undefined {
  let step = lastStep(points, index, first, height);
  while (step) {
    const before = lastStep(points, step.index - 1, first, height, 0);
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
  back = Infinity,
): Step | undefined {
  const value = points[index]?.value ?? Number.NaN;
  for (let at = index; at > first && index - at <= back; at--) {
    const level = levelBefore(points, at, first, height);
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
  let until = Math.max(begin, index);
  while (isJoined(points, until, period) && sideOf(points[until + 1]!.value, before) === side) {
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
function startEnd(
  points: readonly Datapoint[],
  first: number,
  index: number,
  period: number,
): number {
  let end = index;
  while (end - first < levelPoints && isJoined(points, end, period)) {
    end++;
  }

  return end;
}

/** Whether the next datapoint is of the same life of the machine. */
function isJoined(points: readonly Datapoint[], index: number, period: number): boolean {
  const next = points[index + 1];
  return next !== undefined && next.time - points[index]!.time <= gapPeriods * period;
}

/** The first datapoint of the unbroken stretch that an index lies in, as far back as is looked. */
function stretchStart(points: readonly Datapoint[], index: number, period: number): number {
  let first = index;
  while (first > 0 && index - first < mostPoints && isJoined(points, first - 1, period)) {
    first--;
  }

  return first;
}

function heightOf(points: readonly Datapoint[], from: number, to: number): number {
  return highest(points, from, to) - lowest(points, from, to);
}

function highest(points: readonly Datapoint[], from: number, to: number): number {
  let found = -Infinity;
  for (let index = from; index <= to; index++) {
    found = Math.max(found, points[index]!.value);
  }

  return found;
}

function lowest(points: readonly Datapoint[], from: number, to: number): number {
  let found = Infinity;
  for (let index = from; index <= to; index++) {
    found = Math.min(found, points[index]!.value);
  }

  return found;
}

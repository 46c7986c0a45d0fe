import {minute, second, type TimeRange} from '../time.ts';
import {readSaid, type SaidRange} from './said-range.ts';

/**
 * What the person asked to see. `live` ends at now and moves with it; `fixed` stands still; `all` is everything in an
 * archive; `said` counts from an archive's newest event.
 */
export type RangeChoice =
  | SaidRange
  | {readonly kind: 'live'; readonly span: number}
  | {readonly kind: 'fixed'; readonly since: number; readonly until: number}
  | {readonly kind: 'all'};

/** The presets of the digit keys 1 to 9, in ms. */
export const presetSpans: readonly number[] = [
  15,
  60,
  180,
  360,
  720,
  1440,
  7 * 1440,
  30 * 1440,
  90 * 1440,
].map((minutes) => minutes * minute);

/**
 * The digit key whose range holds every moment from `oldest` to `newest`, the shortest such; undefined where none does.
 * `now` is what ranges count back from.
 */
export function digitHolding(oldest: number, newest: number, now: number): number | undefined {
  const index = presetSpans.findIndex((span) => {
    const {since, until} = resolveRange({kind: 'live', span}, now, undefined);
    return oldest >= since && newest < until;
  });
  return index === -1 ? undefined : index + 1;
}

const shortest = minute;
/** LookupEvents answers for no more. */
export const longest = 90 * 1440 * minute;

/** A live range ends on a grid of a twelfth of its span, so that the chart stands still in between. */
export function liveEnd(now: number, span: number): number {
  const step = liveStep(span);
  return Math.ceil((now + 1) / step) * step;
}

function liveStep(span: number): number {
  return Math.max(second, Math.round(span / 12));
}

/** How long a range was asked for: what is shown of a live one is a step longer. */
export function askedSpan({
  choice,
  range,
}: {
  readonly choice: RangeChoice;
  readonly range: TimeRange;
}): number {
  return choice.kind === 'live' ? choice.span : range.until - range.since;
}

/**
 * The range in ms. `now` is the clock, or in an archive the newest event's time; `extent` is everything that is
 * loaded.
 */
export function resolveRange(
  choice: RangeChoice,
  now: number,
  extent: TimeRange | undefined,
): TimeRange {
  switch (choice.kind) {
    case 'fixed': {
      return {since: choice.since, until: choice.until};
    }

    case 'live': {
      // A step longer than what was asked for, so that all of it lies before now: the end is up to a step ahead of now.
      const until = liveEnd(now, choice.span);
      return {since: until - choice.span - liveStep(choice.span), until};
    }

    case 'said': {
      return readSaid(choice, now);
    }

    case 'all': {
      return (
        extent ?? {since: liveEnd(now, 60 * minute) - 60 * minute, until: liveEnd(now, 60 * minute)}
      );
    }
  }
}

/** Half a screen earlier (-1) or later (1). Panning into the future leads back to live. `span` is what was asked for. */
export function pan(
  range: TimeRange,
  direction: -1 | 1,
  now: number,
  span = range.until - range.since,
): RangeChoice {
  const until = range.until + direction * Math.round(span / 2);
  return until > now ? {kind: 'live', span} : {kind: 'fixed', since: until - span, until};
}

/** Half (in) or twice (out) the span around a moment, which stays where it is on the screen. */
export function zoom(
  range: TimeRange,
  direction: 'in' | 'out',
  anchor: number,
  isLive: boolean,
  span = range.until - range.since,
): RangeChoice {
  // An archive may be longer or shorter than these bounds: to zoom in never shows more, to zoom out never less.
  const next =
    direction === 'in'
      ? Math.min(span, Math.max(shortest, Math.round(span / 2)))
      : Math.max(span, Math.min(longest, span * 2));
  if (isLive) {
    return {kind: 'live', span: next};
  }

  const still = Math.min(Math.max(anchor, range.since), range.until);
  const shown = range.until - range.since;
  const since = Math.round(still - ((still - range.since) / shown) * next);
  return {kind: 'fixed', since, until: since + next};
}

import {minute, second} from '../time.ts';

/** Data takes some seconds to arrive. */
const arrival = 5 * second;

/** However wide the period: the newest datapoint of a long one grows as it runs. */
const longestStep = 5 * minute;

/** What has sent nothing for so long has ended, or nearly. */
const staleAfter = 15 * minute;

/** What the schedule needs to know of a charted series. */
export type LookedAt = {
  /** ms between its datapoints. */
  readonly spacing: number;
  /** The time of its newest datapoint; undefined where it has none. */
  readonly newest: number | undefined;
  /** When that one was first seen; undefined where it was there at the first look. */
  readonly cameAt: number | undefined;
};

/** ms between two looks at series of a period (seconds): the period, but neither below 10 s nor above 5 minutes. */
export function lookEvery(period: number): number {
  return Math.min(Math.max(period, 10) * second, longestStep);
}

/**
 * When anything new can exist in one of the series, ms since 1970: a little after the next full period. What comes in a
 * wider rhythm than was asked for (basic monitoring sends every fifth minute) is looked for again when that much has
 * nearly passed since it came, then every minute until it comes; what has ended, every five minutes.
 */
export function nextLook(now: number, period: number, series: readonly LookedAt[]): number {
  const step = lookEvery(period);
  const due = Math.min(...series.map((one) => dueOf(one, now, period)), now + longestStep);
  return Math.ceil(Math.max(now + 1, due - arrival) / step) * step + arrival;
}

function dueOf({spacing, newest, cameAt}: LookedAt, now: number, period: number): number {
  if (newest === undefined) {
    return now;
  }

  if (now - newest > 2 * spacing + staleAfter) {
    return now + longestStep;
  }

  if (spacing <= period * second || cameAt === undefined) {
    return now;
  }

  const step = lookEvery(period);
  const look = Math.floor((cameAt - arrival) / step) * step + arrival;
  return look + spacing - step;
}

import {type Lookup} from '../../source/sources/cloudtrail.ts';
import {type SimulatedClock} from '../../test/support/simulated-clock.ts';
import {type Call} from './calls.ts';

/** A trail of one region on a simulated clock, and how it is asked. */
export type Trail = {
  readonly clock: SimulatedClock;
  /** Calls of others, oldest first. */
  readonly calls: readonly Call[];
  readonly lookup: Lookup;
  /** When each LookupEvents call was made, ms since 1970. */
  readonly asked: readonly number[];
  /** Calls that were refused because they came too fast, not because a fault had it so. */
  readonly throttled: () => number;
  /** The ids of the LookupEvents calls themselves that were made in `[since, until)`. */
  readonly ownIds: (since: number, until: number) => Promise<readonly string[]>;
  /** Ends what the trail itself holds open. */
  readonly close: () => Promise<void>;
};

export type TrailOptions = {
  readonly calls: readonly Call[];
  /** What the clock shows at first, ms since 1970. */
  readonly start: number;
  /** The share of requests that fail, in equal shares of `failures`. */
  readonly failing?: number;
  readonly random: () => number;
};

/** How long an answer takes, ms. */
export const latency = 300;

/** How requests fail, in the endpoint's words. */
export const failures = ['throttling', 'server-error', 'dropped', 'empty', 'html'] as const;

/** How the next request fails; undefined where it does not. */
export function nextFailure(share: number, random: () => number) {
  return random() < share ? failures[Math.floor(random() * failures.length)] : undefined;
}

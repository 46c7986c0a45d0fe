import type {Account} from './account.ts';
import type {Dice} from './random.ts';
import type {Call} from './record.ts';

/** Where one call of an activity stands. */
export type Moment = {
  readonly account: Account;
  readonly region: string;
  /** Of the call, ms since 1970, on a whole second. */
  readonly time: number;
  /** When the activity's first call was made. */
  readonly since: number;
  /** Which call of the activity this is, from 0. */
  readonly part: number;
  /** A whole number that all calls of one activity share: it chooses the person, the page, the run. */
  readonly whim: number;
  readonly dice: Dice;
};

/** Something that goes on in the account all the time: one or more calls that belong together, within a minute. */
export type Activity = {
  readonly name: string;
  /** How often it happens a minute in a region, by the share of people at work (0 to 1) and the minute. */
  readonly rate: (home: boolean, busy: number, minute: number) => number;
  /** Fewest and most calls. */
  readonly parts: readonly [number, number];
  /** Seconds from the first call to the last, at most 50. */
  readonly spread: number;
  readonly call: (moment: Moment) => Call;
};

/** One of a list, the same for all calls of an activity. */
export function byWhim<T>(whim: number, list: readonly [T, ...T[]] | readonly T[]): T {
  return list[whim % list.length] as T;
}

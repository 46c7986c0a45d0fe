import {
  dueRange,
  dueReading,
  extendPlan,
  finishRange,
  nextDueAt,
  startPlan,
  type SlicePlan,
} from '../core/loading/slices.ts';
import {minute, second, type TimeRange} from '../core/time.ts';
import {type Priority} from './budget.ts';
import {type Clock} from './clock.ts';
import {Walk} from './walk.ts';

/** A look at the present: slices that are due, or the newest end. */
export type PresentJob =
  | {
      readonly kind: 'slice';
      readonly priority: Priority;
      readonly walk: Walk;
      readonly range: TimeRange;
      /** Times of the events that the reading found new. */
      readonly found: number[];
    }
  | {readonly kind: 'hot'; readonly priority: Priority; readonly walk: Walk};

/** A reading this much overdue, or no look at the newest end for so long, is a lag that is told. */
const lagAfter = 90 * second;

/**
 * Follows the present of one region in two tiers. A hot pass looks at the newest end and stops at the first page with
 * nothing new. The recent past is read again in slices until nothing can arrive in it any more (core/loading/slices.ts),
 * before the hot pass when a reading is due.
 */
export class Present {
  readonly #clock: Clock;
  /** ms between the end of one look at the newest events and the next. */
  readonly #refresh: number;
  #plan: SlicePlan | undefined;
  #slice: (PresentJob & {readonly kind: 'slice'}) | undefined;
  #hot: (PresentJob & {readonly kind: 'hot'}) | undefined;
  #nextHot = 0;
  #hotBegan = -Infinity;
  /** The slices that were there at the beginning have been read once: only now is anything settled. */
  #isFollowing = false;

  constructor(clock: Clock, refresh: number) {
    this.#clock = clock;
    this.#refresh = refresh;
  }

  /** Everything before this instant is settled; undefined before the first reading has ended. */
  get settledTo(): number | undefined {
    return this.#isFollowing ? this.#plan?.settledTo : undefined;
  }

  /** Seconds, in steps of ten, that the following is behind: 0 while it keeps up. */
  get lag(): number {
    const now = this.#clock.now();
    if (!this.#plan || !this.#isFollowing) {
      return 0;
    }

    const due = dueReading(this.#plan, now);
    const overdue = due ? now - due.dueAt : 0;
    const sinceHot = this.#hot ? now - this.#hotBegan : 0;
    const worst = Math.max(overdue, sinceHot);
    return worst > lagAfter ? Math.round(worst / 10_000) * 10 : 0;
  }

  /** When something is due next, ms since 1970. */
  get nextAt(): number {
    const now = this.#clock.now();
    return Math.min(this.#nextHot, this.#plan ? nextDueAt(this.#plan, now) : now);
  }

  /** The newest end is looked at again at once. */
  lookNow(): void {
    this.#nextHot = 0;
  }

  /** What to read next of the present; undefined while nothing is due. */
  nextJob(): PresentJob | undefined {
    return this.#sliceJob() ?? this.#hotJob();
  }

  /** A job has been read to its end, or as far as it needs to be. */
  finish(job: PresentJob): void {
    if (job.kind === 'slice') {
      this.#slice = undefined;
      this.#isFollowing = true;
      this.#plan &&= finishRange(this.#plan, job.range, job.walk.startedAt, job.found);
    } else {
      this.#hot = undefined;
      this.#nextHot = this.#clock.now() + this.#refresh;
    }
  }

  #sliceJob(): PresentJob | undefined {
    const now = this.#clock.now();
    this.#plan = extendPlan(this.#plan ?? startPlan(now), now);
    if (this.#slice) {
      return this.#slice;
    }

    // The first reading goes up to now, so that what is loaded has no hole at its newest end.
    const [first] = this.#plan.slices;
    const range = this.#isFollowing
      ? dueRange(this.#plan, now)
      : {since: first?.since ?? now, until: now};
    if (!range) {
      return undefined;
    }

    const walk = new Walk(range, undefined, now);
    this.#slice = {kind: 'slice', priority: 'sweep', range, walk, found: []};
    return this.#slice;
  }

  #hotJob(): PresentJob | undefined {
    const now = this.#clock.now();
    if (this.#hot || now < this.#nextHot) {
      return this.#hot;
    }

    const since = this.#plan?.settledTo ?? now - 15 * minute;
    this.#hotBegan = now;
    const walk = new Walk({since, until: now + minute}, undefined, now);
    this.#hot = {kind: 'hot', priority: 'hot', walk};
    return this.#hot;
  }
}

import {type TimeRange, minute, second} from '../core/time.ts';
import {finishRange, noteFound} from '../core/loading/slice-readings.ts';
import {
  dueRange,
  dueReading,
  extendPlan,
  floorSlice,
  leastLateness,
  leisureEvery,
  leftBehindRange,
  leisureRange,
  nextDueAt,
  sliceLength,
  startPlan,
  type SlicePlan,
} from '../core/loading/slices.ts';
import {type Priority} from './budget.ts';
import {type Clock} from './clock.ts';
import {Walk} from './walk.ts';

/** Why slices are read: a reading is due, a pause has left them behind, or there is leisure. */
type Reading = 'due' | 'behind' | 'leisure';

/** Whether a kind of job has failed and is left alone for a while. */
type IsParked = (kind: PresentJob['kind']) => boolean;

type Look = {readonly priority: Priority; readonly walk: Walk};

type SliceJob = Look & {
  readonly kind: 'slice';
  readonly reading: Reading;
  readonly range: TimeRange;
};
type HotJob = Look & {readonly kind: 'hot'};
/** One page of the newest end while everything else takes long. */
type GlanceJob = Look & {readonly kind: 'glance'};

/** A look at the present: slices, or the newest end. */
export type PresentJob = SliceJob | HotJob | GlanceJob;

/** A reading this much overdue, or no look at the newest end for so long, is a lag that is told. */
const lagAfter = 90 * second;

/** The newest end is looked at so often, whatever else is to be done. */
const glanceEvery = 15 * second;

/** A look at the newest end that takes longer than this is given up: what it would still find is old. */
const longestHot = 5 * minute;

/** What is read at leisure costs no more than a page in so many ms: the quota is shared with others. */
const leisureShare = 15 * second;

/**
 * Follows the present of one region in two tiers. A hot pass looks at the newest end and stops at the first page with
 * nothing new. The recent past is read again in slices until nothing can arrive in it any more (core/loading/slices.ts),
 * before the hot pass when a reading is due. While either takes long, a glance of one page sees what is newest.
 */
export class Present {
  readonly #clock: Clock;
  /** ms between the end of one look at the newest events and the next. */
  readonly #refresh: number;
  #plan: SlicePlan | undefined;
  readonly #slices = new Map<Reading, SliceJob>();
  #hot: HotJob | undefined;
  #nextHot = 0;
  /** When the newest end was looked at last, or the following began. */
  #lookedAt: number | undefined;
  #leisureAt = 0;
  #turn = 0;
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
    if (!this.#plan) {
      return 0;
    }

    const due = dueReading(this.#plan, now);
    const overdue = due ? now - due.dueAt : 0;
    const sinceHot = this.#hot ? now - this.#hot.walk.startedAt : 0;
    const worst = Math.max(overdue, sinceHot, now - (this.#lookedAt ?? now));
    return worst > lagAfter ? Math.round(worst / 10_000) * 10 : 0;
  }

  /** When something is due next that is not left alone, ms since 1970. */
  nextAt(isParked: IsParked): number {
    const now = this.#clock.now();
    const sliceAt = this.#plan ? nextDueAt(this.#plan, now) : now;
    return Math.min(
      isParked('hot') ? Infinity : this.#nextHot,
      isParked('slice') ? Infinity : sliceAt,
    );
  }

  /** The newest end is looked at again at once. */
  lookNow(): void {
    this.#nextHot = 0;
  }

  /** Forgets all: the clock was wrong, and with it when everything was read. */
  beginAnew(): void {
    this.#plan = undefined;
    this.#slices.clear();
    this.#hot = undefined;
    this.#nextHot = 0;
    this.#lookedAt = undefined;
    this.#isFollowing = false;
  }

  /** The newest end where it has not been looked at for long: goes before everything else. */
  glanceJob(isParked: IsParked): PresentJob | undefined {
    const now = this.#clock.now();
    this.#lookedAt ??= now;
    if (now - this.#lookedAt < Math.max(glanceEvery, this.#refresh)) {
      return undefined;
    }

    const hot = isParked('hot') ? undefined : this.#hotJob();
    if (hot?.walk.pages === 0) {
      return hot;
    }

    return isParked('glance') ? undefined : {kind: 'glance', ...this.#newestEnd()};
  }

  /** What to read next of the present; undefined while nothing is due. */
  nextJob(isParked: IsParked): PresentJob | undefined {
    const now = this.#clock.now();
    this.#plan = extendPlan(this.#plan ?? startPlan(now), now);
    const slice = (reading: Reading) =>
      isParked('slice') ? undefined : this.#sliceJob(reading, now);
    const hot = isParked('hot') ? undefined : this.#hotJob();
    this.#turn++;
    return (
      slice('due') ??
      // By turns: neither what happens now nor what a pause has left behind waits for the other.
      (hot && this.#turn % 2 === 0 ? hot : slice('behind')) ??
      hot ??
      slice('leisure')
    );
  }

  /** A page of a job has come. */
  took({kind, walk}: PresentJob): void {
    const isNewest = kind !== 'slice' || walk.until >= walk.startedAt;
    if (isNewest && walk.pages === 1) {
      this.#lookedAt = Math.max(this.#lookedAt ?? -Infinity, walk.startedAt);
    }
  }

  /** Events were found that were not known, whatever was read: they may show how late events arrive. */
  found(times: readonly number[]): void {
    this.#plan &&= noteFound(this.#plan, times, this.#clock.now());
  }

  /** A job has been read to its end, or as far as it needs to be. */
  finish(job: PresentJob): void {
    const {walk} = job;
    if (job.kind === 'glance') {
      return;
    }

    if (job.kind === 'hot') {
      this.#hot = undefined;
      this.#nextHot = this.#clock.now() + this.#refresh;
      this.#read(wholeSlices(walk), walk.startedAt);
    } else {
      this.#slices.delete(job.reading);
      this.#isFollowing = true;
      if (job.reading === 'leisure') {
        this.#leisureAt = walk.startedAt + Math.max(leisureEvery, walk.pages * leisureShare);
      }

      this.#read(job.range, walk.startedAt);
    }
  }

  #read(range: TimeRange, startedAt: number): void {
    this.#plan &&= finishRange(this.#plan, range, startedAt);
  }

  #sliceJob(reading: Reading, now: number): SliceJob | undefined {
    const underWay = this.#slices.get(reading);
    // What has not begun is looked at anew: a pause may have lain before it.
    if (underWay && underWay.walk.pages > 0) {
      return underWay;
    }

    const range = this.#rangeOf(reading, now);
    if (!range) {
      this.#slices.delete(reading);
      return undefined;
    }

    const walk = new Walk(range, undefined, now);
    const job: SliceJob = {kind: 'slice', reading, priority: 'sweep', range, walk};
    this.#slices.set(reading, job);
    return job;
  }

  #rangeOf(reading: Reading, now: number): TimeRange | undefined {
    const plan = this.#plan;
    if (!plan) {
      return undefined;
    }

    if (!this.#isFollowing) {
      // The first reading goes up to now, so that what is loaded has no hole at its newest end.
      const [first] = plan.slices;
      const since = Math.max(first?.since ?? now, floorSlice(now) - leastLateness - sliceLength);
      return reading === 'due' ? {since, until: now} : undefined;
    }

    switch (reading) {
      case 'due': {
        return dueRange(plan, now);
      }

      case 'behind': {
        return leftBehindRange(plan, now);
      }

      case 'leisure': {
        return now < this.#leisureAt ? undefined : leisureRange(plan, now);
      }
    }
  }

  #hotJob(): HotJob | undefined {
    const now = this.#clock.now();
    const {walk} = this.#hot ?? {};
    if (walk && now - walk.startedAt > longestHot) {
      this.#hot = undefined;
    }

    if (this.#hot && this.#hot.walk.pages > 0) {
      return this.#hot;
    }

    if (!this.#hot && now < this.#nextHot) {
      return undefined;
    }

    this.#hot = {kind: 'hot', ...this.#newestEnd()};
    return this.#hot;
  }

  /** A walk from the newest end back. */
  #newestEnd(): Look {
    const now = this.#clock.now();
    const since = this.#plan?.settledTo ?? now - leastLateness;
    return {priority: 'hot', walk: new Walk({since, until: now + minute}, undefined, now)};
  }
}

/** The slices that a walk which was stopped has walked through whole, and that had ended when it began. */
function wholeSlices({reached, startedAt}: Walk): TimeRange {
  return {
    since: Math.ceil(reached / sliceLength) * sliceLength,
    until: floorSlice(startedAt),
  };
}

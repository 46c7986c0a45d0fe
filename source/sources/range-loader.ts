import {type Coverage} from '../core/loading/coverage.ts';
import {holesOf, passesFor, type Pass, type PushedAttribute} from '../core/loading/passes.ts';
import {type LoadProgress} from '../core/state/model.ts';
import {day, minute, type TimeRange} from '../core/time.ts';
import {type Priority} from './budget.ts';
import {Walk} from './walk.ts';

/** What of a range is wanted. */
export type WantedRange = {
  readonly range: TimeRange;
  /** What AWS can select for the present filter without a change of the answer. */
  readonly pushed?: PushedAttribute | undefined;
  /** Whether everything is to be loaded, beyond the writes and what the filter selects. */
  readonly isAllWanted?: boolean;
  /** The newest minutes are followed by others. */
  readonly isLive: boolean;
};

export type PassJob = {
  readonly kind: 'pass';
  readonly priority: Priority;
  readonly walk: Walk;
  readonly pass: Pass;
};

/** What a range is read within. */
export type LoaderLimits = {
  readonly now: number;
  /** What is older has gone from the store, and would go again. */
  readonly keptBackTo?: number | undefined;
  /** Whether what is pushed down has failed and is left alone for a while. */
  readonly isParked: (pushed: string) => boolean;
};

/** LookupEvents knows nothing older. */
const retention = 90 * day;

/** A hole that begins later than this before now is the present's matter: a slice is read 3 minutes after it began. */
const present = 4 * minute;

/**
 * Loads a range in passes: what the filter lets AWS select, the writes, then everything, newest first. What has been read
 * before is not asked for again, so a loading that was stopped goes on where it stopped.
 */
export class RangeLoader {
  readonly #region: string;
  readonly #coverage: () => readonly Coverage[];
  #job: PassJob | undefined;

  constructor(region: string, coverage: () => readonly Coverage[]) {
    this.#region = region;
    this.#coverage = coverage;
  }

  /** The pass that is under way: requests so far, and how many are left at the density found so far. */
  get progress(): LoadProgress | undefined {
    if (!this.#job) {
      return undefined;
    }

    const {pass, walk} = this.#job;
    const covered = walk.until - walk.reached;
    const left =
      covered > 0 ? Math.ceil((walk.pages / covered) * (walk.reached - walk.since)) : undefined;
    return {pass: pass.kind, requests: walk.pages, ...(left === undefined ? {} : {left})};
  }

  /** The pass under way is no longer wanted, or has ended. */
  forget(): void {
    this.#job = undefined;
  }

  /** What to read next of the range; undefined where nothing is left. */
  nextJob(
    {range, pushed, isAllWanted = true, isLive}: WantedRange,
    {now, keptBackTo = -Infinity, isParked}: LoaderLimits,
  ): PassJob | undefined {
    const asked = {
      since: Math.max(range.since, now - retention, keptBackTo),
      until: Math.min(range.until, now),
    };
    for (const pass of passesFor(pushed, isAllWanted).filter((each) => !isParked(each.pushed))) {
      // A walk that has not begun is looked at anew: others may have read its range meanwhile.
      if (this.#isUnderWay(pass, asked.since)) {
        return this.#job;
      }

      const hole = holesOf(pass, this.#coverage(), this.#region, asked).find(
        ({since}) => !isLive || now - since > present,
      );
      if (hole) {
        this.#job = {
          kind: 'pass',
          pass,
          priority: pass.kind === 'all' ? 'backfill' : 'user',
          walk: new Walk(hole, pass.attribute, now),
        };
        return this.#job;
      }
    }

    this.#job = undefined;
    return undefined;
  }

  #isUnderWay({pushed}: Pass, since: number): boolean {
    const {pass, walk} = this.#job ?? {};
    const isOpen = walk !== undefined && walk.pages > 0 && !walk.isDone && walk.reached > since;
    return isOpen && pass?.pushed === pushed;
  }
}

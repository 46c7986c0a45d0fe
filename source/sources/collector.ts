import {type Coverage, isCovered} from '../core/loading/coverage.ts';
import {type TrailEvent} from '../core/event.ts';
import {type EventStore} from '../core/event-store.ts';
import {
  holesOf,
  passesFor,
  pushedAll,
  type Pass,
  type PushedAttribute,
} from '../core/loading/passes.ts';
import {
  dueRange,
  dueReading,
  extendPlan,
  finishRange,
  nextDueAt,
  startPlan,
  type SlicePlan,
} from '../core/loading/slices.ts';
import {type Action} from '../core/state.ts';
import {day, minute, second, type TimeRange} from '../core/time.ts';
import {type Priority, type RequestBudget} from './budget.ts';
import {type Clock, type Random} from './clock.ts';
import {type Lookup, type LookupPage} from './cloudtrail.ts';
import {explain, type Failure} from './problem.ts';
import {Walk} from './walk.ts';

/** What the screen wants of a region. */
export type Wanted = {
  readonly range: TimeRange;
  readonly generation: number;
  readonly isLive: boolean;
  readonly refreshes: number;
  /** What AWS can select for the present filter without a change of the answer. */
  readonly pushed?: PushedAttribute | undefined;
  /** Whether everything is to be loaded, beyond the writes and what the filter selects. */
  readonly isAllWanted?: boolean;
};

export type CollectorOptions = {
  readonly region: string;
  readonly endpoint: string;
  readonly lookup: Lookup;
  readonly budget: RequestBudget;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Pick<EventStore, 'rowOf'>;
  readonly coverage: () => readonly Coverage[];
  readonly dispatch: (action: Action) => void;
  /** ms between the end of one look at the newest events and the next. */
  readonly refresh: number;
};

const longestPause = minute;

/** LookupEvents knows nothing older. */
const retention = 90 * day;

/** A hole that begins later than this before now is the present's matter. */
const present = 2 * minute;

/** A reading this much overdue, or no look at the newest end for so long, is a lag that is told. */
const lagAfter = 90 * second;

/** So many pages of what the person asked for come before anything else: a screen full of them. */
const firstPages = 4;

type Job =
  | {readonly kind: 'pass'; readonly priority: Priority; readonly walk: Walk; readonly pass: Pass}
  | {
      readonly kind: 'slice';
      readonly priority: Priority;
      readonly walk: Walk;
      readonly range: TimeRange;
      readonly found: number[];
    }
  | {readonly kind: 'hot'; readonly priority: Priority; readonly walk: Walk};

/**
 * Collects the events of one region, so that nothing is missed and nothing comes twice.
 *
 * A wanted range is loaded in passes: what the filter lets AWS select, the writes, then everything. Meanwhile the present
 * is followed in two tiers. A hot pass looks at the newest end and stops at the first page with nothing new. The recent
 * past is read again in slices until nothing can arrive in it any more (core/loading/slices.ts), before the hot pass when a
 * reading is overdue. One page is asked for at a time, and before each page it is decided anew what matters most: so
 * everything can be interrupted, and goes on where it stopped.
 */
export class RegionCollector {
  readonly #options: CollectorOptions;
  #wanted: Wanted | undefined;
  #plan: SlicePlan | undefined;
  #pass: (Job & {readonly kind: 'pass'}) | undefined;
  #slice: (Job & {readonly kind: 'slice'}) | undefined;
  #hot: (Job & {readonly kind: 'hot'}) | undefined;
  #nextHot = 0;
  #hotBegan = -Infinity;
  /** The slices that were there at the beginning have been read once: only now is anything settled. */
  #isFollowing = false;
  #failures = 0;
  #turn = 0;
  #problem: Failure | undefined;
  readonly #stop = new AbortController();
  #cancel = new AbortController();
  #wake: (() => void) | undefined;
  #isRunning = false;

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /** What is wanted from now on. What is in flight for another range is cancelled; what was read stays. */
  want(wanted: Wanted): void {
    const before = this.#wanted;
    this.#wanted = wanted;
    if (before?.generation !== wanted.generation || before.refreshes !== wanted.refreshes) {
      this.#pass = undefined;
      if (before?.refreshes !== wanted.refreshes) {
        this.#nextHot = 0;
        this.#failures = 0;
      }

      this.#cancel.abort();
      this.#cancel = new AbortController();
    }

    this.#wake?.();
    if (!this.#isRunning) {
      this.#isRunning = true;
      void this.#run();
    }
  }

  stop(): void {
    this.#stop.abort();
    this.#cancel.abort();
    this.#options.lookup.close();
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const job = this.#nextJob();
      const generation = this.#wanted?.generation ?? 0;
      const signal = AbortSignal.any([this.#stop.signal, this.#cancel.signal]);
      let page: LookupPage | undefined;
      try {
        // A page at a time: what matters most may have changed in between.
        // eslint-disable-next-line no-await-in-loop -- the next job is chosen after this one
        page = await (job ? this.#ask(job, generation, signal) : this.#rest(signal));
      } catch (error) {
        // eslint-disable-next-line no-await-in-loop -- as above
        await this.#failed(error, job, signal);
      }

      // Outside: a fault of our own must not be taken for one of AWS's.
      if (job && page) {
        this.#took(job, page, generation);
      }
    }
  }

  /**
   * What the person asked for first; then an overdue slice, the newest end, and the rest of the range. What was asked for
   * may take long: after its first pages it shares the requests with the present, which must not stand still.
   */
  #nextJob(): Job | undefined {
    const wanted = this.#wanted;
    if (!wanted) {
      return undefined;
    }

    const next = this.#passJob(wanted);
    if (!wanted.isLive) {
      return next;
    }

    const isAskedFor = next !== undefined && next.pass.kind !== 'all';
    this.#turn++;
    if (isAskedFor && (next.walk.pages < firstPages || this.#turn % 2 === 0)) {
      return next;
    }

    return this.#sliceJob() ?? this.#hotJob() ?? next;
  }

  #passJob({
    range,
    isLive,
    pushed,
    isAllWanted = true,
  }: Wanted): (Job & {readonly kind: 'pass'}) | undefined {
    const {clock, coverage, region} = this.#options;
    const now = clock.now();
    const asked = {
      since: Math.max(range.since, now - retention),
      until: Math.min(range.until, now),
    };
    for (const pass of passesFor(pushed, isAllWanted)) {
      const {walk, pass: current} = this.#pass ?? {};
      // A walk that has not begun is looked at anew: others may have read its range meanwhile.
      if (current?.pushed === pass.pushed && walk && walk.pages > 0 && !walk.isDone) {
        return this.#pass;
      }

      const hole = holesOf(pass, coverage(), region, asked).find(
        ({since}) => !isLive || now - since > present,
      );
      if (hole) {
        this.#pass = {
          kind: 'pass',
          pass,
          priority: pass.kind === 'all' ? 'backfill' : 'user',
          walk: new Walk(hole, pass.attribute, now),
        };
        return this.#pass;
      }
    }

    this.#pass = undefined;
    return undefined;
  }

  #sliceJob(): Job | undefined {
    const now = this.#options.clock.now();
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

    this.#slice = {
      kind: 'slice',
      priority: 'sweep',
      range,
      walk: new Walk(range, undefined, now),
      found: [],
    };
    return this.#slice;
  }

  #hotJob(): Job | undefined {
    const now = this.#options.clock.now();
    if (this.#hot || now < this.#nextHot) {
      return this.#hot;
    }

    const since = this.#plan?.settledTo ?? now - 15 * minute;
    this.#hotBegan = now;
    this.#hot = {
      kind: 'hot',
      priority: 'hot',
      walk: new Walk({since, until: now + minute}, undefined, now),
    };
    return this.#hot;
  }

  async #ask(job: Job, generation: number, signal: AbortSignal): Promise<LookupPage> {
    const {lookup, budget} = this.#options;
    this.#say(generation);
    await budget.take(job.priority, signal);
    return lookup.page(job.walk.request, signal);
  }

  #took(job: Job, page: LookupPage, generation: number): void {
    this.#failures = 0;
    this.#problem = undefined;
    const fresh = this.#take(job, page);
    if (job.walk.isDone || (job.kind === 'hot' && fresh.length === 0)) {
      this.#finish(job);
    }

    this.#say(generation);
  }

  /** Takes a page's events and tells what has been read. Returns those that were not known. */
  #take(job: Job, page: LookupPage): readonly TrailEvent[] {
    const {clock, dispatch, store, region, coverage} = this.#options;
    const fresh = page.events.filter(({id}) => id === '' || store.rowOf(id) === undefined);
    // What comes where everything had been read before is late; elsewhere it is only being loaded.
    const isLate = ({time}: TrailEvent) => isCovered(coverage(), region, pushedAll, time);
    const groups = [
      {how: 'follow', events: page.events.filter((event) => isLate(event))},
      {how: 'load', events: page.events.filter((event) => !isLate(event))},
    ] as const;
    job.walk.take(page);
    for (const {how, events} of groups) {
      if (events.length > 0) {
        dispatch({type: 'events', now: clock.now(), events, how});
      }
    }

    if (job.kind === 'slice') {
      job.found.push(...fresh.map(({time}) => time));
    }

    if (job.kind !== 'hot') {
      const {walk} = job;
      dispatch({
        type: 'coverage',
        coverage: {
          region,
          pushed: job.kind === 'pass' ? job.pass.pushed : pushedAll,
          since: walk.reached,
          until: Math.min(walk.until, walk.startedAt),
          asOf: walk.startedAt,
        },
      });
    }

    return fresh;
  }

  #finish(job: Job): void {
    switch (job.kind) {
      case 'pass': {
        this.#pass = undefined;
        break;
      }

      case 'slice': {
        this.#slice = undefined;
        this.#isFollowing = true;
        this.#plan &&= finishRange(this.#plan, job.range, job.walk.startedAt, job.found);
        break;
      }

      case 'hot': {
        this.#hot = undefined;
        this.#nextHot = this.#options.clock.now() + this.#options.refresh;
        break;
      }
    }
  }

  /** Tells the screen how things stand. */
  #say(generation: number): void {
    const {region, dispatch, budget} = this.#options;
    const progress = this.#progress();
    const lag = this.#lag();
    dispatch({
      type: 'feed',
      region,
      generation,
      ...(this.#isFollowing && this.#plan ? {settledTo: this.#plan.settledTo} : {}),
      ...(progress ? {progress} : {}),
      ...(lag > 0 ? {lag} : {}),
      ...(budget.isThrottled ? {isThrottled: true} : {}),
      ...(this.#problem ? {problem: this.#problem} : {}),
    });
  }

  /** The pass that is under way: requests so far, and how many are left at the density found so far. */
  #progress() {
    if (!this.#pass) {
      return undefined;
    }

    const {pass, walk} = this.#pass;
    const covered = walk.until - walk.reached;
    const left =
      covered > 0 ? Math.ceil((walk.pages / covered) * (walk.reached - walk.since)) : undefined;
    return {pass: pass.kind, requests: walk.pages, ...(left === undefined ? {} : {left})};
  }

  /** Seconds, in steps of ten, that the following is behind: 0 while it keeps up. */
  #lag(): number {
    const {clock} = this.#options;
    const now = clock.now();
    if (!this.#plan || !this.#isFollowing) {
      return 0;
    }

    const due = dueReading(this.#plan, now);
    const overdue = due ? now - due.dueAt : 0;
    const sinceHot = this.#hot ? now - this.#hotBegan : 0;
    const worst = Math.max(overdue, sinceHot);
    return worst > lagAfter ? Math.round(worst / 10_000) * 10 : 0;
  }

  async #failed(error: unknown, job: Job | undefined, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      return;
    }

    const {region, endpoint, budget, clock, random, lookup} = this.#options;
    const failure = explain(error, {
      action: 'cloudtrail:LookupEvents',
      loses: `the events of ${region}`,
      region,
      endpoint,
    });
    if (job && failure.kind === 'token') {
      job.walk.restart();
      return;
    }

    if (failure.kind === 'throttled') {
      budget.throttled();
    }

    this.#failures++;
    this.#problem = failure;
    this.#say(this.#wanted?.generation ?? 0);
    const pause = Math.min(longestPause, second * 2 ** Math.min(6, this.#failures - 1));
    try {
      // Only another question or a refresh by hand ends this pause, not whatever else happens on the screen.
      await clock.wait(pause * (0.5 + random() / 2), signal);
      if (failure.kind === 'expired' || failure.kind === 'credentials') {
        await lookup.renew();
      }
    } catch {
      // Still no credentials, or cancelled: the next page says which.
    }
  }

  /** Waits until something is due, but no longer than until something else is wanted. */
  async #rest(signal: AbortSignal): Promise<undefined> {
    const {clock} = this.#options;
    const now = clock.now();
    const due = this.#plan ? nextDueAt(this.#plan, now) : now + longestPause;
    const pause = this.#wanted?.isLive
      ? Math.max(50, Math.min(this.#nextHot, due) - now)
      : longestPause;
    const woken = new AbortController();
    this.#wake = () => {
      woken.abort();
    };

    this.#say(this.#wanted?.generation ?? 0);
    try {
      await clock.wait(pause, AbortSignal.any([signal, woken.signal]));
    } catch {
      // Woken or stopped; both are looked at by the loop.
    } finally {
      this.#wake = undefined;
    }

    return undefined;
  }
}

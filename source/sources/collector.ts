import {type Coverage, missing} from '../core/coverage.ts';
import {type EventStore} from '../core/event-store.ts';
import {type Action} from '../core/state.ts';
import {day, minute, second, type TimeRange} from '../core/time.ts';
import {type Priority, type RequestBudget} from './budget.ts';
import {type Clock, type Random} from './clock.ts';
import {type Lookup, type LookupAttribute} from './cloudtrail.ts';
import {explain, type Failure} from './problem.ts';
import {Walk} from './walk.ts';

/** What the screen wants of a region. */
export type Wanted = {
  readonly range: TimeRange;
  readonly generation: number;
  readonly isLive: boolean;
  readonly refreshes: number;
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
  /** ms between looks at the newest end. */
  readonly refresh: number;
};

/** How far back the recent past is read again: events arrive up to 15 minutes late. */
const sweepWindow = 20 * minute;
const lateness = 15 * minute;
const sweepEvery = minute;
const longestPause = minute;

/** LookupEvents knows nothing older. */
const retention = 90 * day;

const writes: LookupAttribute = {key: 'ReadOnly', value: 'false'};
const pushedWrites = 'ReadOnly=false';
const pushedAll = 'all';

type Job = {
  readonly kind: 'writes' | 'hot' | 'sweep' | 'backfill';
  readonly priority: Priority;
  readonly walk: Walk;
};

/**
 * Collects the events of one region: first the writes of the wanted range, then everything, and meanwhile the present
 * in two tiers. A hot pass looks at the newest end and stops at the first page with nothing new; once a minute a sweep
 * walks the last 20 minutes to their end, since events arrive late and out of order. One page is asked for at a time,
 * and before each page it is decided anew what matters most.
 */
export class RegionCollector {
  readonly #options: CollectorOptions;
  #wanted: Wanted | undefined;
  readonly #jobs = new Map<Job['kind'], Job>();
  #nextHot = 0;
  #nextSweep = 0;
  #failures = 0;
  readonly #stop = new AbortController();
  #cancel = new AbortController();
  #wake: (() => void) | undefined;
  #isRunning = false;
  #settledTo: number | undefined;
  #problem: Failure | undefined;

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /** What is wanted from now on. What is in flight for another range is cancelled. */
  want(wanted: Wanted): void {
    const before = this.#wanted;
    this.#wanted = wanted;
    if (before?.generation !== wanted.generation || before.refreshes !== wanted.refreshes) {
      this.#jobs.delete('writes');
      this.#jobs.delete('backfill');
      if (before?.refreshes !== wanted.refreshes) {
        this.#nextHot = 0;
        this.#nextSweep = 0;
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
      const signal = AbortSignal.any([this.#stop.signal, this.#cancel.signal]);
      try {
        // A page at a time: what matters most may have changed in between.
        // eslint-disable-next-line no-await-in-loop
        await (job ? this.#page(job, signal) : this.#rest(this.#untilNext(), signal));
      } catch (error) {
        // eslint-disable-next-line no-await-in-loop
        await this.#failed(error, job, signal);
      }
    }
  }

  /** What to ask next: the writes of the range, an overdue sweep, the newest end, then the rest of the range. */
  #nextJob(): Job | undefined {
    const wanted = this.#wanted;
    if (!wanted) {
      return undefined;
    }

    const now = this.#options.clock.now();
    const isSweepDue = wanted.isLive && now >= this.#nextSweep;
    const isHotDue = wanted.isLive && now >= this.#nextHot;
    return (
      this.#jobs.get('writes') ??
      this.#begin('writes', 'user', this.#hole([pushedWrites, pushedAll]), writes) ??
      this.#jobs.get('sweep') ??
      (isSweepDue
        ? this.#begin('sweep', 'sweep', {since: now - sweepWindow, until: now + minute})
        : undefined) ??
      this.#jobs.get('hot') ??
      (isHotDue
        ? this.#begin('hot', 'hot', {since: now - sweepWindow, until: now + minute})
        : undefined) ??
      this.#jobs.get('backfill') ??
      this.#begin('backfill', 'backfill', this.#hole([pushedAll]))
    );
  }

  #begin(
    kind: Job['kind'],
    priority: Priority,
    bounds: TimeRange | undefined,
    attribute?: LookupAttribute,
  ): Job | undefined {
    if (!bounds) {
      return undefined;
    }

    const job = {kind, priority, walk: new Walk(bounds, attribute, this.#options.clock.now())};
    this.#jobs.set(kind, job);
    return job;
  }

  /** The newest part of the wanted range that has not been read. The present is the tiers' matter. */
  #hole(pushed: readonly string[]): TimeRange | undefined {
    const {range, isLive} = this.#wanted ?? {range: {since: 0, until: 0}, isLive: false};
    const now = this.#options.clock.now();
    const since = Math.max(range.since, now - retention);
    const until = Math.min(range.until, now);
    if (since >= until) {
      return undefined;
    }

    const holes = missing(this.#options.coverage(), this.#options.region, pushed, {since, until});
    // The last minutes are the sweep's matter.
    return holes.find((hole) => !isLive || now - hole.since > sweepEvery * 2);
  }

  async #page(job: Job, signal: AbortSignal): Promise<void> {
    const {lookup, budget, clock, dispatch, store, region} = this.#options;
    const generation = this.#wanted?.generation ?? 0;
    if (job.kind === 'writes' || job.kind === 'backfill') {
      this.#say(generation, job);
    }

    await budget.take(job.priority, signal);
    const page = await lookup.page(job.walk.request, signal);
    this.#failures = 0;
    this.#problem = undefined;
    const hasNew = page.events.some(({id}) => id === '' || store.rowOf(id) === undefined);
    job.walk.take(page);
    const isFollowing = job.kind === 'hot' || job.kind === 'sweep';
    if (page.events.length > 0) {
      dispatch({
        type: 'events',
        now: clock.now(),
        events: page.events,
        how: isFollowing && this.#settledTo !== undefined ? 'follow' : 'load',
      });
    }

    if (job.kind !== 'hot') {
      const {walk} = job;
      dispatch({
        type: 'coverage',
        coverage: {
          region,
          pushed: walk.attribute ? pushedWrites : pushedAll,
          since: walk.reached,
          until: Math.min(walk.until, walk.startedAt),
          asOf: walk.startedAt,
        },
      });
    }

    if (job.walk.isDone || (!hasNew && job.kind === 'hot')) {
      this.#finish(job);
    }

    this.#say(generation, job.walk.isDone ? undefined : job);
  }

  #finish(job: Job): void {
    const {clock, refresh} = this.#options;
    this.#jobs.delete(job.kind);
    if (job.kind === 'hot') {
      this.#nextHot = clock.now() + refresh;
    } else if (job.kind === 'sweep') {
      this.#settledTo = job.walk.startedAt - lateness;
      this.#nextSweep = job.walk.startedAt + sweepEvery;
    }
  }

  /** Tells the screen how things stand. */
  #say(generation: number, job: Job | undefined): void {
    const problem = this.#problem;
    const isLoading = job?.kind === 'writes' || job?.kind === 'backfill';
    this.#options.dispatch({
      type: 'feed',
      region: this.#options.region,
      generation,
      ...(this.#settledTo === undefined ? {} : {settledTo: this.#settledTo}),
      ...(isLoading && !problem
        ? {progress: job.kind === 'writes' ? 'loading writes' : 'loading the rest'}
        : {}),
      ...(problem ? {problem} : {}),
    });
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
    this.#say(this.#wanted?.generation ?? 0, undefined);
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

  #untilNext(): number {
    const now = this.#options.clock.now();
    return this.#wanted?.isLive
      ? Math.max(50, Math.min(this.#nextHot, this.#nextSweep) - now)
      : longestPause;
  }

  /** Waits, but no longer than until something else is wanted. */
  async #rest(ms: number, signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => {
      woken.abort();
    };

    try {
      await this.#options.clock.wait(ms, AbortSignal.any([signal, woken.signal]));
    } catch {
      // Woken or stopped; both are looked at by the loop.
    } finally {
      this.#wake = undefined;
    }
  }
}

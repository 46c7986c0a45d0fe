import {type Coverage, isCovered} from '../core/loading/coverage.ts';
import {pushedAll} from '../core/loading/passes.ts';
import {type TrailEvent} from '../core/event.ts';
import {type EventStore} from '../core/event-store.ts';
import {type Action} from '../core/state.ts';
import {minute, second} from '../core/time.ts';
import {type RequestBudget} from './budget.ts';
import {type Clock, type Random} from './clock.ts';
import {type Lookup, type LookupPage} from './cloudtrail.ts';
import {Present, type PresentJob} from './present.ts';
import {explain, type Failure} from './problem.ts';
import {RangeLoader, type PassJob, type WantedRange} from './range-loader.ts';

/** What the screen wants of a region. */
export type Wanted = WantedRange & {
  readonly generation: number;
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
  /** ms between the end of one look at the newest events and the next. */
  readonly refresh: number;
};

const longestPause = minute;

/** So many pages of what the person asked for come before anything else: a screen full of them. */
const firstPages = 4;

type Job = PassJob | PresentJob;

/**
 * Collects the events of one region, so that nothing is missed and nothing comes twice.
 *
 * A wanted range is loaded in passes (RangeLoader), and meanwhile the present is followed (Present). One page is asked for
 * at a time, and before each page it is decided anew what matters most: so everything can be interrupted, and goes on
 * where it stopped.
 */
export class RegionCollector {
  readonly #options: CollectorOptions;
  #wanted: Wanted | undefined;
  readonly #loader: RangeLoader;
  readonly #present: Present;
  #failures = 0;
  #turn = 0;
  #problem: Failure | undefined;
  readonly #stop = new AbortController();
  #cancel = new AbortController();
  #wake: (() => void) | undefined;
  #isRunning = false;

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#loader = new RangeLoader(options.region, options.coverage);
    this.#present = new Present(options.clock, options.refresh);
  }

  /** What is wanted from now on. What is in flight for another range is cancelled; what was read stays. */
  want(wanted: Wanted): void {
    const before = this.#wanted;
    this.#wanted = wanted;
    if (before?.generation !== wanted.generation || before.refreshes !== wanted.refreshes) {
      this.#loader.forget();
      if (before?.refreshes !== wanted.refreshes) {
        this.#present.lookNow();
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

    const next = this.#loader.nextJob(wanted, this.#options.clock.now());
    if (!wanted.isLive) {
      return next;
    }

    const isAskedFor = next !== undefined && next.pass.kind !== 'all';
    this.#turn++;
    if (isAskedFor && (next.walk.pages < firstPages || this.#turn % 2 === 0)) {
      return next;
    }

    return this.#present.nextJob() ?? next;
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
    if (job.kind === 'pass') {
      this.#loader.forget();
    } else {
      this.#present.finish(job);
    }
  }

  /** Tells the screen how things stand. */
  #say(generation: number): void {
    const {region, dispatch, budget} = this.#options;
    const {progress} = this.#loader;
    const {lag, settledTo} = this.#present;
    dispatch({
      type: 'feed',
      region,
      generation,
      ...(settledTo === undefined ? {} : {settledTo}),
      ...(progress ? {progress} : {}),
      ...(lag > 0 ? {lag} : {}),
      ...(budget.isThrottled ? {isThrottled: true} : {}),
      ...(this.#problem ? {problem: this.#problem} : {}),
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
    const pause = this.#wanted?.isLive ? Math.max(50, this.#present.nextAt - now) : longestPause;
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

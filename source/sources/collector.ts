import {pushedAll} from '../core/loading/passes.ts';
import {minute, second} from '../core/time.ts';
import {type RequestBudget} from './budget.ts';
import {type Clock, type Random} from './clock.ts';
import {type Lookup, type LookupPage} from './cloudtrail.ts';
import {Intake, type IntakeOptions} from './intake.ts';
import {Present, type PresentJob} from './present.ts';
import {explain} from './problem.ts';
import {RangeLoader, type PassJob, type WantedRange} from './range-loader.ts';
import {Troubles} from './troubles.ts';

/** What the screen wants of a region. */
export type Wanted = WantedRange & {
  readonly generation: number;
  readonly refreshes: number;
};

export type CollectorOptions = IntakeOptions & {
  readonly endpoint: string;
  readonly lookup: Lookup;
  readonly budget: RequestBudget;
  readonly random: Random;
  /** ms between the end of one look at the newest events and the next. */
  readonly refresh: number;
};

const longestPause = minute;

/** So many pages of what the person asked for come before anything else: a screen full of them. */
const firstPages = 4;

/** A token refused so often without getting further is told, and the walk left alone for a while. */
const mostRestarts = 3;

/** A clock that is wrong by more than this has misled what was read before that was known. */
const misleading = 30 * second;

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
  readonly #troubles = new Troubles();
  readonly #intake: Intake;
  /** How far AWS's clock is ahead of ours, ms. Ages are told by AWS's clock, which dates the events. */
  #skew = 0;
  #turn = 0;
  readonly #stop = new AbortController();
  #cancel = new AbortController();
  #wake: (() => void) | undefined;
  #isRunning = false;

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#loader = new RangeLoader(options.region, options.coverage);
    this.#intake = new Intake(options);
    const {clock} = options;
    const awsClock: Clock = {
      now: () => this.#now(),
      wait: async (ms, signal) => clock.wait(ms, signal),
    };
    this.#present = new Present(awsClock, options.refresh);
  }

  /** What is wanted from now on. What is in flight for another range is cancelled; what was read stays. */
  want(wanted: Wanted): void {
    const before = this.#wanted;
    this.#wanted = wanted;
    if (before?.generation !== wanted.generation || before.refreshes !== wanted.refreshes) {
      this.#loader.forget();
      if (before?.refreshes !== wanted.refreshes) {
        this.#present.lookNow();
        this.#troubles.forgive();
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

    const now = this.#now();
    const isParked = (line: string) => this.#troubles.isParked(line, now);
    const {keptBackTo} = this.#options.store;
    const next = this.#loader.nextJob(wanted, {now, keptBackTo, isParked});
    if (!wanted.isLive) {
      return next;
    }

    const glance = this.#present.glanceJob(isParked);
    if (glance) {
      return glance;
    }

    const isAskedFor = next !== undefined && next.pass.kind !== 'all';
    this.#turn++;
    if (isAskedFor && (next.walk.pages < firstPages || this.#turn % 2 === 0)) {
      return next;
    }

    return this.#present.nextJob(isParked) ?? next;
  }

  /** AWS's time, ms since 1970. */
  #now(): number {
    return this.#options.clock.now() + this.#skew;
  }

  async #ask(job: Job, generation: number, signal: AbortSignal): Promise<LookupPage> {
    const {lookup, budget} = this.#options;
    this.#say(generation);
    await budget.take(job.priority, signal);
    return lookup.page(job.walk.request, signal);
  }

  #took(job: Job, page: LookupPage, generation: number): void {
    const isMisled = this.#learnSkew();
    const hadToken = job.walk.request.token !== undefined;
    const fresh = this.#intake.take(page.events);
    const isFurther = job.walk.take(page);
    this.#present.found(fresh.map(({time}) => time));
    this.#troubles.worked(lineOf(job), {isFurther, hadToken});
    if (job.kind !== 'pass') {
      this.#present.took(job);
    }

    if (isMisled) {
      // What was read is told by a wrong clock: it counts for nothing but the events that came.
      this.#loader.forget();
      this.#present.beginAnew();
    } else {
      this.#progress(job, fresh.length === 0);
    }

    this.#say(generation);
  }

  /** Takes over what the answers tell of AWS's clock. Returns whether ours has misled us until now. */
  #learnSkew(): boolean {
    const before = this.#skew;
    this.#skew = this.#options.lookup.skew?.() ?? 0;
    return Math.abs(this.#skew - before) > misleading;
  }

  /** Tells what a job has read, and ends it where it has come as far as it needs to. */
  #progress(job: Job, isNothingNew: boolean): void {
    const {walk, kind} = job;
    const isEnd = walk.isDone || kind === 'glance' || (kind === 'hot' && isNothingNew);
    if (kind === 'pass' || kind === 'slice' || (kind === 'hot' && isEnd)) {
      this.#intake.cover(walk, job.kind === 'pass' ? job.pass.pushed : pushedAll);
    }

    if (!isEnd) {
      return;
    }

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
    const problem = this.#troubles.problem(this.#now());
    const {lag, settledTo} = this.#present;
    // In whole minutes: a figure that ticks would draw the screen anew.
    const clockOff = Math.trunc(-this.#skew / minute) * minute;
    dispatch({
      type: 'feed',
      region,
      generation,
      ...(settledTo === undefined ? {} : {settledTo}),
      ...(progress ? {progress} : {}),
      ...(lag > 0 && this.#wanted?.isLive ? {lag} : {}),
      ...(budget.isThrottled ? {isThrottled: true} : {}),
      ...(clockOff === 0 ? {} : {clockOff}),
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
      const restarts = job.walk.restart();
      if (restarts <= mostRestarts && !this.#troubles.isTroubled(lineOf(job))) {
        return;
      }
    }

    if (failure.kind === 'throttled') {
      budget.throttled();
    }

    const line = job && lineOf(job);
    const pause = this.#troubles.failed(line, failure, this.#now(), random());
    this.#say(this.#wanted?.generation ?? 0);
    try {
      // Only another question or a refresh by hand ends this pause, not whatever else happens on the screen.
      await clock.wait(pause, signal);
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
    const now = this.#now();
    const isParked = (line: string) => this.#troubles.isParked(line, now);
    const dueAt = this.#wanted?.isLive ? this.#present.nextAt(isParked) : Infinity;
    const next = Math.min(dueAt, this.#troubles.nextAt(now));
    const pause = Math.min(longestPause, Math.max(50, next - now));
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

/** What has failures of its own: each pass of the range, the slices, and the newest end. */
function lineOf(job: Job): string {
  return job.kind === 'pass' ? job.pass.pushed : job.kind;
}

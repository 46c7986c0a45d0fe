import {minute, second} from '../core/time.ts';
import {type RequestBudget} from './budget.ts';
import {type Clock, type Random} from './clock.ts';
import {type Lookup} from './cloudtrail.ts';
import {type Failure} from './problem.ts';
import {type Walk} from './walk.ts';

export type RecoveryOptions = {
  readonly lookup: Lookup;
  readonly budget: RequestBudget;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** What may pass is tried again without end: nobody waits for the end of the reading. */
  readonly isPatient?: boolean;
};

/** Attempts after failures in a row: those that may pass, missing credentials, and tokens without getting further. */
const patience = {passing: 4, renewals: 2, restarts: 3};

/** So many times in a row throttled, or without an answer, it is worth a word. */
const throttlesToSay = 3;
const failuresToSay = 4;

const longestPause = minute;

/** Whether a reading that failed may go on, for programs that print and end: being throttled is waited out. */
export class Recovery {
  readonly #options: RecoveryOptions;
  #passing = 0;
  #renewals = 0;
  #restarts = 0;
  #throttles = 0;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** A page has come. */
  worked(isFurther: boolean): void {
    this.#passing = 0;
    this.#renewals = 0;
    this.#throttles = 0;
    this.#restarts = isFurther ? 0 : this.#restarts;
  }

  /** Resolves, when that has a chance, to whether the page is to be asked for again. */
  async mayAskAgain({kind}: Failure, walk: Walk): Promise<boolean> {
    switch (kind) {
      case 'throttled': {
        this.#throttles++;
        this.#options.budget.throttled();
        return true;
      }

      case 'token': {
        walk.restart();
        return ++this.#restarts <= patience.restarts;
      }

      case 'expired':
      case 'credentials': {
        return ++this.#renewals <= patience.renewals && this.#renew();
      }

      case 'network':
      case 'clock':
      case 'answer':
      case 'server': {
        this.#passing++;
        const mayPass = this.#options.isPatient === true || this.#passing <= patience.passing;
        return mayPass && this.#pause(this.#passing);
      }

      case 'denied':
      case 'disabled':
      case 'region':
      case 'aborted':
      case 'other': {
        return false;
      }
    }
  }

  /** Whether the wait has become long enough to be explained, once. */
  get isWorthSaying(): boolean {
    return (
      this.#throttles === throttlesToSay ||
      (this.#options.isPatient === true && this.#passing === failuresToSay)
    );
  }

  async #renew(): Promise<boolean> {
    try {
      await this.#options.lookup.renew();
      return true;
    } catch {
      // Once more: the source of credentials may just have had a bad moment.
      return this.#renewals < patience.renewals && this.#pause(1);
    }
  }

  /** False where the wait is cut short. */
  async #pause(failures: number): Promise<boolean> {
    const {clock, random, signal} = this.#options;
    try {
      const pause = Math.min(longestPause, second * 2 ** Math.min(6, failures - 1));
      await clock.wait(pause * (0.5 + random() / 2), signal);
      return true;
    } catch {
      return false;
    }
  }
}

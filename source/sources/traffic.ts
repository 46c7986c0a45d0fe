import {type RequestBudget} from './budget.ts';
import {type Clock} from './clock.ts';
import {type Lookup} from './cloudtrail.ts';
import {withPage} from './with-page.ts';

/** Counts what is asked of LookupEvents in all regions. */
export class Traffic {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #budgets: RequestBudget[] = [];
  #requests = 0;
  #failures = 0;
  #answeredAt: number | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Requests sent so far. */
  get requests(): number {
    return this.#requests;
  }

  /** Those of them that AWS, or the way to it, refused. */
  get failures(): number {
    return this.#failures;
  }

  /** Requests that wait for their turn. */
  get waiting(): number {
    return this.#budgets.reduce((total, {waiting}) => total + waiting, 0);
  }

  /** ms since the last answer; undefined before the first. */
  get age(): number | undefined {
    return this.#answeredAt === undefined ? undefined : this.#clock.now() - this.#answeredAt;
  }

  /** Requests that wait in this budget count from now on. */
  watch(budget: RequestBudget): RequestBudget {
    this.#budgets.push(budget);
    return budget;
  }

  /** The same lookup, whose requests are counted. */
  counting(lookup: Lookup): Lookup {
    return withPage(lookup, async (request, signal) => {
      this.#requests++;
      try {
        const page = await lookup.page(request, signal);
        this.#answeredAt = this.#clock.now();
        return page;
      } catch (error) {
        // What we no longer want is no failure.
        this.#failures += signal.aborted ? 0 : 1;
        throw error;
      }
    });
  }
}

import {type TrailEvent} from '../core/event.ts';
import {type PushedAttribute} from '../core/loading/passes.ts';
import {second} from '../core/time.ts';
import {type LookupPage, type LookupRequest} from './cloudtrail.ts';

/**
 * A walk through LookupEvents from the newest end of a range to its oldest, page by page. Its bounds are frozen, since
 * a NextToken is good for identical parameters only; it can stop after any page and go on later.
 */
export class Walk {
  readonly since: number;
  readonly until: number;
  readonly attribute: PushedAttribute | undefined;
  /** When its first page was asked for: what was visible then is found. */
  readonly startedAt: number;
  pages = 0;
  isDone = false;
  /** Everything at or after this instant has been read. */
  reached: number;
  #token: string | undefined;
  #from: number;
  #restarts = 0;

  constructor(
    bounds: {readonly since: number; readonly until: number},
    attribute: PushedAttribute | undefined,
    now: number,
  ) {
    this.since = bounds.since;
    this.until = bounds.until;
    this.attribute = attribute;
    this.startedAt = now;
    this.reached = bounds.until;
    this.#from = bounds.until;
  }

  /** What its next page is asked with. */
  get request(): LookupRequest {
    return {since: this.since, until: this.#from, attribute: this.attribute, token: this.#token};
  }

  /** Takes a page in. Returns whether it has brought the walk further. */
  take(page: LookupPage): boolean {
    this.pages++;
    this.#token = page.token;
    const before = this.reached;
    const oldest = oldestTime(page.events, this.since);
    if (page.token === undefined) {
      this.isDone = true;
      this.reached = this.since;
    } else if (oldest !== undefined) {
      // The page may end within a second that goes on in the next page.
      this.reached = Math.min(this.reached, oldest + second);
    }

    const isFurther = this.isDone || this.reached < before;
    this.#restarts = isFurther ? 0 : this.#restarts;
    return isFurther;
  }

  /**
   * The token is no longer good: goes on from the oldest second seen, read again from its beginning. Returns how often
   * that has been done since the walk last came further.
   */
  restart(): number {
    this.#token = undefined;
    this.#from = this.reached;
    return ++this.#restarts;
  }
}

/** A time before the range is a mistake of whoever wrote it, and tells nothing of how far the walk has come. */
function oldestTime(events: readonly TrailEvent[], since: number): number | undefined {
  let oldest = Infinity;
  for (const {time} of events) {
    if (time < oldest && time >= since) {
      oldest = time;
    }
  }

  return oldest === Infinity ? undefined : oldest;
}

import {type Clock} from './clock.ts';

/** Who goes first when requests are short: what the person asked for, then the newest, then re-reading, then the rest. */
export const priorities = ['user', 'hot', 'sweep', 'backfill'] as const;
export type Priority = (typeof priorities)[number];

type Waiting = {readonly priority: Priority; readonly grant: () => void};

const halvedFor = 30_000;
const halveAgainAfter = 10_000;

/**
 * Requests a second for one account and region, shared by everything that calls LookupEvents there. AWS gives two a
 * second to everybody on call together; we take `rate`, half of it for half a minute after AWS said that it was too
 * much, and again half at most once in ten seconds.
 */
export class RequestBudget {
  readonly #rate: number;
  readonly #clock: Clock;
  readonly #waiting: Waiting[] = [];
  #nextAt = 0;
  #halvings = 0;
  #lastHalved = -Infinity;
  #lastThrottled = -Infinity;
  #isPumping = false;
  #idle = new AbortController();
  #granted = 0;

  constructor(rate: number, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** Requests granted since the beginning. */
  get granted(): number {
    return this.#granted;
  }

  /** Requests that wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether AWS asked us to slow down within the last half minute. */
  get isThrottled(): boolean {
    return this.#clock.now() - this.#lastThrottled < halvedFor;
  }

  /** Resolves when a request may be sent; rejects when the signal is aborted while it waits. */
  async take(priority: Priority, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const {promise, resolve, reject} = Promise.withResolvers<void>();
    const waiting: Waiting = {priority, grant: resolve};
    const onAbort = () => {
      const index = this.#waiting.indexOf(waiting);
      if (index !== -1) {
        this.#waiting.splice(index, 1);
        reject(signal?.reason as Error);
        if (this.#waiting.length === 0) {
          this.#idle.abort();
        }
      }
    };

    signal?.addEventListener('abort', onAbort, {once: true});
    this.#waiting.push(waiting);
    void this.#pump();
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** AWS said ThrottlingException. */
  throttled(): void {
    const now = this.#clock.now();
    const wasThrottled = this.isThrottled;
    // The half minute without begins anew with every refusal.
    this.#lastThrottled = now;
    if (now - this.#lastHalved >= halveAgainAfter) {
      this.#halvings = wasThrottled ? Math.min(4, this.#halvings + 1) : 1;
      this.#lastHalved = now;
      this.#nextAt = Math.max(this.#nextAt, now + this.#interval());
    }
  }

  #interval(): number {
    const rate = this.isThrottled ? this.#rate / 2 ** this.#halvings : this.#rate;
    return 1000 / rate;
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) {
      return;
    }

    this.#isPumping = true;
    try {
      while (this.#waiting.length > 0) {
        const pause = this.#nextAt - this.#clock.now();
        if (pause > 0) {
          // One wait after the other is the point: a request at a time.
          // eslint-disable-next-line no-await-in-loop -- one request at a time
          await this.#pause(pause);
          continue;
        }

        this.#grantFirst();
      }
    } finally {
      this.#isPumping = false;
    }
  }

  /** Waits, but no longer than somebody waits for it: no timer stays behind. */
  async #pause(ms: number): Promise<void> {
    this.#idle = new AbortController();
    try {
      await this.#clock.wait(ms, this.#idle.signal);
    } catch {
      // Nobody waits any more; the loop looks.
    }
  }

  /** After a request at `now`, the time of the next: at the slower rate, but only for as long as that holds. */
  #following(now: number): number {
    const slow = now + this.#interval();
    const recovered = Math.max(this.#lastThrottled + halvedFor, now + 1000 / this.#rate);
    return Math.min(slow, recovered);
  }

  #grantFirst(): void {
    const first = priorities
      .map((priority) => this.#waiting.findIndex((each) => each.priority === priority))
      .find((index) => index !== -1);
    const [granted] = first === undefined ? [] : this.#waiting.splice(first, 1);
    if (granted) {
      this.#granted++;
      this.#nextAt = this.#following(this.#clock.now());
      granted.grant();
    }
  }
}

/** How long it takes from a change to the frame that shows it. */
export class FrameTimes {
  readonly #now: () => number;
  #since: number | undefined;
  #last = 0;
  #slowest = 0;

  /** `now`: ms on a clock that only goes forward. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** ms of the last frame. */
  get last(): number {
    return this.#last;
  }

  /** ms of the slowest one. */
  get slowest(): number {
    return this.#slowest;
  }

  /** There is something to draw. */
  changed(): void {
    this.#since ??= this.#now();
  }

  /** It is drawn; a frame that no change led to is not counted. */
  drawn(): void {
    if (this.#since !== undefined) {
      this.#last = this.#now() - this.#since;
      this.#slowest = Math.max(this.#slowest, this.#last);
      this.#since = undefined;
    }
  }
}

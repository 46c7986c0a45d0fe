/** A write that is taken within so many ms met no full buffer. */
const atOnce = 30;

/** What a system takes for a terminal before it makes the writer wait: 12 to 20 KB on Linux. Source: measured. */
const buffer = 16_384;

/** After so many ms without a jam the line is thought to be twice as fast: it may have become better. */
const recovery = 30_000;

/** However slow a line seems to be, after so many ms it is tried again. */
const longest = 10_000;

/**
 * How fast a line is, as far as writing to it tells: the writer is made to wait only when the system's buffer is full,
 * and then all that is in it is still on its way. Times in ms of any one clock.
 */
export class LineRate {
  /** Bytes a ms; undefined while nothing was ever held up. */
  #rate: number | undefined;
  #written = 0;
  #emptyAt = 0;
  #lastJam = 0;

  /** When all that was written is thought to have arrived. */
  get emptyAt(): number {
    return this.#emptyAt;
  }

  /** So many bytes are written now. */
  begin(bytes: number, now: number): void {
    this.#written += bytes;
    if (this.#rate === undefined) {
      return;
    }

    if (now - this.#lastJam > recovery) {
      this.#rate *= 2;
      this.#lastJam = now;
    }

    this.#emptyAt = Math.max(now, this.#emptyAt) + Math.min(longest, bytes / this.#rate);
  }

  /** The bytes whose writing began then are taken now. */
  taken(bytes: number, began: number, now: number): void {
    if (now - began >= atOnce) {
      this.#rate = bytes / (now - began);
      this.#lastJam = now;
      this.#emptyAt = now + Math.min(longest, Math.min(buffer, this.#written) / this.#rate);
    }
  }
}

/** A quota of so many requests a second, kept apart for each key, as AWS keeps it for each region. */
export class Throttle {
  readonly #rate: number;
  readonly #buckets = new Map<string, {tokens: number; at: number}>();

  constructor(rate: number) {
    this.#rate = rate;
  }

  /** Whether a request at this moment (ms) is within the quota. One that is not costs nothing. */
  admits(key: string, now: number): boolean {
    const bucket = this.#buckets.get(key) ?? {tokens: this.#rate, at: now};
    const earned = (Math.max(0, now - bucket.at) / 1000) * this.#rate;
    const tokens = Math.min(this.#rate, bucket.tokens + earned);
    const admitted = tokens >= 1;
    this.#buckets.set(key, {tokens: admitted ? tokens - 1 : tokens, at: now});
    return admitted;
  }
}

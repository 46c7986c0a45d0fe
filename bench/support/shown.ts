/** What a person has been shown, and when: by event id. */
export class Shown {
  readonly #at = new Map<string, number>();
  /** Events that came as new although they had been shown before. */
  twice = 0;
  /** Events that arrived again and were recognised. */
  again = 0;

  show(id: string, now: number): void {
    if (this.#at.has(id)) {
      this.twice++;
    } else {
      this.#at.set(id, now);
    }
  }

  /** Forgets what was shown, so that it does not weigh on the heap. */
  forget(): void {
    this.#at.clear();
  }

  has(id: string): boolean {
    return this.#at.has(id);
  }

  /** When an event was first shown, ms since 1970; NaN where it was not. */
  at(id: string): number {
    return this.#at.get(id) ?? Number.NaN;
  }
}

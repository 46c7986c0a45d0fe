type Compare = (a: number, b: number) => number;

/**
 * Rows in order, where most of what comes is ordered already. Runs are only gathered; they are merged when the order
 * is asked for, so that a thousand files cost as many merges as there are frames.
 */
export class RowOrder {
  readonly #compare: Compare;
  #order: number[] = [];
  #runs: Array<readonly number[]> = [];

  constructor(compare: Compare) {
    this.#compare = compare;
  }

  get count(): number {
    let count = this.#order.length;
    for (const run of this.#runs) {
      count += run.length;
    }

    return count;
  }

  /** Takes rows that are in order among themselves. */
  add(run: readonly number[]): void {
    if (run.length > 0) {
      this.#runs.push(run);
    }
  }

  get(): readonly number[] {
    if (this.#runs.length > 0) {
      // Two and two, so that every row is moved as seldom as can be.
      let runs = this.#runs;
      while (runs.length > 1) {
        const merged: Array<readonly number[]> = [];
        for (let index = 0; index < runs.length; index += 2) {
          merged.push(mergeRows(runs[index] ?? [], runs[index + 1] ?? [], this.#compare));
        }

        runs = merged;
      }

      this.#order = mergeRows(this.#order, runs[0] ?? [], this.#compare);
      this.#runs = [];
    }

    return this.#order;
  }

  /** Cuts the order off after so many rows; returns those that have gone. */
  cut(length: number): readonly number[] {
    this.get();
    const gone = this.#order.slice(length);
    this.#order = this.#order.slice(0, length);
    return gone;
  }
}

function mergeRows(old: readonly number[], fresh: readonly number[], compare: Compare): number[] {
  const last = old.at(-1);
  const first = fresh[0];
  if (last === undefined || first === undefined || compare(last, first) <= 0) {
    return [...old, ...fresh];
  }

  const newest = old[0] ?? 0;
  if (compare(fresh.at(-1) ?? 0, newest) <= 0) {
    return [...fresh, ...old];
  }

  const result: number[] = [];
  let index = 0;
  for (const row of fresh) {
    while (index < old.length && compare(old[index] ?? 0, row) < 0) {
      result.push(old[index++] ?? 0);
    }

    result.push(row);
  }

  while (index < old.length) {
    result.push(old[index++] ?? 0);
  }

  return result;
}

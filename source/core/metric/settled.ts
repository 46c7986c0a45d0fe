import {type Datapoint} from '../metric.ts';
import {minute, second} from '../time.ts';

/** After so long CloudWatch changes a datapoint no more. */
export const convergesFor = 15 * minute;

/**
 * Datapoints of one series that have settled, each once. One whose period is over has settled when a later look finds it
 * unchanged, or when it is a quarter of an hour old: until then CloudWatch may still put more samples into it.
 */
export class SettledDatapoints {
  readonly #period: number;
  readonly #given = new Set<number>();
  #before = new Map<number, number>();

  /** `period` in seconds. */
  constructor(period: number) {
    this.#period = period * second;
  }

  /** What has settled since the last look, ascending; `points` is what CloudWatch says now, ascending. */
  take(points: readonly Datapoint[], now: number): readonly Datapoint[] {
    const fresh = points.filter(({time, value}) => {
      const end = time + this.#period;
      const isSettled =
        end + convergesFor <= now || (end <= now && this.#before.get(time) === value);
      return isSettled && !this.#given.has(time);
    });
    this.#before = new Map(points.map(({time, value}) => [time, value]));
    for (const {time} of fresh) {
      this.#given.add(time);
    }

    return fresh;
  }

  /** From when on a look must begin, so that nothing that is still to settle is missed. */
  begin(now: number): number {
    const oldest = now - convergesFor - this.#period;
    for (const time of this.#given) {
      // What is older is never met again.
      if (time < oldest - this.#period) {
        this.#given.delete(time);
      }
    }

    return Math.floor(oldest / this.#period) * this.#period;
  }
}

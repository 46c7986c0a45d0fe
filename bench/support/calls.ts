import {minute, second} from '../../source/core/time.ts';
import {uuid} from '../../source/demo/uuid.ts';

/** A call as the trail will hold it: when it was made and when LookupEvents begins to return it, ms since 1970. */
export type Call = {
  readonly id: string;
  readonly time: number;
  readonly visibleAt: number;
  readonly isRead: boolean;
};

/** `uniform`: at any time. `bursty`: half of them in bursts of 20 to 130 that are made in a second and shown at once. */
export type Shape = 'uniform' | 'bursty';

export type CallsWanted = {
  readonly perMinute: number;
  readonly shape: Shape;
  readonly since: number;
  readonly until: number;
  readonly random: () => number;
  /** Delays are as long at most, ms: a quarter of an hour unless told. */
  readonly latest?: number;
};

const shareOfWrites = 0.05;

/** Calls of others in `[since, until)`, oldest first; one in twenty is a write. */
export function makeCalls(wanted: CallsWanted): readonly Call[] {
  const {perMinute, shape, since, until, random, latest} = wanted;
  const calls: Call[] = [];
  const make = (at: number, delay: number) => {
    calls.push({
      id: uuid(random),
      time: Math.floor(at / second) * second,
      visibleAt: Math.floor(at + delay),
      isRead: random() >= shareOfWrites,
    });
  };

  const count = Math.round((perMinute * (until - since)) / minute);
  const anyTime = () => since + random() * (until - since);
  while (calls.length < (shape === 'bursty' ? count / 2 : count)) {
    make(anyTime(), delayOf(random, latest));
  }

  while (calls.length < count) {
    const [at, delay] = [anyTime(), delayOf(random, latest)];
    const size = 20 + Math.floor(random() * 111);
    for (let index = 0; index < size; index++) {
      make(at, delay);
    }
  }

  return calls.sort((a, b) => a.time - b.time);
}

/** Nine in ten are shown after one to five minutes, the others after five minutes to `latest`, ms. */
export function delayOf(random: () => number, latest = 15 * minute): number {
  return random() < 0.9
    ? (1 + random() * 4) * minute
    : 5 * minute + random() * (latest - 5 * minute);
}

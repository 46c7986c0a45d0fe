import {setImmediate as nextTurn} from 'node:timers/promises';

/** Time that stands still until the test moves it. All times in ms. */
export type SimulatedClock = {
  readonly now: () => number;
  /** Resolves when so much time has passed; rejects with the signal's reason once that aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Calls back once when so much time has passed; returns how to cancel. */
  readonly setTimer: (run: () => void, ms: number) => () => void;
  /** Moves time on. Timers run in order of their time, each at its own; promises settle before the next one. */
  readonly advance: (ms: number) => Promise<void>;
  /** Moves time from timer to timer until the condition holds; throws where it does not within the limit. */
  readonly runUntil: (condition: () => boolean, limitMs: number) => Promise<void>;
  /** Lets promises settle without moving time. */
  readonly settle: () => Promise<void>;
  /** Timers and waits that are still to come. */
  readonly pending: number;
};

type Timer = {readonly due: number; readonly run: () => void};

/** More timers than this at one instant is a timer that sets itself again without a delay. */
const mostAtOnce = 10_000;

/**
 * A clock that shows `start` (ms since 1970) and has no timers. `settle` resolves when nothing happens any more unless
 * time moves: who waits for sockets gives one that waits for them too.
 */
export function createSimulatedClock(start: number, settle = settlePromises): SimulatedClock {
  const timers = new Set<Timer>();
  let time = start;

  const nextTimer = (): Timer | undefined => {
    let first: Timer | undefined;
    // A set keeps the order of insertion, so of timers due together the one set first runs first.
    for (const timer of timers) {
      if (!first || timer.due < first.due) {
        first = timer;
      }
    }

    return first;
  };

  const setTimer = (run: () => void, ms: number): (() => void) => {
    const timer: Timer = {due: time + (Number.isNaN(ms) ? 0 : Math.max(0, ms)), run};
    timers.add(timer);
    return () => {
      timers.delete(timer);
    };
  };

  /** Runs timers until one that is due after `end`, or until the condition holds; returns whether it does. */
  const runTimers = async (end: number, condition: () => boolean): Promise<boolean> => {
    let atOnce = 0;
    await settle();
    while (!condition()) {
      const timer = nextTimer();
      if (!timer || timer.due > end) {
        return false;
      }

      atOnce = timer.due > time ? 0 : atOnce + 1;
      if (atOnce > mostAtOnce) {
        throw new Error(`A timer sets itself again without a delay at ${time}`);
      }

      time = timer.due;
      timers.delete(timer);
      timer.run();
      // One after the other is the point: what a timer starts must be done before time moves on.
      await settle(); // eslint-disable-line no-await-in-loop -- As above.
    }

    return true;
  };

  return {
    now: () => time,
    setTimer,
    async wait(ms, signal) {
      signal?.throwIfAborted();
      const {promise, resolve, reject} = Promise.withResolvers<void>();
      const cancel = setTimer(resolve, ms);
      const abort = () => {
        cancel();
        reject(signal?.reason as Error);
      };

      signal?.addEventListener('abort', abort, {once: true});
      try {
        await promise;
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
    async advance(ms) {
      if (!(ms >= 0)) {
        throw new RangeError(`Time does not move by ${ms} ms`);
      }

      const end = time + ms;
      await runTimers(end, () => false);
      time = end;
    },
    async runUntil(condition, limitMs) {
      const end = time + limitMs;
      if (!(await runTimers(end, condition))) {
        throw new Error(`Not within ${limitMs} ms: ${String(condition)}; ${timers.size} pending`);
      }
    },
    settle,
    get pending() {
      return timers.size;
    },
  };
}

/** A turn of the event loop runs only when no promise is left that could settle by itself. */
export async function settlePromises(): Promise<void> {
  await nextTurn();
}

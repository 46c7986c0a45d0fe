import {second} from '../core/time.ts';
import {type Clock, type Random} from './clock.ts';

export type Patience = {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
};

const longestPause = 60 * second;

/** How long to wait after so many failures in a row, in ms: about 1 s, 2 s, 4 s and so on up to a minute. */
export function pauseAfter(failures: number, random: Random): number {
  const pause = Math.min(longestPause, second * 2 ** Math.min(6, failures - 1));
  return pause * (0.5 + random() / 2);
}

/** Tries again with longer and longer pauses until it works or is no longer wanted. */
export async function persist(
  {clock, random, signal}: Patience,
  attempt: () => Promise<void>,
): Promise<void> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      // eslint-disable-next-line no-await-in-loop -- an attempt follows a failed one
      await attempt();
      return;
    } catch {
      // eslint-disable-next-line no-await-in-loop -- the pause before the next attempt
      await clock.wait(pauseAfter(failures, random), signal).catch(() => undefined);
    }
  }
}

import {setTimeout as delay} from 'node:timers/promises';
import {type Clock} from './clock.ts';

/** The machine's own clock. Waiting never keeps the program alive by itself. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async wait(ms, signal) {
    await delay(ms, undefined, {ref: false, ...(signal ? {signal} : {})});
  },
};

import {minute, second} from '../../source/core/time.ts';
import {type Trail} from './trail.ts';
import {type TrailtopWatch} from './trailtop.ts';

/** How soon, after its start, trailtop looks at the newest end. All in ms. */
export type FirstMinutes = {
  readonly firstLook: number;
  readonly longestGap: number;
  /** The greatest lag that it told. */
  readonly mostLag: number;
};

/** The first ten minutes of a watch. The trail is closed afterwards. */
export async function firstMinutes(
  trail: Trail,
  start: (trail: Trail) => TrailtopWatch,
): Promise<FirstMinutes> {
  const {clock} = trail;
  const began = clock.now();
  const watch = start(trail);
  let mostLag = 0;
  while (clock.now() < began + 10 * minute) {
    await clock.advance(5 * second);
    mostLag = Math.max(mostLag, watch.lag() * second);
  }

  watch.stop();
  await clock.settle();
  await trail.close();
  const times = [began, ...watch.looks, clock.now()];
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  return {firstLook: gaps[0] ?? Number.NaN, longestGap: Math.max(...gaps), mostLag};
}

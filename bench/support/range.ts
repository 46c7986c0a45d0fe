import {hour, minute, second, type TimeRange} from '../../source/core/time.ts';
import {type Trail} from './trail.ts';
import {rate, type TrailtopWatch} from './trailtop.ts';

export type RangeFigures = {
  readonly events: number;
  readonly missed: number;
  readonly pages: number;
  readonly throttled: number;
  readonly seconds: number;
  /** Times what the rate allows for the pages that were read. */
  readonly ratio: number;
  /** Times what the rate allows for full pages of everything, without the writes before. */
  readonly ratioOfLeast: number;
};

/** Loads a range of the past, with nothing else to do. The trail is closed afterwards. */
export async function loadRange(
  trail: Trail,
  start: (trail: Trail) => TrailtopWatch,
  range: TimeRange,
): Promise<RangeFigures> {
  const {clock, calls, asked} = trail;
  const began = clock.now();
  const watch = start(trail);
  watch.want(range, false);
  await clock.runUntil(() => watch.isLoaded(range), hour);
  const seconds = (clock.now() - began) / second;
  watch.stop();
  await clock.advance(minute);
  await trail.close();
  return {
    events: calls.length,
    missed: calls.filter(({id}) => !watch.shown.has(id)).length,
    pages: asked.length,
    throttled: trail.throttled(),
    seconds,
    ratio: (seconds * rate) / asked.length,
    ratioOfLeast: (seconds * rate) / Math.ceil(calls.length / 50),
  };
}

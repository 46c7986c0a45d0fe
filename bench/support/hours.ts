import {getHeapStatistics, setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {hour} from '../../source/core/time.ts';
import {type Trail} from './trail.ts';
import {type TrailtopWatch} from './trailtop.ts';

/** What the heap holds at the end of an hour, in MB, and how many events the store does. */
export type HourOfMemory = {readonly heap: number; readonly kept: number};

/** Watches for so many hours of the trail's clock and weighs the heap after each. Timers left are those after stop. */
export async function watchHours(
  trail: Trail,
  start: (trail: Trail) => TrailtopWatch,
  hours: number,
): Promise<{readonly hours: readonly HourOfMemory[]; readonly timersLeft: number}> {
  const collectGarbage = garbageCollector();
  const watch = start(trail);
  const figures: HourOfMemory[] = [];
  for (let index = 0; index < hours; index++) {
    await trail.clock.advance(hour);
    // What the bench itself remembers is not to be weighed.
    watch.shown.forget();
    collectGarbage();
    figures.push({heap: getHeapStatistics().used_heap_size / 2 ** 20, kept: watch.store.count});
  }

  watch.stop();
  await trail.clock.settle();
  await trail.close();
  return {hours: figures, timersLeft: trail.clock.pending};
}

/** V8's own, which is hidden unless asked for. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

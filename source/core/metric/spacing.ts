import {second} from '../time.ts';
import {type Datapoint} from '../metric.ts';

/**
 * The period in seconds that the datapoints (ascending) really come with: basic monitoring sends every 300 s, whatever is
 * asked for.
 */
export function spacing(points: readonly Datapoint[], asked: number): number {
  if (asked >= 300 || points.length < 2) {
    return asked;
  }

  let least = Infinity;
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before) {
      least = Math.min(least, point.time - before.time);
    }
  }

  return Math.max(asked, least / second);
}

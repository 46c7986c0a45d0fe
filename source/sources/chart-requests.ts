import {second} from '../core/time.ts';

/** A series that misses something from a time on. */
export type Missing = {readonly id: string; readonly from: number};

/** GetMetricData gives no more datapoints in one page: what fits is asked for at once. */
const mostInPage = 100_800;

/**
 * One question for all that miss something, from where the first one does: a datapoint costs nothing, a series does.
 * `period` in seconds.
 */
export function together(
  missing: readonly Missing[],
  until: number,
  period: number,
): ReadonlyArray<{readonly from: number; readonly ids: readonly string[]}> {
  const from = Math.min(...missing.map((one) => one.from));
  if (missing.length === 0) {
    return [];
  }

  if (((until - from) / (period * second)) * missing.length <= mostInPage) {
    return [{from, ids: missing.map(({id}) => id)}];
  }

  // Each page is paid: those that need little do not share the pages of those that need much.
  return [...Map.groupBy(missing, (one) => one.from)].map(([begin, ones]) => ({
    from: begin,
    ids: ones.map(({id}) => id),
  }));
}

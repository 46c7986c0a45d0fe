import {minute, type TimeRange} from '../time.ts';
import {
  finalAge,
  floorSlice,
  nextAge,
  sliceLength,
  sliceRange,
  type Slice,
  type SlicePlan,
} from './slices.ts';

/** The plan after a range has been walked to its end: every slice that lies in it has been read. */
export function finishRange(plan: SlicePlan, range: TimeRange, startedAt: number): SlicePlan {
  const slices = plan.slices.map((slice) => {
    const {since, until} = sliceRange(slice);
    return since >= range.since && until <= range.until && slice.readAt < startedAt
      ? {...slice, readAt: startedAt}
      : slice;
  });
  return dropDone({...plan, slices});
}

/**
 * The plan after events were found at `now` that were not known. What was not there when its slice was last read is at
 * least as late as that reading was after it: twice that is reckoned with, since it may have been up to as much later.
 */
export function noteFound(plan: SlicePlan, times: readonly number[], now: number): SlicePlan {
  let {lateness} = plan;
  let provenBy = Infinity;
  for (const time of times) {
    const slice = plan.slices.find(({since}) => time >= since && time < since + sliceLength);
    const proven = (slice?.readAt ?? -Infinity) - time;
    if (proven > plan.lateness) {
      lateness = Math.max(lateness, 2 * proven);
      provenBy = Math.min(provenBy, time);
    }
  }

  return lateness > plan.lateness ? widen(plan, lateness, provenBy, now) : plan;
}

/** So far back from what showed a greater lateness, other slices may have lost events unnoticed: six probes before it. */
const lookBack = 60 * minute;

/**
 * The plan with a greater lateness. Slices that were done are put back: what they were thought to hold was too little.
 * They count as read when they were at the latest age that was reckoned with until now.
 */
function widen(plan: SlicePlan, lateness: number, provenBy: number, now: number): SlicePlan {
  const readAge = finalAge(plan.lateness);
  const from = floorSlice(Math.min(provenBy - lookBack, now - finalAge(lateness) - sliceLength));
  const listed = new Map(plan.slices.map((slice) => [slice.since, slice]));
  const slices: Slice[] = [];
  const last = plan.slices.at(-1)?.since ?? from;
  for (
    let since = Math.min(from, plan.slices[0]?.since ?? from);
    since <= last;
    since += sliceLength
  ) {
    const readAt = since + sliceLength + readAge;
    slices.push(listed.get(since) ?? {since, readAt, openedAt: now});
  }

  return dropDone({...plan, lateness, slices});
}

/** Leaves out slices whose readings are all done. Settled is what lies before the oldest that waits for its last plain one. */
function dropDone(plan: SlicePlan): SlicePlan {
  const {slices, lateness} = plan;
  const final = finalAge(lateness);
  const open = slices.find(({since, readAt}) => readAt - since - sliceLength < final);
  const last = slices.at(-1);
  const settledTo = open ? open.since : last ? last.since + sliceLength : plan.settledTo;
  return {
    ...plan,
    settledTo,
    slices: slices.filter((slice) => slice === last || nextAge(slice, lateness) < Infinity),
  };
}

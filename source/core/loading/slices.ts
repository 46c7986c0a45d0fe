import {minute, type TimeRange} from '../time.ts';

/**
 * The recent past in slices of a minute, each read again and again until nothing can arrive in it any more.
 *
 * CloudTrail delivers late and out of order, so a look at the newest end alone loses events. Each slice is read when it
 * is 2, 4, 6 and 16 minutes old (nearly all events arrive within five minutes, the rest within fifteen). Every tenth slice
 * is read once more when it is twice as old as the last reading: what is found there shows that events arrive later
 * than was thought, and the last reading of all slices moves back behind that.
 */
export type Slice = {
  /** Its beginning; it ends a minute later. */
  readonly since: number;
  /** How many of its readings are done. */
  readonly readings: number;
  /** When its last finished reading began; -Infinity before the first. */
  readonly readAt: number;
};

export type SlicePlan = {
  readonly slices: readonly Slice[];
  /** The widest lateness that is reckoned with, ms: fifteen minutes at least. */
  readonly lateness: number;
  /** Everything before this instant is settled: its slices are done and gone from the list. */
  readonly settledTo: number;
};

export const sliceLength = minute;
const leastLateness = 15 * minute;
const firstAges: readonly number[] = [2, 4, 6].map((minutes) => minutes * minute);
const probeEvery = 10;

/** A plan that begins at an instant: what is older is the loading's matter. */
export function startPlan(now: number): SlicePlan {
  const since = floorSlice(now) - leastLateness - minute;
  return extendPlan({slices: [], lateness: leastLateness, settledTo: since}, now);
}

/** The plan with a slice for every minute that has begun. */
export function extendPlan(plan: SlicePlan, now: number): SlicePlan {
  const last = plan.slices.at(-1);
  const fresh: Slice[] = [];
  for (
    let since = last ? last.since + sliceLength : plan.settledTo;
    since <= now;
    since += sliceLength
  ) {
    fresh.push({since, readings: 0, readAt: -Infinity});
  }

  return fresh.length === 0 ? plan : {...plan, slices: [...plan.slices, ...fresh]};
}

/** Ages (of the slice's end) at which a slice is read, ms. */
export function readingAges(slice: Slice, lateness: number): readonly number[] {
  const final = lateness + minute;
  const isProbe = Math.floor(slice.since / sliceLength) % probeEvery === 0;
  return isProbe ? [...firstAges, final, 2 * final] : [...firstAges, final];
}

export type DueReading = {
  readonly slice: Slice;
  /** When it should have been read, ms since 1970. */
  readonly dueAt: number;
};

/** The reading that has been due for longest; undefined where none is due. */
export function dueReading(plan: SlicePlan, now: number): DueReading | undefined {
  let oldest: DueReading | undefined;
  for (const slice of plan.slices) {
    const dueAt = nextReadingAt(slice, plan.lateness);
    if (dueAt <= now && (oldest === undefined || dueAt < oldest.dueAt)) {
      oldest = {slice, dueAt};
    }
  }

  return oldest;
}

/** At most so many slices are read in one walk, so that the newest end is looked at in between. */
const longestRun = 20;

/**
 * The neighbours that are due together, as one range to walk: at the beginning, and after a pause of the machine, many
 * slices wait. Holds the reading that has been due for longest; undefined where none is due.
 */
export function dueRange(plan: SlicePlan, now: number): TimeRange | undefined {
  const oldest = dueReading(plan, now);
  if (!oldest) {
    return undefined;
  }

  const isDue = ({since}: {readonly since: number}) =>
    plan.slices.some(
      (slice) => slice.since === since && nextReadingAt(slice, plan.lateness) <= now,
    );
  let {since} = oldest.slice;
  let until = since + sliceLength;
  while (until - since < longestRun * sliceLength && isDue({since: until})) {
    until += sliceLength;
  }

  while (until - since < longestRun * sliceLength && isDue({since: since - sliceLength})) {
    since -= sliceLength;
  }

  return {since, until};
}

/** The plan after a range has been walked to its end: finishReading for every slice that lies in it. */
export function finishRange(
  plan: SlicePlan,
  range: TimeRange,
  startedAt: number,
  found: readonly number[],
): SlicePlan {
  let next = plan;
  for (const slice of plan.slices) {
    const {since, until} = sliceRange(slice);
    if (since >= range.since && until <= range.until) {
      const inside = found.filter((time) => time >= since && time < until);
      next = finishReading(next, since, startedAt, inside);
    }
  }

  return next;
}

/** When the next reading of any slice is due. */
export function nextDueAt(plan: SlicePlan, now: number): number {
  let next = floorSlice(now) + sliceLength + (firstAges[0] ?? 0);
  for (const slice of plan.slices) {
    next = Math.min(next, nextReadingAt(slice, plan.lateness));
  }

  return next;
}

/** When a slice is to be read next; Infinity where all its readings are done. */
function nextReadingAt(slice: Slice, lateness: number): number {
  const age = readingAges(slice, lateness)[slice.readings];
  return age === undefined ? Infinity : slice.since + sliceLength + age;
}

/**
 * How many readings of a slice a reading that began at `startedAt` stands for: a slice that is first read when it is
 * ten minutes old needs no reading for the ages of two, four and six any more.
 */
function readingsDoneBy(slice: Slice, lateness: number, startedAt: number): number {
  const age = startedAt - slice.since - sliceLength;
  return readingAges(slice, lateness).filter((each) => each <= age).length;
}

/** The plan after a slice has been read to its end. `late` are the times of events that the reading found new. */
export function finishReading(
  plan: SlicePlan,
  since: number,
  startedAt: number,
  found: readonly number[],
): SlicePlan {
  const read = plan.slices.find((slice) => slice.since === since);
  if (!read) {
    return plan;
  }

  const lateness = widened(plan.lateness, read, found);
  const slices = plan.slices.map((slice) =>
    slice.since === since
      ? {
          since,
          readings: Math.max(slice.readings, readingsDoneBy(slice, plan.lateness, startedAt)),
          readAt: Math.max(slice.readAt, startedAt),
        }
      : slice,
  );
  return dropSettled({...plan, slices, lateness});
}

/**
 * What was not there when the slice was last read, and is there now, is at least as late as that reading was after it.
 */
function widened(lateness: number, read: Slice, found: readonly number[]): number {
  if (read.readAt === -Infinity) {
    return lateness;
  }

  let widest = lateness;
  for (const time of found) {
    // Twice what is proven, since it may have been up to as much later.
    if (read.readAt - time > lateness) {
      widest = Math.max(widest, 2 * (read.readAt - time));
    }
  }

  return widest;
}

/** Settled is what lies before the oldest slice whose last plain reading is still to come. */
function dropSettled(plan: SlicePlan): SlicePlan {
  const finalAge = plan.lateness + minute;
  const isSettled = ({since, readAt}: Slice) => readAt - since - sliceLength >= finalAge;
  const firstOpen = plan.slices.findIndex((slice) => !isSettled(slice));
  const settledTo =
    firstOpen === -1
      ? (plan.slices.at(-1)?.since ?? plan.settledTo) + sliceLength
      : (plan.slices[firstOpen]?.since ?? plan.settledTo);
  return {
    ...plan,
    settledTo: Math.max(plan.settledTo, settledTo),
    slices: plan.slices.filter(
      (slice) => !isSettled(slice) || slice.readings < readingAges(slice, plan.lateness).length,
    ),
  };
}

/** A slice as a range. */
export function sliceRange({since}: Slice): TimeRange {
  return {since, until: since + sliceLength};
}

function floorSlice(time: number): number {
  return Math.floor(time / sliceLength) * sliceLength;
}

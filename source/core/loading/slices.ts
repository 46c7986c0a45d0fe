import {minute, type TimeRange} from '../time.ts';

/**
 * The recent past in slices of a minute, each read again and again until nothing can arrive in it any more.
 *
 * CloudTrail delivers late and out of order, so a look at the newest end alone loses events. Nearly all events arrive
 * within five minutes, the rest within fifteen: a slice is first read when it is 2 minutes old, then whenever nobody has
 * walked through it for 2 minutes until it is 6 minutes old, and for the last time when it is 16 minutes old. Every tenth
 * slice is read once more when it is twice as old as that: what is found there shows that events arrive later than was
 * thought, and the last reading of all slices moves back behind that. What is due follows from when a slice was last read
 * and from the lateness of now, so slices that were done are read again when the lateness has grown.
 */
export type Slice = {
  /** Its beginning; it ends a minute later. */
  readonly since: number;
  /** When its last finished reading began; -Infinity before the first. */
  readonly readAt: number;
  /** When it was put on the list: no reading is overdue for longer than that. */
  readonly openedAt: number;
};

export type SlicePlan = {
  /** Oldest first; slices that are done are gone. */
  readonly slices: readonly Slice[];
  /** The widest lateness that is reckoned with, ms: fifteen minutes at least. */
  readonly lateness: number;
  /** Everything before this instant is settled. Goes back only when the lateness grows. */
  readonly settledTo: number;
};

export const sliceLength = minute;
export const leastLateness = 15 * minute;
const firstAge = 2 * minute;
const readEvery = 2 * minute;
const youngUntil = 6 * minute;
const probeEvery = 10;

/** Where there is leisure, what lies between the frequent readings and the last one is read so often. */
export const leisureEvery = 2 * minute;

/** A plan that begins at an instant: what is older is the loading's matter. */
export function startPlan(now: number): SlicePlan {
  const since = floorSlice(now) - leastLateness - minute;
  const plan = extendPlan({slices: [], lateness: leastLateness, settledTo: since}, now);
  return {...plan, slices: plan.slices.map((slice) => ({...slice, openedAt: now}))};
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
    fresh.push({since, readAt: -Infinity, openedAt: since});
  }

  return fresh.length === 0 ? plan : {...plan, slices: [...plan.slices, ...fresh]};
}

/** The age (of a slice's end) from which on nothing arrives in it any more, ms. */
export function finalAge(lateness: number): number {
  return lateness + minute;
}

export function isProbe({since}: Slice): boolean {
  return Math.floor(since / sliceLength) % probeEvery === 0;
}

/** The age (of its end) at which a slice is read next, ms; Infinity where all its readings are done. */
export function nextAge(slice: Slice, lateness: number): number {
  const readAge = slice.readAt - slice.since - sliceLength;
  const final = finalAge(lateness);
  if (readAge >= final) {
    return isProbe(slice) && readAge < 2 * final ? 2 * final : Infinity;
  }

  if (readAge >= youngUntil) {
    return final;
  }

  return readAge < firstAge ? firstAge : Math.min(readAge + readEvery, youngUntil);
}

/** When a slice is to be read next; Infinity where all its readings are done. */
function dueAt(slice: Slice, lateness: number): number {
  return Math.max(slice.openedAt, slice.since + sliceLength + nextAge(slice, lateness));
}

/** So long after a reading should have been, the slice is no matter of the present any more: a pause left it behind. */
const leftBehindAfter = 15 * minute;

/** First readings so far behind, the newest are read first: somebody waits for what happens now. */
const newestFirstAfter = 10 * minute;

/** At most so many slices are read in one walk, so that others need not wait long. */
const longestRun = 20;

export type DueReading = {
  readonly slice: Slice;
  /** When it should have been read, ms since 1970. */
  readonly dueAt: number;
};

/** The readings that are due: those of the present, and those that a pause of the machine has left behind. */
function dueReadings(plan: SlicePlan, now: number, isLeftBehind: boolean): readonly DueReading[] {
  return plan.slices.flatMap((slice) => {
    const due = dueAt(slice, plan.lateness);
    const age = now - slice.since - sliceLength;
    return due <= now && age - nextAge(slice, plan.lateness) > leftBehindAfter === isLeftBehind
      ? [{slice, dueAt: due}]
      : [];
  });
}

/** The reading of the present that has been due for longest; undefined where none is due. */
export function dueReading(plan: SlicePlan, now: number): DueReading | undefined {
  return longestDue(dueReadings(plan, now, false));
}

function longestDue(due: readonly DueReading[]): DueReading | undefined {
  let oldest: DueReading | undefined;
  for (const each of due) {
    if (oldest === undefined || each.dueAt < oldest.dueAt) {
      oldest = each;
    }
  }

  return oldest;
}

/**
 * The neighbours of the present that are due together, as one range to walk: those with the reading that has been due
 * for longest, or the newest where many have never been read. Undefined where none is due.
 */
export function dueRange(plan: SlicePlan, now: number): TimeRange | undefined {
  const due = dueReadings(plan, now, false);
  const neverRead = due.filter(({slice}) => slice.readAt === -Infinity);
  const isFarBehind = neverRead.some(({dueAt: at}) => now - at > newestFirstAfter);
  return runAround(isFarBehind ? neverRead.at(-1) : longestDue(due), due);
}

/** The newest of the slices that a pause has left behind, as one range to walk; undefined where there are none. */
export function leftBehindRange(plan: SlicePlan, now: number): TimeRange | undefined {
  const due = dueReadings(plan, now, true);
  return runAround(due.at(-1), due);
}

/** A slice with its neighbours that are due too, first the newer ones. */
function runAround(
  middle: DueReading | undefined,
  due: readonly DueReading[],
): TimeRange | undefined {
  if (!middle) {
    return undefined;
  }

  const isDue = new Set(due.map(({slice}) => slice.since));
  let {since} = middle.slice;
  let until = since + sliceLength;
  while (until - since < longestRun * sliceLength && isDue.has(until)) {
    until += sliceLength;
  }

  while (until - since < longestRun * sliceLength && isDue.has(since - sliceLength)) {
    since -= sliceLength;
  }

  return {since, until};
}

/**
 * What lies between the frequent readings and the last one, and may be read at leisure: nothing is missed without it, but
 * what arrives there is found sooner. Undefined where there is nothing.
 */
export function leisureRange(plan: SlicePlan, now: number): TimeRange | undefined {
  const waiting = plan.slices.filter(({since, readAt}) => {
    const age = now - since - sliceLength;
    const isBetween = age >= youngUntil && age < finalAge(plan.lateness);
    return isBetween && readAt > -Infinity && now - readAt >= leisureEvery;
  });
  const [first] = waiting;
  const last = waiting.at(-1);
  return first && last ? {since: first.since, until: last.since + sliceLength} : undefined;
}

/** When the next reading of any slice is due. */
export function nextDueAt(plan: SlicePlan, now: number): number {
  let next = floorSlice(now) + sliceLength + firstAge;
  for (const slice of plan.slices) {
    next = Math.min(next, dueAt(slice, plan.lateness));
  }

  return next;
}

/** A slice as a range. */
export function sliceRange({since}: Slice): TimeRange {
  return {since, until: since + sliceLength};
}

export function floorSlice(time: number): number {
  return Math.floor(time / sliceLength) * sliceLength;
}

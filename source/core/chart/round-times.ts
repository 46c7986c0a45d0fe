import {day, fromWall, hour, minute, second, type TimeRange, type Zone} from '../time.ts';

/** A distance between the labels of a time axis: a fixed length in ms, or so many calendar months. */
export type TimeStep = {readonly length: number; readonly months?: number};

const month = 30 * day;

/** Shortest first. */
export const timeSteps: readonly TimeStep[] = [
  ...[1, 2, 5, 10, 15, 30].map((amount) => ({length: amount * second})),
  ...[1, 2, 5, 10, 15, 30].map((amount) => ({length: amount * minute})),
  ...[1, 2, 3, 6, 12].map((amount) => ({length: amount * hour})),
  ...[1, 2, 5, 10].map((amount) => ({length: amount * day})),
  ...[1, 2, 3, 6, 12, 24, 60, 120, 1200].map((months) => ({length: months * month, months})),
];

/** The instants of a range at which the zone's wall clock shows a multiple of the step, ascending. */
export function roundTimes(range: TimeRange, zone: Zone, step: TimeStep): readonly number[] {
  const {since, until} = range;
  const times: number[] = [];
  // One more at both ends: the zone's offset may change within the range, and months differ in length.
  const count = Math.ceil((until - since) / step.length) + 2;
  for (let index = -1; index < count; index++) {
    const time = fromWall(wallTime(since + zone.offset(since), index, step), zone);
    if (time >= since && time < until && time > (times.at(-1) ?? -Infinity)) {
      times.push(time);
    }
  }

  return times;
}

/** The wall time so many steps after the first round one at or after `wall`, give or take one. */
function wallTime(wall: number, index: number, {length, months}: TimeStep): number {
  if (months === undefined) {
    return (Math.ceil(wall / length) + index) * length;
  }

  const date = new Date(wall);
  const start = 12 * date.getUTCFullYear() + date.getUTCMonth();
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; no trail is as old as either.
  return Date.UTC(0, (Math.floor(start / months) + index + 1) * months - 12 * 1900);
}

import {textAt} from '../core/json.ts';
import {compareNewestFirst} from '../core/event.ts';
import {type WorldEvent} from './world.ts';

/** Where a walk stands: everything up to and including this place, newest first, has been given. */
export type Position = {readonly time: number; readonly id: string};

/** An id after every other: the end of its moment. */
export const lastId = '\u{10FFFF}';

export function positionOf(event: WorldEvent): Position {
  return {time: event.time, id: textAt(event.record, 'eventID')};
}

/** Newest first, ties by eventID: the same order on every page of a walk. */
export function compareEvents(a: WorldEvent, b: WorldEvent): number {
  return compareNewestFirst(positionOf(a), positionOf(b));
}

export function isAfter(event: WorldEvent, position: Position): boolean {
  return compareNewestFirst(positionOf(event), position) > 0;
}

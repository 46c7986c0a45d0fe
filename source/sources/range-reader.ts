import {type RangeChoice} from '../core/state/range.ts';
import {day, second, type TimeRange} from '../core/time.ts';
import {KnownIds} from './known-ids.ts';
import {mergeNewest} from './merge-newest.ts';
import {readRegion, type ReadOptions, type RegionSource} from './region-reader.ts';
import {type Supplied} from './supplied.ts';

/** LookupEvents knows nothing older. */
const retention = 90 * day;

/** A page may be read again from its oldest second on, which has held 130 events; this is far more. */
const remembered = 10_000;

/**
 * A choice as a range that LookupEvents can be asked for, in whole seconds: unlike the screen's, it does not wait for
 * the next step of a grid, and it holds the second that has just begun. `isCut`: it began more than 90 days ago.
 */
export function lookupRange(
  choice: RangeChoice,
  now: number,
): {readonly range: TimeRange; readonly isCut: boolean} {
  const asked =
    choice.kind === 'fixed'
      ? choice
      : {since: now - (choice.kind === 'live' ? choice.span : retention), until: now};
  const [since, oldest] = [floor(asked.since), floor(now - retention)];
  const until = Math.min(Math.ceil(asked.until / second) * second, floor(now) + second);
  return {range: {since: Math.max(since, oldest), until}, isCut: since < oldest};
}

function floor(time: number): number {
  return Math.floor(time / second) * second;
}

/**
 * The live trail's range, newest first over all regions, ties by eventID, each event once. Events are given on as soon
 * as every region has shown its next one; a region that fails says so and the others go on.
 *
 * @yields Events in groups, and one problem a region that failed.
 */
export async function* readRange(
  sources: readonly RegionSource[],
  options: ReadOptions,
): AsyncGenerator<Supplied> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const readers = sources.map((source) => readRegion(source, {...options, signal}));
  const [only] = readers;
  const known = new KnownIds(remembered);
  try {
    for await (const supplied of only && readers.length === 1
      ? only
      : mergeNewest(readers, options.range)) {
      yield supplied.kind === 'events'
        ? {...supplied, events: supplied.events.filter((event) => known.meet(event))}
        : supplied;
    }
  } finally {
    // What was asked for ahead of its turn is no longer wanted.
    stop.abort();
  }
}

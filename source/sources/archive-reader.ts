import {setImmediate as nextTurn} from 'node:timers/promises';
import {compareNewestFirst, type TrailEvent} from '../core/event.ts';
import {type RangeChoice} from '../core/state/range.ts';
import {second, type TimeRange} from '../core/time.ts';
import {readArchive} from './archive.ts';
import {type Supplied} from './supplied.ts';

export type ArchiveReadOptions = {
  readonly paths: readonly string[];
  readonly stdin: NodeJS.ReadableStream;
  readonly timeColumn: string | undefined;
  readonly choice: RangeChoice;
  readonly order: 'newest first' | 'oldest first';
  /** The test of a file's events, given the columns of its CSV. */
  readonly wantsFor: (columns: readonly string[]) => (event: TrailEvent) => boolean;
  readonly signal: AbortSignal;
};

const groupSize = 1000;

/**
 * Archived events over all files in one order, each eventID once; ties by eventID, what has no readable time last.
 * Only what is wanted is kept while the files are read. After an abort it just ends.
 *
 * @yields The files' problems as they come, a failure where the file's name promises events; then the events.
 */
export async function* readArchived(options: ArchiveReadOptions): AsyncGenerator<Supplied> {
  const {paths, stdin, timeColumn, choice, order, wantsFor, signal} = options;
  const seen = new Set<string>();
  let events: TrailEvent[] = [];
  let newest = -Infinity;
  let skipped = 0;
  for await (const batch of readArchive(paths, {
    stdin,
    signal,
    ...(timeColumn === undefined ? {} : {timeColumn}),
  })) {
    const wants = wantsFor(batch.columns);
    for (const event of batch.events) {
      // A range counts from the newest event of all, wanted or not.
      newest = Number.isNaN(event.time) ? newest : Math.max(newest, event.time);
      if ((event.id === '' || !seen.has(event.id)) && wants(event)) {
        seen.add(event.id);
        events.push(event);
      }
    }

    for (const {path, message, named} of batch.problems) {
      yield {kind: 'problem', message: `${path}: ${message}`, isFailure: named};
    }

    skipped += batch.skipped;
  }

  if (signal.aborted) {
    return;
  }

  if (skipped > 0) {
    const message =
      skipped === 1 ? '1 file is no event file' : `${skipped} files are no event files`;
    yield {kind: 'problem', message, isFailure: false};
  }

  const range = archiveRange(choice, newest);
  events = events.filter(({time}) => !range || (time >= range.since && time < range.until));
  events.sort(order === 'newest first' ? compareNewestFirst : compareOldestFirst);

  for (let start = 0; start < events.length; start += groupSize) {
    yield {kind: 'events', events: events.slice(start, start + groupSize)};
    // eslint-disable-next-line no-await-in-loop -- signals and a reader that leaves have their turn
    await nextTurn();
    if (signal.aborted) {
      return;
    }
  }
}

/** What has no readable time comes last in this order too. */
function compareOldestFirst(a: TrailEvent, b: TrailEvent): number {
  const isTold = [a, b].map(({time}) => !Number.isNaN(time));
  return isTold[0] === isTold[1] ? -compareNewestFirst(a, b) : isTold[0] ? -1 : 1;
}

/** Undefined for everything; a span counts from the newest event, which it holds. */
function archiveRange(choice: RangeChoice, newest: number): TimeRange | undefined {
  switch (choice.kind) {
    case 'all': {
      return undefined;
    }

    case 'fixed': {
      return choice;
    }

    case 'live': {
      return {since: newest - choice.span, until: newest + second};
    }
  }
}

import {setImmediate as nextTurn} from 'node:timers/promises';
import {EventStore} from '../core/event-store.ts';
import {type TrailEvent} from '../core/event.ts';
import {type Filter} from '../core/filter.ts';
import {type RangeChoice} from '../core/state/range.ts';
import {readSaid} from '../core/state/said-range.ts';
import {formatIso, second, type TimeRange} from '../core/time.ts';
import {readArchive} from './archive.ts';
import {codec} from './codec.ts';
import {type Supplied} from './supplied.ts';

export type ArchiveReadOptions = {
  readonly paths: readonly string[];
  readonly stdin: NodeJS.ReadableStream;
  readonly timeColumn: string | undefined;
  readonly choice: RangeChoice;
  readonly order: 'newest first' | 'oldest first';
  /** Undefined lets everything through. */
  readonly filter: Filter | undefined;
  readonly signal: AbortSignal;
};

const groupSize = 1000;

/**
 * Archived events over all files in one order, each eventID once; ties by eventID, what has no readable time last.
 * Only what is wanted is kept, and packed, while the files are read. After an abort it just ends.
 *
 * @yields The files' problems as they come, a failure where the file's name promises events; then the events.
 */
export async function* readArchived(options: ArchiveReadOptions): AsyncGenerator<Supplied> {
  const {paths, stdin, timeColumn, choice, order, filter, signal} = options;
  const store = new EventStore({codec});
  let newest = -Infinity;
  let skipped = 0;
  for await (const batch of readArchive(paths, {
    stdin,
    signal,
    wish: {kind: 'events', timeColumn, filter},
  })) {
    // A range counts from the newest event of all, wanted or not.
    newest = Math.max(newest, batch.newest);
    if (batch.packed) {
      store.addPacked(batch.packed);
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
  const rows = rowsOf(store, range, order);
  const message =
    range && rows.length === 0
      ? missWords(range, {
          since: filter ? Number.NaN : (store.extent?.since ?? Number.NaN),
          until: newest,
        })
      : undefined;
  if (message !== undefined) {
    yield {kind: 'problem', message, isFailure: false};
  }

  for (let start = 0; start < rows.length; start += groupSize) {
    yield {kind: 'events', events: eventsAt(store, rows.slice(start, start + groupSize))};
    // eslint-disable-next-line no-await-in-loop -- signals and a reader that leaves have their turn
    await nextTurn();
    if (signal.aborted) {
      return;
    }
  }
}

/** Where the archive is, when all of it is outside of the range; undefined where it is not, or nobody knows. */
function missWords(range: TimeRange, {since, until}: TimeRange): string | undefined {
  if (Number.isFinite(until) && until < range.since) {
    return `no event is from ${formatIso(range.since)} on: the newest is of ${formatIso(until)}`;
  }

  return since >= range.until
    ? `no event is before ${formatIso(range.until)}: the oldest is of ${formatIso(since)}`
    : undefined;
}

function eventsAt(store: EventStore, rows: readonly number[]): readonly TrailEvent[] {
  return rows.flatMap((row) => store.event(row) ?? []);
}

/** What has no readable time comes last in either order. */
function rowsOf(
  store: EventStore,
  range: TimeRange | undefined,
  order: ArchiveReadOptions['order'],
): readonly number[] {
  const isIn = (row: number) => {
    const time = store.time(row);
    return !range || (time >= range.since && time < range.until);
  };

  const rows = store.order.filter((row) => isIn(row));
  if (order === 'newest first') {
    return rows;
  }

  const timeless = rows.filter((row) => Number.isNaN(store.time(row)));
  return [...rows.slice(0, rows.length - timeless.length).reverse(), ...timeless.reverse()];
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

    case 'said': {
      return readSaid(choice, newest);
    }

    case 'live': {
      return {since: newest - choice.span, until: newest + second};
    }
  }
}

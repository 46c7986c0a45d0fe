import {compareNewestFirst, type TrailEvent} from '../core/event.ts';
import {type TimeRange} from '../core/time.ts';
import {type Supplied} from './supplied.ts';

type Stream = {
  readonly reader: AsyncGenerator<Supplied>;
  /** Events that wait for their turn, each with its place in the order. */
  waiting: ReadonlyArray<{readonly event: TrailEvent; readonly place: number}>;
  at: number;
  last: number;
  next: Promise<IteratorResult<Supplied>>;
  isDone: boolean;
};

/**
 * Readings that are each newest first as one that is newest first. Each is at most one group ahead of what is given on.
 * An event out of order, without a readable time or with one outside the range, keeps its place behind the one before
 * it and holds nothing up.
 *
 * @yields Events in groups, and every reading's problems as they come.
 */
export async function* mergeNewest(
  readers: ReadonlyArray<AsyncGenerator<Supplied>>,
  range: TimeRange,
): AsyncGenerator<Supplied> {
  const streams = readers.map((reader): Stream => ({
    reader,
    waiting: [],
    at: 0,
    last: Infinity,
    next: reader.next(),
    isDone: false,
  }));
  try {
    while (streams.some(({isDone}) => !isDone)) {
      for (const stream of streams) {
        yield* refillWhereEmpty(stream, range);
      }

      const events = takeWhileAllWait(streams);
      if (events.length > 0) {
        yield {kind: 'events', events};
      }
    }
  } finally {
    for (const {reader, next} of streams) {
      next.catch(() => undefined);
      void reader.return(undefined).catch(() => undefined);
    }
  }
}

/**
 * Whose event is next is known only once every stream that goes on has one.
 *
 * @yields The stream's problems on the way.
 */
async function* refillWhereEmpty(stream: Stream, range: TimeRange): AsyncGenerator<Supplied> {
  while (!stream.isDone && stream.at >= stream.waiting.length) {
    // eslint-disable-next-line no-await-in-loop -- a group may be empty, or a problem
    const problem = await refill(stream, range);
    if (problem) {
      yield problem;
    }
  }
}

async function refill(stream: Stream, range: TimeRange): Promise<Supplied | undefined> {
  const result = await stream.next;
  if (result.done) {
    stream.isDone = true;
    return undefined;
  }

  const {value} = result;
  stream.next = stream.reader.next();
  if (value.kind === 'problem') {
    return value;
  }

  stream.at = 0;
  stream.waiting = value.events.map((event) => {
    const isTold = event.time >= range.since && event.time < range.until;
    stream.last = isTold ? Math.min(stream.last, event.time) : stream.last;
    return {event, place: stream.last};
  });
  return undefined;
}

/** The newest events of all streams, for as long as each that goes on has one to compare. */
function takeWhileAllWait(streams: readonly Stream[]): readonly TrailEvent[] {
  const taken: TrailEvent[] = [];
  for (;;) {
    let first: Stream | undefined;
    for (const stream of streams) {
      if (stream.at < stream.waiting.length) {
        first = first && isBefore(first, stream) ? first : stream;
      } else if (!stream.isDone) {
        return taken;
      }
    }

    const entry = first?.waiting[first.at];
    if (!first || !entry) {
      return taken;
    }

    first.at++;
    taken.push(entry.event);
  }
}

function isBefore(a: Stream, b: Stream): boolean {
  const [left, right] = [a.waiting[a.at], b.waiting[b.at]];
  return (
    left !== undefined &&
    right !== undefined &&
    compareNewestFirst(
      {time: left.place, id: left.event.id},
      {time: right.place, id: right.event.id},
    ) <= 0
  );
}

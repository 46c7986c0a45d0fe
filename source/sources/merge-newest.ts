import {compareNewestFirst, type TrailEvent} from '../core/event.ts';
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
 * An event out of order, or without a readable time, keeps its place behind the one before it and holds nothing up.
 *
 * @yields Events in groups, and every reading's problems as they come.
 */
export async function* mergeNewest(
  readers: ReadonlyArray<AsyncGenerator<Supplied>>,
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
        while (!stream.isDone && stream.at >= stream.waiting.length) {
          // eslint-disable-next-line no-await-in-loop -- whose event is next is known only when all have one
          const problem = await refill(stream);
          if (problem) {
            yield problem;
          }
        }
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

async function refill(stream: Stream): Promise<Supplied | undefined> {
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
    stream.last = Number.isNaN(event.time) ? stream.last : Math.min(stream.last, event.time);
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

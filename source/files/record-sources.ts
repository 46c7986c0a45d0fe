import {type Piece} from '../core/save/pieces.ts';
import {type EventStore} from '../core/event-store.ts';
import {type TrailEvent} from '../core/event.ts';
import {nativeJson} from '../core/written/native-json.ts';
import {type RecordSource} from './recorder.ts';

const skipped: Piece = {text: '', events: 0};

/** Everything that a store takes in, in the order in which it comes. */
export function rowsOf(store: EventStore): RecordSource {
  let next = 0;
  return {
    *pieces(isKnown) {
      while (next < store.rowCount) {
        const row = next++;
        const [id = ''] = store.field(row, 'id');
        yield id !== '' && isKnown(id) ? skipped : pieceOf(store.event(row));
      }
    },
    again() {
      next = 0;
    },
    left: () => store.rowCount - next,
  };
}

/** Events that are handed on one after the other, and not kept. */
export function handedOn(): RecordSource & {
  readonly take: (events: readonly TrailEvent[]) => void;
} {
  const waiting: TrailEvent[] = [];
  return {
    take(events) {
      waiting.push(...events);
    },
    *pieces(isKnown) {
      for (let event = waiting.shift(); event; event = waiting.shift()) {
        yield event.id !== '' && isKnown(event.id) ? skipped : pieceOf(event);
      }
    },
    again: () => undefined,
    left: () => waiting.length,
  };
}

function pieceOf(event: TrailEvent | undefined): Piece {
  return event ? {text: `${nativeJson(event, event.text)}\n`, events: 1} : skipped;
}

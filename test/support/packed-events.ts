import {EventStore} from '../../source/core/event-store.ts';
import {type TrailEvent} from '../../source/core/event.ts';
import {type PackedEvents} from '../../source/core/event-store/packed.ts';
import {codec} from '../../source/sources/codec.ts';

/** The events of a batch as the store gives them back, in the order of the file. */
export function eventsOf(packed: PackedEvents | undefined): readonly TrailEvent[] {
  if (!packed) {
    return [];
  }

  // Each in a store of its own: a file may hold an event twice.
  const order = [...packed.starts.keys()].sort(
    (a, b) => (packed.starts[a] ?? 0) - (packed.starts[b] ?? 0),
  );
  const ids = new Map(packed.oddIds);
  return order.map((index) => {
    const store = new EventStore({codec});
    const one = <T extends Uint32Array | Uint16Array | Float64Array>(list: T, width = 1) =>
      list.slice(index * width, (index + 1) * width) as T;
    const id = ids.get(index);
    store.addPacked({
      ...packed,
      count: 1,
      times: one(packed.times),
      ids: one(packed.ids, 4),
      oddIds: id === undefined ? [] : [[0, id]],
      facts: one(packed.facts),
      columns: packed.columns.map((column) => ({...column, codes: one(column.codes)})),
      corrections: [],
      starts: one(packed.starts),
      ends: one(packed.ends),
      extraEnds: one(packed.extraEnds),
    });
    const event = store.event(0);
    if (!event) {
      throw new Error('a packed event is not there');
    }

    return event;
  });
}

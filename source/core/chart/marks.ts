import {flatClass} from '../event-store/flat.ts';
import {type EventStore} from '../event-store.ts';
import {rankOf, type PackedMarks} from './calls.ts';
import {type DoneTo} from './charted-names.ts';

/**
 * The calls that are marked under the chart: writes and failures among the given rows, stronger where they do something
 * to what is charted. The same rows have the same marks.
 */
export class MarkFinder {
  readonly #found = new WeakMap<readonly number[], Found>();

  find(store: EventStore, rows: readonly number[], isDoneTo: DoneTo): PackedMarks {
    const before = this.#found.get(rows);
    if (before?.store === store && before.isDoneTo === isDoneTo) {
      return before.marks;
    }

    const marks = marksOf(store, rows, isDoneTo);
    this.#found.set(rows, {store, isDoneTo, marks});
    return marks;
  }
}

type Found = {
  readonly store: EventStore;
  readonly isDoneTo: DoneTo;
  readonly marks: PackedMarks;
};

function marksOf(store: EventStore, rows: readonly number[], isDoneTo: DoneTo): PackedMarks {
  const writes = flatClass(store, 'write');
  const failures = flatClass(store, 'failed');
  const times = new Float64Array(rows.length);
  const ranks = new Uint8Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const isFailed = failures[row] === 1;
    if (isFailed || writes[row] === 1) {
      const kind = isFailed ? 'failed' : 'write';
      const strong = isDoneTo(row);
      times[count] = store.time(row);
      ranks[count++] = rankOf({kind, strong});
    }
  }

  return {times: times.slice(0, count), ranks: ranks.slice(0, count)};
}

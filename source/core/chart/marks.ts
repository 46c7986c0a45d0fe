import {type ChartMark} from '../chart.ts';
import {type EventStore} from '../event-store.ts';

/** Whether the call names a charted instance that did not make it itself: an agent's heartbeat does nothing to it. */
function isDoneTo(store: EventStore, row: number, charted: ReadonlySet<string>): boolean {
  const callers = store.field(row, 'user');
  return store.field(row, 'instance').some((id) => charted.has(id) && !callers.includes(id));
}

const unknown = 0;
const none = 1;
const write = 2;
const failed = 3;

/**
 * The calls that are marked under the chart: writes and failures among the given rows, stronger where they name a
 * charted instance. What kind a row is, is asked once.
 */
export class MarkFinder {
  #store: EventStore | undefined;
  #kinds: Uint8Array = new Uint8Array(0);
  #rows: readonly number[] = [];
  #charted: readonly string[] = [];
  #marks: readonly ChartMark[] = [];

  find(
    store: EventStore,
    rows: readonly number[],
    charted: readonly string[],
  ): readonly ChartMark[] {
    if (store !== this.#store) {
      this.#store = store;
      this.#kinds = new Uint8Array(0);
      this.#rows = [];
      this.#marks = [];
    }

    if (rows !== this.#rows || charted !== this.#charted) {
      this.#rows = rows;
      this.#charted = charted;
      this.#marks = this.#all(store, rows, new Set(charted));
    }

    return this.#marks;
  }

  #all(
    store: EventStore,
    rows: readonly number[],
    charted: ReadonlySet<string>,
  ): readonly ChartMark[] {
    if (this.#kinds.length < store.rowCount) {
      const larger = new Uint8Array(Math.max(1024, store.rowCount * 2));
      larger.set(this.#kinds);
      this.#kinds = larger;
    }

    const marks: ChartMark[] = [];
    for (const row of rows) {
      const kind = this.#kind(store, row);
      if (kind !== none) {
        const strong = charted.size > 0 && isDoneTo(store, row, charted);
        marks.push({time: store.time(row), kind: kind === failed ? 'failed' : 'write', strong});
      }
    }

    return marks;
  }

  #kind(store: EventStore, row: number): number {
    let kind = this.#kinds[row] ?? unknown;
    if (kind === unknown) {
      const isWrite = store.isClass(row, 'write');
      kind = store.isClass(row, 'failed') ? failed : isWrite ? write : none;
      this.#kinds[row] = kind;
    }

    return kind;
  }
}

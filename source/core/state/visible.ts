import {type EventStore} from '../event-store.ts';
import {compileFilter, type Filter} from '../filter.ts';
import {type TimeRange} from '../time.ts';

/** What the list lets through before the person's own filter: `w` cycles these. */
export const views = ['notable', 'writes', 'all'] as const;
export type View = (typeof views)[number];

/** The events that the list shows, newest first, and what it hides. */
export type VisibleList = {
  readonly rows: readonly number[];
  /** Events in the range, shown or not. */
  readonly total: number;
  /** This trailtop's own calls in the range that are hidden. */
  readonly own: number;
};

export type VisibleInput = {
  readonly store: EventStore;
  /** Undefined shows everything, also what has no readable time. */
  readonly range: TimeRange | undefined;
  readonly filter: Filter | undefined;
  readonly view: View;
  /** Rows from this one on are not shown: the screen was frozen before they came. */
  readonly rowLimit: number;
};

const viewClass: Readonly<Record<View, string | undefined>> = {
  notable: 'notable',
  writes: 'write',
  all: undefined,
};

/**
 * Finds the visible rows. What a row answered to a filter is remembered until the filter changes, so that new events
 * cost only themselves.
 */
export class VisibleRows {
  #key: readonly unknown[] = [];
  #answers: Uint8Array = new Uint8Array(0);
  #test: (row: number) => boolean = () => true;

  compute({store, range, filter, view, rowLimit}: VisibleInput): VisibleList {
    this.#prepare(store, filter, view);
    const {order} = store;
    const [from, to] = range ? positionsWithin(store, range) : [0, order.length];
    const rows: number[] = [];
    const asksForOwn = filter !== undefined && mentionsOwn(filter);
    let own = 0;
    let total = 0;
    for (let position = from; position < to; position++) {
      const row = order[position] ?? -1;
      if (row >= rowLimit || store.isSuperseded(row)) {
        continue;
      }

      total++;
      const answer = this.#answer(store, row, asksForOwn);
      if (answer === shown) {
        rows.push(row);
      } else if (answer === ownHidden) {
        own++;
      }
    }

    return {rows, total, own};
  }

  #prepare(store: EventStore, filter: Filter | undefined, view: View): void {
    const key = [store, store.epoch, filter, view];
    if (key.some((part, index) => part !== this.#key[index])) {
      this.#key = key;
      this.#answers = new Uint8Array(0);
      this.#test = testOf(store, filter, view);
    }

    if (this.#answers.length < store.rowCount) {
      const larger = new Uint8Array(Math.max(1024, store.rowCount * 2));
      larger.set(this.#answers);
      this.#answers = larger;
    }
  }

  #answer(store: EventStore, row: number, asksForOwn: boolean): number {
    let answer = this.#answers[row] ?? unknown;
    if (answer === unknown) {
      if (!asksForOwn && store.isClass(row, 'own')) {
        answer = ownHidden;
      } else {
        answer = this.#test(row) ? shown : hidden;
      }

      this.#answers[row] = answer;
    }

    return answer;
  }
}

const unknown = 0;
const shown = 1;
const hidden = 2;
const ownHidden = 3;

function testOf(
  store: EventStore,
  filter: Filter | undefined,
  view: View,
): (row: number) => boolean {
  const matches = filter ? compileFilter(filter) : undefined;
  // Who asks for our own calls means all of them, and none is notable.
  const className = filter && mentionsOwn(filter) ? undefined : viewClass[view];
  let current = -1;
  // One face for all rows: nothing is made for each event.
  const face = {
    field: (name: string) => store.field(current, name),
    isClass: (name: string) => store.isClass(current, name),
    hasText: (needle: string) => store.hasText(current, needle),
  };
  return (row) => {
    current = row;
    return (className === undefined || store.isClass(row, className)) && (matches?.(face) ?? true);
  };
}

/** Positions in the store's order whose times lie in the range. */
function positionsWithin(store: EventStore, {since, until}: TimeRange): [number, number] {
  return [firstOlderThan(store, until), firstOlderThan(store, since)];
}

/** The first position whose time is before `limit` or unreadable. */
function firstOlderThan(store: EventStore, limit: number): number {
  const {order} = store;
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (store.time(order[middle] ?? -1) >= limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return low;
}

function mentionsOwn(filter: Filter): boolean {
  return filter.some(
    (term) => term.kind === 'class' && !term.negated && term.classes.includes('own'),
  );
}

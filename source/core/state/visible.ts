import {type EventStore} from '../event-store.ts';
import {Finds, no, questionOf, yes} from '../event-store/finds.ts';
import {flatClass, flatSuperseded} from '../event-store/flat.ts';
import {
  compileRows,
  compileSieve,
  isOnColumns,
  recordTerms,
  type Sieve,
} from '../event-store/row-filter.ts';
import {printFilter, type Filter, type Term} from '../filter.ts';
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
  /** Events of which it is not known yet whether they are shown: their records are being searched. */
  readonly waiting: number;
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

/** Records that are opened at once: so many of them, wherever they lie, cost less than a key may. */
const mostAtOnce = 300;

/**
 * Finds the visible rows. What the view and each term let through is remembered, so that a key that changes the last
 * term asks only that one, and only of what the others left. What only a record can answer (free text, paths) is asked
 * here of a few rows; of many it is found out elsewhere, and comes by `finds`.
 */
export class VisibleRows {
  /** What has been found in records so far. */
  readonly finds: Finds;
  #base: Base | undefined;
  #stages: readonly Stage[] = [];
  #last: {readonly key: readonly unknown[]; readonly list: VisibleList} | undefined;
  #everything: VisibleRows | undefined;

  constructor(finds = new Finds()) {
    this.finds = finds;
  }

  /**
   * What an empty list would show were there no range: it is asked for while the list is empty, and found anew only where
   * something has changed.
   */
  withoutRange(input: Omit<VisibleInput, 'range'>): VisibleList {
    this.#everything ??= new VisibleRows(this.finds);
    return this.#everything.compute({...input, range: undefined});
  }

  compute(input: VisibleInput): VisibleList {
    const {store, filter = []} = input;
    const base = this.#baseOf(input, mentionsOwn(filter));
    const left = this.#sieve(store, filter, base.rows);
    const terms = recordTerms(store, filter);
    this.finds.ask(terms.map((term) => questionOf(term)));
    const key = [base, left, ...terms.map((term) => printFilter([term]))];
    const searched = terms.length === 0 ? noneSearched(left) : this.#search(left, terms);
    const {total, own} = base;
    if (searched.rows.length > 0) {
      // Lists of rows are large: these are not asked for again before the list is empty.
      this.#everything = undefined;
    }

    if (searched.waiting === 0 || searched.waiting > mostAtOnce) {
      return this.#remembered([...key, this.finds.version], {...searched, total, own});
    }

    this.#ask(store, terms, searched.open);
    const {rows} = this.#search(left, terms);
    return this.#remembered([...key, this.finds.version], {rows, total, own, waiting: 0});
  }

  /** The same list for as long as nothing has changed. */
  #remembered(key: readonly unknown[], {rows, total, own, waiting}: VisibleList): VisibleList {
    const last = this.#last;
    if (last?.key.length === key.length && key.every((part, index) => part === last.key[index])) {
      return last.list;
    }

    const list = {rows, total, own, waiting};
    this.#last = {key, list};
    return list;
  }

  /** What the range, the view and freezing leave of all events, whatever the filter says. */
  #baseOf({store, range, view, rowLimit}: VisibleInput, asksForOwn: boolean): Base {
    const {order, version} = store;
    const key = [store, version, view, rowLimit, asksForOwn, range?.since, range?.until];
    const before = this.#base;
    if (before && key.every((part, index) => part === before.key[index])) {
      return before;
    }

    // Who asks for our own calls means all of them, and none is notable.
    const className = asksForOwn ? undefined : viewClass[view];
    const corrected = flatSuperseded(store);
    const isOwn = asksForOwn ? undefined : flatClass(store, 'own');
    const inView = className === undefined ? undefined : flatClass(store, className);
    const [from, to] = range ? positionsWithin(store, range) : [0, order.length];
    const rows: number[] = [];
    let own = 0;
    let total = 0;
    for (let position = from; position < to; position++) {
      const row = order[position] ?? -1;
      if (row >= rowLimit || corrected[row] === 1) {
        continue;
      }

      total++;
      if (isOwn?.[row] === 1) {
        own++;
      } else if (inView?.[row] !== 0) {
        rows.push(row);
      }
    }

    this.#base = {key, rows, total, own};
    return this.#base;
  }

  /** The rows that the filter's terms on columns leave. */
  #sieve(store: EventStore, filter: Filter, rows: readonly number[]): readonly number[] {
    const stages: Stage[] = [];
    let left = rows;
    for (const term of filter.filter((each) => isOnColumns(store, each))) {
      const column = term.kind === 'field' ? store.columnOf(term.name) : '';
      const key = [store, store.epoch, column, printFilter([term])];
      const before = this.#stages[stages.length];
      const isSame = before && key.every((part, index) => part === before.key[index]);
      const sieve = isSame ? before.sieve : compileSieve(store, term);
      const after = isSame && before.from === left ? before.after : sieve(left);
      stages.push({key, sieve, from: left, after});
      left = after;
    }

    this.#stages = stages.slice(0, mostStages);
    return left;
  }

  /** The rows for which what is known of their records holds; those of which it is not known yet are open. */
  #search(rows: readonly number[], terms: readonly Term[]): Searched {
    const questions = terms.map((term) => ({
      answers: this.finds.answersTo(questionOf(term)),
      hidden: term.negated ? yes : no,
    }));
    const shown: number[] = [];
    const open: number[] = [];
    let waiting = 0;
    for (const row of rows) {
      let isOpen = false;
      let isHidden = false;
      for (const {answers, hidden} of questions) {
        const answer = answers[row] ?? 0;
        isHidden ||= answer === hidden;
        isOpen ||= answer === 0;
      }

      if (isHidden) {
        continue;
      }

      if (!isOpen) {
        shown.push(row);
      } else if (waiting++ < mostAtOnce) {
        open.push(row);
      }
    }

    return {rows: shown, open, waiting};
  }

  /** Opens the records of a few rows. */
  #ask(store: EventStore, terms: readonly Term[], rows: readonly number[]): void {
    for (const term of terms) {
      const test = compileRows(store, [{...term, negated: false}]);
      const hits = rows.map((row) => (test(row) ? 1 : 0));
      this.finds.learn(questionOf(term), rows, hits);
    }
  }
}

type Base = {
  /** What it was made of. */
  readonly key: readonly unknown[];
  readonly rows: readonly number[];
  readonly total: number;
  readonly own: number;
};

/** What one term leaves of the rows that the terms before it left. */
type Stage = {
  readonly key: readonly unknown[];
  readonly sieve: Sieve;
  readonly from: readonly number[];
  readonly after: readonly number[];
};

/** Lists of rows are large: those of so many terms are remembered. */
const mostStages = 6;

type Searched = {
  readonly rows: readonly number[];
  /** The first of those that wait. */
  readonly open: readonly number[];
  readonly waiting: number;
};

function noneSearched(rows: readonly number[]): Searched {
  return {rows, open: [], waiting: 0};
}

/** Positions in the store's order whose times lie in the range. */
export function positionsWithin(store: EventStore, {since, until}: TimeRange): [number, number] {
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

/** Whether a filter asks for this trailtop's own calls. */
export function mentionsOwn(filter: Filter): boolean {
  return filter.some(
    (term) => term.kind === 'class' && !term.negated && term.classes.includes('own'),
  );
}

import {type EventStore} from '../event-store.ts';
import {flatCodes} from '../event-store/flat.ts';
import {compileSieve, isOnColumns} from '../event-store/row-filter.ts';
import {compileValues, printFilter, type Filter, type Term} from '../filter.ts';

/** What is known of a store until its next epoch. Whatever has a `done` was made of so many of the rows. */
type Known = {
  readonly epoch: number;
  /** Rows that count, as they came: not what was corrected, nor our own calls, which the list hides. */
  readonly rows: number[];
  rowCount: number;
  /** Of each column, how many rows have each code. */
  readonly columns: Map<string, {done: number; readonly codes: number[]}>;
  readonly filters: Map<string, {done: number; count: number}>;
};

const knownOf = new WeakMap<EventStore, Known>();

/**
 * How many loaded events match each filter, in the order given; undefined where that would open records. Each column is
 * gone through once, whatever is asked of it, and new events cost only themselves: so all of it fits into one drawing.
 */
export function countMatches(
  store: EventStore,
  filters: readonly Filter[],
): ReadonlyArray<number | undefined> {
  const known = current(store);
  return filters.map((filter) =>
    isCountable(store, filter)
      ? (countOfValues(store, known, filter) ?? countOfRows(store, known, filter))
      : undefined,
  );
}

function isCountable(store: EventStore, filter: Filter): boolean {
  return filter.length > 0 && filter.every((term) => isOnColumns(store, term));
}

/** What is known, brought up to date. */
function current(store: EventStore): Known {
  let known = knownOf.get(store);
  if (known?.epoch !== store.epoch) {
    // Rows that go make a new epoch.
    known = {
      epoch: store.epoch,
      rows: [],
      rowCount: 0,
      columns: new Map(),
      filters: new Map(),
    };
    knownOf.set(store, known);
  }

  for (; known.rowCount < store.rowCount; known.rowCount++) {
    const row = known.rowCount;
    if (store.raw(row) !== undefined && !store.isSuperseded(row) && !store.isClass(row, 'own')) {
      known.rows.push(row);
    }
  }

  return known;
}

/** The count for one term on a column: what its values count together. Undefined for any other filter. */
function countOfValues(store: EventStore, known: Known, filter: Filter): number | undefined {
  const [term] = filter;
  const column = filter.length === 1 && isPlain(term) ? store.columnOf(term.name) : undefined;
  if (column === undefined || !isPlain(term)) {
    return undefined;
  }

  const test = compileValues(term);
  const dictionary = store.dictionaryOf(column);
  let count = 0;
  for (const [code, each] of codesOf(store, known, column).entries()) {
    const isMatch =
      each > 0 && dictionary.valuesOf(code).some((value) => value !== '' && test(value));
    count += isMatch ? each : 0;
  }

  return count;
}

function isPlain(
  term: Term | undefined,
): term is Extract<Term, {readonly kind: 'field'}> & {readonly negated: false} {
  return term?.kind === 'field' && !term.negated;
}

function codesOf(store: EventStore, {rows, columns}: Known, column: string): readonly number[] {
  const known = columns.get(column) ?? {done: 0, codes: []};
  columns.set(column, known);
  const {codes} = known;
  while (codes.length < store.dictionaryOf(column).size) {
    codes.push(0);
  }

  const codeAt = flatCodes(store, column);
  for (; known.done < rows.length; known.done++) {
    const code = codeAt[rows[known.done] ?? 0] ?? 0;
    codes[code] = (codes[code] ?? 0) + 1;
  }

  return codes;
}

function countOfRows(store: EventStore, {rows, filters}: Known, filter: Filter): number {
  const name = printFilter(filter);
  const known = filters.get(name) ?? {done: 0, count: 0};
  filters.set(name, known);
  let left: readonly number[] = known.done === 0 ? rows : rows.slice(known.done);
  for (const term of filter) {
    left = compileSieve(store, term)(left);
  }

  known.count += left.length;
  known.done = rows.length;
  return known.count;
}

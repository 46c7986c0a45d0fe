import {
  compileFilter,
  compileValues,
  literalOf,
  type Filter,
  type FilterFace,
  type Term,
} from '../filter.ts';
import {type EventStore} from '../event-store.ts';
import {elsewhere} from './dictionary.ts';
import {flatClass, flatCodes} from './flat.ts';

type RowTest = (row: number) => boolean;

/**
 * A filter as a test of a store's rows. A term on a column is asked once of every value that occurs, and then only of
 * codes; what no column holds is asked of the record. Valid until the store's next epoch.
 */
export function compileRows(store: EventStore, filter: Filter): RowTest {
  const onColumns: RowTest[] = [];
  const onRecords: Term[] = [];
  for (const term of filter) {
    const test = columnTest(store, term);
    if (test) {
      onColumns.push(test);
    } else {
      onRecords.push(term);
    }
  }

  if (onRecords.length > 0) {
    onColumns.push(recordTest(store, onRecords));
  }

  const [only] = onColumns;
  return only && onColumns.length === 1 ? only : (row) => onColumns.every((test) => test(row));
}

/** Those of some rows for which something holds: the same list where that is all of them. */
export type Sieve = (rows: readonly number[]) => readonly number[];

/**
 * A term that `isOnColumns` as a sieve for very many rows: the same answers as those of `compileRows`. Valid until the
 * store's next epoch.
 */
export function compileSieve(store: EventStore, term: Term): Sieve {
  if (term.kind === 'class') {
    return classSieve(store, term.classes, term.negated);
  }

  const column = term.kind === 'field' ? store.columnOf(term.name) : undefined;
  return term.kind === 'field' && column !== undefined
    ? columnSieve(store, term, column)
    : plainSieve(compileRows(store, [term]));
}

function plainSieve(test: RowTest): Sieve {
  return (rows) => {
    const kept = rows.filter((row) => test(row));
    return kept.length === rows.length ? rows : kept;
  };
}

function classSieve(store: EventStore, classes: readonly string[], negated: boolean): Sieve {
  const wanted = negated ? 0 : 1;
  return (rows) => {
    const flags = classes.map((name) => flatClass(store, name));
    const kept: number[] = [];
    for (const row of rows) {
      let isAny = 0;
      for (const each of flags) {
        isAny |= each[row] ?? 0;
      }

      if (isAny === wanted) {
        kept.push(row);
      }
    }

    return kept.length === rows.length ? rows : kept;
  };
}

function columnSieve(
  store: EventStore,
  term: Extract<Term, {readonly kind: 'field'}>,
  column: string,
): Sieve {
  const {name, negated} = term;
  const test = compileValues(term);
  const dictionary = store.dictionaryOf(column);
  const holds = (values: readonly string[]) => values.some((value) => value !== '' && test(value));
  // 0 not asked yet, 1 left out, 2 kept. Grows with the dictionary.
  let answers = new Uint8Array(0);
  return (rows) => {
    if (answers.length < dictionary.size) {
      const larger = new Uint8Array(dictionary.size + 64);
      larger.set(answers);
      answers = larger;
    }

    const codes = flatCodes(store, column);
    const kept: number[] = [];
    for (const row of rows) {
      const code = codes[row] ?? 0;
      let answer = answers[code];
      if (answer === 0) {
        const values = code === elsewhere ? store.field(row, name) : dictionary.valuesOf(code);
        answer = holds(values) === negated ? 1 : 2;
        // What is kept elsewhere differs from row to row.
        answers[code] = code === elsewhere ? 0 : answer;
      }

      if (answer === 2) {
        kept.push(row);
      }
    }

    return kept.length === rows.length ? rows : kept;
  };
}

/** Whether a term can be told without opening a record. */
export function isOnColumns(store: EventStore, term: Term): boolean {
  if (term.kind === 'text') {
    return false;
  }

  if (term.kind === 'class' || isId(store, term)) {
    return true;
  }

  const column = store.columnOf(term.name);
  return column !== undefined && store.isWhole(column);
}

/** The terms that only a record can answer. */
export function recordTerms(store: EventStore, filter: Filter): readonly Term[] {
  return filter.filter((term) => !isOnColumns(store, term));
}

function columnTest(store: EventStore, term: Term): RowTest | undefined {
  if (term.kind === 'class') {
    const {classes, negated} = term;
    return (row) => classes.some((name) => store.isClass(row, name)) !== negated;
  }

  if (term.kind === 'field' && isId(store, term)) {
    return idTest(store, term);
  }

  const column = term.kind === 'field' ? store.columnOf(term.name) : undefined;
  if (term.kind !== 'field' || column === undefined) {
    return undefined;
  }

  const {name, negated} = term;
  const test = compileValues(term);
  const dictionary = store.dictionaryOf(column);
  const codeOf = store.codesOf(column);
  const holds = (values: readonly string[]) => values.some((value) => value !== '' && test(value));
  // 0 not asked yet, 1 no, 2 yes. Grows with the dictionary.
  let answers = new Uint8Array(dictionary.size + 64);
  return (row) => {
    const code = codeOf(row);
    if (code === elsewhere) {
      return holds(store.field(row, name)) !== negated;
    }

    if (code >= answers.length) {
      const larger = new Uint8Array(dictionary.size * 2);
      larger.set(answers);
      answers = larger;
    }

    const answer = (answers[code] ||= holds(dictionary.valuesOf(code)) ? 2 : 1);
    return (answer === 2) !== negated;
  };
}

/** Whether a term asks for eventIDs, which the store has beside the columns; rows of a CSV may have a column of that name. */
function isId(store: EventStore, term: Extract<Term, {readonly kind: 'field'}>): boolean {
  return term.name.toLowerCase() === 'id' && !store.hasRows;
}

/** A whole eventID is looked up, in the spelling in which AWS writes it; anything else is asked of every row. */
function idTest(store: EventStore, term: Extract<Term, {readonly kind: 'field'}>): RowTest {
  const {negated} = term;
  const ids = term.values.map((value) => literalOf(value)?.toLowerCase());
  if (ids.every((id) => id !== undefined && /^[\-0-9a-f]{36}$/v.test(id))) {
    const rows = new Set(ids.map((id) => store.rowOf(id ?? '')));
    return (row) => rows.has(row) !== negated;
  }

  const test = compileValues(term);
  return (row) => store.field(row, 'id').some((id) => test(id)) !== negated;
}

function recordTest(store: EventStore, terms: Filter): RowTest {
  const matches = compileFilter(terms);
  let current = -1;
  // One face for all rows: nothing is made for each event.
  const face: FilterFace = {
    field: (name) => store.field(current, name),
    isClass: (name) => store.isClass(current, name),
    hasText: (needle) => store.hasText(current, needle),
  };
  return (row) => {
    current = row;
    return matches(face);
  };
}

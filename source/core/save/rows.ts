import {compileFilter} from '../filter.ts';
import {type State} from '../state/model.ts';

/** What is saved, newest first; `own` of the rows are this trailtop's own calls that the list hides. */
export type RowsToSave = {readonly rows: readonly number[]; readonly own: number};

/**
 * The rows of the list, and this trailtop's own calls of the range that the person's filter lets through: the list hides
 * them because they are noise there, but who reads a record of what was called must find them. The view (notable,
 * writes) does not judge them, as it never does.
 */
export function rowsToSave(state: State): RowsToSave {
  const {store, list, choice, range} = state;
  if (list.own === 0) {
    return {rows: list.rows, own: 0};
  }

  const isOwnWanted = ownTest(state);
  const rowLimit = state.frozenAt ?? Infinity;
  const rows: number[] = [];
  let next = 0;
  for (const row of store.order) {
    const time = store.time(row);
    const isInRange = choice.kind === 'all' || (time >= range.since && time < range.until);
    if (row === list.rows[next]) {
      rows.push(row);
      next++;
    } else if (isInRange && row < rowLimit && isOwnWanted(row)) {
      rows.push(row);
    }
  }

  return {rows, own: rows.length - list.rows.length};
}

function ownTest({store, filter, isFilterOff}: State): (row: number) => boolean {
  const matches = filter && !isFilterOff ? compileFilter(filter) : undefined;
  return (row) =>
    store.isClass(row, 'own') &&
    !store.isSuperseded(row) &&
    (matches?.({
      field: (name) => store.field(row, name),
      isClass: (name) => store.isClass(row, name),
      hasText: (needle) => store.hasText(row, needle),
    }) ??
      true);
}

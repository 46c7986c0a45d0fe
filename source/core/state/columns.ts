import {absent, elsewhere} from '../event-store/dictionary.ts';
import {formatDate, sameDay} from '../time.ts';
import {columnIds, columnsFor, type ListColumn} from './list-columns.ts';
import {watchedRegions, zoneOf, type State} from './model.ts';

/**
 * How much of the date stands before a time: none within one day of this year, the year where the range lies in several.
 * Of one other year the status line tells, and WHAT has more use for the room.
 */
export function dateOfList(state: State): 'none' | 'day' | 'year' {
  const {since, until} = state.range;
  const zone = zoneOf(state);
  const yearOf = (time: number) => formatDate(time, zone).slice(0, 4);
  if (yearOf(since) !== yearOf(until - 1)) {
    return 'year';
  }

  return sameDay(since, until - 1, zone) && yearOf(since) === yearOf(state.now) ? 'none' : 'day';
}

/** Cells of a row: inside the border, after the mark of the cursor. */
export function listColumns(state: State): readonly ListColumn[] {
  return columnsFor(state.size.columns - 2 - 4, {
    timeWidth: {none: 8, day: 14, year: 19}[dateOfList(state)],
    hasRegion: hasManyRegions(state),
    chosen: state.column,
  });
}

/** The column that the person is in; EVENT where theirs is no longer there. */
export function chosenColumn(state: State): ListColumn | undefined {
  const columns = listColumns(state);
  return columns.find(({id}) => id === state.column) ?? columns.find(({id}) => id === 'name');
}

/** The next column to the right (1) or left (-1), also where it had no room so far. */
export function moveColumn(state: State, by: number): State {
  const hasRegion = hasManyRegions(state);
  const ids = columnIds.filter((id) => id !== 'region' || hasRegion);
  const at = ids.indexOf(chosenColumn(state)?.id ?? 'name');
  const column = ids[Math.min(Math.max(0, at + by), ids.length - 1)] ?? 'name';
  return column === state.column ? state : {...state, column};
}

const remembered = new WeakMap<
  State['list'],
  {readonly watched: string; readonly isMany: boolean}
>();

/**
 * Whether a row's region has to be told: several are watched, or a listed event is from another region than the one that
 * the status line names (a search in every region brings such events).
 */
export function hasManyRegions(state: State): boolean {
  const watched = state.mode === 'live' ? watchedRegions(state) : [];
  if (watched.length > 1) {
    return true;
  }

  const [only = ''] = watched;
  const known = remembered.get(state.list);
  if (known?.watched === only) {
    return known.isMany;
  }

  const isMany = holdsMany(state, only);
  remembered.set(state.list, {watched: only, isMany});
  return isMany;
}

/** Asked once a list, of codes: it may hold hundreds of thousands of rows. */
function holdsMany({store, list}: State, watched: string): boolean {
  const codeOf = store.codesOf('region');
  const dictionary = store.dictionaryOf('region');
  let first = watched;
  let firstCode = absent;
  for (const row of list.rows) {
    const code = codeOf(row);
    if (code === firstCode || code === absent) {
      continue;
    }

    const region =
      (code === elsewhere ? store.field(row, 'region') : dictionary.valuesOf(code))[0] ?? '';
    if (region !== '' && first !== '' && region !== first) {
      return true;
    }

    first ||= region;
    if (code !== elsewhere) {
      firstCode = code;
    }
  }

  return false;
}

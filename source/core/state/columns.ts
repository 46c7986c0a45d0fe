import {formatDate, sameDay} from '../time.ts';
import {columnsFor, type ListColumn} from './list-columns.ts';
import {watchedRegions, zoneOf, type State} from './model.ts';

/** How much of the date stands before a time: none within one day, the year where it is not the present one. */
export function dateOfList(state: State): 'none' | 'day' | 'year' {
  const {since, until} = state.range;
  const zone = zoneOf(state);
  const yearOf = (time: number) => formatDate(time, zone).slice(0, 4);
  if (yearOf(since) !== yearOf(state.now) || yearOf(until - 1) !== yearOf(state.now)) {
    return 'year';
  }

  return sameDay(since, until - 1, zone) ? 'none' : 'day';
}

/** Cells of a row: inside the border, after the mark of the cursor. */
export function listColumns(state: State): readonly ListColumn[] {
  const timeWidth = {none: 8, day: 14, year: 19}[dateOfList(state)];
  const hasRegions = state.mode === 'live' && watchedRegions(state).length > 1;
  return columnsFor(state.size.columns - 2 - 4, timeWidth, hasRegions);
}

export function moveColumn(state: State, by: number): State {
  const last = listColumns(state).length - 1;
  const column = Math.min(Math.max(0, Math.min(state.column, last) + by), last);
  return column === state.column ? state : {...state, column};
}

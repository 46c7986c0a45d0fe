import {sameDay} from '../time.ts';
import {columnsFor, type ListColumn} from './list-columns.ts';
import {watchedRegions, zoneOf, type State} from './model.ts';

/** Cells of a row: inside the border, after the mark of the cursor. */
export function listColumns(state: State): readonly ListColumn[] {
  const {since, until} = state.range;
  const timeWidth = sameDay(since, until - 1, zoneOf(state)) ? 8 : 14;
  const hasRegions = state.mode === 'live' && watchedRegions(state).length > 1;
  return columnsFor(state.size.columns - 2 - 4, timeWidth, hasRegions);
}

export function moveColumn(state: State, by: number): State {
  const last = listColumns(state).length - 1;
  const column = Math.min(Math.max(0, Math.min(state.column, last) + by), last);
  return column === state.column ? state : {...state, column};
}

import {smallest} from '../layout.ts';
import {type State} from './model.ts';

/** Rows of the debug strip: what is said fits into two lines on a wide screen. 0 where the panes would have no room left. */
export function debugHeight(columns: number, rows: number, isDebug: boolean): number {
  const height = columns >= 100 ? 2 : columns >= 60 ? 3 : 4;
  return isDebug && rows - height >= smallest.rows ? height : 0;
}

/** The terminal has another size: the panes have what the debug strip leaves them. */
export function resize(state: State, columns: number, rows: number): State {
  const debugRows = debugHeight(columns, rows, state.isDebug);
  return {...state, debugRows, size: {columns, rows: rows - debugRows}};
}

/** `^O`: the program's own figures below the panes, and away again. */
export function toggleDebug(state: State): State {
  const {size, debugRows, isDebug} = state;
  const toggled = resize({...state, isDebug: !isDebug}, size.columns, size.rows + debugRows);
  return toggled.isDebug && toggled.debugRows === 0
    ? {...state, notice: 'there is no room for the debug lines: enlarge the terminal'}
    : toggled;
}

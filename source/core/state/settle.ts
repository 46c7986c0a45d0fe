import {layOut} from '../layout.ts';
import {lineOf, settleLines} from './collapse.ts';
import {resolveRange} from './range.ts';
import {presentOf, type State} from './model.ts';

/** Lines of the list between its header and its border, one of them kept for the line that marks the unsettled part. */
export function listLines(state: State): number {
  const layout = layOut(state.size.columns, state.size.rows, state.focus, state.isMaximised);
  const rect = layout.kind === 'panes' ? layout.events : undefined;
  return Math.max(1, (rect?.height ?? state.size.rows - 2) - 3 - (state.mode === 'live' ? 1 : 0));
}

/**
 * Brings what follows from other things up to date after an action: the range in ms, the visible rows, and the
 * cursor, which is held on its event wherever that has moved to.
 */
export function settle(before: State, after: State): State {
  return after === before && after.list.rows.length > 0
    ? after
    : settleCursor(settleLines(settleList(settleRange(after), before)));
}

function settleRange(state: State): State {
  if (state.frozenAt !== undefined && state.choice.kind !== 'fixed') {
    return state;
  }

  const range = resolveRange(state.choice, presentOf(state), state.store.extent);
  return range.since === state.range.since && range.until === state.range.until
    ? state
    : {...state, range};
}

function settleList(state: State, before: State): State {
  const isSame =
    state.storeVersion === before.storeVersion &&
    state.range === before.range &&
    state.filter === before.filter &&
    state.isFilterOff === before.isFilterOff &&
    state.view === before.view &&
    state.search === before.search &&
    state.frozenAt === before.frozenAt;
  if (isSame && state.list.total > 0) {
    return state;
  }

  const list = state.visible.compute({
    store: state.store,
    range: state.choice.kind === 'all' ? undefined : state.range,
    filter: state.isFilterOff ? undefined : state.filter,
    view: state.view,
    rowLimit: state.frozenAt ?? Infinity,
  });
  if (!hasSameRows(list.rows, state.list.rows)) {
    return {...state, list};
  }

  const isEqual =
    list.total === state.list.total &&
    list.own === state.list.own &&
    list.waiting === state.list.waiting;
  // The same rows stay the same list: what is made of them need not be made again.
  return isEqual ? state : {...state, list: {...list, rows: state.list.rows}};
}

/** Runs over every row of the list whenever something arrives. */
function hasSameRows(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) {
    return true;
  }

  // Lists that differ mostly differ at their ends.
  if (a.length !== b.length || a.at(-1) !== b.at(-1)) {
    return false;
  }

  for (const [index, row] of a.entries()) {
    if (row !== b[index]) {
      return false;
    }
  }

  return true;
}

function settleCursor(state: State): State {
  const {rows} = state.list;
  if (rows.length === 0) {
    return state.cursor === undefined && state.cursorLine === 0
      ? state
      : {
          ...state,
          cursor: undefined,
          cursorLine: 0,
          lost:
            state.cursor === undefined ? state.lost : {row: state.cursor, line: state.cursorLine},
        };
  }

  const {cursor, cursorLine, lost, isFollowing} = state;
  const held = cursor ?? lost?.row;
  const line = cursor === undefined ? (lost?.line ?? 0) : cursorLine;
  const placed =
    isFollowing || held === undefined
      ? placeOnNewest(state)
      : placeOnRow(state, positionNear(state, held), line);
  return placed.lost ? {...placed, lost: undefined} : placed;
}

/** The cursor on the line of the newest event: the first, or in a turned list the last. */
export function placeOnNewest(state: State): State {
  const last = state.lines.rows.length - 1;
  return state.lines.isTurned ? placeCursor(state, last, last) : placeCursor(state, 0, 0);
}

/** The cursor on one event of the list, also where it is drawn as one of many in a collapsed line. */
export function placeOnRow(state: State, position: number, line: number): State {
  return placeCursor(state, lineOf(state.lines, position), line, state.list.rows[position]);
}

/**
 * The cursor on a line of the list, as near to the wanted line of the screen as the list allows; on `row` where that is
 * not the line's own event.
 */
export function placeCursor(state: State, position: number, line: number, row?: number): State {
  const {rows} = state.lines;
  const lines = listLines(state);
  const at = Math.min(Math.max(0, position), rows.length - 1);
  // The last page is full where the list is long enough, and the first line is never above the list's beginning.
  const highest = Math.max(0, at - Math.max(0, rows.length - lines));
  const cursorLine = Math.min(Math.max(line, highest), at, lines - 1);
  const cursor = row ?? rows[at];
  return cursor === state.cursor && cursorLine === state.cursorLine
    ? state
    : {...state, cursor, cursorLine};
}

/** Where a row is in the list's rows; where the list no longer holds it, the next older one. */
function positionNear(state: State, row: number): number {
  const {rows} = state.list;
  const position = indexIn(rows, row);
  return position === -1 ? positionAt(state, state.store.time(row)) : position;
}

/** The position in the list's rows of the newest event at or before a time; of the oldest where all are newer. */
export function positionAt(state: State, time: number): number {
  const {rows} = state.list;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (state.store.time(rows[middle] ?? -1) > time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return Math.min(low, Math.max(0, rows.length - 1));
}

/** The line of the list that the cursor is on; 0 where the list is empty. */
export function cursorPosition({cursor, lines, list}: State): number {
  return cursor === undefined ? 0 : lineOf(lines, Math.max(0, indexIn(list.rows, cursor)));
}

const lastIndex = new WeakMap<readonly number[], {readonly row: number; readonly index: number}>();

/** Where a row is in a list that never changes. A frame asks several times where the cursor is. */
function indexIn(rows: readonly number[], row: number): number {
  const known = lastIndex.get(rows);
  if (known?.row === row) {
    return known.index;
  }

  const index = rows.indexOf(row);
  lastIndex.set(rows, {row, index});
  return index;
}

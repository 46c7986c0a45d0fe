import {
  cursorPosition,
  listLines,
  placeCursor,
  placeOnNewest,
  placeOnRow,
  positionAt,
} from './settle.ts';
import {type State} from './model.ts';

/** The cursor so many lines down (or, negative, up). Reaching the newest event resumes following. */
export function moveCursor(state: State, by: number): State {
  if (state.lines.rows.length === 0) {
    return state;
  }

  const from = cursorPosition(state);
  const to = Math.min(Math.max(0, from + by), state.lines.rows.length - 1);
  const isPage = Math.abs(by) > 1;
  const moved = placeCursor(state, to, isPage ? state.cursorLine : state.cursorLine + (to - from));
  return following(moved, to === newestLine(state));
}

/** A page less two lines, so that the eye finds its place again; or half a page. */
export function pageSize(state: State, isHalf: boolean): number {
  const lines = listLines(state);
  return Math.max(1, isHalf ? Math.floor(lines / 2) : lines - 2);
}

function following(state: State, isFollowing: boolean): State {
  return state.isFollowing === isFollowing ? state : {...state, isFollowing};
}

function newestLine({lines}: State): number {
  return lines.isTurned ? lines.rows.length - 1 : 0;
}

/** To the list's first line, or its last. */
export function moveToEnd(state: State, end: 'first' | 'last'): State {
  const last = state.lines.rows.length - 1;
  if (last < 0) {
    return state;
  }

  const line = end === 'first' ? 0 : last;
  return line === newestLine(state)
    ? following(placeOnNewest(state), true)
    : following(placeCursor(state, line, line), false);
}

/** The cursor on the newest event at or before a time: where the chart's cursor leads. */
export function moveToTime(state: State, time: number): State {
  if (state.list.rows.length === 0) {
    return state;
  }

  const position = positionAt(state, time);
  return {...placeOnRow(state, position, Math.floor(listLines(state) / 2)), isFollowing: false};
}

/** The next line in a direction of time (1 further back, -1 towards now) for whose event something holds. */
export function moveToNext(
  state: State,
  direction: 1 | -1,
  holds: (row: number) => boolean,
  nothing: string,
): State {
  const {rows, isTurned} = state.lines;
  const step = isTurned ? -direction : direction;
  for (
    let position = cursorPosition(state) + step;
    position >= 0 && position < rows.length;
    position += step
  ) {
    if (holds(rows[position] ?? -1)) {
      return moveCursor(state, position - cursorPosition(state));
    }
  }

  return {...state, notice: nothing};
}

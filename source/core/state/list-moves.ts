import {cursorPosition, listLines, placeCursor, placeOnRow, positionAt} from './settle.ts';
import {type State} from './model.ts';

/** The cursor so many events further back (or, negative, towards now). Reaching the newest resumes following. */
export function moveCursor(state: State, by: number): State {
  if (state.lines.rows.length === 0) {
    return state;
  }

  const from = cursorPosition(state);
  const to = Math.min(Math.max(0, from + by), state.lines.rows.length - 1);
  const isPage = Math.abs(by) > 1;
  const moved = placeCursor(state, to, isPage ? state.cursorLine : state.cursorLine + (to - from));
  return following(moved, to === 0);
}

/** A page less two lines, so that the eye finds its place again; or half a page. */
export function pageSize(state: State, isHalf: boolean): number {
  const lines = listLines(state);
  return Math.max(1, isHalf ? Math.floor(lines / 2) : lines - 2);
}

function following(state: State, isFollowing: boolean): State {
  return state.isFollowing === isFollowing ? state : {...state, isFollowing};
}

export function moveToNewest(state: State): State {
  return following(placeCursor(state, 0, 0), true);
}

export function moveToOldest(state: State): State {
  const last = state.lines.rows.length - 1;
  return last < 0 ? state : following(placeCursor(state, last, listLines(state) - 1), last === 0);
}

/** The cursor on the newest event at or before a time: where the chart's cursor leads. */
export function moveToTime(state: State, time: number): State {
  if (state.list.rows.length === 0) {
    return state;
  }

  const position = positionAt(state, time);
  return {...placeOnRow(state, position, Math.floor(listLines(state) / 2)), isFollowing: false};
}

/** The next line in a direction (1 further back, -1 towards now) for whose event something holds. */
export function moveToNext(
  state: State,
  direction: 1 | -1,
  holds: (row: number) => boolean,
  nothing: string,
): State {
  const {rows} = state.lines;
  for (
    let position = cursorPosition(state) + direction;
    position >= 0 && position < rows.length;
    position += direction
  ) {
    if (holds(rows[position] ?? -1)) {
      return moveCursor(state, position - cursorPosition(state));
    }
  }

  return {...state, notice: nothing};
}

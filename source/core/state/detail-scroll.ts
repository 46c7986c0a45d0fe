import {type DetailView} from '../detail/view.ts';

/** The line under the cursor, the first line in sight, and the rows of that one which are above it. */
export type DetailPlace = {readonly cursor: number; readonly top: number; readonly skip: number};

/**
 * The place with the cursor's line in sight: all of it where it fits, else as much as there is room for. A window that
 * has changed its size, or folds that have, may leave it anywhere.
 */
export function inSight(view: DetailView, place: DetailPlace, height: number): DetailPlace {
  const last = view.lines.length - 1;
  const cursor = Math.min(Math.max(0, place.cursor), last);
  const top = Math.min(Math.max(0, place.top), last);
  const skip = Math.min(place.skip, view.rowsAt(top).length - 1);
  const rows = view.rowsAt(cursor).length;
  const settled = fill(view, {cursor, top, skip}, height);
  if (cursor < settled.top || (cursor === settled.top && rows <= height && settled.skip > 0)) {
    return {cursor, top: cursor, skip: Math.max(0, rows - height)};
  }

  const from = rowOf(view, settled, height);
  if (from !== undefined && (from + rows <= height || cursor === settled.top)) {
    return settled;
  }

  return rows >= height
    ? {cursor, top: cursor, skip: 0}
    : {cursor, ...back(view, cursor, height - rows)};
}

/** The place with the cursor's line in sight; where it was not, with more to be seen below it than above. */
export function jumpTo(view: DetailView, place: DetailPlace, height: number): DetailPlace {
  const settled = inSight(view, place, height);
  const isSame = settled.top === place.top && settled.skip === place.skip;
  return isSame
    ? settled
    : inSight(view, {...settled, ...back(view, settled.cursor, Math.floor(height / 3))}, height);
}

/** One line on; within a line that is higher than the pane, one row. */
export function stepDown(view: DetailView, place: DetailPlace, height: number): DetailPlace {
  const from = rowOf(view, place, height) ?? 0;
  const rows = view.rowsAt(place.cursor).length;
  return from + rows > height
    ? {...place, skip: place.skip + 1}
    : inSight(view, {...place, cursor: place.cursor + 1}, height);
}

/** One line back; within a line that is higher than the pane, one row. */
export function stepUp(view: DetailView, place: DetailPlace, height: number): DetailPlace {
  return place.cursor === place.top && place.skip > 0
    ? {...place, skip: place.skip - 1}
    : inSight(view, {...place, cursor: place.cursor - 1}, height);
}

/** So many rows on or back; the cursor keeps its row of the pane, and goes to the end where there is no more. */
export function page(
  view: DetailView,
  place: DetailPlace,
  height: number,
  by: number,
): DetailPlace {
  const last = view.lines.length - 1;
  if (by === Infinity) {
    return {cursor: last, ...back(view, last + 1, height)};
  }

  if (by === -Infinity) {
    return {cursor: 0, top: 0, skip: 0};
  }

  const moved = fill(view, {...place, ...shift(view, place, by)}, height);
  if (moved.top === place.top && moved.skip === place.skip) {
    return inSight(view, {...place, cursor: by > 0 ? last : 0}, height);
  }

  const row = Math.max(0, rowOf(view, place, height) ?? 0);
  return inSight(view, {...moved, cursor: lineAt(view, moved, row)}, height);
}

/** The row of the pane at which the cursor's line begins, negative above it; undefined where it begins below it. */
function rowOf(view: DetailView, place: DetailPlace, height: number): number | undefined {
  let row = -place.skip;
  for (let position = place.top; position < place.cursor; position++) {
    row += view.rowsAt(position).length;
    if (row >= height) {
      return undefined;
    }
  }

  return row;
}

function lineAt(view: DetailView, {top, skip}: DetailPlace, row: number): number {
  let position = top;
  let left = row + skip - view.rowsAt(position).length;
  while (left >= 0 && position < view.lines.length - 1) {
    position++;
    left -= view.rowsAt(position).length;
  }

  return position;
}

type Top = Pick<DetailPlace, 'top' | 'skip'>;

/** The top from which so many rows end just before a line. */
function back(view: DetailView, before: number, rows: number): Top {
  let left = rows;
  let top = before;
  while (left > 0 && top > 0) {
    top--;
    left -= view.rowsAt(top).length;
  }

  return {top, skip: Math.max(0, -left)};
}

function shift(view: DetailView, {top, skip}: Top, by: number): Top {
  if (by < 0) {
    return skip >= -by ? {top, skip: skip + by} : back(view, top, -by - skip);
  }

  let position = top;
  let left = skip + by;
  for (
    let rows = view.rowsAt(position).length;
    left >= rows && position < view.lines.length - 1;
    rows = view.rowsAt(position).length
  ) {
    left -= rows;
    position++;
  }

  return {top: position, skip: Math.min(left, view.rowsAt(position).length - 1)};
}

/** No empty rows below the end where there is something above the top. */
function fill(view: DetailView, place: DetailPlace, height: number): DetailPlace {
  let rows = -place.skip;
  for (let position = place.top; position < view.lines.length; position++) {
    rows += view.rowsAt(position).length;
    if (rows >= height) {
      return place;
    }
  }

  return {...place, ...back(view, view.lines.length, height)};
}

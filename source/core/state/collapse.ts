import {type EventStore} from '../event-store.ts';
import {isAskedPartly, mostOpened, mostOpenedMoving} from './asked.ts';
import {type State} from './model.ts';
import {sameNeighbours, type SameCall} from './same-calls.ts';

/** Rows of the list, below and above the cursor, that are compared before all others. */
const comparedFirst = {below: 60, above: 60};

/** Who has gone so many rows from there sees others. */
const farFromCompared = 50;

/** So many identical neighbours become one line; two are told faster by being there. */
const fewest = 3;

/** The list's rows as the lines that are drawn: identical neighbours share one, unless a person has opened it. */
export type ListLines = {
  /** The row of each line: of a collapsed run the newest. */
  readonly rows: readonly number[];
  /** The lines run from the oldest event to the newest. */
  readonly isTurned: boolean;
  /**
   * Where each line begins in the list's rows, newest first, ascending; undefined where every row has a line of its own.
   */
  readonly starts: readonly number[] | undefined;
  /** Runs that are open, as positions in the list's rows, ascending. */
  readonly opened: ReadonlyArray<{readonly from: number; readonly to: number}>;
  /**
   * The position in the list's rows around which neighbours were compared; undefined where all of them were. Opening
   * records costs time, so that of a long list only a part is compared at once, and the rest when a person gets there.
   */
  readonly comparedAround?: number;
  /** What the lines were made of. */
  readonly basis: Basis;
};

type Basis = Pick<State, 'isCollapsing' | 'opened' | 'isTurned'> & {
  readonly rows: readonly number[];
};

/** Calls in one line: of one caller, name and outcome. */
export type Run = {
  readonly count: number;
  readonly newest: number;
  readonly oldest: number;
  /** The position of the first of them in the list's rows. */
  readonly from: number;
};

const noRows: ReadonlySet<number> = new Set();

/** No lines, for a list that has no rows yet. */
export function noLines(isCollapsing: boolean): ListLines {
  const rows: readonly number[] = [];
  const basis = {rows, isCollapsing, opened: noRows, isTurned: false};
  return {rows, isTurned: false, starts: undefined, opened: [], basis};
}

/** Brings the lines up to date with the list. */
export function settleLines(state: State): State {
  const {basis} = state.lines;
  const {list, isCollapsing, opened, isTurned} = state;
  if (
    basis.rows === list.rows &&
    basis.isCollapsing === isCollapsing &&
    basis.opened === opened &&
    basis.isTurned === isTurned &&
    isCompared(state, state.lines)
  ) {
    return state;
  }

  const {store, archive} = state;
  const before = remembered.get(list.rows);
  const lines =
    before?.store === store &&
    before.columns === archive.columns.length &&
    before.lines.basis.isCollapsing === isCollapsing &&
    before.lines.basis.opened === opened &&
    before.lines.basis.isTurned === isTurned &&
    isCompared(state, before.lines)
      ? before.lines
      : linesOf(state);
  remembered.set(list.rows, {store, columns: archive.columns.length, lines});
  return {...state, lines};
}

/** A filter that is taken back leads to rows that were there before. */
const remembered = new WeakMap<
  readonly number[],
  {readonly store: EventStore; readonly columns: number; readonly lines: ListLines}
>();

/** Whether the neighbours around the cursor have been compared. */
function isCompared(state: State, {comparedAround}: ListLines): boolean {
  return (
    comparedAround === undefined || Math.abs(placeOf(state) - comparedAround) < farFromCompared
  );
}

/** The position of the cursor in the list's rows; the first where it is on none of them. */
function placeOf({cursor, list: {rows}}: State): number {
  return cursor === undefined ? 0 : Math.max(0, rows.indexOf(cursor));
}

function compareAround(rows: readonly number[], place: number, isSame: SameCall): void {
  const compare = (position: number) => {
    const [row, next] = [rows[position], rows[position + 1]];
    if (row !== undefined && next !== undefined) {
      isSame(row, next);
    }
  };

  for (let by = 0; by < comparedFirst.below; by++) {
    compare(place + by);
  }

  for (let by = 1; by <= comparedFirst.above; by++) {
    compare(place - by);
  }
}

function linesOf(state: State): ListLines {
  const lines = newestFirst(state);
  return state.isTurned ? {...lines, rows: [...lines.rows].reverse(), isTurned: true} : lines;
}

function newestFirst(state: State): ListLines {
  const {isCollapsing, opened, isTurned, store, archive} = state;
  const {rows} = state.list;
  const basis = {rows, isCollapsing, opened, isTurned};
  const single: ListLines = {rows, isTurned: false, starts: undefined, opened: [], basis};
  if (!isCollapsing || rows.length < fewest) {
    return single;
  }

  // A list that is new to the eye may take longer than a step in it.
  const isMoving = state.lines.basis.rows === rows;
  const most = isMoving ? mostOpenedMoving : mostOpened;
  const isSame = sameNeighbours(store, archive.columns, most);
  const place = placeOf(state);
  compareAround(rows, place, isSame);
  const shown: number[] = [];
  const starts: number[] = [];
  const openRuns: Array<{readonly from: number; readonly to: number}> = [];
  for (let from = 0; from < rows.length;) {
    const to = runEnd(rows, from, isSame);
    let drawn = to;
    if (to - from >= fewest) {
      if (opened.size > 0 && rows.slice(from, to).some((row) => opened.has(row))) {
        openRuns.push({from, to});
      } else {
        drawn = from + 1;
      }
    }

    for (let position = from; position < drawn; position++) {
      shown.push(rows[position] ?? -1);
      starts.push(position);
    }

    from = to;
  }

  const compared = isAskedPartly(store) ? {comparedAround: place} : {};
  return shown.length === rows.length
    ? {...single, ...compared, opened: openRuns}
    : {rows: shown, isTurned: false, starts, opened: openRuns, ...compared, basis};
}

/** The first position behind the run of identical calls that begins at `from`. */
function runEnd(rows: readonly number[], from: number, isSame: SameCall): number {
  let to = from + 1;
  while (to < rows.length && isSame(rows[to - 1] ?? -1, rows[to] ?? -1)) {
    to++;
  }

  return to;
}

/** The line on which a position of the list is drawn. */
export function lineOf(lines: ListLines, position: number): number {
  return turn(lines, lineNewestFirst(lines, position));
}

/** From the number of a line to the same line's where the newest comes first, and back. */
function turn({rows, isTurned}: ListLines, line: number): number {
  return isTurned ? rows.length - 1 - line : line;
}

function lineNewestFirst({starts}: ListLines, position: number): number {
  if (!starts) {
    return position;
  }

  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((starts[middle] ?? 0) <= position) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return Math.max(0, low - 1);
}

/** The collapsed run of a line; undefined where the line is one event. */
export function runAt({lines, list: {rows}, store}: State, line: number): Run | undefined {
  const place = turn(lines, line);
  const from = lines.starts?.[place];
  if (from === undefined) {
    return undefined;
  }

  const to = lines.starts?.[place + 1] ?? rows.length;
  const [first, last] = [rows[from] ?? -1, rows[to - 1] ?? -1];
  const isNewestFirst = !(store.time(first) < store.time(last));
  return to - from === 1
    ? undefined
    : {
        from,
        count: to - from,
        newest: isNewestFirst ? first : last,
        oldest: isNewestFirst ? last : first,
      };
}

/** Whether a line belongs to a run that a person has opened. */
export function isOpened({lines}: State, line: number): boolean {
  const place = turn(lines, line);
  const position = lines.starts?.[place] ?? place;
  return lines.opened.some(({from, to}) => position >= from && position < to);
}

/** The run on a line is opened; undefined where there is none. What is read then stays where it is. */
export function openRun(state: State, line: number): State | undefined {
  const run = runAt(state, line);
  return run && {...state, isFollowing: false, opened: new Set([...state.opened, run.newest])};
}

/** All runs closed again; undefined where none is open. */
export function closeRuns(state: State): State | undefined {
  return state.lines.opened.length > 0 ? {...state, opened: noRows} : undefined;
}

/** The oldest event above, or the newest again. Who followed goes on following. */
export function turnOrder(state: State): State {
  const isTurned = !state.isTurned;
  return {...state, isTurned, notice: isTurned ? 'oldest first' : 'newest first'};
}

/** Collapsing off, or on again. */
export function toggleCollapse(state: State): State {
  const isCollapsing = !state.isCollapsing;
  return {
    ...state,
    isCollapsing,
    opened: noRows,
    notice: isCollapsing
      ? 'neighbours of one caller, name and outcome share one row'
      : 'every event has a row of its own',
  };
}

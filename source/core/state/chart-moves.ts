import {columnOfTime, plotColumns, timeOfColumn} from '../chart.ts';
import {chartFrameOf} from '../chart/shown-frame.ts';
import {moveToNext, moveToTime} from './list-moves.ts';
import {type State} from './model.ts';

/** Tab: the keyboard to the other pane. The chart's cursor begins where the list's is. */
export function switchPane(state: State): State {
  if (state.focus === 'chart') {
    return {...state, focus: 'events'};
  }

  return {...state, focus: 'chart', chart: {...state.chart, cursor: startTime(state)}};
}

function startTime(state: State): number {
  const {since, until} = state.range;
  const listTime = state.store.time(state.cursor ?? -1);
  const newest = Math.min(state.mode === 'live' ? state.now : until, until) - 1;
  return listTime >= since && listTime < until ? listTime : newest;
}

/** One column of the chart to the left or right; the list's cursor goes along. */
export function moveChartCursor(state: State, by: number): State {
  const frame = chartFrameOf(state);
  const from =
    columnOfTime(frame, state.chart.cursor ?? startTime(state)) ?? plotColumns(frame) - 1;
  const column = Math.min(Math.max(0, from + by), plotColumns(frame) - 1);
  const cursor = timeOfColumn(frame, column);
  // The list follows to the newest event that lies in the column or before it.
  const end = timeOfColumn(frame, column + 1);
  return {
    ...moveToTime(state, end > cursor ? end - 1 : state.range.until),
    chart: {...state.chart, cursor},
  };
}

/** `{` and `}`: the notable call before or after the cursor, in time. */
export function moveToMark(state: State, direction: 1 | -1): State {
  const moved = moveToNext(
    state,
    direction === 1 ? -1 : 1,
    (row) => state.store.isClass(row, 'write') || state.store.isClass(row, 'failed'),
    direction === 1 ? 'no mark after this one' : 'no mark before this one',
  );
  const time = moved.store.time(moved.cursor ?? -1);
  return state.focus === 'chart' && Number.isFinite(time)
    ? {...moved, chart: {...moved.chart, cursor: time}}
    : moved;
}

import {chooseMetric} from './metric-menu.ts';
import {chooseRange} from './range-moves.ts';
import {type State} from './model.ts';

/** What is remembered of a place that was left, so that Esc leads back to it. */
export type WayStep = Pick<
  State,
  | 'filter'
  | 'isFilterOff'
  | 'view'
  | 'choice'
  | 'loadAll'
  | 'cursor'
  | 'cursorLine'
  | 'isFollowing'
  | 'isMaximised'
  | 'focus'
  | 'detail'
> & {
  /** The chain, the summary or the calls before a change, where it was what led on; other menus stay closed. */
  readonly overlay: State['overlay'];
  /** What was charted, where it is another thing that leads on: an alarm. What is chosen by hand later stays. */
  readonly charting?: Charting;
};

type Charting = Pick<State['chart'], 'charted' | 'metric' | 'why' | 'scale' | 'cursor'>;

/** Nobody finds back further. */
const longestWay = 50;

/** What is there again after a step back. */
const leadingOn: ReadonlySet<string> = new Set(['chain', 'summary', 'before']);

/** Remembers the place where the person is; for whatever leads elsewhere (pivots, `f`, `x`, presets). */
export function remember(state: State): State {
  const {filter, isFilterOff, view, choice, loadAll, cursor, cursorLine, isFollowing} = state;
  const {isMaximised, focus, detail} = state;
  const kind = state.overlay?.kind;
  const overlay = kind && leadingOn.has(kind) ? state.overlay : undefined;
  const range = {choice, loadAll};
  const place = {cursor, cursorLine, isFollowing, isMaximised, focus, detail, overlay};
  const step: WayStep = {filter, isFilterOff, view, ...range, ...place};
  return {...state, way: [...state.way, step].slice(-longestWay)};
}

/** Whether Esc at the list leads back along the way: what was made larger since is made smaller first. */
export function canGoBack({way, isMaximised, focus}: State): boolean {
  const step = way.at(-1);
  return step !== undefined && focus === 'events' && (!isMaximised || step.isMaximised);
}

/** Remembers the place, and what is charted there; for an alarm, which leads to another chart. */
export function rememberChart(state: State): State {
  const {charted, metric, why, scale, cursor} = state.chart;
  const remembered = remember(state);
  const last = remembered.way.at(-1);
  const charting = {charted, metric, why, scale, cursor};
  return last
    ? {...remembered, way: [...remembered.way.slice(0, -1), {...last, charting}]}
    : remembered;
}

/** One step back along the way; the same state where there is none. */
export function backOnTheWay(state: State): State {
  const step = state.way.at(-1);
  if (!step) {
    return state;
  }

  const {choice, loadAll, charting, ...place} = step;
  const isSameRange = JSON.stringify(choice) === JSON.stringify(state.choice);
  // What is in flight for the same range is still wanted.
  const ranged = isSameRange ? state : {...chooseRange(state, choice), loadAll};
  const back = {...ranged, ...place, lost: undefined, way: state.way.slice(0, -1)};
  return charting ? rechart(back, charting) : back;
}

function rechart(state: State, {metric, ...charting}: Charting): State {
  const chosen = chooseMetric(state, metric);
  const {chart} = chosen;
  const isSame = chosen === state && charting.charted === chart.charted;
  const generation = isSame ? chart.generation : chart.generation + 1;
  const problem = isSame ? chart.problem : undefined;
  return {...chosen, chart: {...chart, ...charting, generation, problem}};
}

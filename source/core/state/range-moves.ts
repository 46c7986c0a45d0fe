import {moveChartCursor} from './chart-moves.ts';
import {
  askedSpan,
  longest,
  pan,
  presetSpans,
  resolveRange,
  zoom,
  type RangeChoice,
} from './range.ts';
import {freshLoading, loadAllFor, presentOf, type State} from './model.ts';

/**
 * Another range: what is in flight for the old one is no longer wanted. All that there is live is what CloudTrail answers
 * for.
 */
export function chooseRange(state: State, wanted: RangeChoice): State {
  const isAllThereIs = wanted.kind === 'all' && state.mode === 'live';
  const choice: RangeChoice = isAllThereIs ? {kind: 'live', span: longest} : wanted;
  return {
    ...state,
    // Another range is not the frozen one: what is loaded for it is shown.
    frozenAt: undefined,
    atFreeze: undefined,
    choice,
    range: resolveRange(choice, presentOf(state), state.store.extent),
    generation: state.generation + 1,
    loadAll: state.mode === 'live' ? loadAllFor(choice) : state.loadAll,
    loadFirst: freshLoading,
  };
}

export function choosePreset(state: State, digit: number): State {
  const span = presetSpans[digit - 1];
  return span === undefined ? state : chooseRange(state, {kind: 'live', span});
}

export function panRange(state: State, direction: -1 | 1): State {
  if (direction === 1 && (state.choice.kind === 'live' || state.choice.kind === 'all')) {
    return {...state, notice: 'this is the newest end'};
  }

  return chooseRange(state, pan(state.range, direction, presentOf(state), askedSpan(state)));
}

/** Zooms around the cursor of the pane that has the keyboard. */
export function zoomRange(state: State, direction: 'in' | 'out'): State {
  const middle = (state.range.since + state.range.until) / 2;
  const anchor =
    state.focus === 'chart' ? state.chart.cursor : state.store.time(state.cursor ?? -1);
  const isAnchored = anchor !== undefined && Number.isFinite(anchor) && !state.isFollowing;
  const zoomed = chooseRange(
    state,
    zoom(
      state.range,
      direction,
      isAnchored ? anchor : middle,
      state.choice.kind === 'live' && !isAnchored,
      askedSpan(state),
    ),
  );
  // A column is of another width now: the list goes to what is in it, or before it.
  return state.focus === 'chart' && isAnchored ? moveChartCursor(zoomed, 0) : zoomed;
}

/** Back to now, at the span that is on the screen. */
export function backToNow(state: State): State {
  const span = askedSpan(state);
  const choice: RangeChoice =
    state.mode === 'archive' && state.choice.kind === 'all' ? {kind: 'all'} : {kind: 'live', span};
  return {...chooseRange(state, choice), isFollowing: true, cursor: undefined};
}

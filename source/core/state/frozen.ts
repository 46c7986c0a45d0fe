import {type State} from './model.ts';

/** What had been read, of the trail or of files, at some moment. */
export type Reading = Pick<State, 'now' | 'coverage' | 'feeds' | 'archive'>;

/** `Space`: the screen stands still, or goes on. What had been read stands still with it. */
export function turnFreeze(state: State): State {
  const {frozenAt, store, now, coverage, feeds, archive} = state;
  return frozenAt === undefined
    ? {
        ...state,
        frozenAt: store.rowCount,
        frozenSince: now,
        atFreeze: {now, coverage, feeds, archive},
      }
    : {...state, frozenAt: undefined, atFreeze: undefined};
}

const remembered = new WeakMap<State, State>();

/**
 * The state as far as something is said of how complete the screen is: while it is frozen, what has been read since is
 * not on it, and is not claimed. What has gone from memory since has gone from a frozen screen too.
 */
export function asShown(state: State): State {
  const {frozenAt, atFreeze} = state;
  if (frozenAt === undefined || !atFreeze) {
    return state;
  }

  const known = remembered.get(state) ?? {...state, ...atFreeze};
  remembered.set(state, known);
  return known;
}

/** The state as what goes on behind a frozen screen sees it. */
export function asCollected(state: State): State {
  return state.frozenAt === undefined ? state : {...state, frozenAt: undefined};
}

/** How many events have come since the screen was frozen; 0 where it is not. */
export function cameSince({frozenAt, store}: State): number {
  return frozenAt === undefined ? 0 : store.rowCount - frozenAt;
}

import {reduce, type Action, type State} from './core/state.ts';

/** Calls a function after so many ms; the returned function takes that back. */
export type Schedule = (call: () => void, ms: number) => () => void;

export type Store = {
  /** What the screen shows. */
  getSnapshot: () => State;
  /** What is known: ahead of the screen while data is being gathered. */
  getState: () => State;
  subscribe: (listener: () => void) => () => void;
  dispatch: (action: Action) => void;
};

/** At most ten times a second does data draw the screen. */
const dataInterval = 100;

const atOnce: ReadonlySet<Action['type']> = new Set(['command', 'text', 'edit', 'resize']);

/**
 * Holds the state. What a person does is told to the screen at once; what comes from outside is gathered, so that a
 * burst of pages draws once.
 */
export function createStore(initial: State, schedule: Schedule): Store {
  let state = initial;
  let shown = initial;
  let cancel: (() => void) | undefined;
  const listeners = new Set<() => void>();

  const tell = () => {
    cancel?.();
    cancel = undefined;
    if (shown !== state) {
      shown = state;
      for (const listener of listeners) {
        listener();
      }
    }
  };

  return {
    getSnapshot: () => shown,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) {
        return;
      }

      state = next;
      if (atOnce.has(action.type)) {
        tell();
      } else {
        cancel ??= schedule(tell, dataInterval);
      }
    },
  };
}

import {useSyncExternalStore} from 'react';
import {type State} from '../core/state.ts';
import type {Store} from '../store.ts';

/** The state that is shown. */
export function useStore(store: Store): State {
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}

import {useInput, usePaste} from 'ink';
import {keyNames, keysMeant, meaningOf} from '../core/keys.ts';
import {contextOf} from '../core/state/run-command.ts';
import type {Store} from '../store.ts';

/** Keys and pastes to actions. Each key meets the state that the key before it has made. */
export function useCommands(store: Store, now: () => number): void {
  useInput((input, key) => {
    // A terminal with the kitty protocol tells of keys that are let go, and of modifiers that nothing is bound to.
    if (key.eventType === 'release' || key.super || key.hyper) {
      return;
    }

    // `the last hour` counts from the moment the key is pressed, not from the last event.
    if (store.getState().mode === 'live') {
      store.dispatch({type: 'tick', now: now()});
    }

    const names = keyNames({...key, input}).flatMap((name) =>
      keysMeant(contextOf(store.getSnapshot()), name),
    );
    for (const name of names) {
      const meaning = meaningOf(contextOf(store.getSnapshot()), name);
      switch (meaning?.kind) {
        case 'command': {
          store.dispatch({type: 'command', id: meaning.command.id});
          break;
        }

        case 'edit': {
          store.dispatch({type: 'edit', key: meaning.key});
          break;
        }

        case 'text': {
          store.dispatch({type: 'text', text: meaning.text});
          break;
        }

        case undefined: {
          break;
        }
      }
    }
  });
  usePaste((text) => {
    store.dispatch({type: 'text', text});
  });
}

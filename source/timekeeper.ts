import {liveEnd} from './core/state/range.ts';
import {type Clock} from './sources/clock.ts';
import type {Store} from './store.ts';

/**
 * Tells the store the time only when a live range's end is reached, so that nothing is drawn for the clock's own sake.
 * The returned function ends it.
 */
export function keepTime(store: Store, clock: Clock): () => void {
  const stop = new AbortController();
  void (async () => {
    while (!stop.signal.aborted) {
      const {choice} = store.getSnapshot();
      const now = clock.now();
      const span = choice.kind === 'live' ? choice.span : 3_600_000;
      const pause = Math.min(liveEnd(now, span) - now, 60_000);
      try {
        // One step of the range after the other.
        // eslint-disable-next-line no-await-in-loop -- the next step begins where this one ends
        await clock.wait(Math.max(50, pause), stop.signal);
      } catch {
        return;
      }

      const {choice: present, now: known} = store.getSnapshot();
      const reached = clock.now();
      if (present.kind === 'live' && liveEnd(known, present.span) <= reached) {
        store.dispatch({type: 'tick', now: reached});
      }
    }
  })();

  return () => {
    stop.abort();
  };
}

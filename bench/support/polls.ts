import {second} from '../../source/core/time.ts';
import {Shown} from './shown.ts';
import {type Trail} from './trail.ts';

const every = 5 * second;

/** Two pages a second is what AWS allows. */
const betweenPages = second / 2;

/**
 * What a tool does that asks every five seconds for what came since the newest event it has seen, less an overlap (ms).
 * It reads all pages and shows no event twice; what fails is asked again five seconds later.
 */
export function poll({lookup, clock}: Trail, overlap: number) {
  const shown = new Shown();
  const stop = new AbortController();
  let newest = clock.now();

  const pollOnce = async () => {
    const request = {since: newest - overlap, until: clock.now()};
    let token: string | undefined;
    do {
      const page = await lookup.page({...request, token}, stop.signal);
      for (const {id, time} of page.events) {
        newest = Math.max(newest, time);
        if (shown.has(id)) {
          shown.again++;
        } else {
          shown.show(id, clock.now());
        }
      }

      token = page.token;
      await clock.wait(token === undefined ? 0 : betweenPages, stop.signal);
    } while (token !== undefined);
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      try {
        await pollOnce();
      } catch {
        // As such tools do: the next poll may fare better.
      }

      await clock.wait(every, stop.signal).catch(() => undefined);
    }
  };

  void run();
  return {
    shown,
    stop() {
      stop.abort();
      lookup.close();
    },
  };
}

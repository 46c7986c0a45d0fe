/**
 * How the program opens an archive and filters it: the only file of this bench that knows. When the loader changes,
 * this file changes with it, and no other.
 */
import {setTimeout as delay} from 'node:timers/promises';
import process from 'node:process';
import {EventStore} from '../../source/core/event-store.ts';
import {parseFilter} from '../../source/core/filter.ts';
import {vocabularyOf} from '../../source/core/filter/vocabulary.ts';
import {VisibleRows} from '../../source/core/state/visible.ts';
import {codec} from '../../source/sources/codec.ts';
import {feedArchive} from '../../source/sources/feed-archive.ts';

export type OpenedArchive = {
  readonly store: EventStore;
  /** What could not be read: the bench's archive has none of it. */
  readonly problems: number;
  /** Resolves when the loader's workers have nothing left to do. */
  readonly settled: () => Promise<void>;
};

/** Files that are bundled beside the bench's own: what the loader starts as processes. As in scripts/build.ts. */
export const workerEntryPoints: Readonly<Record<string, string>> = {
  'archive-worker': 'source/sources/archive/worker.ts',
};

/** Loads everything below a folder as the monitor does; resolves when it can be filtered. */
export async function openArchive(folder: string): Promise<OpenedArchive> {
  const store = new EventStore({codec});
  const {promise, resolve} = Promise.withResolvers<undefined>();
  const work = {problems: 0, whole: 0, repacked: 0};
  feedArchive({
    paths: [folder],
    stdin: process.stdin,
    timeColumn: undefined,
    now: () => 0,
    isStopped: () => false,
    dispatch(action) {
      switch (action.type) {
        case 'packed': {
          store.addPacked(action.events);
          work.whole += action.events.block.packing === 'gzip' ? 1 : 0;
          break;
        }

        case 'repacked': {
          store.replaceBlock(action.block, action.content);
          work.repacked++;
          break;
        }

        case 'archive': {
          work.problems += action.problems.length;
          if (action.isDone) {
            resolve(undefined);
          }

          break;
        }

        default: {
          throw new Error(`the bench does not know what ${action.type} means`);
        }
      }
    },
  });
  await promise;
  // The list is in its order before anything is asked of it.
  const opened = store.order.length;
  if (opened !== store.count) {
    throw new Error(`the order has ${opened} rows, not ${store.count}`);
  }

  return {
    store,
    problems: work.problems,
    async settled() {
      while (
        work.repacked < work.whole ||
        process.getActiveResourcesInfo().includes('ProcessWrap')
      ) {
        await delay(20);
      }
    },
  };
}

/**
 * What typing in the filter's prompt does to the list: each text is read and, where it is a filter, all rows are asked.
 * Returns how many rows are shown; undefined where the text is no filter yet and the list stays as it is.
 */
export function createTyping({store}: OpenedArchive): (text: string) => number | undefined {
  const visible = new VisibleRows();
  const vocabulary = vocabularyOf([]);
  return (text) => {
    const parsed = parseFilter(text, vocabulary);
    return parsed.ok
      ? visible.compute({
          store,
          range: undefined,
          filter: parsed.filter,
          view: 'all',
          rowLimit: Infinity,
        }).rows.length
      : undefined;
  };
}

import {type Action} from '../core/state.ts';
import {readArchive} from './archive.ts';

export type ArchiveFeedOptions = {
  readonly paths: readonly string[];
  readonly stdin: NodeJS.ReadableStream;
  readonly timeColumn: string | undefined;
  readonly now: () => number;
  readonly dispatch: (action: Action) => void;
};

/** Reads archives into the store, file by file. The returned function ends it; what was read stays. */
export function feedArchive(options: ArchiveFeedOptions): () => void {
  const {paths, stdin, timeColumn, now, dispatch} = options;
  const stop = new AbortController();
  void (async () => {
    let [filesDone, filesTotal] = [0, 0];
    for await (const batch of readArchive(paths, {
      stdin,
      signal: stop.signal,
      ...(timeColumn === undefined ? {} : {timeColumn}),
    })) {
      ({filesDone, filesTotal} = batch);
      if (batch.events.length > 0) {
        dispatch({type: 'events', now: now(), events: batch.events, how: 'load'});
      }

      dispatch({
        type: 'archive',
        filesDone,
        filesTotal,
        columns: batch.columns,
        problems: batch.problems,
        skipped: batch.skipped,
        isDone: false,
      });
    }

    dispatch({
      type: 'archive',
      filesDone,
      filesTotal,
      columns: [],
      problems: [],
      skipped: 0,
      isDone: true,
    });
  })();

  return () => {
    stop.abort();
  };
}

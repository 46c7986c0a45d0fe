import {type Block} from '../core/event-store/packed.ts';
import {type Action} from '../core/state.ts';
import {Crew} from './archive/crew.ts';
import {readArchive} from './archive.ts';

export type ArchiveFeedOptions = {
  readonly paths: readonly string[];
  readonly stdin: NodeJS.ReadableStream;
  readonly timeColumn: string | undefined;
  readonly now: () => number;
  readonly dispatch: (action: Action) => void;
  /** Asked between two files. */
  readonly isStopped: () => boolean;
};

/** Reads archives into the store, file by file. The returned function ends it; what was read stays. */
export function feedArchive(options: ArchiveFeedOptions): () => void {
  const stop = new AbortController();
  const crew = new Crew();
  stop.signal.addEventListener('abort', () => {
    void crew.close();
  });
  void (async () => {
    try {
      const whole = await feedFiles(options, crew, stop.signal);
      await repack(whole, crew, options.dispatch);
    } finally {
      await crew.close();
    }
  })();

  return () => {
    stop.abort();
  };
}

/** A block that is packed as its file was, and where its records begin. */
type WholeFile = {readonly block: Block; readonly starts: Uint32Array};

async function feedFiles(
  {paths, stdin, timeColumn, now, dispatch, isStopped}: ArchiveFeedOptions,
  crew: Crew,
  signal: AbortSignal,
): Promise<readonly WholeFile[]> {
  const whole: WholeFile[] = [];
  let [filesDone, filesTotal] = [0, 0];
  for await (const batch of readArchive(paths, {
    stdin,
    signal,
    crew,
    wish: {kind: 'columns', timeColumn},
  })) {
    const {packed, columns, problems, skipped} = batch;
    if (isStopped()) {
      return whole;
    }

    ({filesDone, filesTotal} = batch);
    if (packed) {
      dispatch({type: 'packed', now: now(), events: packed});
      if (packed.block.packing === 'gzip') {
        whole.push({block: packed.block, starts: packed.starts});
      }
    }

    dispatch({
      type: 'archive',
      filesDone,
      filesTotal,
      columns,
      problems,
      skipped,
      isDone: false,
    });
  }

  if (!signal.aborted) {
    dispatch({
      type: 'archive',
      filesDone,
      filesTotal,
      columns: [],
      problems: [],
      skipped: 0,
      isDone: true,
    });
  }

  return whole;
}

/**
 * A file's own packing has to be undone from its beginning to show one record of it. Once everything can be seen, the
 * workers pack it in small pieces, so that a screen of rows from forty files opens forty pieces and not forty files.
 */
async function repack(
  files: readonly WholeFile[],
  crew: Crew,
  dispatch: (action: Action) => void,
): Promise<void> {
  await Promise.all(
    files.map(async ({block, starts}) => {
      try {
        const content = await crew.do('repack', {block, starts});
        dispatch({type: 'repacked', block, content});
      } catch {
        // It can be read as it is, only more slowly.
      }
    }),
  );
}

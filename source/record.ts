import {realpathSync} from 'node:fs';
import path from 'node:path';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {type TrailEvent} from './core/event.ts';
import {type Recording} from './core/state/recording.ts';
import {type GrowingFile} from './files/safe-file.ts';
import {UsageError, type Options} from './options.ts';
import {type Store} from './store.ts';

/** What `--record` has opened. */
export type RecordFile = {
  /** Adds everything that the screen's store takes in. */
  readonly follow: (store: Store) => Following;
  /** Adds what is handed to `take`, each event once. */
  readonly take: (tell: (problem: string) => void) => Promise<Taking>;
};

export type Following = {
  /** Ends it at once; what has come is written, as far as that is quick. Returns how many records are left out. */
  readonly stop: () => number;
  /** Resolves when all that has come is on the disk, or cannot get there for now. */
  readonly idle: () => Promise<void>;
};

export type Taking = Following & {readonly take: (events: readonly TrailEvent[]) => void};

/**
 * Opens the file of `--record`, before anything is shown; undefined where that is not given. Throws UsageError where it
 * cannot be used.
 */
export async function openRecord({record, paths}: Options): Promise<RecordFile | undefined> {
  if (record === undefined) {
    return undefined;
  }

  // What is written must not be read again, without end.
  if (paths.some((each) => holds(each, record))) {
    throw new UsageError(`--record ${record} lies in what is read: name a file elsewhere`);
  }

  // A limit on the size of files is told like a full disk, instead of ending the program.
  if (process.platform !== 'win32') {
    process.on('SIGXFSZ', () => undefined);
  }

  const {openRecording} = await import('./files/recorder.ts');
  let file: GrowingFile;
  try {
    file = await openRecording(record);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--record ${record}: ${why}`);
  }

  const options = {path: record, now: () => performance.now(), schedule};
  const {followRecording} = await import('./files/recordings.ts');
  return {
    follow: (store) => followRecording(file, {holder: store, ...options}),
    async take(tell) {
      const {Recorder} = await import('./files/recorder.ts');
      const {handedOn} = await import('./files/record-sources.ts');
      const {KnownIds} = await import('./sources/known-ids.ts');
      const source = handedOn();
      // The present is read again and again for a quarter of an hour.
      const known = new KnownIds(200_000);
      const onReport = ({problem}: Recording) => {
        tell(problem);
      };

      const recorder = new Recorder({...options, source, tell: onReport}, file);
      return {
        take(events) {
          source.take(events.filter((event) => known.meet(event)));
          recorder.look();
        },
        stop: () => recorder.stop(),
        idle: async () => recorder.idle(),
      };
    },
  };
}

function holds(read: string, record: string): boolean {
  try {
    const folder = realpathSync(read);
    // The file itself need not be there yet, and is no link.
    const file = path.join(realpathSync(path.dirname(record)), path.basename(record));
    return file === folder || file.startsWith(`${folder}${path.sep}`);
  } catch {
    // What is no path (- for stdin, a file that is missing) holds nothing.
    return false;
  }
}

function schedule(call: () => void, ms: number): () => void {
  const timer = setTimeout(call, ms);
  return () => {
    clearTimeout(timer);
  };
}

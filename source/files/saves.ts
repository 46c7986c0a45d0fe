import path from 'node:path';
import {piecesOf} from '../core/save/pieces.ts';
import {type Saving, type SaveReport} from '../core/state/saving.ts';
import {type Action, type State} from '../core/state.ts';
import {codeOf, faultWords} from './faults.ts';
import {freeName} from './free-name.ts';
import {createFile, type NewFile, type Opener} from './safe-file.ts';
import {writePieces} from './write-pieces.ts';

/** The store as the writer sees it. */
type StateHolder = {
  getState: () => State;
  subscribe: (listener: () => void) => () => void;
  dispatch: (action: Action) => void;
};

export type SavesOptions = {
  readonly holder: StateHolder;
  /** Where names are relative to; may throw, since a folder can be taken away from under a program. */
  readonly folder: () => string;
  /** What `~/` means. */
  readonly home: string;
  /** ms on a clock that only goes forward. */
  readonly now: () => number;
  readonly opener?: Opener;
};

/** How far it is, is told no oftener than this, in ms: the screen is drawn ten times a second. */
const betweenReports = 100;

type Running = {readonly serial: number; readonly stop: AbortController; file?: NewFile};

/**
 * Writes the files that the person asks for. The returned function ends that at once: what is not whole is taken away.
 */
export function followSaves(options: SavesOptions): () => void {
  const {holder} = options;
  let running: Running | undefined;
  const follow = () => {
    const {saving} = holder.getState();
    if (running && (saving?.serial !== running.serial || saving.isStopped)) {
      running.stop.abort();
    }

    if (saving && saving.serial !== running?.serial) {
      running = {serial: saving.serial, stop: new AbortController()};
      void save(saving, running, options);
    }
  };

  const unsubscribe = holder.subscribe(follow);
  return () => {
    unsubscribe();
    running?.stop.abort();
    running?.file?.discardAtOnce();
  };
}

async function save(saving: Saving, running: Running, options: SavesOptions): Promise<void> {
  const {holder, now, opener} = options;
  const {serial, name, format, seen, rows} = saving;
  const {signal} = running.stop;
  const tell = (report: SaveReport) => {
    holder.dispatch({type: 'save', serial, report});
  };

  const pathOf = (each: string) => pathOfName(each, options);
  let told = now();
  try {
    const place = pathOf(name);
    const file = await createFile(place, opener);
    running.file = file;
    const events = await writePieces(file, piecesOf(format, seen, rows), {
      signal,
      now,
      onProgress(done) {
        if (now() - told > betweenReports) {
          told = now();
          tell({status: 'writing', done});
        }
      },
    });
    await file.finish();
    delete running.file;
    tell({
      status: 'saved',
      path: place,
      events: format === 'note' ? seen.list.rows.length : events,
      bytes: file.bytes(),
    });
  } catch (error) {
    await running.file?.discard();
    delete running.file;
    tell(signal.aborted ? {status: 'stopped'} : await failureOf(error, name, pathOf));
  }
}

async function failureOf(
  error: unknown,
  name: string,
  pathOf: (name: string) => string,
): Promise<SaveReport> {
  if (codeOf(error) !== 'EEXIST') {
    return {status: 'failed', message: `nothing was saved as ${name}: ${faultWords(error)}`};
  }

  const free = await freeName(name, pathOf);
  const taken = `${pathOf(name)} is there already and is never written over`;
  return free === undefined
    ? {status: 'failed', message: `${taken}: type another name`}
    : {status: 'failed', message: `${taken}: Enter takes the name above, which is free`, free};
}

function pathOfName(name: string, {folder, home}: SavesOptions): string {
  return name.startsWith('~/') ? path.join(home, name.slice(2)) : path.resolve(folder(), name);
}

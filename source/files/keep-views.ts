import {realpathSync} from 'node:fs';
import {lstat, mkdir, rename} from 'node:fs/promises';
import path from 'node:path';
import {withView} from '../core/config/with-view.ts';
import {nativeJson} from '../core/written/native-json.ts';
import {type Keeping, type KeepReport} from '../core/state/keeping.ts';
import {type Action, type State} from '../core/state.ts';
import {readConfigFile} from './config-file.ts';
import {codeOf, faultWords} from './faults.ts';
import {createFile, type NewFile, type Opener} from './safe-file.ts';

/** The store as the writer sees it. */
type StateHolder = {
  getState: () => State;
  subscribe: (listener: () => void) => () => void;
  dispatch: (action: Action) => void;
};

export type KeepViewsOptions = {
  readonly holder: StateHolder;
  /** Of config.json; '' where there is no home folder. */
  readonly file: string;
  /** What no other program that writes it now has. */
  readonly pid: number;
  readonly opener?: Opener;
};

/** Writes the views that the person keeps into config.json. The returned function ends that. */
export function followKeptViews(options: KeepViewsOptions): () => void {
  const {holder} = options;
  let serial = 0;
  return holder.subscribe(() => {
    const {keeping} = holder.getState();
    if (keeping && keeping.serial !== serial) {
      serial = keeping.serial;
      void (async () => {
        const report = await keepView(keeping, options);
        holder.dispatch({type: 'kept', serial: keeping.serial, report});
      })();
    }
  });
}

/** Puts one view into the file, which only its owner may read then. Never rejects. */
export async function keepView(
  keeping: Pick<Keeping, 'name' | 'entries' | 'mayReplace'>,
  {file, pid, opener}: Omit<KeepViewsOptions, 'holder'>,
): Promise<KeepReport> {
  if (file === '') {
    return failed('there is no home folder to keep it in');
  }

  let made: NewFile | undefined;
  try {
    if (await isLink(file)) {
      return failed(linkWords(file, keeping));
    }

    const before = readConfigFile(file);
    if (before.status === 'unreadable') {
      return failed(`${file}: ${before.message}`);
    }

    const text = before.status === 'read' ? before.text : '';
    const next = withView(text, keeping.name, keeping.entries);
    if (!next.ok) {
      return failed(`${file}:${next.line}: ${next.message}; mend that first, it was not touched`);
    }

    if (next.isReplaced && !keeping.mayReplace) {
      return {status: 'exists'};
    }

    await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
    made = await createFile(`${file}.${pid}`, opener);
    await made.write(next.text);
    await made.finish();
    const now = readConfigFile(file);
    if ((now.status === 'read' ? now.text : '') !== text || now.status === 'unreadable') {
      await made.discard();
      return failed(`${file} was changed at this moment: Enter again`);
    }

    await rename(`${file}.${pid}`, file);
    return {status: 'kept', path: file};
  } catch (error) {
    await made?.discard();
    return failed(`${file}: ${faultWords(error)}`);
  }
}

function failed(message: string): KeepReport {
  return {status: 'failed', message};
}

/** What a person who keeps the file elsewhere puts there: the view is one line of it. */
function linkWords(file: string, {name, entries}: Pick<Keeping, 'name' | 'entries'>): string {
  let target = 'what it leads to';
  try {
    target = realpathSync(file);
  } catch {
    // It leads nowhere yet.
  }

  const line = `"${name}": ${nativeJson({record: entries})}`;
  return `${file} is a link, which is never written through. Put this into "views" of ${target}: ${line}`;
}

/** Renaming would put a file in the place of a link that somebody has set there. */
async function isLink(file: string): Promise<boolean> {
  try {
    const found = await lstat(file);
    return found.isSymbolicLink();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
      return false;
    }

    throw error;
  }
}

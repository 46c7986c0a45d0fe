import {type Dirent} from 'node:fs';
import {readdir, realpath, stat} from 'node:fs/promises';
import {join, sep} from 'node:path';
import {type ArchiveProblem} from '../../core/archive/shapes.ts';
import {describeIoError, fatalProblem, isEventName} from './problem.ts';

/** A file to read, or a path that cannot be. */
export type Found =
  | {
      readonly kind: 'file';
      readonly path: string;
      /** It was given itself, not found in a folder. */
      readonly isGiven: boolean;
      /** The folder given under which it was found; undefined for a path given itself. */
      readonly root: string | undefined;
    }
  | {
      readonly kind: 'problem';
      readonly path: string;
      readonly problem: ArchiveProblem;
      readonly root: string | undefined;
    }
  /** Something in a folder that no event file can be: a socket, a dangling link. */
  | {readonly kind: 'skipped'; readonly path: string}
  /** All of a given folder has been named. Left out where part of it was found by an earlier path. */
  | {readonly kind: 'folderEnd'; readonly path: string};

/** Where the walk is: `real` holds no link, so that what two ways lead to is read once. */
type Place = {
  readonly path: string;
  readonly real: string;
  readonly root: string;
  /** Undefined for the folder given. */
  readonly entry?: Dirent | undefined;
};

type Walk = {
  readonly found: Found[];
  /** What has been found or entered, by its path without links. */
  readonly seen: Set<string>;
  readonly signal: AbortSignal | undefined;
};

/**
 * All files of the given paths: folders recursively, names in the order of their code units whatever the locale, and
 * each file once even where links lead to it again or back to a folder above. `-` is passed on as it is.
 */
export async function findFiles(
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    if (signal?.aborted) {
      break;
    }

    // eslint-disable-next-line no-await-in-loop -- the order of the answer is the order of the paths
    await findGiven(path, {found, seen, signal});
  }

  return found;
}

async function findGiven(path: string, state: Walk): Promise<void> {
  const {found, seen} = state;
  try {
    const stats = path === '-' ? undefined : await stat(path);
    const real = await withoutLinks(path);
    if (stats?.isDirectory()) {
      const isWhole = await walk({path, real, root: path}, state);
      if (isWhole) {
        found.push({kind: 'folderEnd', path});
      }
    } else if (!seen.has(real)) {
      // A pipe or a device may be given (`<(zcat x.gz)`), but none is opened that was only found.
      seen.add(real);
      found.push({kind: 'file', path, isGiven: true, root: undefined});
    }
  } catch (error) {
    found.push(problemAt(path, error, undefined));
  }
}

/** A pipe of the shell has a link for its name that leads nowhere. */
async function withoutLinks(path: string): Promise<string> {
  try {
    return path === '-' ? path : await realpath(path);
  } catch {
    return path;
  }
}

/** Whether nothing under the folder was known before. */
async function walk(start: Place, state: Walk): Promise<boolean> {
  const {found, seen, signal} = state;
  const known = new Set(seen);
  let isWhole = true;
  const waiting = [start];
  for (let place = waiting.pop(); place && !signal?.aborted; place = waiting.pop()) {
    const {path, root, entry} = place;
    try {
      // eslint-disable-next-line no-await-in-loop -- the order of the answer is the order of the names
      const {real, kind} = await follow(place);
      if (seen.has(real)) {
        isWhole &&= !known.has(real);
        continue;
      }

      seen.add(real);
      if (kind === 'folder') {
        // eslint-disable-next-line no-await-in-loop -- as above
        for (const child of await childrenOf({path, real, root})) {
          waiting.push(child);
        }
      } else {
        found.push(
          kind === 'file' ? {kind: 'file', path, isGiven: false, root} : {kind: 'skipped', path},
        );
      }
    } catch (error) {
      // A folder that may not be read hides events; a dangling link matters only where its name promises some.
      const isFolder = !entry || entry.isDirectory();
      found.push(
        isFolder || isEventName(path) ? problemAt(path, error, root) : {kind: 'skipped', path},
      );
    }
  }

  return isWhole;
}

/** What a folder holds, the last name first: it is taken from the end. */
async function childrenOf({path, real, root}: Place): Promise<readonly Place[]> {
  const children = await readdir(real, {withFileTypes: true});
  const byName = new Map(children.map((child) => [child.name, child]));
  const names = children.map((child) => child.name).sort();
  return names.reverse().map((name) => ({
    path: joinName(path, name),
    real: join(real, name),
    root,
    entry: byName.get(name),
  }));
}

async function follow({
  real,
  entry,
}: Place): Promise<{real: string; kind: 'file' | 'folder' | 'other'}> {
  if (!entry?.isSymbolicLink()) {
    return {real, kind: entry ? kindOf(entry) : 'folder'};
  }

  const target = await realpath(real);
  return {real: target, kind: kindOf(await stat(target))};
}

function kindOf(entry: Pick<Dirent, 'isFile' | 'isDirectory'>): 'file' | 'folder' | 'other' {
  if (entry.isDirectory()) {
    return 'folder';
  }

  return entry.isFile() ? 'file' : 'other';
}

function problemAt(path: string, error: unknown, root: string | undefined): Found {
  return {kind: 'problem', path, root, problem: fatalProblem(path, describeIoError(error), true)};
}

/** Keeps the folder as it was written: `./logs/` gives `./logs/a.json`. */
function joinName(folder: string, name: string): string {
  return folder.endsWith('/') || folder.endsWith(sep) ? folder + name : `${folder}/${name}`;
}

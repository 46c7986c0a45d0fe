import {type Dirent} from 'node:fs';
import {readdir, realpath, stat} from 'node:fs/promises';
import {join, sep} from 'node:path';
import {type ArchiveProblem} from '../../core/archive-shapes.ts';
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
type Place = {readonly path: string; readonly real: string; readonly root: string};

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

    if (path === '-') {
      if (!seen.has(path)) {
        seen.add(path);
        found.push({kind: 'file', path, isGiven: true, root: undefined});
      }

      continue;
    }

    try {
      // One path after the other: the order of the answer is the order of the paths.
      const [real, stats] = [await realpath(path), await stat(path)];
      if (stats.isDirectory()) {
        const isWhole = await walk({path, real, root: path}, {found, seen, signal});
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

  return found;
}

type Walk = {
  readonly found: Found[];
  readonly seen: Set<string>;
  readonly signal: AbortSignal | undefined;
};

/** Whether nothing under the folder was known before. */
async function walk(start: Place, {found, seen, signal}: Walk): Promise<boolean> {
  const known = new Set(seen);
  let isWhole = true;
  const waiting: Array<Place & {readonly entry?: Dirent | undefined}> = [start];
  for (let place = waiting.pop(); place && !signal?.aborted; place = waiting.pop()) {
    const {path, root, entry} = place;
    try {
      const {real, kind} = entry
        ? await follow(place.real, entry)
        : {real: place.real, kind: 'folder'};
      if (seen.has(real)) {
        isWhole &&= !known.has(real);
        continue;
      }

      seen.add(real);
      if (kind === 'file') {
        found.push({kind: 'file', path, isGiven: false, root});
      } else if (kind === 'folder') {
        const children = await readdir(real, {withFileTypes: true});
        const byName = new Map(children.map((child) => [child.name, child]));
        const names = children.map((child) => child.name).sort();
        // Last in, first out: sorted backwards, so that the first name comes first.
        for (const name of names.reverse()) {
          const child = byName.get(name);
          waiting.push({path: joinName(path, name), real: join(real, name), root, entry: child});
        }
      } else {
        found.push({kind: 'skipped', path});
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

async function follow(
  path: string,
  entry: Dirent,
): Promise<{real: string; kind: 'file' | 'folder' | 'other'}> {
  if (!entry.isSymbolicLink()) {
    return {real: path, kind: kindOf(entry)};
  }

  const real = await realpath(path);
  return {real, kind: kindOf(await stat(real))};
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

import {setImmediate as nextTurn} from 'node:timers/promises';
import {type ArchiveBatch} from '../core/archive/shapes.ts';
import {emptyContent, readFound, type FileContent} from './archive/file.ts';
import {fatalProblem} from './archive/problem.ts';
import {findFiles, type Found} from './archive/walk.ts';

export {type ArchiveBatch, type ArchiveProblem} from '../core/archive/shapes.ts';

export type ArchiveOptions = {
  /** What `-` reads. */
  readonly stdin?: NodeJS.ReadableStream;
  /** Ends the reading at once, without an error. */
  readonly signal?: AbortSignal;
  /** The CSV column that holds the time. */
  readonly timeColumn?: string;
};

/**
 * Reads archived events: files, folders (recursively) and `-`. One file at a time; between two the event loop turns,
 * so that a screen can draw. Never throws: what cannot be read is a problem of its batch.
 *
 * @yields One batch a file, a file that is skipped and a path that is none; paths and problem texts are raw.
 */
export async function* readArchive(
  paths: readonly string[],
  options: ArchiveOptions = {},
): AsyncGenerator<ArchiveBatch> {
  const {signal} = options;
  const found = await findFiles(paths, signal);
  const filesTotal = found.filter(({kind}) => kind !== 'folderEnd').length;
  const eventFolders = new Set<string>();
  let filesDone = 0;
  for (const place of found) {
    if (place.kind === 'folderEnd' && eventFolders.has(place.path)) {
      continue;
    }

    // eslint-disable-next-line no-await-in-loop -- one file at a time bounds the memory
    const batch = await readPlace(place, options);
    if (signal?.aborted) {
      return;
    }

    filesDone += place.kind === 'folderEnd' ? 0 : 1;
    if (batch.skipped === 0 && 'root' in place && place.root !== undefined) {
      eventFolders.add(place.root);
    }

    yield {...batch, filesDone, filesTotal};
    // eslint-disable-next-line no-await-in-loop -- the screen's turn
    await nextTurn();
    if (signal?.aborted) {
      return;
    }
  }
}

async function readPlace(place: Found, options: ArchiveOptions): Promise<FileContent> {
  const {path, kind} = place;
  switch (kind) {
    case 'file': {
      return readFound(place, options);
    }

    case 'problem': {
      return {...emptyContent(path), problems: [place.problem]};
    }

    case 'skipped': {
      return {...emptyContent(path), skipped: 1};
    }

    case 'folderEnd': {
      return {...emptyContent(path), problems: [fatalProblem(path, 'holds no event files', true)]};
    }
  }
}

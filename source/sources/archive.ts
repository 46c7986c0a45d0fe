import {stat} from 'node:fs/promises';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {readStream, type Bytes} from './archive/bytes.ts';
import {Crew, worthWorkers} from './archive/crew.ts';
import {readFound} from './archive/file.ts';
import {emptyContent, type FileContent, type PackWish} from './archive/file-content.ts';
import {describeIoError, fatalProblem, isEventName} from './archive/problem.ts';
import {maxBytes} from './archive/unpack.ts';
import {findFiles, type Found} from './archive/walk.ts';

export {type ArchiveProblem} from '../core/archive/shapes.ts';

/** What one file, or one path that is none, has given. Paths and problem texts are raw. */
export type ArchiveBatch = FileContent & {readonly filesDone: number; readonly filesTotal: number};

export type ArchiveOptions = {
  /** What `-` reads. */
  readonly stdin?: NodeJS.ReadableStream;
  /** Ends the reading at once, without an error. */
  readonly signal?: AbortSignal;
  readonly wish?: PackWish;
  /** Workers that read; whoever brings them ends them. Else as many as the archive is worth, ended with the reading. */
  readonly crew?: Crew;
};

/**
 * Reads archived events: files, folders (recursively) and `-`, several files at a time. Never throws: what cannot be
 * read is a problem of its batch.
 *
 * @yields One batch a file, a file that is skipped and a path that is none, in the order of the paths.
 */
export async function* readArchive(
  paths: readonly string[],
  options: ArchiveOptions = {},
): AsyncGenerator<ArchiveBatch> {
  const {signal} = options;
  const crew = options.crew ?? new Crew();
  const found = await findFiles(paths, signal);
  crew.expect(await packedSize(found));
  const onAbort = () => {
    void crew.close();
  };

  signal?.addEventListener('abort', onAbort);
  try {
    yield* readPlaces(found, crew, options);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    if (!options.crew) {
      await crew.close();
    }
  }
}

async function* readPlaces(
  found: readonly Found[],
  crew: Crew,
  options: ArchiveOptions,
): AsyncGenerator<ArchiveBatch> {
  const {signal} = options;
  const filesTotal = found.filter(({kind}) => kind !== 'folderEnd').length;
  const eventFolders = new Set<string>();
  // A map, so that what has been given out can be forgotten.
  const reading = new Map<number, Promise<FileContent>>();
  let asked = 0;
  let filesDone = 0;
  for (const [index, place] of found.entries()) {
    // A little ahead, so that no worker waits for this process; not much, so that memory stays bounded.
    for (; asked < found.length && asked < index + crew.size * 3; asked++) {
      const next = found[asked];
      if (next) {
        reading.set(asked, readPlace(next, crew, options));
      }
    }

    if (place.kind === 'folderEnd' && eventFolders.has(place.path)) {
      continue;
    }

    // eslint-disable-next-line no-await-in-loop -- in the order of the paths
    const batch = await reading.get(index); // Never rejects: a worker that ends is a problem of the file.
    reading.delete(index);
    if (signal?.aborted || !batch) {
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

async function readStdin(
  stdin: NodeJS.ReadableStream | undefined,
  signal: AbortSignal | undefined,
): Promise<Bytes> {
  if (!stdin) {
    throw new Error('no stdin was given');
  }

  return readStream(stdin, {limit: maxBytes, signal});
}

const nothingWished: PackWish = {kind: 'columns'};

async function readPlace(
  place: Found,
  crew: Crew,
  {stdin, signal, wish = nothingWished}: ArchiveOptions,
): Promise<FileContent> {
  const {path, kind} = place;
  switch (kind) {
    case 'file': {
      try {
        if (path !== '-') {
          return await crew.do('read', {found: place, wish});
        }

        // A stream belongs to this process; what it brings need not be looked through here.
        const {bytes, isPart} = await readStdin(stdin, signal);
        return bytes.length < worthWorkers
          ? await readFound(place, {wish, signal, bytes: {bytes, isPart}})
          : await crew.do('read', {found: place, wish, bytes: {bytes, isPart}});
      } catch (error) {
        const isNamed = place.isGiven || isEventName(path);
        return {
          ...emptyContent(path),
          problems: signal?.aborted ? [] : [fatalProblem(path, describeIoError(error), isNamed)],
        };
      }
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

/** Bytes of the files on the disk, until it is certain that they are many. */
async function packedSize(found: readonly Found[]): Promise<number> {
  let size = 0;
  for (const place of found) {
    if (place.kind !== 'file') {
      continue;
    }

    if (place.path === '-') {
      return plenty; // As large as may be.
    }

    try {
      // eslint-disable-next-line no-await-in-loop -- until it is enough
      const file = await stat(place.path);
      size += file.size;
    } catch {
      // Whoever reads it will say so.
    }

    if (size > plenty) {
      break;
    }
  }

  return size;
}

const plenty = 16_000_000;

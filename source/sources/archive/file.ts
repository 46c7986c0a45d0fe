import {type Buffer} from 'node:buffer';
import {type ArchiveBatch, type ArchiveProblem} from '../../core/archive/shapes.ts';
import {defaultMaxProblems, parseArchiveText, shownBefore} from '../../core/archive/text.ts';
import {readBytes, readStream, type Bytes} from './bytes.ts';
import {packedAs} from './magic.ts';
import {describeIoError, fatalProblem, isEventName} from './problem.ts';
import {isGzip, maxBytes, unpack, type Unpacked} from './unpack.ts';
import {type Found} from './walk.ts';

/** A batch but for the progress of the whole reading. */
export type FileContent = Omit<ArchiveBatch, 'filesDone' | 'filesTotal'>;

export type FileOptions = {
  readonly stdin?: NodeJS.ReadableStream;
  readonly signal?: AbortSignal;
  readonly timeColumn?: string;
  /** Bytes of a file, and of its unpacked content, that are read at most. */
  readonly limit?: number;
};

/** What a path gives that holds nothing. */
export function emptyContent(path: string): FileContent {
  return {path, events: [], problems: [], skipped: 0, columns: []};
}

/** One file's events and problems. Never throws; after an abort the content means nothing. */
export async function readFound(
  {path, isGiven}: Extract<Found, {kind: 'file'}>,
  options: FileOptions,
): Promise<FileContent> {
  const named = isGiven || isEventName(path);
  const {limit = maxBytes, signal} = options;
  try {
    const read = await readAll(path, named, options);
    if (!read || signal?.aborted) {
      return {...emptyContent(path), skipped: 1};
    }

    const packed = packedAs(read.bytes);
    if (packed !== undefined) {
      return named
        ? {...emptyContent(path), problems: [fatalProblem(path, packed, true)]}
        : {...emptyContent(path), skipped: 1};
    }

    const unpacked = await unpack(read.bytes, {limit, isPart: read.isPart});
    return signal?.aborted
      ? emptyContent(path)
      : toContent(path, named, {unpacked, timeColumn: options.timeColumn});
  } catch (error) {
    // An unreadable file may hold events, whatever it is called.
    return {
      ...emptyContent(path),
      problems: [fatalProblem(path, describeIoError(error), named)],
    };
  }
}

async function readAll(
  path: string,
  named: boolean,
  {stdin, signal, limit = maxBytes}: FileOptions,
): Promise<Bytes | undefined> {
  if (path !== '-') {
    return readBytes(path, {limit, signal, isWanted: (beginning) => named || isText(beginning)});
  }

  if (!stdin) {
    throw new Error('no stdin was given');
  }

  return readStream(stdin, {limit, signal});
}

/** Whether it is worth reading a file that nobody has named: gzip, UTF-16, or no NUL at its beginning. */
function isText(beginning: Buffer): boolean {
  const mark = beginning.length < 2 ? 0 : beginning.readUInt16BE(0);
  return isGzip(beginning) || mark === 0xff_fe || mark === 0xfe_ff || !beginning.includes(0);
}

function toContent(
  path: string,
  named: boolean,
  {unpacked, timeColumn}: {unpacked: Unpacked; timeColumn: string | undefined},
): FileContent {
  const {text, cut, faults} = unpacked;
  const ownProblems = faults.length + (cut === undefined ? 0 : 1);
  const parsed = parseArchiveText(text, {
    timeColumn,
    isCut: cut !== undefined,
    maxProblems: defaultMaxProblems - ownProblems,
  });
  const {events, columns, isRecognised} = parsed;
  if (!isRecognised && !named) {
    return {...emptyContent(path), skipped: 1};
  }

  const fatal = events.length === 0;
  const own = [
    ...(cut === undefined ? [] : [cut.clause + shownBefore(events.length, cut.fault)]),
    // Of what is no event file, the broken characters are not worth a word.
    ...(isRecognised ? faults : []),
  ];
  const problems: readonly ArchiveProblem[] = [
    ...own.map((message) => ({path, message, fatal, named})),
    ...parsed.problems.map((problem) => ({
      path,
      message: problem.message,
      fatal: problem.fatal,
      named: named && !problem.isRemark,
    })),
  ];
  return {path, events, problems, skipped: 0, columns};
}

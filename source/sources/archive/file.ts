import {Buffer} from 'node:buffer';
import {type Dictionaries} from '../../core/event-store/pack.ts';
import {readBytes, type Bytes} from './bytes.ts';
import {packedAs} from './magic.ts';
import {emptyContent, type FileContent, type PackWish} from './file-content.ts';
import {packContent} from './pack-content.ts';
import {describeIoError, fatalProblem, isEventName} from './problem.ts';
import {inflateAll, isGzip, maxBytes} from './unpack.ts';
import {type Found} from './walk.ts';

export type FileOptions = {
  readonly wish: PackWish;
  /** What the file holds, where it has been read already. */
  readonly bytes?: Bytes | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of a file, and of its unpacked content, that are read at most. */
  readonly limit?: number;
  /** Lent where one file after the other is read. */
  readonly dictionaries?: Dictionaries | undefined;
};

/** One file's events and problems. Never throws; after an abort the content means nothing. */
export async function readFound(
  {path, isGiven}: Extract<Found, {kind: 'file'}>,
  options: FileOptions,
): Promise<FileContent> {
  const named = isGiven || isEventName(path);
  const {limit = maxBytes, signal, wish} = options;
  try {
    const read = options.bytes ?? (await readFile(path, named, options));
    if (!read || signal?.aborted) {
      return {...emptyContent(path), skipped: 1};
    }

    const {isPart} = read;
    // What another process has read comes as plain bytes.
    const bytes = Buffer.from(read.bytes.buffer, read.bytes.byteOffset, read.bytes.byteLength);
    const packed = packedAs(bytes);
    if (packed !== undefined) {
      return named
        ? {...emptyContent(path), problems: [fatalProblem(path, packed, true)]}
        : {...emptyContent(path), skipped: 1};
    }

    const inflated = inflateAll(bytes, {limit, isPart});
    return packContent(path, named, {bytes, inflated, wish, dictionaries: options.dictionaries});
  } catch (error) {
    // An unreadable file may hold events, whatever it is called.
    return {
      ...emptyContent(path),
      problems: [fatalProblem(path, describeIoError(error), named)],
    };
  }
}

async function readFile(
  path: string,
  named: boolean,
  {signal, limit = maxBytes}: FileOptions,
): Promise<Bytes | undefined> {
  return readBytes(path, {limit, signal, isWanted: (beginning) => named || isText(beginning)});
}

/** Whether it is worth reading a file that nobody has named: gzip, UTF-16, or no NUL at its beginning. */
function isText(beginning: Buffer): boolean {
  const mark = beginning.length < 2 ? 0 : beginning.readUInt16BE(0);
  return isGzip(beginning) || mark === 0xff_fe || mark === 0xfe_ff || !beginning.includes(0);
}

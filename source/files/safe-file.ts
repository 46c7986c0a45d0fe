import {constants, lstatSync, unlinkSync, writeSync} from 'node:fs';
import {lstat, open, unlink, type FileHandle} from 'node:fs/promises';
import process from 'node:process';
import {codeOf} from './faults.ts';

/** A file of our own that is being written. */
export type NewFile = {
  /** Writes all of a text at the file's end, as UTF-8. */
  readonly write: (text: string) => Promise<void>;
  /** Bytes written so far. */
  readonly bytes: () => number;
  /** Brings everything to the disk and closes the file. */
  readonly finish: () => Promise<void>;
  /** Closes the file and takes it away again. */
  readonly discard: () => Promise<void>;
  /** The same in one step, for a program that ends now. */
  readonly discardAtOnce: () => void;
};

/** What opens a file: `open` of node:fs/promises, or a test's own. */
export type Opener = (path: string, flags: number, mode: number) => Promise<FileHandle>;

const readableByOwner = 0o600;

// An existing name, also a link that leads nowhere, is refused: by O_EXCL where the system keeps to POSIX, and by
// O_NOFOLLOW where it does not. Windows knows no O_NOFOLLOW.
const flags =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/**
 * Creates a file that only its owner may read, whatever the umask says. Throws the system's error: EEXIST where anything
 * has that name already, a link included.
 */
export async function createFile(path: string, opener: Opener = open): Promise<NewFile> {
  const handle = await opener(path, flags, readableByOwner);
  let bytes = 0;
  let isClosed = false;
  const close = async () => {
    if (!isClosed) {
      isClosed = true;
      await handle.close();
    }
  };

  const {ino, dev} = await handle.stat();
  const isOurs = (found: {readonly ino: number; readonly dev: number}) =>
    found.ino === ino && found.dev === dev;
  const discard = async () => {
    await close().catch(() => undefined);
    try {
      // Somebody may have put another file in its place meanwhile.
      if (isOurs(await lstat(path))) {
        await unlink(path);
      }
    } catch {
      // It is gone already, or the folder is.
    }
  };

  try {
    // A strict umask would take our own right to read it.
    await handle.chmod(readableByOwner);
  } catch (error) {
    await discard();
    throw error;
  }

  return {
    async write(text) {
      const buffer = Buffer.from(text);
      // A system may take less than it was given.
      for (let at = 0; at < buffer.length;) {
        // eslint-disable-next-line no-await-in-loop -- one after the other
        const {bytesWritten} = await handle.write(buffer, at, buffer.length - at);
        at += bytesWritten;
        bytes += bytesWritten;
      }
    },
    bytes: () => bytes,
    async finish() {
      await handle.sync();
      await close();
    },
    discard,
    discardAtOnce() {
      try {
        if (isOurs(lstatSync(path))) {
          unlinkSync(path);
        }
      } catch {
        // As above.
      }
    },
  };
}

/** A file of our own that grows, and that may have been there before. */
export type GrowingFile = {
  /** Bytes that were there when it was opened. */
  readonly size: number;
  /** What was there, from the beginning, in pieces. */
  readonly read: () => AsyncGenerator<Uint8Array, void>;
  /**
   * Adds all of a text at the file's end, as UTF-8. What the disk does not take is kept, and goes first the next time: a
   * line is never cut in the middle because of it.
   */
  readonly write: (text: string) => Promise<void>;
  /** Brings everything to the disk. */
  readonly flush: () => Promise<void>;
  /** Whether the path still leads to it. */
  readonly isThere: () => Promise<boolean>;
  /** Adds a text in one step, for a program that ends now. */
  readonly writeAtOnce: (text: string) => void;
  /** Lets only its owner read it, whatever its mode was. */
  readonly protect: () => Promise<void>;
  readonly close: () => Promise<void>;
};

// A pipe or a device under that name must neither hold the program nor become its terminal.
const growingFlags =
  constants.O_RDWR |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0) |
  (constants.O_NOCTTY ?? 0);

const portion = 65_536;

/**
 * Opens a file to add to it, or creates it; one that is there stays as it is until it is written to or protected. Throws
 * the system's error (ELOOP or EMLINK where the path is a link), or an Error that says why it is not taken: it is no
 * file, or somebody else's.
 */
export async function openGrowing(path: string, opener: Opener = open): Promise<GrowingFile> {
  const handle = await opener(path, growingFlags, readableByOwner);
  try {
    const {ino, dev, size} = await ownFile(handle);
    return growing(handle, {path, ino, dev, size});
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function ownFile(handle: FileHandle) {
  const found = await handle.stat();
  if (!found.isFile()) {
    throw new Error('that is no file');
  }

  if (process.getuid && found.uid !== process.getuid()) {
    throw new Error('that file belongs to somebody else');
  }

  return found;
}

type Place = Readonly<Record<'ino' | 'dev' | 'size', number>> & {readonly path: string};

function growing(handle: FileHandle, {path, ino, dev, size}: Place): GrowingFile {
  let waiting = Buffer.alloc(0);
  let isWriting = false;
  return {
    size,
    async *read() {
      for (let at = 0; at < size;) {
        // eslint-disable-next-line no-await-in-loop -- one piece after the other
        const {bytesRead, buffer} = await handle.read(
          Buffer.alloc(Math.min(portion, size - at)),
          0,
          undefined,
          at,
        );
        if (bytesRead === 0) {
          return;
        }

        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
    async write(text) {
      waiting = Buffer.concat([waiting, Buffer.from(text)]);
      isWriting = true;
      try {
        while (waiting.length > 0) {
          // eslint-disable-next-line no-await-in-loop -- one after the other
          const {bytesWritten} = await handle.write(waiting);
          waiting = waiting.subarray(bytesWritten);
        }
      } finally {
        isWriting = false;
      }
    },
    async flush() {
      await handle.datasync();
    },
    async isThere() {
      try {
        const found = await lstat(path);
        return found.ino === ino && found.dev === dev;
      } catch (error) {
        if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
          return false;
        }

        throw error;
      }
    },
    writeAtOnce(text) {
      // What is on its way to the disk arrives there, also when the program ends.
      const buffer = Buffer.concat([isWriting ? Buffer.alloc(0) : waiting, Buffer.from(text)]);
      for (let at = 0; at < buffer.length;) {
        at += writeSync(handle.fd, buffer, at);
      }
    },
    async protect() {
      await handle.chmod(readableByOwner);
    },
    async close() {
      await handle.close();
    },
  };
}

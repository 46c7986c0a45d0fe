import {constants, lstatSync, unlinkSync} from 'node:fs';
import {lstat, open, unlink, type FileHandle} from 'node:fs/promises';

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

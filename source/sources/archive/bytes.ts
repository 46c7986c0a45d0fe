import {Buffer} from 'node:buffer';
import {open} from 'node:fs/promises';

/** A file's content up to a limit; `isPart` where there is more. */
export type Bytes = {readonly bytes: Uint8Array; readonly isPart: boolean};

const chunk = 1_048_576;

/**
 * The content of a file, a pipe or a device, up to a limit. `isWanted` sees the beginning and may refuse the rest:
 * undefined then.
 */
export async function readBytes(
  path: string,
  {
    limit,
    isWanted,
    signal,
  }: {limit: number; isWanted: (beginning: Buffer) => boolean; signal?: AbortSignal | undefined},
): Promise<Bytes | undefined> {
  const file = await open(path, 'r');
  try {
    const {size} = await file.stat();
    let bytes = Buffer.allocUnsafe(Math.min(limit, Math.max(size, 65_536)) + 1);
    let used = 0;
    while (used <= limit && !signal?.aborted) {
      // Pipes have no size, and a file may have grown since.
      if (used === bytes.length) {
        const wider = Buffer.allocUnsafe(Math.min(limit + 1, bytes.length * 2));
        bytes.copy(wider);
        bytes = wider;
      }

      const length = Math.min(used === 0 ? 65_536 : chunk * 8, bytes.length - used);
      // eslint-disable-next-line no-await-in-loop -- a pipe has no size: it is read until it ends
      const {bytesRead} = await file.read(bytes, used, length, null);
      if (used === 0 && !isWanted(bytes.subarray(0, bytesRead))) {
        return undefined;
      }

      if (bytesRead === 0) {
        break;
      }

      used += bytesRead;
    }

    return {bytes: bytes.subarray(0, Math.min(used, limit)), isPart: used > limit};
  } finally {
    await file.close();
  }
}

/**
 * All of a stream up to a limit. An abort ends the wait at once and leaves the stream open: the terminal's stdin is
 * not ours to close.
 */
export async function readStream(
  stream: NodeJS.ReadableStream,
  {limit, signal}: {limit: number; signal?: AbortSignal | undefined},
): Promise<Bytes> {
  const chunks: Buffer[] = [];
  let used = 0;
  const {promise, resolve, reject} = Promise.withResolvers<undefined>();
  const stop = () => {
    resolve(undefined);
  };

  const take = (data: Buffer | string) => {
    const bytes = Buffer.from(data as string);
    used += bytes.length;
    chunks.push(bytes);
    if (used > limit) {
      stop();
    }
  };

  stream.on('data', take).on('end', stop).on('close', stop).on('error', reject);
  signal?.addEventListener('abort', stop);
  try {
    // A stream that has ended says so only once, and that may be over.
    if (stream.readable && !signal?.aborted) {
      await promise;
    }
  } finally {
    stream.off('data', take).off('end', stop).off('close', stop).off('error', reject).pause();
    signal?.removeEventListener('abort', stop);
  }

  return {bytes: Buffer.concat(chunks).subarray(0, limit), isPart: used > limit};
}

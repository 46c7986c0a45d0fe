/** Where lines go: waits for the reader, and knows when there is none any more. */
export type Output = {
  /** Resolves once more can be taken; at once where nobody reads any more. */
  readonly write: (text: string) => Promise<void>;
  /** Aborted when the reader has gone, or nothing can be written any more. */
  readonly closed: AbortSignal;
  /** Why nothing can be written, where that is no matter of the reader: a full disk. '' otherwise. */
  readonly failure: () => string;
  readonly dispose: () => void;
};

const readerGone: ReadonlySet<string> = new Set([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/**
 * A stream as an output. `interrupted` ends a wait for a reader that does not read. A reader that leaves early
 * (`| head`) closes it without a failure.
 */
export function createOutput(stream: NodeJS.WritableStream, interrupted?: AbortSignal): Output {
  const closed = new AbortController();
  const ended = interrupted ? AbortSignal.any([closed.signal, interrupted]) : closed.signal;
  let failure = '';
  const onError = (error: NodeJS.ErrnoException) => {
    if (!readerGone.has(error.code ?? '')) {
      failure = `cannot write: ${error.code ?? error.message}`;
    }

    closed.abort();
  };

  const onClose = () => {
    closed.abort();
  };

  stream.on('error', onError).on('close', onClose);
  return {
    async write(text) {
      if (text === '' || closed.signal.aborted) {
        return;
      }

      const {promise, resolve} = Promise.withResolvers<void>();
      const onEnd = () => {
        resolve();
      };

      if (stream.write(text)) {
        return;
      }

      stream.once('drain', onEnd);
      ended.addEventListener('abort', onEnd, {once: true});
      try {
        if (!ended.aborted) {
          await promise;
        }
      } finally {
        stream.off('drain', onEnd);
        ended.removeEventListener('abort', onEnd);
      }
    },
    closed: closed.signal,
    failure: () => failure,
    dispose() {
      // What is still to fail after the end concerns nobody, but must not end the program with a stack trace.
      stream.off('close', onClose);
    },
  };
}

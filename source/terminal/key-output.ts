import {EventEmitter} from 'node:events';

/** Bracketed paste on and off: without it a paste would be keys. */
const pasteModes = ['\u001B[?2004h', '\u001B[?2004l'] as const;

/**
 * The terminal as Ink sees it where Ink only reads keys: of all that it writes, the paste mode alone goes on. The lines
 * in words are written beside it.
 */
// eslint-disable-next-line unicorn/prefer-event-target -- Ink wants what a stream is.
export class KeyOutput extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  readonly #write: (text: string) => void;
  readonly #size: () => {readonly columns: number; readonly rows: number};

  constructor(
    write: (text: string) => void,
    size: () => {readonly columns: number; readonly rows: number},
  ) {
    super();
    this.#write = write;
    this.#size = size;
  }

  get columns(): number {
    return this.#size().columns;
  }

  get rows(): number {
    return this.#size().rows;
  }

  write(chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    for (const mode of pasteModes) {
      if (text.includes(mode)) {
        this.#write(mode);
      }
    }

    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') {
      (done as () => void)();
    }

    return true;
  }
}

import {Readable} from 'node:stream';
import {StringDecoder} from 'node:string_decoder';
import {KeySplitter, type Waiting} from './key-splitter.ts';

/** Calls a function after so many ms; the returned function takes that back. */
export type Schedule = (call: () => void, ms: number) => () => void;

/**
 * How long the rest is waited for, ms. A lone Esc must act soon; a sequence that has begun is hardly ever typed by hand, so
 * a bad line gets its time; a paste on such a line may pause for long, and must not become keys.
 */
const patience: Readonly<Record<Waiting, number>> = {
  esc: 50,
  sequence: 1000,
  string: 1000,
  paste: 10_000,
};

/** So long after a lone Esc the rest of a sequence is still recognised, ms. */
const tailPatience = 1000;

/** The keys of a terminal as Ink reads them: each whole, by itself. */
export class KeyInput extends Readable {
  readonly isTTY = true;
  readonly #keys: NodeJS.ReadStream;
  readonly #schedule: Schedule;
  readonly #splitter = new KeySplitter();
  readonly #decoder = new StringDecoder('utf8');
  #waited: Waiting | undefined;
  #cancel: (() => void) | undefined;

  constructor(keys: NodeJS.ReadStream, schedule: Schedule) {
    // In object mode each key is read by itself, also when several wait.
    super({objectMode: true});
    this.#keys = keys;
    this.#schedule = schedule;
    keys.on('data', this.#onData);
  }

  override _read(): void {
    // Keys come when they are pressed, not when they are asked for.
  }

  /** Everything here is text already. */
  override setEncoding(): this {
    return this;
  }

  setRawMode(isRaw: boolean): this {
    try {
      this.#keys.setRawMode(isRaw);
    } catch (error) {
      // The terminal is gone, or is no longer this program's (its parent has been hung up): reading from it tells so and
      // ends the program, which has no fault of its own.
      if (!isGone(error)) {
        throw error;
      }
    }

    return this;
  }

  ref(): this {
    this.#keys.ref();
    return this;
  }

  unref(): this {
    this.#keys.unref();
    return this;
  }

  /** Lets go of the terminal: no timer stays behind. */
  close(): void {
    this.#keys.off('data', this.#onData);
    // What is typed from now on is the shell's.
    this.#keys.pause();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  readonly #onData = (data: Uint8Array | string): void => {
    const text = typeof data === 'string' ? data : this.#decoder.write(Buffer.from(data));
    this.#give(this.#splitter.push(text));
  };

  #give(keys: readonly string[]): void {
    for (const key of keys) {
      this.push(key);
    }

    const {waiting} = this.#splitter;
    // A string that nobody ends must not swallow what is typed for as long as somebody types.
    if (waiting === 'string' && this.#waited === 'string' && this.#cancel) {
      return;
    }

    this.#cancel?.();
    this.#waited = waiting;
    this.#cancel = waiting && this.#schedule(this.#onPatienceOver, patience[waiting]);
  }

  readonly #onPatienceOver = (): void => {
    const isEsc = this.#splitter.waiting === 'esc';
    this.#cancel = undefined;
    this.#give(this.#splitter.flush());
    if (isEsc) {
      this.#cancel = this.#schedule(() => {
        this.#splitter.forget();
      }, tailPatience);
    }
  };
}

const goneCodes: ReadonlySet<unknown> = new Set(['EIO', 'ENXIO', 'EBADF', 'ENOTTY']);

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && goneCodes.has(error.code);
}

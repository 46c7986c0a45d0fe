import {EventEmitter} from 'node:events';

export type OutputCounters = {
  readonly bytes: number;
  readonly frames: number;
  readonly lastFrame: number;
};

/**
 * The terminal as Ink sees it. Ink writes a frame in several pieces; here they leave as one write, so that no
 * half-drawn frame is ever on the screen and a slow line is asked once.
 */
// eslint-disable-next-line unicorn/prefer-event-target -- Ink wants what a stream is.
export class FrameOutput extends EventEmitter {
  readonly isTTY = true;
  readonly #stream: NodeJS.WriteStream;
  #pending: string[] = [];
  #callbacks: Array<() => void> = [];
  #isScheduled = false;
  #bytes = 0;
  #frames = 0;
  #lastFrame = 0;

  constructor(stream: NodeJS.WriteStream) {
    super();
    this.#stream = stream;
    stream.on('resize', () => {
      this.emit('resize');
    });
  }

  get columns(): number {
    return this.#stream.columns || 80;
  }

  get rows(): number {
    return this.#stream.rows || 24;
  }

  get writable(): boolean {
    return this.#stream.writable;
  }

  get destroyed(): boolean {
    return this.#stream.destroyed;
  }

  get writableEnded(): boolean {
    return this.#stream.writableEnded;
  }

  get writableLength(): number {
    return this.#stream.writableLength;
  }

  get counters(): OutputCounters {
    return {bytes: this.#bytes, frames: this.#frames, lastFrame: this.#lastFrame};
  }

  write(chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean {
    this.#pending.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') {
      this.#callbacks.push(done as () => void);
    }

    if (!this.#isScheduled) {
      this.#isScheduled = true;
      queueMicrotask(() => {
        this.flush();
      });
    }

    return true;
  }

  /** Writes what has been gathered now: at the end of the program there is no later. */
  flush(): void {
    this.#isScheduled = false;
    const text = this.#pending.join('');
    const callbacks = this.#callbacks;
    this.#pending = [];
    this.#callbacks = [];
    if (text !== '' && this.#stream.writable) {
      this.#lastFrame = Buffer.byteLength(text);
      this.#bytes += this.#lastFrame;
      this.#frames++;
      this.#stream.write(text);
    }

    for (const callback of callbacks) {
      callback();
    }
  }
}

import {LineRate} from './line-rate.ts';

type Unblocked = {readonly _handle?: {readonly setBlocking?: (isBlocking: boolean) => void}};

/**
 * The way to the terminal. A slow one is never waited for: what it has not taken yet stays in the program, keys and
 * polling go on, and whoever writes can ask whether the last frame has left.
 */
export class Line {
  readonly #stream: NodeJS.WriteStream;
  readonly #now: () => number;
  readonly #rate = new LineRate();
  readonly #waiting = new Set<() => void>();
  #untaken = 0;

  /** `now` in ms of any clock. */
  constructor(stream: NodeJS.WriteStream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
    if (stream.isTTY) {
      // Node writes to a terminal so that the whole program waits until it has taken everything. There is no public way
      // to have it otherwise; without this one the program waits, as it would have.
      (stream as unknown as Unblocked)._handle?.setBlocking?.(false);
    }
  }

  get stream(): NodeJS.WriteStream {
    return this.#stream;
  }

  /** True while something that was written is still here. */
  get isBusy(): boolean {
    return this.#untaken > 0;
  }

  write(text: string): void {
    const bytes = Buffer.byteLength(text);
    const began = this.#now();
    this.#untaken++;
    this.#rate.begin(bytes, began);
    this.#stream.write(text, () => {
      this.#untaken--;
      this.#rate.taken(bytes, began, this.#now());
      if (!this.isBusy) {
        const calls = [...this.#waiting];
        this.#waiting.clear();
        for (const call of calls) {
          call();
        }
      }
    });
  }

  /** Calls once, as soon as everything has left; the returned function takes that back. */
  whenTaken(call: () => void): () => void {
    if (!this.isBusy) {
      call();
      return () => undefined;
    }

    this.#waiting.add(call);
    return () => {
      this.#waiting.delete(call);
    };
  }

  /**
   * Calls after so many ms, but not before the line has brought what was written to the terminal, as far as that can be
   * told; the returned function takes that back.
   */
  schedule(call: () => void, ms: number): () => void {
    let cancel = () => undefined as void;
    const wait = (pause: number) => {
      const timer = setTimeout(() => {
        const left = this.#rate.emptyAt - this.#now();
        if (this.isBusy) {
          cancel = this.whenTaken(() => {
            wait(0);
          });
        } else if (left > 0) {
          wait(left);
        } else {
          call();
        }
      }, pause);
      cancel = () => {
        clearTimeout(timer);
      };
    };

    wait(ms);
    return () => {
      cancel();
    };
  }

  /** Resolves when everything has left, or after so many ms. */
  async drained(atMost: number): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, atMost);
    this.whenTaken(resolve);
    await promise;
    clearTimeout(timer);
  }
}

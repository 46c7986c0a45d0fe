import {Buffer} from 'node:buffer';
import {Readable, Writable} from 'node:stream';
import type {TerminalModel} from './terminal-model.ts';

/** The output half of a terminal inside this process: what is written to it appears on the model. */
export class FakeOutput extends Writable {
  readonly #model: TerminalModel;

  constructor(model: TerminalModel) {
    super({decodeStrings: false});
    this.#model = model;
  }

  get isTTY(): true {
    return true;
  }

  get columns(): number {
    return this.#model.columns;
  }

  get rows(): number {
    return this.#model.rows;
  }

  override _write(chunk: string | Uint8Array, _encoding: string, done: () => void): void {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    // An empty write is only a way to wait for the ones before it.
    void (text === '' ? this.#model.drained() : this.#model.write(text)).then(done);
  }
}

/** The input half: keys wait in a queue until somebody reads them, as they do in a terminal. */
export class FakeInput extends Readable {
  isRaw = false;

  constructor() {
    // In object mode each key is read by itself, also when several wait.
    super({objectMode: true});
  }

  get isTTY(): true {
    return true;
  }

  override _read(): void {
    // Keys come when they are pressed, not when they are asked for.
  }

  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw;
    return this;
  }
}

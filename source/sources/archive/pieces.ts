import {Buffer} from 'node:buffer';
import {type Block} from '../../core/event-store/packed.ts';
import {codec} from '../codec.ts';

/** Bytes of text that are packed together: what has to be unpacked to show one record. */
const pieceSize = 131_072;

/** Makes a block of texts that come one behind the other. No text lies in two pieces. */
export class PieceWriter {
  readonly #pieces: Uint8Array[] = [];
  readonly #begins: number[] = [];
  #waiting: Buffer[] = [];
  #waitingSize = 0;
  #size = 0;

  /** Takes a text; returns where it begins in the unpacked block. */
  add(text: Buffer): number {
    if (this.#waitingSize > 0 && this.#waitingSize + text.length > pieceSize) {
      this.#pack();
    }

    const start = this.#size;
    this.#waiting.push(text);
    this.#waitingSize += text.length;
    this.#size += text.length;
    return start;
  }

  finish(): Block {
    this.#pack();
    return {
      packing: 'zstd',
      pieces: together(this.#pieces),
      begins: new Uint32Array(this.#begins),
      size: this.#size,
    };
  }

  #pack(): void {
    if (this.#waitingSize === 0) {
      return;
    }

    const {bytes} = codec.pack(Buffer.concat(this.#waiting));
    this.#pieces.push(bytes);
    this.#begins.push(this.#size - this.#waitingSize);
    this.#waiting = [];
    this.#waitingSize = 0;
  }
}

/**
 * Copies in one stretch of memory. Thousands of small ones, made while large ones come and go, would keep the memory
 * between them from being given back.
 */
function together(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  const all = Buffer.concat(pieces);
  let end = 0;
  return pieces.map(({length}) => {
    const start = end;
    end += length;
    return all.subarray(start, end);
  });
}

/**
 * The same texts in pieces. `starts` are where records begin, in any order: a piece ends only where one does. The
 * positions of all texts stay what they are.
 */
export function inPieces(content: Buffer, starts: Uint32Array): Block {
  const sorted = starts.toSorted();
  const pieces: Uint8Array[] = [];
  const begins: number[] = [];
  let begin = 0;
  const cut = (end: number): void => {
    if (end > begin) {
      pieces.push(codec.pack(content.subarray(begin, end)).bytes);
      begins.push(begin);
      begin = end;
    }
  };

  let last = 0;
  for (const start of sorted) {
    if (start - begin > pieceSize) {
      cut(last > begin ? last : start);
    }

    last = start;
  }

  cut(content.length);
  return {
    packing: 'zstd',
    pieces: together(pieces),
    begins: new Uint32Array(begins),
    size: content.length,
  };
}

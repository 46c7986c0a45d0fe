import {type Block, type Codec} from './packed.ts';

/** Bytes of text that are gathered before a block is packed: large enough to pack well, small enough to unpack at once. */
const pieceSize = 65_536;

/** Unpacked bytes that are kept for the next look: a list scrolls through the same blocks again and again. */
const cacheSize = 24_000_000;

type Open = {bytes: Uint8Array; used: number};

/** The texts of all records, packed. A block is a number; 0 is none. */
export class Blocks {
  readonly #codec: Codec;
  readonly #blocks = new Map<number, Block>();
  readonly #ids = new WeakMap<Block, number>();
  /** How many rows have their record in each block. */
  readonly #rows = new Map<number, number>();
  readonly #cache = new Map<string, Uint8Array>();
  #cached = 0;
  #last = 0;
  /** The block that still takes texts. */
  #open: {id: number; text: Open} | undefined;

  constructor(codec: Codec) {
    this.#codec = codec;
  }

  /**
   * All blocks.
   *
   * @yields Each with its number; one that still takes texts is there as it is now.
   */
  *entries(): Generator<readonly [number, Block]> {
    for (const [id, block] of this.#blocks) {
      yield [id, block];
    }

    if (this.#open) {
      yield [this.#open.id, plainBlock(this.#open.text.bytes.slice(0, this.#open.text.used))];
    }
  }

  /** Takes a block over; returns its number. */
  add(block: Block): number {
    const id = ++this.#last;
    this.#blocks.set(id, block);
    this.#ids.set(block, id);
    return id;
  }

  /** The same texts packed in another way; nothing where the block has gone. */
  replace(block: Block, content: Block): void {
    const id = this.#ids.get(block);
    if (id !== undefined && this.#blocks.has(id)) {
      this.#forget(id);
      this.#blocks.set(id, content);
    }
  }

  /** Puts texts behind those of the open block; returns the block's number and where they begin. */
  append(bytes: Uint8Array): {id: number; start: number} {
    let open = this.#open;
    if (!open) {
      open = {id: ++this.#last, text: {bytes: new Uint8Array(pieceSize), used: 0}};
      this.#open = open;
    }

    const {text} = open;
    const start = text.used;
    if (text.bytes.length < start + bytes.length) {
      const larger = new Uint8Array(Math.max(text.bytes.length * 2, start + bytes.length));
      larger.set(text.bytes.subarray(0, start));
      text.bytes = larger;
    }

    text.bytes.set(bytes, start);
    text.used += bytes.length;
    return {id: open.id, start};
  }

  /** Packs the open block once it has grown to a piece's size. */
  seal(): void {
    const open = this.#open;
    if (!open || open.text.used < pieceSize) {
      return;
    }

    const {packing, bytes} = this.#codec.pack(open.text.bytes.subarray(0, open.text.used));
    this.#blocks.set(open.id, {
      packing,
      pieces: [packing === 'plain' ? new Uint8Array(bytes) : bytes],
      begins: new Uint32Array([0]),
      size: open.text.used,
    });
    this.#open = undefined;
  }

  /** A row's record lies in this block. */
  hold(id: number, rows: number): void {
    this.#rows.set(id, (this.#rows.get(id) ?? 0) + rows);
  }

  /** A row has gone; with its last one goes the block. */
  release(id: number): void {
    const left = (this.#rows.get(id) ?? 0) - 1;
    if (left > 0 || this.#open?.id === id) {
      this.#rows.set(id, left);
      return;
    }

    this.#rows.delete(id);
    this.#forget(id);
    this.#blocks.delete(id);
  }

  /** The bytes of a text in a block. Throws where the block cannot be unpacked. */
  read(id: number, start: number, end: number): Uint8Array {
    if (this.#open?.id === id) {
      return this.#open.text.bytes.subarray(start, end);
    }

    const block = this.#blocks.get(id);
    if (!block) {
      return new Uint8Array(0);
    }

    const piece = pieceAt(block.begins, start);
    const begin = block.begins[piece] ?? 0;
    return this.#unpacked(id, block, piece).subarray(start - begin, end - begin);
  }

  #unpacked(id: number, block: Block, piece: number): Uint8Array {
    const packed = block.pieces[piece] ?? new Uint8Array(0);
    if (block.packing === 'plain') {
      return packed;
    }

    const key = `${id}.${piece}`;
    let bytes = this.#cache.get(key);
    if (bytes) {
      // The last one asked for is the last one forgotten.
      this.#cache.delete(key);
    } else {
      bytes = this.#codec.unpack(block.packing, packed);
      this.#cached += bytes.length;
    }

    this.#cache.set(key, bytes);
    for (const [oldest, content] of this.#cache) {
      if (this.#cached <= cacheSize || oldest === key) {
        break;
      }

      this.#cached -= content.length;
      this.#cache.delete(oldest);
    }

    return bytes;
  }

  #forget(id: number): void {
    const pieces = this.#blocks.get(id)?.pieces.length ?? 0;
    for (let piece = 0; piece < pieces; piece++) {
      const key = `${id}.${piece}`;
      this.#cached -= this.#cache.get(key)?.length ?? 0;
      this.#cache.delete(key);
    }
  }
}

/** Bytes as a block that is not packed. */
export function plainBlock(bytes: Uint8Array): Block {
  return {packing: 'plain', pieces: [bytes], begins: new Uint32Array([0]), size: bytes.length};
}

/** The piece that a position of the unpacked text lies in. */
function pieceAt(begins: Uint32Array, position: number): number {
  let [low, high] = [0, begins.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((begins[middle] ?? 0) <= position) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }

  return low;
}

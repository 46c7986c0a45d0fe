import {Buffer} from 'node:buffer';
import {DefaultSerializer, Deserializer} from 'node:v8';

/**
 * Values between processes. A frame is its numbers (32 bits each: bytes of the value, how many lists of numbers it
 * holds, the bytes of each of these), the value with its lists left out, then the lists as they are in memory: what
 * comes is copied once, into the place where it stays, and none of it keeps the rest of its frame.
 */
type List = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const kinds = [Uint8Array, Uint16Array, Uint32Array, Int32Array, Float64Array] as const;

class Writer extends DefaultSerializer {
  readonly lists: List[] = [];

  /** Called by Node for each list of numbers. */
  // eslint-disable-next-line unicorn/prefer-private-class-fields -- the name that Node calls
  _writeHostObject(list: List): void {
    this.writeUint32(kinds.findIndex((kind) => list instanceof kind));
    this.lists.push(list);
  }
}

class Reader extends Deserializer {
  readonly #lists: readonly Buffer[];
  #next = 0;

  constructor(value: Buffer, lists: readonly Buffer[]) {
    super(value);
    this.#lists = lists;
  }

  /** Called by Node where a list was left out. */
  // eslint-disable-next-line unicorn/prefer-private-class-fields -- the name that Node calls
  _readHostObject(): List {
    const Kind = kinds[this.readUint32()] ?? Uint8Array;
    const bytes = this.#lists[this.#next++] ?? Buffer.alloc(0);
    return new Kind(
      bytes.buffer as ArrayBuffer,
      bytes.byteOffset,
      bytes.length / Kind.BYTES_PER_ELEMENT,
    );
  }
}

/** The bytes of a frame, to be written one behind the other. Lists are lent, not copied. */
export function frameOf(value: unknown): readonly Uint8Array[] {
  const writer = new Writer();
  writer.writeHeader();
  writer.writeValue(value);
  const content = writer.releaseBuffer();
  const lists = writer.lists.map(
    ({buffer, byteOffset, byteLength}) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  const numbers = [content.length, lists.length, ...lists.map(({length}) => length)];
  const head = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) {
    head.writeUInt32LE(number, index * 4);
  }

  return [head, content, ...lists].filter(({length}) => length > 0);
}

/** Puts frames together of bytes that come in pieces of any size, and tells of each that is whole. */
export class FrameReader {
  readonly #take: (value: unknown) => void;
  /** What is being read: first the two numbers, then the sizes, then the value and its lists. */
  #state: 'start' | 'sizes' | 'content' = 'start';
  #parts: Buffer[] = [Buffer.alloc(8)];
  #part = 0;
  #used = 0;
  #length = 0;

  constructor(take: (value: unknown) => void) {
    this.#take = take;
  }

  /** Takes the next bytes. */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const part = this.#parts[this.#part] ?? Buffer.alloc(0);
      const taken = Math.min(part.length - this.#used, bytes.length - at);
      part.set(bytes.subarray(at, at + taken), this.#used);
      at += taken;
      this.#used += taken;
      while (this.#used === (this.#parts[this.#part]?.length ?? -1)) {
        this.#used = 0;
        this.#part++;
        if (this.#part === this.#parts.length) {
          this.#finish();
        }
      }
    }
  }

  #finish(): void {
    const [first = Buffer.alloc(0), ...rest] = this.#parts;
    this.#part = 0;
    switch (this.#state) {
      case 'start': {
        this.#length = first.readUInt32LE(0);
        this.#state = 'sizes';
        this.#parts = [Buffer.alloc(first.readUInt32LE(4) * 4)];
        break;
      }

      case 'sizes': {
        const lengths = Array.from({length: first.length / 4}, (_, index) =>
          first.readUInt32LE(index * 4),
        );
        this.#state = 'content';
        // Memory of its own for each, so that what is kept of a frame keeps nothing else.
        this.#parts = [this.#length, ...lengths].map((length) => Buffer.allocUnsafeSlow(length));
        break;
      }

      case 'content': {
        this.#state = 'start';
        this.#parts = [Buffer.alloc(8)];
        const reader = new Reader(first, rest);
        reader.readHeader();
        this.#take(reader.readValue());
        break;
      }
    }
  }
}

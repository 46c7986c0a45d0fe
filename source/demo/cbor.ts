import {Buffer} from 'node:buffer';
import {type Output} from './output.ts';

/**
 * The part of CBOR (RFC 8949) that Smithy's RPC v2 protocol uses. Some SDKs speak it to CloudWatch.
 */

const major = {unsigned: 0, negative: 1, bytes: 2, text: 3, list: 4, map: 5, tag: 6, simple: 7};

/** Tag 1: seconds since 1970. */
const epochTag = 1;

const maxDepth = 32;

/** Bytes of a value. Whole numbers are written as integers, others as doubles, times as tagged doubles. */
export function encodeCbor(value: Output): Buffer {
  const parts: Buffer[] = [];
  write(value, parts);
  return Buffer.concat(parts);
}

/** A value of CBOR bytes; times become Dates. Throws RangeError where the bytes are no CBOR that is spoken here. */
export function decodeCbor(bytes: Buffer): unknown {
  const reader = new Reader(bytes);
  const value = reader.value(maxDepth);
  if (!reader.atEnd) {
    throw new RangeError('bytes are left over');
  }

  return value;
}

function write(value: Output, parts: Buffer[]): void {
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    parts.push(head(major.text, text.length), text);
  } else if (typeof value === 'number') {
    parts.push(
      Number.isSafeInteger(value)
        ? head(value < 0 ? major.negative : major.unsigned, value < 0 ? -1 - value : value)
        : double(value),
    );
  } else if (typeof value === 'boolean') {
    parts.push(head(major.simple, value ? 21 : 20));
  } else if (value instanceof Date) {
    parts.push(head(major.tag, epochTag), double(value.getTime() / 1000));
  } else if (Array.isArray(value)) {
    const list: readonly Output[] = value;
    parts.push(head(major.list, list.length));
    for (const item of list) {
      write(item, parts);
    }
  } else {
    writeMap(value instanceof Map ? [...value] : Object.entries(value), parts);
  }
}

function writeMap(entries: ReadonlyArray<[string, Output | undefined]>, parts: Buffer[]): void {
  const present = entries.filter(([, member]) => member !== undefined);
  parts.push(head(major.map, present.length));
  for (const [key, member] of present) {
    write(key, parts);
    write(member ?? '', parts);
  }
}

function head(kind: number, amount: number): Buffer {
  const first = kind * 32;
  if (amount < 24) {
    return Buffer.from([first + amount]);
  }

  if (amount < 0x1_00_00_00_00) {
    const bytes = Buffer.alloc(5);
    bytes[0] = first + 26;
    bytes.writeUInt32BE(amount, 1);
    return bytes;
  }

  const bytes = Buffer.alloc(9);
  bytes[0] = first + 27;
  bytes.writeBigUInt64BE(BigInt(amount), 1);
  return bytes;
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xfb;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  #take(length: number): Buffer {
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    if (taken.length < length) {
      throw new RangeError('the bytes end early');
    }

    this.#at += length;
    return taken;
  }

  #amount(info: number): number {
    if (info < 24) {
      return info;
    }

    if (info < 27) {
      const length = 2 ** (info - 24);
      return this.#take(length).readUIntBE(0, length);
    }

    if (info === 27) {
      return Number(this.#take(8).readBigUInt64BE());
    }

    throw new RangeError('no such length');
  }

  #simple(info: number): unknown {
    const constants: Readonly<Record<number, unknown>> = {20: false, 21: true, 22: null};
    switch (info) {
      case 25: {
        return halfFloat(this.#take(2).readUInt16BE());
      }

      case 26: {
        return this.#take(4).readFloatBE();
      }

      case 27: {
        return this.#take(8).readDoubleBE();
      }

      default: {
        return constants[info];
      }
    }
  }

  #text(length: number): string {
    return length === Infinity
      ? this.#items(Infinity, () => String(this.value(2))).join('')
      : this.#take(length).toString();
  }

  #items<T>(amount: number, read: () => T): T[] {
    const items: T[] = [];
    while (items.length < amount) {
      if (amount === Infinity && this.#bytes[this.#at] === 0xff) {
        this.#at++;
        break;
      }

      items.push(read());
    }

    return items;
  }

  #tagged(tag: number, value: unknown): unknown {
    return tag === epochTag && typeof value === 'number'
      ? new Date(Math.round(value * 1000))
      : value;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(depth: number): unknown {
    if (depth === 0) {
      throw new RangeError('nested too deeply');
    }

    const first = this.#take(1).readUInt8();
    const kind = Math.floor(first / 32);
    const info = first % 32;
    if (kind === major.simple) {
      return this.#simple(info);
    }

    // 31 opens a list, map or text of unknown length that a break closes.
    const amount = info === 31 ? Infinity : this.#amount(info);
    switch (kind) {
      case major.unsigned: {
        return amount;
      }

      case major.negative: {
        return -1 - amount;
      }

      case major.bytes:
      case major.text: {
        return this.#text(amount);
      }

      case major.list: {
        return this.#items(amount, () => this.value(depth - 1));
      }

      case major.map: {
        return Object.fromEntries(
          this.#items(amount, () => [String(this.value(2)), this.value(depth - 1)] as const),
        );
      }

      default: {
        return this.#tagged(amount, this.value(depth - 1));
      }
    }
  }
}

function halfFloat(bits: number): number {
  const sign = bits < 0x80_00 ? 1 : -1;
  const exponent = Math.floor(bits / 0x4_00) % 32;
  const fraction = bits % 0x4_00;
  if (exponent === 0) {
    return sign * fraction * 2 ** -24;
  }

  if (exponent === 31) {
    return fraction === 0 ? sign * Infinity : Number.NaN;
  }

  return sign * (1 + fraction / 0x4_00) * 2 ** (exponent - 15);
}

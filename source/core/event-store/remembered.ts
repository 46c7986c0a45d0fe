import {type RecordBytes} from './record-bytes.ts';

/**
 * The same reading of a stretch of a record's bytes, remembered. For a few thousand long texts that are asked for
 * millions of times: they are found and compared as bytes, and only what is new becomes a text. At most `limit` are
 * known for certain, because an attacker can make every text a new one.
 */
export function remembered<T>(
  read: (text: string, source: RecordBytes, start: number, end: number) => T,
  limit: number,
): (source: RecordBytes, start: number, end: number) => T {
  // Two generations: what is asked for again and again survives the change.
  let known = new Generation<T>(limit);
  let older = known;
  const learn = (source: RecordBytes, start: number, end: number, sample: number): T => {
    const before = older.find(source, start, end, sample);
    const answer =
      before === -1 ? read(source.textOf(start, end), source, start, end) : older.answer(before);
    if (known.count === limit) {
      older = known;
      known = new Generation(limit);
    }

    known.add(source.bytes.subarray(start, end), sample, answer);
    return answer;
  };

  return (source, start, end) => {
    const sample = sampleOf(source, start, end);
    const found = known.find(source, start, end, sample);
    return found === -1 ? learn(source, start, end, sample) : known.answer(found);
  };
}

/** Places that are looked at for a text: whoever makes texts that meet there must not make every look a long one. */
const reach = 8;

/** Texts that have been read, one behind the other, and a table of open addresses to find them. */
class Generation<T> {
  readonly #answers: T[] = [];
  readonly #samples: Int32Array;
  readonly #starts: Int32Array;
  /** Number + 1 of the text at each address; 0 where it is free. */
  readonly #table: Int32Array;
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);

  constructor(limit: number) {
    this.#samples = new Int32Array(limit);
    this.#starts = new Int32Array(limit + 1);
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(limit * 3)));
  }

  get count(): number {
    return this.#answers.length;
  }

  answer(number: number): T {
    return this.#answers[number] as T;
  }

  /** The number of a text; -1 where it is not known. */
  find(source: RecordBytes, start: number, end: number, sample: number): number {
    const table = this.#table;
    for (let step = 0; step < reach; step++) {
      const number = (table[(sample + step) & (table.length - 1)] ?? 0) - 1;
      if (number === -1) {
        return -1;
      }

      if (this.#samples[number] === sample && this.#isSame(number, source, start, end)) {
        return number;
      }
    }

    return -1;
  }

  add(text: Uint8Array, sample: number, answer: T): void {
    const number = this.#answers.length;
    const start = this.#starts[number] ?? 0;
    const end = start + text.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(end * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }

    this.#bytes.set(text, start);
    this.#starts[number + 1] = end;
    this.#samples[number] = sample;
    this.#answers.push(answer);
    const mask = this.#table.length - 1;
    let step = 0;
    while (step < reach - 1 && this.#table[(sample + step) & mask] !== 0) {
      step++;
    }

    // Where all are taken, another text gives way.
    this.#table[(sample + step) & mask] = number + 1;
  }

  #isSame(number: number, source: RecordBytes, start: number, end: number): boolean {
    const own = this.#starts[number] ?? 0;
    if ((this.#starts[number + 1] ?? 0) - own !== end - start) {
      return false;
    }

    const view = this.#view;
    const other = source.view;
    const offset = own - start;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      if (view.getInt32(at + offset, true) !== other.getInt32(at, true)) {
        return false;
      }
    }

    for (; at < end; at++) {
      if (view.getUint8(at + offset) !== other.getUint8(at)) {
        return false;
      }
    }

    return true;
  }
}

/** A number made of all the bytes: of two halves of them, because machines multiply more than once at a time. */
function sampleOf({view}: RecordBytes, start: number, end: number): number {
  let even = end - start;
  let odd = 0;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    even = Math.imul(even ^ view.getInt32(at, true), 0x9e_37_79_b1);
    even ^= even >>> 15;
    odd = Math.imul(odd ^ view.getInt32(at + 4, true), 0x85_eb_ca_6b);
    odd ^= odd >>> 13;
  }

  for (; at < end; at++) {
    even = Math.imul(even ^ view.getUint8(at), 0x9e_37_79_b1);
    even ^= even >>> 15;
  }

  const both = Math.imul(even ^ Math.imul(odd, 0x2c_1b_3c_6d), 0xc2_b2_ae_35);
  return both ^ (both >>> 15);
}

/**
 * The same text as one of its own: part of another would keep all of that. Texts that are put together stay so until
 * somebody asks for a part of them: only then are they copied, and this asks.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}

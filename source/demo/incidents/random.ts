/** A 32-bit word with all its bits stirred; different words give different words. */
function stir(word: number): number {
  let bits = Math.imul(word ^ (word >>> 15), 0x2c_1b_3c_6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x29_7a_2d_39);
  return (bits ^ (bits >>> 15)) >>> 0;
}

/** What a name is worth as a key for `uniform`: 32 bits. */
export function keyOf(...words: ReadonlyArray<string | number>): number {
  return absorb(words, 0x5b_d1_e9_95);
}

/** A number in [0, 1) that belongs to a key and a whole number: the cheap way to noise at any point of time. */
export function uniform(key: number, index: number): number {
  return stir(key ^ stir(Math.trunc(index) + 0x3c_6e_f3_72)) / 4_294_967_296;
}

/** Random numbers that belong to the given words: the same words give the same numbers, in the same order. */
export class Dice {
  // Two words, since ids of millions of events out of one would collide.
  readonly #first: number;
  readonly #second: number;
  #drawn = 0;

  constructor(...words: ReadonlyArray<string | number>) {
    this.#first = absorb(words, 0x68_e3_1d_a4);
    this.#second = absorb(words, 0x1b_56_c4_e9);
  }

  #word(): number {
    this.#drawn++;
    const turn = Math.imul(this.#drawn, 0x9e_37_79_b1);
    return stir(stir(this.#first + turn) ^ (this.#second + Math.imul(this.#drawn, 0x7f_4a_7c_15)));
  }

  /** A number in [0, 1). */
  next(): number {
    return this.#word() / 4_294_967_296;
  }

  /** A whole number between two, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Whether something of this probability happens. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    return list[this.int(0, list.length - 1)] as T;
  }

  /** That many letters of an alphabet. */
  letters(count: number, alphabet: string): string {
    let text = '';
    for (let index = 0; index < count; index++) {
      text += alphabet[this.int(0, alphabet.length - 1)] ?? '';
    }

    return text;
  }

  /** That many hexadecimal digits. */
  hex(count: number): string {
    let text = '';
    while (text.length < count) {
      text += this.#word().toString(16).padStart(8, '0');
    }

    return text.slice(0, count);
  }

  /** A version 4 UUID. */
  uuid(): string {
    const digits = this.hex(32);
    const variant = '89ab'[Number.parseInt(digits[16] ?? '0', 16) & 3] ?? '8';
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
  }
}

function absorb(words: ReadonlyArray<string | number>, start: number): number {
  let state = start;
  for (const word of words) {
    if (typeof word === 'number') {
      // A time in ms has more than 32 bits.
      state = stir(state ^ stir(word % 4_294_967_296));
      state = stir(state + Math.floor(word / 4_294_967_296));
    } else {
      for (let index = 0; index < word.length; index++) {
        state = Math.imul(state ^ word.codePointAt(index)!, 0x01_00_01_93);
      }

      state = stir(state + word.length);
    }
  }

  return state;
}

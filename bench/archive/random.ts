/** Chance that is the same in every run: all that is drawn follows from the seeds. */
export type Random = {
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number in [0, limit). */
  readonly below: (limit: number) => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** So many hexadecimal digits. */
  readonly hex: (digits: number) => string;
  /** So many of the letters and digits that AWS makes ids of. */
  readonly letters: (count: number) => string;
  /** So many characters of Base64, as tokens are written. */
  readonly token: (count: number) => string;
  /** A random UUID as AWS writes it. */
  readonly uuid: () => string;
  /** A waiting time: short ones are frequent, long ones occur. */
  readonly wait: (mean: number) => number;
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bits of one draw are mixed twice, so that seeds which differ by one have nothing in common. */
function mix(value: number): number {
  let bits = Math.imul(value ^ (value >>> 15), 0x2c_1b_3c_6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x29_7a_2d_39);
  return (bits ^ (bits >>> 15)) >>> 0;
}

export function randomOf(...seeds: readonly number[]): Random {
  // Three words and a counter: runs of numbers for different seeds never meet, so that no id is drawn twice.
  let [a, b, c, counter] = [0x9e_37_79_b9, 0x24_3f_6a_88, 0xb7_e1_51_62, 1];
  const draw = () => {
    const drawn = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + drawn) >>> 0;
    return drawn;
  };

  for (const seed of seeds) {
    a = (a ^ mix(seed + 1)) >>> 0;
    for (let round = 0; round < 15; round++) {
      draw();
    }
  }

  const next = () => draw() / 0x1_00_00_00_00;
  const below = (limit: number) => Math.floor(next() * limit);
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) {
      text += draw().toString(16).padStart(8, '0');
    }

    return text.slice(0, digits);
  };

  const textOf = (characters: string, shift: number, count: number) => {
    let text = '';
    for (let index = 0; index < count; index++) {
      text += characters.charAt(draw() >>> shift);
    }

    return text;
  };

  return {
    next,
    below,
    hex,
    chance: (share) => next() < share,
    pick<T>(list: readonly T[]): T {
      return list[below(list.length)] as T;
    },
    letters: (count) => textOf(alphabet, 27, count),
    token: (count) => textOf(base64, 26, count),
    uuid: () =>
      `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'.charAt(draw() >>> 30)}${hex(3)}-${hex(12)}`,
    wait: (mean) => -mean * Math.log(1 - next()),
  };
}

/** Things of which some are drawn more often than others. */
export class Weighted<T> {
  readonly #things: readonly T[];
  readonly #upTo: readonly number[];

  constructor(things: ReadonlyArray<readonly [thing: T, weight: number]>) {
    let sum = 0;
    this.#things = things.map(([thing]) => thing);
    this.#upTo = things.map(([, weight]) => {
      sum += weight;
      return sum;
    });
  }

  draw(random: Random): T {
    const at = random.next() * (this.#upTo.at(-1) ?? 0);
    let [low, high] = [0, this.#upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#upTo[middle] ?? 0) > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }

    return this.#things[low] as T;
  }
}

/** A long tail: the second thing is drawn half as often as the first, the third a third as often. */
export function longTail<T>(things: readonly T[], steepness = 1): Weighted<T> {
  return new Weighted(things.map((thing, index) => [thing, 1 / (index + 1) ** steepness] as const));
}

/** The values of one field of one event: none, one or several. */
export type Values = readonly string[];

/** The code of an event that has no value. */
export const absent = 0;

/** The code of an event whose values are not kept in the column: its record has to be asked. */
export const elsewhere = 1;

const nothing: Values = [];

/** The values of a code as they are kept: one text, as nearly always, stands for itself. */
export type PackedValues = string | Values;

/**
 * Gives every distinct list of values a number, so that a column is numbers and each text is kept once. What is asked
 * of a value can then be asked once for all events that have it.
 */
export class Dictionary {
  /** The values of every code; none for the two that stand for no value. */
  readonly #values: PackedValues[] = [nothing, nothing];
  readonly #codes = new Map<string, number>();
  readonly #keep: (text: string) => string;
  #lastText = '';
  #lastCode = absent;

  /** `keep` makes of a text the one that is kept: for texts cut out of larger ones. */
  constructor(keep: (text: string) => string = (text) => text) {
    this.#keep = keep;
  }

  get size(): number {
    return this.#values.length;
  }

  /** The values of all codes, for whoever takes them over. */
  get packedValues(): readonly PackedValues[] {
    return this.#values;
  }

  codeOf(values: PackedValues): number {
    const first = typeof values === 'string' ? values : values[0];
    if (first === undefined) {
      return absent;
    }

    const isOne = typeof values === 'string' || values.length === 1;
    // Neighbours often have the same region, account or caller.
    if (isOne && first === this.#lastText) {
      return this.#lastCode;
    }

    const key = isOne && !first.startsWith('\0') ? first : manyKey(isOne ? [first] : values);
    let code = this.#codes.get(key);
    if (code === undefined) {
      code = this.#values.length;
      const kept = isOne ? this.#keep(first) : values.map((value) => this.#keep(value));
      this.#values.push(kept);
      this.#codes.set(key === first && typeof kept === 'string' ? kept : key, code);
    }

    if (isOne) {
      this.#lastText = first;
      this.#lastCode = code;
    }

    return code;
  }

  valuesOf(code: number): Values {
    const values = this.#values[code] ?? nothing;
    return typeof values === 'string' ? [values] : values;
  }

  /** The code of one text that is the only value; undefined where no event has had it. */
  knownCode(value: string): number | undefined {
    return this.#codes.get(value.startsWith('\0') ? manyKey([value]) : value);
  }
}

/** No single text begins like this: those that do go through here too. The lengths tell where one ends. */
function manyKey(values: Values): string {
  let key = '\0';
  for (const value of values) {
    key += `${value.length}:${value}`;
  }

  return key;
}

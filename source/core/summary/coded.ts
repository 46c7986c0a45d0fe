import {type EventStore} from '../event-store.ts';
import {flatCodes} from '../event-store/flat.ts';
import {Dictionary, elsewhere, type Values} from '../event-store/dictionary.ts';

/** What is counted, as numbers: events of one code have the same values. */
export type Coded = {
  readonly codeOf: (row: number) => number;
  readonly valuesOf: (code: number) => Values;
};

/** A field of the store's events. Where a column holds it, no record is opened. Valid until the store's next change. */
export function codedField(store: EventStore, name: string): Coded {
  const own = new Dictionary();
  const column = store.columnOf(name);
  if (column === undefined) {
    return {
      codeOf: (row) => own.codeOf(store.field(row, name)),
      valuesOf: (code) => own.valuesOf(code),
    };
  }

  const codes = flatCodes(store, column);
  const dictionary = store.dictionaryOf(column);
  // Even codes are the column's, odd ones those of values that it does not keep.
  return {
    codeOf(row) {
      const code = codes[row] ?? 0;
      return code === elsewhere ? 2 * own.codeOf(store.field(row, name)) + 1 : 2 * code;
    },
    valuesOf: (code) => (code % 2 === 0 ? dictionary : own).valuesOf(Math.floor(code / 2)),
  };
}

/** Two fields as one: `join` is asked once for each two lists of values that occur together. */
export function codedPair(a: Coded, b: Coded, join: (a: Values, b: Values) => Values): Coded {
  // By the code of one and then the other: small whole numbers are found faster than large ones.
  const codes: Array<Map<number, number> | undefined> = [];
  const values: Values[] = [];
  let last = {left: -1, right: -1, code: -1};
  return {
    codeOf(row) {
      const left = a.codeOf(row);
      const right = b.codeOf(row);
      // Neighbours are often alike.
      if (left === last.left && right === last.right) {
        return last.code;
      }

      const known = codes[left] ?? new Map<number, number>();
      codes[left] = known;
      let code = known.get(right);
      if (code === undefined) {
        code = values.length;
        values.push(join(a.valuesOf(left), b.valuesOf(right)));
        known.set(right, code);
      }

      last = {left, right, code};
      return code;
    },
    valuesOf: (code) => values[code] ?? [],
  };
}

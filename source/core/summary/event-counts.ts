import {type TrailEvent} from '../event.ts';
import {fieldValues} from '../reading/fields.ts';

/** A value of each field: null where an event has none. */
export type CountedValues = ReadonlyArray<string | null>;

/** How often values occur together, and when. */
export type CountedRow = {
  readonly values: CountedValues;
  readonly count: number;
  /** ms since 1970; NaN where no time of these events can be read. */
  readonly first: number;
  readonly last: number;
};

/** Counts the values of some fields as events come. An event counts once for each value of a field that has several. */
export class EventCounts {
  readonly #fields: readonly string[];
  readonly #rows = new Map<
    string,
    {values: CountedValues; count: number; first: number; last: number}
  >();

  /** The fields are those of `fieldValues`: listed ones, dotted paths, columns of a CSV. */
  constructor(fields: readonly string[]) {
    this.#fields = fields;
  }

  add(event: TrailEvent): void {
    for (const values of combined(this.#fields.map((field) => valuesOf(event, field)))) {
      const key = JSON.stringify(values);
      let row = this.#rows.get(key);
      if (!row) {
        row = {values, count: 0, first: Number.NaN, last: Number.NaN};
        this.#rows.set(key, row);
      }

      row.count++;
      const {time} = event;
      if (!Number.isNaN(time)) {
        row.first = Number.isNaN(row.first) ? time : Math.min(row.first, time);
        row.last = Number.isNaN(row.last) ? time : Math.max(row.last, time);
      }
    }
  }

  /** The most frequent first, ties by their values; what has none comes before what has one. */
  rows(): readonly CountedRow[] {
    return [...this.#rows.values()].sort(
      (a, b) => b.count - a.count || compareValues(a.values, b.values),
    );
  }
}

function valuesOf(event: TrailEvent, field: string): CountedValues {
  const values = fieldValues(event, field);
  return values.length === 0 ? [null] : values.length === 1 ? values : [...new Set(values)];
}

/** One value of each field in every way. */
function combined(values: readonly CountedValues[]): readonly CountedValues[] {
  let rows: readonly CountedValues[] = [[]];
  for (const each of values) {
    rows = rows.flatMap((row) => each.map((value) => [...row, value]));
  }

  return rows;
}

function compareValues(a: CountedValues, b: CountedValues): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? null;
    if (left !== right) {
      return (left ?? '') < (right ?? '') || left === null ? -1 : 1;
    }
  }

  return 0;
}

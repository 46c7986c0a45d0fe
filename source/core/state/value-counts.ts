import {elsewhere} from '../event-store/dictionary.ts';
import {flatCodes} from '../event-store/flat.ts';
import {type EventStore} from '../event-store.ts';
import {type ValueCounts} from '../filter/suggest.ts';
import {listedFields} from '../reading/fields.ts';

/** The values of a field among the loaded events, and how many events were looked at. */
export type FieldValues = {
  readonly counts: ValueCounts;
  /** So many of the newest events were counted; undefined where all were. */
  readonly cappedAt: number | undefined;
};

/** Rows looked at for a field that the store keeps ready, and for one that makes it look into the records. */
const mostRows = 10_000;
const mostRecords = 1000;

/** These are gathered from all over a record. */
const gathered: ReadonlySet<string> = new Set(['instance', 'resource']);
const kept: ReadonlySet<string> = new Set(listedFields.filter((field) => !gathered.has(field)));

type Counted = {readonly version: number; readonly fields: Map<string, FieldValues>};

const counted = new WeakMap<EventStore, Counted>();

/**
 * How often each value of a field occurs among the newest events. Counted once for each version of the store: a key
 * that narrows the list counts nothing anew.
 */
export function valuesOf(store: EventStore, field: string, isColumn = false): FieldValues {
  let known = counted.get(store);
  if (known?.version !== store.version) {
    known = {version: store.version, fields: new Map()};
    counted.set(store, known);
  }

  const key = `${isColumn ? 'column' : 'field'} ${field}`;
  const before = known.fields.get(key);
  if (before) {
    return before;
  }

  const values = count(store, field, isColumn || kept.has(field) ? mostRows : mostRecords);
  known.fields.set(key, values);
  return values;
}

function count(store: EventStore, field: string, limit: number): FieldValues {
  return countColumn(store, field) ?? countRecords(store, field, limit);
}

/** A column's codes are counted for all events; undefined where the values are not all in the column. */
function countColumn(store: EventStore, field: string): FieldValues | undefined {
  const column = store.columnOf(field);
  if (column === undefined) {
    return undefined;
  }

  const dictionary = store.dictionaryOf(column);
  const codes = flatCodes(store, column);
  const tally = new Uint32Array(dictionary.size);
  // In the order in which they came: a row that has gone has no value.
  for (let row = 0; row < store.rowCount; row++) {
    const code = codes[row] ?? 0;
    tally[code] = (tally[code] ?? 0) + 1;
  }

  if ((tally[elsewhere] ?? 0) > 0) {
    return undefined;
  }

  const counts = new Map<string, number>();
  for (const [code, times] of tally.entries()) {
    for (const value of times > 0 ? dictionary.valuesOf(code) : []) {
      counts.set(value, (counts.get(value) ?? 0) + times);
    }
  }

  return {counts, cappedAt: undefined};
}

function countRecords(store: EventStore, field: string, limit: number): FieldValues {
  const counts = new Map<string, number>();
  const rows = Math.min(store.order.length, limit);
  for (let position = 0; position < rows; position++) {
    for (const value of store.field(store.order[position] ?? -1, field)) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }

  return {counts, cappedAt: rows < store.order.length ? rows : undefined};
}

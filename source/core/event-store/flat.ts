import {type EventStore} from '../event-store.ts';

/** Columns that are kept flat at a time: what a list, its summary and a filter ask of all rows. */
const mostColumns = 16;

/** One number a row, for the rows before `count`. */
type Flat<T extends Uint8Array | Uint32Array> = {values: T; count: number};

type Known = {
  readonly epoch: number;
  readonly codes: Map<string, Flat<Uint32Array>>;
  readonly classes: Map<string, Flat<Uint8Array>>;
};

const knownOf = new WeakMap<EventStore, Known>();

/** A row that the list never shows, whatever is asked for. */
const superseded = '(superseded)';

/**
 * The codes of a column, by row: for whoever goes through all rows in an order of their own, where looking up the place
 * of each costs more than reading it. New rows cost only themselves. Valid until the store's next change.
 */
export function flatCodes(store: EventStore, column: string): Uint32Array {
  const {codes} = current(store);
  const flat = codes.get(column) ?? {values: new Uint32Array(0), count: 0};
  // The last one asked for is the last one forgotten.
  codes.delete(column);
  codes.set(column, flat);
  for (const oldest of codes.keys()) {
    if (codes.size <= mostColumns) {
      break;
    }

    codes.delete(oldest);
  }

  if (flat.count < store.rowCount) {
    const codeOf = store.codesOf(column);
    const values = roomFor(flat.values, store.rowCount, (length) => new Uint32Array(length));
    for (let row = flat.count; row < store.rowCount; row++) {
      values[row] = codeOf(row);
    }

    flat.values = values;
    flat.count = store.rowCount;
  }

  return flat.values;
}

/** 1 for each row that is of a class, else 0. Valid until the store's next change. */
export function flatClass(store: EventStore, name: string): Uint8Array {
  return flags(store, name, (row) => store.isClass(row, name));
}

/** 1 for each row that a later record corrects. Valid until the store's next change. */
export function flatSuperseded(store: EventStore): Uint8Array {
  return flags(store, superseded, (row) => store.isSuperseded(row));
}

function flags(store: EventStore, name: string, holds: (row: number) => boolean): Uint8Array {
  const {classes} = current(store);
  const flat = classes.get(name) ?? {values: new Uint8Array(0), count: 0};
  classes.set(name, flat);
  if (flat.count < store.rowCount) {
    const values = roomFor(flat.values, store.rowCount, (length) => new Uint8Array(length));
    for (let row = flat.count; row < store.rowCount; row++) {
      values[row] = holds(row) ? 1 : 0;
    }

    flat.values = values;
    flat.count = store.rowCount;
  }

  return flat.values;
}

/** An epoch is as long as nothing that is known of a row changes. */
function current(store: EventStore): Known {
  let known = knownOf.get(store);
  if (known?.epoch !== store.epoch) {
    known = {epoch: store.epoch, codes: new Map(), classes: new Map()};
    knownOf.set(store, known);
  }

  return known;
}

function roomFor<T extends Uint8Array | Uint32Array>(
  values: T,
  length: number,
  make: (length: number) => T,
): T {
  if (values.length >= length) {
    return values;
  }

  // Room for more, so that files that come one after the other are not copied each time.
  const larger = make(Math.max(1024, Math.ceil(length * 1.25)));
  larger.set(values);
  return larger;
}

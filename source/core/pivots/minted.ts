import {type EventStore} from '../event-store.ts';
import {mintedPaths} from '../event-store/columns.ts';
import {absent} from '../event-store/dictionary.ts';

/**
 * The access key that a call handed out; '' where it handed out none. STS writes it at one path (AssumeRole…,
 * GetSessionToken, GetFederationToken), IAM at the other (CreateAccessKey).
 */
export function mintedKey(store: EventStore, row: number): string {
  for (const name of mintedPaths) {
    const [key] = store.field(row, name);
    if (key !== undefined) {
      return key;
    }
  }

  return '';
}

/** The access key that a call was made with; '' where it names none. */
export function callerKey(store: EventStore, row: number): string {
  return store.field(row, 'key')[0] ?? '';
}

/** Which calls handed out which access keys. */
export type Minted = {
  /** The rows that handed a key out. Two accounts may each have a record of one call. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** The rows that handed out any key and were made with this one. */
  readonly byCaller: ReadonlyMap<string, readonly number[]>;
};

type Index = {
  readonly byKey: Map<string, number[]>;
  readonly byCaller: Map<string, number[]>;
  epoch: number;
  rowCount: number;
};

const indexes = new WeakMap<EventStore, Index>();

/** The index of a store. Rows keep their numbers, so what arrives costs only itself. */
export function mintedIn(store: EventStore): Minted {
  let index = indexes.get(store);
  if (index?.epoch !== store.epoch) {
    index = {byKey: new Map(), byCaller: new Map(), epoch: store.epoch, rowCount: 0};
    indexes.set(store, index);
  }

  const mayMint = minters(store);
  for (let row = index.rowCount; row < store.rowCount; row++) {
    const key = mayMint(row) ? mintedKey(store, row) : '';
    if (key !== '') {
      append(index.byKey, key, row);
      const caller = callerKey(store, row);
      if (caller !== '') {
        append(index.byCaller, caller, row);
      }
    }
  }

  index.rowCount = store.rowCount;
  return index;
}

/** A quick test that nearly every row fails: whether it has anything where a minted key stands. */
function minters(store: EventStore): (row: number) => boolean {
  const readers = mintedPaths.map((path) => {
    const column = store.columnOf(path);
    return column === undefined ? undefined : store.codesOf(column);
  });
  return (row) => readers.some((codeOf) => codeOf !== undefined && codeOf(row) !== absent);
}

function append(map: Map<string, number[]>, key: string, row: number): void {
  const rows = map.get(key);
  if (rows) {
    rows.push(row);
  } else {
    map.set(key, [row]);
  }
}

/**
 * The call that handed a key out; undefined where none is loaded. Of two records of one call the one that names the
 * caller's key tells more: the account that was entered sees only which account came.
 */
export function mintOf(store: EventStore, key: string): number | undefined {
  const rows = (mintedIn(store).byKey.get(key) ?? []).filter((row) => isKept(store, row));
  return rows.find((row) => callerKey(store, row) !== '') ?? rows[0];
}

/** The calls made with a key that handed out others, oldest first, one for each key. */
export function mintsOf(store: EventStore, key: string): readonly number[] {
  const seen = new Set<string>();
  return (mintedIn(store).byCaller.get(key) ?? [])
    .filter((row) => isKept(store, row))
    .sort((a, b) => store.time(a) - store.time(b) || a - b)
    .filter((row) => {
      const minted = mintedKey(store, row);
      const isNew = !seen.has(minted);
      seen.add(minted);
      return isNew;
    });
}

/** The oldest events go where a store is bounded; their rows answer nothing any more. */
function isKept(store: EventStore, row: number): boolean {
  return store.raw(row) !== undefined && !store.isSuperseded(row);
}

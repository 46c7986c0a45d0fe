import {type EventStore} from '../event-store.ts';
import {absent, elsewhere} from './dictionary.ts';

/**
 * Calls back with every row from one on whose event name is of a kind; `kindOf` is asked once of every name. For indexes
 * that grow with the store: rows keep their numbers for an epoch, so what arrives costs only itself.
 */
export function eachRowNamed<Kind>(
  store: EventStore,
  from: number,
  kindOf: (name: string) => Kind | undefined,
  take: (row: number, kind: Kind) => void,
): void {
  const column = store.columnOf('name');
  if (column === undefined) {
    return;
  }

  const codeOf = store.codesOf(column);
  const dictionary = store.dictionaryOf(column);
  const kinds = new Map<number, Kind | undefined>([
    [absent, undefined],
    [elsewhere, undefined],
  ]);
  for (let row = from; row < store.rowCount; row++) {
    const code = codeOf(row);
    if (!kinds.has(code)) {
      kinds.set(code, kindOf(dictionary.valuesOf(code)[0] ?? ''));
    }

    const kind = kinds.get(code);
    if (kind !== undefined) {
      take(row, kind);
    }
  }
}

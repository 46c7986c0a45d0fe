import {type EventStore} from '../event-store.ts';
import {shownField, type ShownField} from '../reading/row.ts';

/**
 * The field that says what a cell of the list shows of an event: of a CSV row, which is opened for it, the very column; of
 * a record the field itself.
 */
export function shownFieldOf(store: EventStore, row: number, field: ShownField): string {
  return shownField(store.isCsvRow(row) ? store.event(row) : undefined, field);
}

/** What EVENT shows, as it came; '' where it shows nothing. */
export function shownNameOf(store: EventStore, row: number): string {
  return store.field(row, shownFieldOf(store, row, 'name'))[0] ?? '';
}

import {type OwnCall} from '../event-store.ts';
import {hasClass} from '../reading/classes.ts';
import {type TrailEvent} from '../event.ts';
import {fieldValues} from '../reading/fields.ts';
import {compileFilter, type Filter, type Term} from '../filter.ts';
import {recordHasText} from './free-text.ts';

/** Whether an event is to be printed; `isLate` says that it arrived far behind newer ones. */
export type Wants = (event: TrailEvent, isLate?: boolean) => boolean;

/**
 * A filter as a test of events that are in no store. `columns` are the folded headers of the CSV that the events come
 * from; `isOwn` names the calls of this trailtop.
 */
export function wantsOf(
  filter: Filter | undefined,
  columns: readonly string[] = [],
  isOwn: OwnCall = () => false,
): Wants {
  if (!filter || filter.length === 0) {
    return () => true;
  }

  const matches = compileFilter(withColumns(filter, columns));
  return (event, isLate = false) =>
    matches({
      field: (name) => fieldValues(event, name),
      hasText: (needle) => recordHasText(event.record, needle),
      isClass: (name) =>
        hasClass(event, name, {
          own: () =>
            isOwn(fieldValues(event, 'key')[0] ?? '', fieldValues(event, 'agent').join(' ')),
          late: () => isLate,
        }),
    });
}

/**
 * A filter of the command line is read before the columns of a file are known: what then was a free text may name one
 * of them (`event_type:EC2_INSTANCE_TERMINATED`). The same filter comes back where no term does.
 */
export function withColumns(filter: Filter, columns: readonly string[]): Filter {
  const isColumn = (term: Term) =>
    term.kind === 'text' && term.asColumn !== undefined && columns.includes(term.asColumn.name);
  return filter.some((term) => isColumn(term))
    ? filter.map((term) =>
        term.kind === 'text' && term.asColumn && isColumn(term) ? term.asColumn : term,
      )
    : filter;
}

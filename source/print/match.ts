import {hasClass} from '../core/reading/classes.ts';
import {type TrailEvent} from '../core/event.ts';
import {fieldValues} from '../core/reading/fields.ts';
import {
  compileFilter,
  fieldTerm,
  foldColumn,
  parseFilter,
  type Filter,
  type Term,
} from '../core/filter.ts';
import {recordHasText} from '../core/filter/free-text.ts';
import {vocabularyOf} from '../core/filter/vocabulary.ts';

/** Whether an event is to be printed; `isLate` says that it arrived far behind newer ones. */
export type Wants = (event: TrailEvent, isLate?: boolean) => boolean;

/**
 * A filter as a test of events that are in no store. `columns` are the folded headers of the CSV that the events come
 * from; `isOwn` names the calls of this trailtop.
 */
export function wantsOf(
  filter: Filter | undefined,
  columns: readonly string[] = [],
  isOwn: (event: TrailEvent) => boolean = () => false,
): Wants {
  if (!filter || filter.length === 0) {
    return () => true;
  }

  const matches = compileFilter(filter.map((term) => withColumns(term, columns)));
  return (event, isLate = false) =>
    matches({
      field: (name) => fieldValues(event, name),
      hasText: (needle) => recordHasText(event.record, needle),
      isClass: (name) => hasClass(event, name, {own: isOwn, late: () => isLate}),
    });
}

/**
 * A filter of the command line is read before the columns of a file are known: what then was a free text may name one
 * of them (`event_type:EC2_INSTANCE_TERMINATED`). Blanks and quotes in the value can only have been quoted.
 */
function withColumns(term: Term, columns: readonly string[]): Term {
  const parts =
    term.kind === 'text' ? /^(?<name>[^:]+):(?<value>.+)$/sv.exec(term.text)?.groups : undefined;
  const name = foldColumn(parts?.['name'] ?? '');
  const value = parts?.['value'] ?? '';
  if (!columns.includes(name)) {
    return term;
  }

  const parsed = /[\s"]/v.test(value)
    ? undefined
    : parseFilter(`${name}:${value}`, vocabularyOf(columns));
  const [read] = parsed?.ok && parsed.filter.length === 1 ? parsed.filter : [];
  return {...(read ?? fieldTerm(name, value)), negated: term.negated};
}

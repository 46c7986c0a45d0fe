import {classNames} from '../reading/classes.ts';
import {listedFields, recordKeys} from '../reading/fields.ts';
import {printFilter, type Filter, type FilterVocabulary} from '../filter.ts';

const keys: readonly string[] = [...recordKeys.values()];

/** What may stand before a `:` in a filter, given the columns of the CSV files that are open. */
export function vocabularyOf(
  columns: readonly string[],
  hasColumnsToCome = false,
): FilterVocabulary {
  return {fields: listedFields, recordKeys: keys, classes: classNames, columns, hasColumnsToCome};
}

/** A filter as a person would type it; '' where there is none. */
export function filterText(filter: Filter | undefined): string {
  return filter ? printFilter(filter) : '';
}

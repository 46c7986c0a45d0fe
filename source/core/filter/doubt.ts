import {nearestName} from './names.ts';
import {printTerm} from './print.ts';
import {type Filter, type FilterVocabulary} from './term.ts';

const nameAndValue = /^(?<name>[A-Z_a-z]\w*):(?<value>.+)$/v;

/**
 * The free texts of a valid filter that are probably fields with a typing error (`usr:kim`), and what was probably
 * meant: worth saying beside a list that came out empty.
 */
export function doubtfulTerms(
  filter: Filter,
  vocabulary: FilterVocabulary,
): ReadonlyArray<{readonly text: string; readonly suggestion: string}> {
  const known = ['is', ...vocabulary.columns, ...vocabulary.fields, ...vocabulary.recordKeys];
  return filter.flatMap((term) => {
    const parts = term.kind === 'text' ? nameAndValue.exec(term.text)?.groups : undefined;
    const nearest = parts ? nearestName(parts['name'] ?? '', known) : undefined;
    if (!parts || nearest === undefined) {
      return [];
    }

    const suggestion = `${term.negated ? '-' : ''}${nearest}:${parts['value'] ?? ''}`;
    return [{text: printTerm(term), suggestion}];
  });
}

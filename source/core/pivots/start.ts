import {type Filter, type FieldTerm, type Term} from '../filter/term.ts';
import {filterOfValue, shapeOf} from './shapes.ts';

/** What may stand on the command line in place of a path, for messages. */
export const startValues =
  'an access key (AKIA..., ASIA...), a principal id (AROA..., AIDA...), an instance (i-...), an ARN or an address';

/** Whether a word of the command line is a value that can be started at; a path of that name comes first. */
export function isStartValue(word: string): boolean {
  const shape = shapeOf(word);
  return shape !== 'user' && shape !== 'text';
}

/**
 * The filter that starts at values of the command line. All terms must hold; several values of one field are one term
 * in which any may hold, since no event has two access keys.
 */
export function startFilter(words: readonly string[]): Filter {
  const terms: Term[] = [];
  for (const term of words.flatMap((word) => filterOfValue(word))) {
    const at = terms.findIndex((each) => isField(each, term));
    const before = terms[at];
    if (before?.kind === 'field' && term.kind === 'field') {
      terms[at] = {...before, values: [...before.values, ...term.values]};
    } else {
      terms.push(term);
    }
  }

  return terms;
}

function isField(term: Term, other: Term): term is FieldTerm {
  return term.kind === 'field' && other.kind === 'field' && term.name === other.name;
}

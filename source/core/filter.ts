/** The filter language: one parser, one printer, one matcher, and which term AWS can take. */

export {doubtfulTerms} from './filter/doubt.ts';
export {compileFilter, compileValues} from './filter/match.ts';
export {parseFilter, type ParsedFilter} from './filter/parse.ts';
export {type FilterProblem} from './filter/refusal.ts';
export {printFilter, printTerm} from './filter/print.ts';
export {pushDown, type LookupAttribute, type PushedTerm} from './filter/push-down.ts';
export {
  fieldTerm,
  foldCase,
  foldColumn,
  literalOf,
  type ClassTerm,
  type FieldTerm,
  type FieldValue,
  type Filter,
  type FilterFace,
  type FilterVocabulary,
  type Term,
  type TextTerm,
} from './filter/term.ts';

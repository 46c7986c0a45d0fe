import {nearestName} from './names.ts';
import {printTerm} from './print.ts';
import {foldCase, type Filter, type FilterVocabulary} from './term.ts';

const nameAndValue = /^(?<name>[A-Z_a-z]\w*):(?!\/\/)(?<value>.+)$/v;

/** What other tools call our fields, and the records' own names for a part of them. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['event', 'name'],
  ['action', 'name'],
  ['api', 'name'],
  ['call', 'name'],
  ['operation', 'name'],
  ['username', 'user'],
  ['who', 'user'],
  ['actor', 'user'],
  ['principal', 'user'],
  ['service', 'source'],
  ['from', 'ip'],
  ['address', 'ip'],
  ['sourceip', 'ip'],
  ['outcome', 'error'],
  ['code', 'error'],
  ['accesskey', 'key'],
  ['accesskeyid', 'key'],
  ['accountid', 'account'],
  ['instanceid', 'instance'],
  ['eventid', 'id'],
]);

/** As policies write it: `s3:GetObject`. */
const action = /^[a-z][a-z0-9]*:[A-Z]\w*[*?]?$/v;

/** What begins like this is an address of its own kind, never a field. */
const addresses: ReadonlySet<string> = new Set(['arn', 'urn', 'sha256', 'mailto']);

export type Doubt = {
  /** The term as it was read. */
  readonly text: string;
  /** What stands before its colon, and is no field. */
  readonly name: string;
  /** What was probably meant; undefined where nothing comes near. */
  readonly suggestion: string | undefined;
};

/**
 * The free texts of a valid filter that look like a field and its value (`usr:kim`, `service:ec2`), and what was probably
 * meant: worth saying beside a list that came out empty.
 */
export function doubtfulTerms(filter: Filter, vocabulary: FilterVocabulary): readonly Doubt[] {
  const known = ['is', ...vocabulary.columns, ...vocabulary.fields, ...vocabulary.recordKeys];
  return filter.flatMap((term) => {
    if (term.kind !== 'text') {
      return [];
    }

    const parts = nameAndValue.exec(term.text)?.groups;
    const {name = '', value = ''} = parts ?? {};
    const folded = foldCase(name);
    if (!parts || addresses.has(folded)) {
      return [];
    }

    const meant =
      nearestName(name, vocabulary.columns) ??
      otherNames.get(folded.replaceAll('_', '')) ??
      (action.test(term.text) ? 'name' : undefined) ??
      nearestName(name, known);
    const suggestion =
      meant === undefined ? undefined : `${term.negated ? '-' : ''}${meant}:${value}`;
    return [{text: printTerm(term), name, suggestion}];
  });
}

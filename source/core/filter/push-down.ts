import {foldCase, fullSource, literalOf, type FieldTerm, type Filter, type Term} from './term.ts';

/** The attributes that LookupEvents can search by. It takes one a request, compared exactly. */
export type LookupAttribute =
  | 'EventId'
  | 'AccessKeyId'
  | 'EventName'
  | 'EventSource'
  | 'ReadOnly'
  | 'ResourceName'
  | 'ResourceType'
  | 'Username';

/** A term that AWS can take, and how to ask it. */
export type PushedTerm = {
  readonly attribute: LookupAttribute;
  readonly value: string;
  readonly term: Term;
};

/** How a field is asked: the attribute, and the value as CloudTrail surely spells it, undefined where that is unsure. */
type Ask = {
  readonly attribute: LookupAttribute;
  readonly spell: (value: string, knownEventNames: ReadonlySet<string>) => string | undefined;
};

const askId: Ask = {
  attribute: 'EventId',
  spell: (value) => matching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/v, value),
};
const askKey: Ask = {
  attribute: 'AccessKeyId',
  spell: (value) => matching(/^A[\dA-Z]{15,127}$/v, value),
};
const askName: Ask = {attribute: 'EventName', spell: onlySpelling};
const fullName = /^[\d\-.a-z]+\.amazonaws\.com$/v;
const askSource: Ask = {
  attribute: 'EventSource',
  spell: (value) => matching(fullName, fullSource(value) ?? value),
};
const askEventSource: Ask = {
  attribute: 'EventSource',
  spell: (value) => matching(fullName, value),
};
const askReadonly: Ask = {
  attribute: 'ReadOnly',
  spell: (value) => matching(/^(?:true|false)$/v, foldCase(value)),
};

/** The fields that can be asked for, the most selective first. */
const asks: ReadonlyMap<string, Ask> = new Map([
  ['id', askId],
  ['eventID', askId],
  ['key', askKey],
  ['name', askName],
  ['eventName', askName],
  ['source', askSource],
  ['eventSource', askEventSource],
  ['readonly', askReadonly],
  ['readOnly', askReadonly],
]);

/**
 * The terms that AWS could take without a change of the answer, the most selective first: one literal value, not
 * negated, no CSV column, and spelt as CloudTrail surely spells it, for AWS compares exactly and the filter does not.
 * The events that come back still have to pass the whole filter.
 */
export function pushDown(
  filter: Filter,
  knownEventNames: ReadonlySet<string>,
): readonly PushedTerm[] {
  const pushed: PushedTerm[] = [];
  for (const [name, {attribute, spell}] of asks) {
    for (const term of filter) {
      const literal = term.kind === 'field' && term.name === name ? onlyLiteral(term) : undefined;
      const value = literal === undefined ? undefined : spell(literal, knownEventNames);
      if (value !== undefined) {
        pushed.push({attribute, value, term});
      }
    }
  }

  return pushed;
}

/** The text of a term that holds for one literal value alone. */
function onlyLiteral(term: FieldTerm): string | undefined {
  const [only] = term.values;
  const isSimple = !term.negated && term.column === undefined && term.values.length === 1;
  return only && isSimple ? literalOf(only) : undefined;
}

function matching(pattern: RegExp, value: string): string | undefined {
  return pattern.test(value) ? value : undefined;
}

/** The known event name that a value spells in any case; undefined where there is none, or more than one. */
function onlySpelling(value: string, known: ReadonlySet<string>): string | undefined {
  const folded = foldCase(value);
  const spellings = [...known].filter((name) => foldCase(name) === folded);
  return spellings.length === 1 ? spellings[0] : undefined;
}

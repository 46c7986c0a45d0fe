import {asciiLower} from './free-text.ts';
import {parseAddress, parseNetwork} from './address.ts';
import {compilePattern} from './glob.ts';
import {
  foldCase,
  isAddressField,
  literalOf,
  sourceEnding,
  type FieldTerm,
  type FieldValue,
  type Filter,
  type FilterFace,
  type Term,
} from './term.ts';

type Test = (event: FilterFace) => boolean;

/**
 * A filter as one test of an event. Everything that does not depend on the event is worked out here, once; the
 * cheapest terms are asked first.
 */
export function compileFilter(filter: Filter): (event: FilterFace) => boolean {
  const tests = [...filter]
    .sort((a, b) => cost(a) - cost(b))
    .map((term): Test => {
      const test = compileTerm(term);
      return term.negated ? (event) => !test(event) : test;
    });
  const [only] = tests;
  return only && tests.length === 1 ? only : (event) => tests.every((test) => test(event));
}

/**
 * A test for one present value of a term's field, its negation left aside: for whoever keeps values in a dictionary
 * and asks each of them once. An absent field has no value, so the term holds for it only when negated.
 */
export function compileValues(term: FieldTerm): (value: string) => boolean {
  const literals = term.values.map((value) => literalOf(value));
  if (literals.length > 1 && !hasSpecialValues(term.name) && !literals.includes(undefined)) {
    const wanted = new Set(literals.map((literal) => foldCase(literal ?? '')));
    const longest = Math.max(...[...wanted].map((literal) => literal.length));
    return (value) => value.length <= longest && wanted.has(foldCase(value));
  }

  const tests = term.values.map((value) => compileValue(term.name, value));
  const [only] = tests;
  return only && tests.length === 1 ? only : (value) => tests.some((test) => test(value));
}

function compileTerm(term: Term): Test {
  if (term.kind === 'text') {
    const needle = asciiLower(term.text);
    return (event) => event.hasText(needle);
  }

  if (term.kind === 'class') {
    const {classes} = term;
    return (event) => classes.some((name) => event.isClass(name));
  }

  const {name} = term;
  const test = compileValues(term);
  return (event) => {
    for (const value of event.field(name)) {
      // An empty value counts as absent, whoever reports it.
      if (value !== '' && test(value)) {
        return true;
      }
    }

    return false;
  };
}

function compileValue(name: string, value: FieldValue): (value: string) => boolean {
  if ('network' in value) {
    return inNetwork(value.network);
  }

  const test = compilePattern(value);
  const literal = literalOf(value);
  if (literal !== undefined && isAddressField(name) && parseAddress(literal)) {
    // The same address in another spelling is the same address: 2001:db8::1, 2001:DB8:0:0:0:0:0:1.
    const same = inNetwork(`${literal}/${literal.includes(':') ? 128 : 32}`);
    return (candidate) => test(candidate) || same(candidate);
  }

  if (name !== 'source' || value.some((part) => typeof part === 'string' && part.includes('.'))) {
    return test;
  }

  const last = value.at(-1);
  const full = compilePattern(
    typeof last === 'string'
      ? [...value.slice(0, -1), last + sourceEnding]
      : [...value, sourceEnding],
  );
  return (candidate) => test(candidate) || full(candidate);
}

function inNetwork(text: string): (value: string) => boolean {
  const network = parseNetwork(text);
  if ('problem' in network) {
    return () => false;
  }

  return (value) => {
    const address = parseAddress(value);
    return address !== undefined && network.contains(address);
  };
}

function hasSpecialValues(name: string): boolean {
  return name === 'source' || isAddressField(name);
}

/** Classes are kept with the event, listed fields are columns, a path walks the record, free text all of it. */
function cost(term: Term): number {
  if (term.kind === 'field') {
    return term.name.includes('.') ? 2 : 1;
  }

  return term.kind === 'class' ? 0 : 3;
}

import {operators} from './operators.ts';
import {isAddressField, type FieldValue, type Filter, type Term} from './term.ts';

const plainText = /^[\p{Letter}\p{Number}.\/@_][\p{Letter}\p{Number}+\-.\/@_]*$/v;
const plainName = /^[\p{Letter}\p{Number}_][\p{Letter}\p{Number}\-._]*$/v;
const needsQuotes = /[\s"*,?]|^\/\//v;

/**
 * The filter as a person would type it. Parsing it again gives the same filter; what could be read in another way,
 * an ARN as a free text for example, is quoted.
 */
export function printFilter(filter: Filter): string {
  return filter.map((term) => printTerm(term)).join(' ');
}

/** One term as a person would type it. */
export function printTerm(term: Term): string {
  const sign = term.negated ? '-' : '';
  if (term.kind === 'text') {
    const isPlain = plainText.test(term.text) && !operators.has(term.text);
    return sign + (isPlain ? term.text : quote(term.text));
  }

  if (term.kind === 'class') {
    return `${sign}is:${term.classes.join(',')}`;
  }

  return `${sign}${printName(term.name)}:${term.values.map((value) => printValue(value, term.name)).join(',')}`;
}

/** A field's name as it stands before the `:`. */
export function printName(name: string): string {
  return plainName.test(name) ? name : quote(name);
}

/** One of a field's values as it stands behind the `:`, quoted where a character would mean something else. */
export function printValue(value: FieldValue, field: string): string {
  if ('network' in value) {
    return value.network;
  }

  return value.map((part) => printPart(part, field)).join('');
}

function printPart(part: string | {readonly wildcard: string}, field: string): string {
  if (typeof part !== 'string') {
    return part.wildcard;
  }

  const mayBeNetwork = part.includes('/') && isAddressField(field);
  return mayBeNetwork || needsQuotes.test(part) ? quote(part) : part;
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/gv, String.raw`\$&`)}"`;
}

/** `*`: any text, also none. `?`: any one character. */
export type Wildcard = {readonly wildcard: '*' | '?'};

/** What a whole field value must look like: literal texts and wildcards in turn. `[]` never occurs. */
export type Pattern = ReadonlyArray<string | Wildcard>;

/** Addresses in CIDR notation, `10.0.0.0/8` or `2001:db8::/32`, as it was typed. */
export type Network = {readonly network: string};

export type FieldValue = Pattern | Network;

/** Holds when the text occurs in any key or value of the record. */
export type TextTerm = {
  readonly kind: 'text';
  readonly text: string;
  readonly negated: boolean;
  /** What it is where a CSV has a column of the name before its `:`; only where the columns were not known yet. */
  readonly asColumn?: FieldTerm;
};

/** Holds when one of the field's values matches one of these. */
export type FieldTerm = {
  readonly kind: 'field';
  /** A listed field, a dotted path as typed, a top-level key in CloudTrail's spelling or a folded CSV column. */
  readonly name: string;
  /** The name is a CSV column; it then says nothing about what AWS calls by that name. */
  readonly column?: true;
  readonly values: readonly FieldValue[];
  readonly negated: boolean;
};

/** Holds when the event is in one of these classes. */
export type ClassTerm = {
  readonly kind: 'class';
  readonly classes: readonly string[];
  readonly negated: boolean;
};

export type Term = TextTerm | FieldTerm | ClassTerm;

/** All of these must hold; an empty filter lets everything through. */
export type Filter = readonly Term[];

/** What the matcher sees of an event. */
export type FilterFace = {
  /** A listed field, dotted path, top-level key or CSV column; [] where it is absent. */
  field: (name: string) => readonly string[];
  isClass: (name: string) => boolean;
  /** Whether the text, already in ASCII lower case, occurs in any key or value of the record, ignoring ASCII case. */
  hasText: (needle: string) => boolean;
};

/** The names that mean something before a `:`. */
export type FilterVocabulary = {
  readonly fields: readonly string[];
  readonly recordKeys: readonly string[];
  readonly classes: readonly string[];
  /** The headers of a CSV as foldColumn writes them. */
  readonly columns: readonly string[];
  /** Files are still to be opened, and with them columns that nobody knows yet. */
  readonly hasColumnsToCome?: boolean;
};

/** The fields whose values are compared as addresses; only they take CIDR. */
const addressFields: ReadonlySet<string> = new Set(['ip', 'sourceipaddress']);

/** Whether a field holds addresses. */
export function isAddressField(name: string): boolean {
  return addressFields.has(name.toLowerCase());
}

/** Lower case for comparing names and values. It keeps the length, so lengths can be compared first. */
export function foldCase(text: string): string {
  // U+0130 alone grows when lowered, and a sigma is lowered by what stands around it, which a wildcard hides.
  return text.replaceAll('\u0130', 'i').toLowerCase().replaceAll('\u03C2', '\u03C3');
}

/** A CSV header as the name of a column: lower case, `_` for every run of blanks. */
export function foldColumn(header: string): string {
  return header.trim().toLowerCase().replaceAll(/\s+/gv, '_');
}

/** The one literal text that a value stands for; undefined where it has a wildcard or is a network. */
export function literalOf(value: FieldValue): string | undefined {
  if ('network' in value || value.length !== 1) {
    return undefined;
  }

  const [only] = value;
  return typeof only === 'string' ? only : undefined;
}

/** What CloudTrail puts behind the name of a service: `ec2.amazonaws.com`. */
export const sourceEnding = '.amazonaws.com';

/** The event source that a service's short name means; undefined for what is already a full name. */
export function fullSource(source: string): string | undefined {
  return source.includes('.') ? undefined : source + sourceEnding;
}

/**
 * A term for exactly this value of a field, whatever characters are in it: what a pivot adds to a filter. An empty
 * value stands for an absent field.
 */
export function fieldTerm(name: string, value: string, negated = false): Term {
  if (name === 'is') {
    return {kind: 'class', classes: [value], negated};
  }

  return value === ''
    ? {kind: 'field', name, values: [[{wildcard: '*'}]], negated: !negated}
    : {kind: 'field', name, values: [[value]], negated};
}

import {parseNetwork} from './address.ts';
import {refuseComparison, refuseHabit} from './habits.ts';
import {glyphText, isSign, lex, withoutMinus, type Glyph, type Word} from './lexer.ts';
import {nearestName, resolveName, type ResolvedName} from './names.ts';
import {abridge, Refusal, type FilterProblem} from './refusal.ts';
import {
  foldCase,
  foldColumn,
  isAddressField,
  type ClassTerm,
  type FieldTerm,
  type FieldValue,
  type Filter,
  type FilterVocabulary,
  type Pattern,
  type Term,
  type Wildcard,
} from './term.ts';

export type ParsedFilter =
  | {readonly ok: true; readonly filter: Filter}
  | {readonly ok: false; readonly problem: FilterProblem};

/** Reads a query; never throws. The first thing that is wrong is reported with the column where it stands. */
export function parseFilter(text: string, vocabulary: FilterVocabulary): ParsedFilter {
  const {words, unclosed} = lex(text);
  try {
    if (unclosed !== undefined) {
      throw new Refusal(
        unclosed,
        'this quote is never closed',
        String.raw`close it with ", or write \" inside quotes`,
      );
    }

    return {
      ok: true,
      filter: words.map((word, index) => {
        refuseComparison(text, words, index, vocabulary);
        return parseTerm(word, vocabulary);
      }),
    };
  } catch (error) {
    if (error instanceof Refusal) {
      return {ok: false, problem: error.problem};
    }

    throw error;
  }
}

/** The field or class that a word names before its first `:`; undefined where the whole word is free text. */
export function nameOf(
  glyphs: readonly Glyph[],
  vocabulary: FilterVocabulary,
): {colon: number; resolved: ResolvedName} | undefined {
  const colon = glyphs.findIndex((glyph) => isSign(glyph, ':'));
  if (colon <= 0) {
    return undefined;
  }

  const before = glyphs.slice(0, colon);
  const isQuoted = before.some((glyph) => glyph.quoted);
  const resolved = resolveName(glyphText(before), vocabulary, isQuoted);
  const isUrl = isSign(glyphs[colon + 1], '/') && isSign(glyphs[colon + 2], '/');
  return resolved && !isUrl ? {colon, resolved} : undefined;
}

/** What stands between the commas behind a `:`, each with the place where it begins. */
export function alternatives(
  glyphs: readonly Glyph[],
  colon: number,
): ReadonlyArray<{readonly at: number; readonly glyphs: readonly Glyph[]}> {
  let current: Glyph[] = [];
  const all = [{at: (glyphs[colon]?.at ?? 0) + 1, glyphs: current}];
  for (const glyph of glyphs.slice(colon + 1)) {
    if (isSign(glyph, ',')) {
      current = [];
      all.push({at: glyph.at + 1, glyphs: current});
    } else {
      current.push(glyph);
    }
  }

  return all;
}

function parseTerm(word: Word, vocabulary: FilterVocabulary): Term {
  const {negated, glyphs} = withoutMinus(word);
  const named = nameOf(glyphs, vocabulary);
  if (!named) {
    const text = parseText(word, glyphs);
    const asColumn = vocabulary.hasColumnsToCome ? columnTerm(glyphs, negated) : undefined;
    return {kind: 'text', text, negated, ...(asColumn ? {asColumn} : {})};
  }

  const choices = alternatives(glyphs, named.colon);
  const values = choices.map(({at, glyphs: value}) => {
    if (value.length === 0) {
      const isMissing = choices.length === 1 && word.to === at;
      refuseEmptyValue(at, glyphText(glyphs.slice(0, named.colon)), isMissing);
    }

    return value;
  });
  return named.resolved.kind === 'class'
    ? classTerm(values, negated, vocabulary)
    : namedTerm(named.resolved, values, negated);
}

/** What the word means should its name turn out to be a column; undefined where that cannot be. */
function columnTerm(glyphs: readonly Glyph[], negated: boolean): FieldTerm | undefined {
  const colon = glyphs.findIndex((glyph) => isSign(glyph, ':'));
  const name = foldColumn(glyphText(glyphs.slice(0, Math.max(0, colon))));
  const named = name === '' ? undefined : nameOf(glyphs, onlyColumn(name));
  const values = named ? alternatives(glyphs, colon).map((value) => value.glyphs) : [];
  return values.length === 0 || values.some((value) => value.length === 0)
    ? undefined
    : namedTerm({name, column: true}, values, negated);
}

function onlyColumn(name: string): FilterVocabulary {
  return {fields: [], recordKeys: [], classes: [], columns: [name]};
}

function refuseEmptyValue(at: number, name: string, isMissing: boolean): never {
  const shown = abridge(name);
  throw new Refusal(
    at,
    isMissing ? `${shown}: needs a value` : `an empty value of ${shown} matches nothing`,
    foldCase(name) === 'is'
      ? 'write a class, is:write for example'
      : `write ${shown}:* for any value, -${shown}:* for none`,
  );
}

function classTerm(
  values: ReadonlyArray<readonly Glyph[]>,
  negated: boolean,
  vocabulary: FilterVocabulary,
): ClassTerm {
  const classes = values.map((value) => {
    const name = glyphText(value);
    const known = vocabulary.classes.find((candidate) => foldCase(candidate) === foldCase(name));
    if (known === undefined) {
      const nearest = nearestName(name, vocabulary.classes);
      const all = `the classes are ${vocabulary.classes.join(', ')}`;
      throw new Refusal(
        value[0]?.at ?? 0,
        `there is no class ${abridge(name)}`,
        nearest === undefined ? all : `did you mean is:${nearest}? ${all}`,
      );
    }

    return known;
  });
  return {kind: 'class', classes, negated};
}

function namedTerm(
  field: {readonly name: string; readonly column?: true},
  values: ReadonlyArray<readonly Glyph[]>,
  negated: boolean,
): FieldTerm {
  return {
    kind: 'field',
    name: field.name,
    ...(field.column ? {column: true} : {}),
    values: values.map((value) => parseValue(field.name, value)),
    negated,
  };
}

function parseValue(field: string, glyphs: readonly Glyph[]): FieldValue {
  const pattern = parsePattern(glyphs);
  const text = glyphText(glyphs);
  const isPlain = glyphs.every((glyph) => !glyph.quoted) && pattern.length === 1;
  if (!isPlain || !isAddressField(field) || !looksLikeNetwork(text)) {
    return pattern;
  }

  const network = parseNetwork(text);
  if ('problem' in network) {
    throw new Refusal(
      glyphs[0]?.at ?? 0,
      `${abridge(text)} is not a network: ${network.problem}`,
      `write ${field}:10.0.0.0/8 or ${field}:2001:db8::/32`,
    );
  }

  return {network: text};
}

/** Digits and dots, or anything with a colon and hexadecimal digits, before a slash: surely meant as CIDR. */
function looksLikeNetwork(text: string): boolean {
  return /^(?:[\d.]+|[\d.a-f]*:[\d.:a-f]*)\//iv.test(text);
}

function parsePattern(glyphs: readonly Glyph[]): Pattern {
  const parts: Array<string | Wildcard> = [];
  let literal = '';
  for (const glyph of glyphs) {
    const sign = wildcardOf(glyph);
    if (sign === undefined) {
      literal += glyph.unit;
      continue;
    }

    if (literal !== '') {
      parts.push(literal);
      literal = '';
    }

    const last = parts.at(-1);
    const isRepeated = sign === '*' && typeof last === 'object' && last.wildcard === '*';
    if (!isRepeated) {
      parts.push({wildcard: sign});
    }
  }

  return literal === '' ? parts : [...parts, literal];
}

function wildcardOf(glyph: Glyph): '*' | '?' | undefined {
  if (glyph.quoted) {
    return undefined;
  }

  return glyph.unit === '*' || glyph.unit === '?' ? glyph.unit : undefined;
}

function parseText(word: Word, glyphs: readonly Glyph[]): string {
  if (glyphs.length === 0) {
    throw new Refusal(
      word.from,
      word.to - word.from === 1 ? 'the - has nothing behind it' : 'an empty text occurs everywhere',
      'write -user:kim for all but kim, or leave this out',
    );
  }

  refuseHabit(glyphs);
  return glyphText(glyphs);
}

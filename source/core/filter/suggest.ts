import {glyphText, lex, withoutMinus, type Glyph, type Word} from './lexer.ts';
import {alternatives, nameOf} from './parse.ts';
import {printName, printTerm, printValue} from './print.ts';
import {fieldTerm, foldCase, type FilterVocabulary} from './term.ts';
import {mostAskedFirst, wordsOnClass, wordsOnField} from './words.ts';

/** How often each value of a field occurs. */
export type ValueCounts = ReadonlyMap<string, number>;

/** Something to write: its text comes from outside and still has to pass the gate. */
export type Suggestion = {
  readonly text: string;
  /** What it is; '' for a value, of which the count says enough. */
  readonly words: string;
  /** How often a value occurs. */
  readonly count?: number;
  /** A field or `is:`, behind which a value is still to come. */
  readonly isOpen?: true;
};

/** What may stand in place of `text.slice(from, to)`. */
export type Suggestions = {
  readonly from: number;
  readonly to: number;
  /** The field whose values are offered; '' while a field is still to be named. */
  readonly field: string;
  /** How many there are, of which the items are the first. */
  readonly total: number;
  readonly items: readonly Suggestion[];
};

const mostItems = 50;

/** Event names offered for a word that may become free text. */
const mostNames = 8;

/** Nobody picks a longer value from a list. */
const longestValue = 256;

/**
 * What the person at the cursor may want to write: fields while a word is typed, and event names that occur; behind
 * a field its values, the most frequent first.
 * The cursor is counted in UTF-16 units; valuesOf tells a field's values among the loaded events.
 */
export function suggest(
  text: string,
  cursor: number,
  vocabulary: FilterVocabulary,
  valuesOf: (field: string) => ValueCounts,
): Suggestions {
  // The words end at the cursor, so that what is typed there is the last of them.
  const typed = text.slice(0, Math.max(0, cursor));
  const last = lex(typed).words.at(-1);
  const word =
    last?.to === typed.length ? last : {from: typed.length, to: typed.length, glyphs: []};
  const {negated, glyphs} = withoutMinus(word);
  const start = word.from + (negated ? 1 : 0);
  const whole = lex(text).words.find((candidate) => candidate.from === word.from);
  const named = nameOf(glyphs, vocabulary);
  if (!named) {
    const items = nameItems(glyphText(glyphs), vocabulary, valuesOf);
    return {
      from: start,
      to: nameEnd(whole, typed.length),
      field: '',
      total: items.length,
      items: items.slice(0, mostItems),
    };
  }

  const {resolved} = named;
  const alternative = alternatives(glyphs, named.colon).at(-1);
  const folded = foldCase(glyphText(alternative?.glyphs ?? []));
  const field = resolved.kind === 'class' ? 'is' : resolved.name;
  const place = {
    from: alternative?.at ?? start,
    to: alternativeEnd(whole, typed.length),
    field,
  };
  if (resolved.kind === 'class') {
    const items = startingFirst(vocabulary.classes, folded, String).map((name) => ({
      text: name,
      words: wordsOnClass(name),
    }));
    return {...place, total: items.length, items};
  }

  const fitting = mostFrequent(valuesOf(field), folded);
  return {
    ...place,
    total: fitting.length,
    items: fitting
      .slice(0, mostItems)
      .map(([value, count]) => ({text: printValue([value], field), words: '', count})),
  };
}

function nameItems(
  prefix: string,
  vocabulary: FilterVocabulary,
  valuesOf: (field: string) => ValueCounts,
): readonly Suggestion[] {
  const folded = foldCase(prefix);
  const names = new Map<string, 'column' | 'field' | 'key' | 'class'>();
  const add = (name: string, kind: 'column' | 'field' | 'key' | 'class'): void => {
    if (!names.has(name)) {
      names.set(name, kind);
    }
  };

  for (const column of vocabulary.columns) {
    add(column, 'column');
  }

  const [first, second, ...others] = mostAskedFirst(vocabulary.fields);
  for (const field of [first, second]) {
    if (field !== undefined) {
      add(field, 'field');
    }
  }

  add('is', 'class');
  for (const field of others) {
    add(field, 'field');
  }

  if (prefix !== '') {
    for (const key of vocabulary.recordKeys) {
      add(key, 'key');
    }
  }

  const fields = [...names]
    .filter(([name]) => foldCase(name).startsWith(folded))
    .map(([name, kind]): Suggestion => ({
      text: `${printName(name)}:`,
      words: kind === 'class' ? 'a class: write, failed, denied, login' : wordsOnField(name, kind),
      isOpen: true,
    }));
  const isWord = prefix.length >= 2 && vocabulary.fields.includes('name');
  const events = isWord
    ? mostFrequent(valuesOf('name'), folded)
        .slice(0, mostNames)
        .map(([value, count]): Suggestion => ({
          text: printTerm(fieldTerm('name', value)),
          words: '',
          count,
        }))
    : [];
  return [...fields, ...events];
}

/** The usable values of a field by how often they occur, sorted once for as long as the counts are the same. */
const sorted = new WeakMap<ValueCounts, ReadonlyArray<readonly [value: string, count: number]>>();

function mostFrequent(
  counts: ValueCounts,
  folded: string,
): ReadonlyArray<readonly [value: string, count: number]> {
  let values = sorted.get(counts);
  if (!values) {
    values = [...counts]
      .filter(([value]) => value !== '' && value.length <= longestValue)
      .sort((a, b) => (a[1] === b[1] ? (a[0] < b[0] ? -1 : 1) : b[1] - a[1]));
    sorted.set(counts, values);
  }

  return startingFirst(values, folded, ([value]) => value);
}

/** Those that begin with the typed text, then those that have it anywhere. */
function startingFirst<Item>(
  items: readonly Item[],
  folded: string,
  textOf: (item: Item) => string,
): readonly Item[] {
  if (folded === '') {
    return items;
  }

  const fitting = items.map((item) => ({item, at: foldCase(textOf(item)).indexOf(folded)}));
  return [...fitting.filter(({at}) => at === 0), ...fitting.filter(({at}) => at > 0)].map(
    ({item}) => item,
  );
}

/** A chosen field replaces the rest of the name around the cursor and its colon. */
function nameEnd(word: Word | undefined, cursor: number): number {
  const colon = signBehind(word, ':', cursor);
  return colon === undefined ? (word?.to ?? cursor) : colon.at + 1;
}

/** A chosen value replaces the rest of the alternative around the cursor. */
function alternativeEnd(word: Word | undefined, cursor: number): number {
  return signBehind(word, ',', cursor)?.at ?? word?.to ?? cursor;
}

function signBehind(word: Word | undefined, sign: string, cursor: number): Glyph | undefined {
  return word?.glyphs.find((glyph) => glyph.at >= cursor && !glyph.quoted && glyph.unit === sign);
}

import {glyphText, lex, withoutMinus, type Glyph, type Word} from './lexer.ts';
import {alternatives, nameOf} from './parse.ts';
import {printName, printTerm, printValue} from './print.ts';
import {fieldTerm, foldCase, type FilterVocabulary} from './term.ts';

/** How often each value of a field occurs. */
export type ValueCounts = ReadonlyArray<{readonly value: string; readonly count: number}>;

/** What may stand in place of `text.slice(from, to)`. Both texts come from outside: they still have to pass the gate. */
export type Suggestions = {
  readonly from: number;
  readonly to: number;
  readonly items: ReadonlyArray<{readonly text: string; readonly detail: string}>;
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
    const to = nameEnd(whole, typed.length);
    return {from: start, to, items: nameItems(glyphText(glyphs), vocabulary, valuesOf)};
  }

  const {resolved} = named;
  const alternative = alternatives(glyphs, named.colon).at(-1);
  const from = alternative?.at ?? start;
  const to = alternativeEnd(whole, typed.length);
  const folded = foldCase(glyphText(alternative?.glyphs ?? []));
  return {
    from,
    to,
    items:
      resolved.kind === 'class'
        ? startingFirst(vocabulary.classes, folded, String).map((name) => ({
            text: name,
            detail: 'class',
          }))
        : valueItems(resolved.name, folded, valuesOf),
  };
}

function nameItems(
  prefix: string,
  vocabulary: FilterVocabulary,
  valuesOf: (field: string) => ValueCounts,
): Suggestions['items'] {
  const folded = foldCase(prefix);
  const names = new Map<string, string>();
  const add = (name: string, detail: string): void => {
    if (!names.has(name)) {
      names.set(name, detail);
    }
  };

  for (const column of vocabulary.columns) {
    add(column, 'column');
  }

  for (const field of vocabulary.fields) {
    add(field, 'field');
  }

  add('is', 'class');
  if (prefix !== '') {
    for (const key of vocabulary.recordKeys) {
      add(key, 'record key');
    }
  }

  const fields = [...names]
    .filter(([name]) => foldCase(name).startsWith(folded))
    .map(([name, detail]) => ({text: `${printName(name)}:`, detail}));
  const isWord = prefix.length >= 2 && vocabulary.fields.includes('name');
  const events = isWord
    ? mostFrequent('name', folded, valuesOf)
        .slice(0, mostNames)
        .map(({value, count}) => ({
          text: printTerm(fieldTerm('name', value)),
          detail: String(count),
        }))
    : [];
  return [...fields, ...events].slice(0, mostItems);
}

function valueItems(
  field: string,
  folded: string,
  valuesOf: (field: string) => ValueCounts,
): Suggestions['items'] {
  return mostFrequent(field, folded, valuesOf)
    .slice(0, mostItems)
    .map(({value, count}) => ({text: printValue([value], field), detail: String(count)}));
}

function mostFrequent(
  field: string,
  folded: string,
  valuesOf: (field: string) => ValueCounts,
): ValueCounts {
  const usable = valuesOf(field)
    .filter(({value}) => value !== '' && value.length <= longestValue)
    .sort((a, b) => (a.count === b.count ? (a.value < b.value ? -1 : 1) : b.count - a.count));
  return startingFirst(usable, folded, ({value}) => value);
}

/** Those that begin with the typed text, then those that have it anywhere. */
function startingFirst<Item>(
  items: readonly Item[],
  folded: string,
  textOf: (item: Item) => string,
): readonly Item[] {
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

import {glyphText, type Glyph, type Word} from './lexer.ts';
import {isKnownField} from './names.ts';
import {operators} from './operators.ts';
import {abridge, Refusal} from './refusal.ts';
import {type FilterVocabulary} from './term.ts';

// What people write out of habit from other query languages would here be valid free text that nothing matches, and
// an empty list would seem to say that nothing happened. These refusals say what to write instead.

const comparison = /^(?<name>[^!:=]+)(?<sign>==?|!=)(?<value>.*)$/sv;
const startsComparison = /^(?<sign>==?|!=)(?<value>.*)$/sv;

/** Refuses `field == value`, `field=value` and `field != value`. */
export function refuseComparison(
  text: string,
  words: readonly Word[],
  index: number,
  vocabulary: FilterVocabulary,
): void {
  const [word, next, afterNext] = words.slice(index, index + 3);
  if (!word) {
    return;
  }

  const source = (of: Word | undefined): string => (of ? text.slice(of.from, of.to) : '');
  const isNegated = source(word).startsWith('-');
  const start = word.from + (isNegated ? 1 : 0);
  const typed = text.slice(start, word.to);
  const inside = comparison.exec(typed)?.groups;
  const behind = startsComparison.exec(source(next))?.groups;
  const found = inside ?? behind;
  const name = inside?.['name'] ?? typed;
  if (!found || !isKnownField(name, vocabulary)) {
    return;
  }

  const sign = found['sign'] ?? '';
  const value = found['value'] === '' ? source(inside ? next : afterNext) : (found['value'] ?? '');
  const minus = isNegated === (sign === '!=') ? '' : '-';
  throw new Refusal(
    inside === undefined && next ? next.from : start + name.length,
    `${sign} does not compare here; a colon does`,
    `write ${minus}${name}:${abridge(value === '' ? 'value' : value)}`,
  );
}

/** Refuses AND, OR, NOT, == and the like as free texts, and wildcards in what is only a name. */
export function refuseHabit(glyphs: readonly Glyph[]): void {
  const text = glyphText(glyphs);
  const [first] = glyphs;
  if (!first || glyphs.some((glyph) => glyph.quoted)) {
    return;
  }

  const instead = operators.get(text);
  if (instead !== undefined) {
    throw new Refusal(
      first.at,
      `${text} is no part of this language`,
      `${instead}; to search for the text, write "${text}"`,
    );
  }

  // Only a plain name: s3:* or an ARN with a star is taken as it stands, for policies are full of such texts.
  const star = glyphs.find((glyph) => glyph.unit === '*');
  if (!star || !/^[\w*\-.?]+$/v.test(text)) {
    return;
  }

  const shown = abridge(text);
  throw new Refusal(
    star.at,
    'a * is a wildcard only in the value of a field',
    /^[*?]+$/v.test(text)
      ? 'leave it out; to search for the text, write "*"'
      : `write name:${shown}; to search for the text, write "${shown}"`,
  );
}

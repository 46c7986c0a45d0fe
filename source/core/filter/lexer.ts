/** One UTF-16 unit of a term after its quotes and escapes are taken away. */
export type Glyph = {
  readonly unit: string;
  /** It stood in quotes and means only itself. */
  readonly quoted: boolean;
  /** Where it stands in the text, from 0. */
  readonly at: number;
};

/** One term of a filter as it was typed: what stands between blanks outside quotes. */
export type Word = {readonly from: number; readonly to: number; readonly glyphs: readonly Glyph[]};

const blank = /\s/v;

/**
 * Splits a filter into its terms. Quotes may open anywhere in a term; inside them `\"` and `\\` stand for `"` and
 * `\`. `unclosed` is where a quote opens that never closes; its term then reaches to the end.
 */
export function lex(text: string): {words: readonly Word[]; unclosed: number | undefined} {
  const words: Word[] = [];
  let at = 0;
  let unclosed: number | undefined;
  while (at < text.length) {
    if (blank.test(text.charAt(at))) {
      at++;
      continue;
    }

    const from = at;
    const glyphs: Glyph[] = [];
    while (at < text.length && !blank.test(text.charAt(at))) {
      if (text.charAt(at) === '"') {
        const end = lexQuoted(text, at, glyphs);
        unclosed ??= end === undefined ? at : undefined;
        at = end ?? text.length;
      } else {
        glyphs.push({unit: text.charAt(at), quoted: false, at});
        at++;
      }
    }

    words.push({from, to: at, glyphs});
  }

  return {words, unclosed};
}

/** The text that glyphs stand for. */
export function glyphText(glyphs: readonly Glyph[]): string {
  return glyphs.map((glyph) => glyph.unit).join('');
}

/** Whether a glyph is this character with its special meaning. */
export function isSign(glyph: Glyph | undefined, sign: string): boolean {
  return glyph !== undefined && !glyph.quoted && glyph.unit === sign;
}

/** The word without the `-` that negates it. */
export function withoutMinus(word: Word): {negated: boolean; glyphs: readonly Glyph[]} {
  const negated = isSign(word.glyphs[0], '-');
  return {negated, glyphs: negated ? word.glyphs.slice(1) : word.glyphs};
}

/** Collects what stands in the quotes that open at `open`; returns where they end, undefined where they do not. */
function lexQuoted(text: string, open: number, glyphs: Glyph[]): number | undefined {
  let at = open + 1;
  while (at < text.length) {
    const unit = text.charAt(at);
    if (unit === '"') {
      return at + 1;
    }

    const next = text.charAt(at + 1);
    if (unit === '\\' && (next === '"' || next === '\\')) {
      glyphs.push({unit: next, quoted: true, at});
      at += 2;
    } else {
      glyphs.push({unit, quoted: true, at});
      at++;
    }
  }

  return undefined;
}

import stringWidth from 'string-width';
import {stillSafe, t, type SafeText} from './sanitize.ts';
import {span, type Line, type Span, type Style} from './span.ts';

const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'});
const plainAscii = /^[\u0020-\u007E]*$/v;

const widths = new Map<string, number>();

/** Vowels and final consonants of Korean: the gate lets them through only where they continue a syllable. */
const insideSyllable = /^[\u1161-\u11FF]$/v;

/**
 * Cells of one character by itself. A terminal that knows Unicode 11 adds these up: it does not see that some of them
 * form one written sign, so neither may the screen.
 */
export function characterWidth(character: string): number {
  let width = widths.get(character);
  if (width === undefined) {
    width = insideSyllable.test(character) ? 0 : stringWidth(character);
    widths.set(character, width);
  }

  return width;
}

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    width += characterWidth(character);
  }

  return width;
}

/** Terminal cells that a text takes. */
export function cellWidth(text: SafeText): number {
  return plainAscii.test(text) ? text.length : widthOf(text);
}

/**
 * The longest beginning that fits into so many cells. Never splits a sign, but where one sign alone is wider than all
 * the cells: some scripts let it grow without end.
 */
export function takeCells(text: SafeText, cells: number): SafeText {
  if (plainAscii.test(text)) {
    return stillSafe(text.slice(0, Math.max(0, cells)));
  }

  let taken = '';
  let width = 0;
  for (const {segment} of segmenter.segment(text)) {
    width += widthOf(segment);
    if (width > cells) {
      return stillSafe(taken === '' ? takeCharacters(segment, cells) : taken);
    }

    taken += segment;
  }

  return stillSafe(taken);
}

function takeCharacters(segment: string, cells: number): string {
  let taken = '';
  let width = 0;
  for (const character of segment) {
    width += characterWidth(character);
    if (width > cells) {
      break;
    }

    taken += character;
  }

  return taken;
}

/** The text in at most so many cells; `…` (`~` in ASCII) says that something was cut. */
export function truncate(text: SafeText, cells: number, ascii = false): SafeText {
  if (cells <= 0) {
    return t``;
  }

  if (cellWidth(text) <= cells) {
    return text;
  }

  return stillSafe(takeCells(text, cells - 1) + (ascii ? '~' : '…'));
}

/** The text in exactly so many cells: cut or padded at its end. */
export function fit(text: SafeText, cells: number, ascii = false): SafeText {
  const cut = truncate(text, cells, ascii);
  return stillSafe(cut + ' '.repeat(Math.max(0, cells - cellWidth(cut))));
}

/** The text in exactly so many cells: cut at its end or padded at its beginning. */
export function fitRight(text: SafeText, cells: number, ascii = false): SafeText {
  const cut = truncate(text, cells, ascii);
  return stillSafe(' '.repeat(Math.max(0, cells - cellWidth(cut))) + cut);
}

/** A text of ours so many times. */
export function repeat(text: SafeText, times: number): SafeText {
  return stillSafe(text.repeat(Math.max(0, times)));
}

/** Cells that a line takes. */
export function lineWidth(line: Line): number {
  let width = 0;
  for (const {text} of line) {
    width += cellWidth(text);
  }

  return width;
}

/** The line in exactly so many cells: cut at its end or padded with spaces of the given style. */
export function fitLine(line: Line, cells: number, style: Style = 'plain', ascii = false): Line {
  const result: Span[] = [];
  let left = cells;
  const width = lineWidth(line);
  for (const part of line) {
    if (left <= 0) {
      break;
    }

    const partWidth = cellWidth(part.text);
    const overflows = width > cells && partWidth >= left;
    const text = overflows ? cutWithMark(part.text, left, ascii) : part.text;
    result.push({text, style: part.style});
    left -= cellWidth(text);
    if (overflows) {
      break;
    }
  }

  if (left > 0) {
    result.push(span(repeat(t` `, left), style));
  }

  return result;
}

/** Like truncate, but with the mark even where the text alone would just fit: more of the line follows. */
function cutWithMark(text: SafeText, cells: number, ascii: boolean): SafeText {
  return stillSafe(takeCells(text, cells - 1) + (ascii ? '~' : '…'));
}

/** The line's text without its styles. */
export function lineText(line: Line): SafeText {
  return stillSafe(line.map((part) => part.text).join(''));
}

/** A text in lines of at most so many cells, broken between words where that can be. */
export function wrapWords(text: SafeText, cells: number): readonly SafeText[] {
  const width = Math.max(1, cells);
  const lines: SafeText[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (cellWidth(stillSafe(joined)) <= width) {
      line = joined;
      continue;
    }

    if (line !== '') {
      lines.push(stillSafe(line));
    }

    let rest = stillSafe(word);
    while (cellWidth(rest) > width) {
      const piece = takeCells(rest, width);
      if (piece === '') {
        break;
      }

      lines.push(piece);
      rest = stillSafe(rest.slice(piece.length));
    }

    line = rest;
  }

  return line === '' ? lines : [...lines, stillSafe(line)];
}

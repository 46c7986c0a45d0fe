import {stillSafe} from '../sanitize.ts';
import {span, type Line, type Span, type Style} from '../span.ts';

/** Cells to paint on: row 0 is the top one. A blank cell holds a space. */
export type Canvas = {
  readonly width: number;
  readonly height: number;
  readonly characters: readonly string[][];
  readonly styles: readonly Style[][];
};

export function blankCanvas(width: number, height: number): Canvas {
  return {
    width,
    height,
    characters: Array.from({length: height}, () => Array.from({length: width}, () => ' ')),
    styles: Array.from({length: height}, () => Array.from({length: width}, () => 'plain')),
  };
}

/** Paints a text of one-cell characters; what falls outside the canvas is not painted. */
export function paint(
  canvas: Canvas,
  row: number,
  column: number,
  text: string,
  style: Style,
): void {
  const [characters, styles] = [canvas.characters[row], canvas.styles[row]];
  if (!characters || !styles) {
    return;
  }

  let at = column;
  for (const character of text) {
    if (at >= 0 && at < canvas.width) {
      characters[at] = character;
      styles[at] = style;
    }

    at++;
  }
}

/** Gives a cell another style; what it shows stays. */
export function restyle(canvas: Canvas, row: number, column: number, style: Style): void {
  const styles = canvas.styles[row];
  if (styles && column >= 0 && column < canvas.width) {
    styles[column] = style;
  }
}

/** What a cell shows; undefined outside the canvas. */
export function characterAt(canvas: Canvas, row: number, column: number): string | undefined {
  return canvas.characters[row]?.[column];
}

/** Whether so many cells from here are on the canvas and blank. */
export function isBlank(canvas: Canvas, row: number, column: number, length = 1): boolean {
  for (let at = column; at < column + length; at++) {
    if (characterAt(canvas, row, at) !== ' ') {
      return false;
    }
  }

  return true;
}

/** The canvas as lines, neighbours of one style in one span. */
export function toLines({characters, styles}: Canvas): readonly Line[] {
  return characters.map((row, index) => toLine(row, styles[index] ?? []));
}

function toLine(characters: readonly string[], styles: readonly Style[]): Line {
  const line: Span[] = [];
  let start = 0;
  for (let end = 1; end <= characters.length; end++) {
    if (end < characters.length && styles[end] === styles[start]) {
      continue;
    }

    // Only this folder's own characters and numbers are ever painted.
    line.push(span(stillSafe(characters.slice(start, end).join('')), styles[start]));
    start = end;
  }

  return line;
}

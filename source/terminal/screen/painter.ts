import {escape} from '../../core/controls.ts';
import {blank, rightHalf, type Glyphs} from './glyphs.ts';
import {Grid} from './grid.ts';
import {plainStyle, type Styles} from './style.ts';

/** Unchanged cells up to so many are written again where that is no longer than a move of the cursor. */
const bridged = 4;

/** So many blanks at the end of a row are worth an erasure instead. */
const erased = 4;

/**
 * Knows what stands on the terminal, and what to write for it to show a grid: only the cells that differ, each stretch of
 * them addressed by row and column. No stretch relies on how wide a terminal takes a character to be where terminals do
 * not agree about that.
 */
export class Painter {
  readonly #styles: Styles;
  readonly #glyphs: Glyphs;
  #shown: Grid | undefined;
  #text = '';
  #pen = plainStyle;
  #row = -1;
  /** Where the terminal's cursor is; -1 where that is not certain. */
  #column = -1;

  constructor(styles: Styles, glyphs: Glyphs) {
    this.#styles = styles;
    this.#glyphs = glyphs;
  }

  /** Nothing is known of what stands on the terminal: the next time all of it is painted. */
  forget(): void {
    this.#shown = undefined;
  }

  /** What to write for the terminal to show the grid; '' where it does. The pen is plain before and after. */
  paint(wanted: Grid): string {
    this.#text = '';
    this.#row = -1;
    this.#column = -1;
    if (this.#shown?.columns !== wanted.columns || this.#shown.rows !== wanted.rows) {
      this.#text = `${escape}[m${escape}[H${escape}[J`;
      this.#shown = new Grid(wanted.columns, wanted.rows);
    }

    for (let row = 0; row < wanted.rows; row++) {
      this.#paintRow(row, wanted, this.#shown);
    }

    this.#look(plainStyle);
    this.#shown.copyFrom(wanted);
    return this.#text;
  }

  /** What to write for the cursor to stand there. */
  move(row: number, column: number): string {
    return `${escape}[${row + 1};${column + 1}H`;
  }

  #paintRow(row: number, wanted: Grid, shown: Grid): void {
    const start = row * wanted.columns;
    const isChanged = (column: number) =>
      wanted.glyphs[start + column] !== shown.glyphs[start + column] ||
      wanted.styles[start + column] !== shown.styles[start + column];
    let first = 0;
    while (first < wanted.columns && !isChanged(first)) {
      first++;
    }

    if (first === wanted.columns) {
      return;
    }

    let last = wanted.columns - 1;
    while (!isChanged(last)) {
      last--;
    }

    const blankFrom = blankEnd(wanted, row);
    const isErased = last - Math.max(first, blankFrom) + 1 >= erased;
    const end = isErased ? Math.max(first, blankFrom) : last + 1;
    let column = first;
    while (column < end) {
      if (wanted.glyphs[start + column] === rightHalf) {
        column++;
      } else if (isChanged(column)) {
        this.#place(row, column);
        this.#write(wanted, start, column);
        column++;
      } else {
        column = this.#skip(wanted, start, column, isChanged);
      }
    }

    if (isErased) {
      this.#place(row, end);
      this.#look(plainStyle);
      this.#text += `${escape}[K`;
    }
  }

  /** The next changed cell; the cells before it are written again where they are few and look as the pen does. */
  #skip(
    {columns, glyphs, styles}: Grid,
    start: number,
    from: number,
    isChanged: (column: number) => boolean,
  ): number {
    let next = from;
    let canBridge = this.#column === from;
    while (next < columns && !isChanged(next)) {
      const glyph = glyphs[start + next] ?? blank;
      canBridge &&= glyph >= blank && glyph < 0x7f && styles[start + next] === this.#pen;
      next++;
    }

    if (canBridge && next - from <= bridged && next < columns) {
      for (let column = from; column < next; column++) {
        this.#text += this.#glyphs.text(glyphs[start + column] ?? blank);
      }

      this.#column = next;
    }

    return next;
  }

  #write({columns, glyphs, styles}: Grid, start: number, column: number): void {
    const glyph = glyphs[start + column] ?? blank;
    this.#look(styles[start + column] ?? plainStyle);
    this.#text += this.#glyphs.text(glyph);
    const next = column + (glyphs[start + column + 1] === rightHalf ? 2 : 1);
    // After the last column a terminal stands between two rows.
    this.#column = next < columns && this.#glyphs.isSteady(glyph) ? next : -1;
  }

  #look(style: number): void {
    this.#text += this.#styles.change(this.#pen, style);
    this.#pen = style;
  }

  #place(row: number, column: number): void {
    if (this.#row === row && this.#column === column) {
      return;
    }

    if (this.#row === row) {
      this.#text += `${escape}[${column + 1}G`;
    } else if (column === 0) {
      this.#text += row > 0 && this.#row === row - 1 ? `${escape}[E` : `${escape}[${row + 1}H`;
    } else {
      this.#text += this.move(row, column);
    }

    this.#row = row;
    this.#column = column;
  }
}

/** From which column on a row is blank. */
function blankEnd({columns, glyphs, styles}: Grid, row: number): number {
  const start = row * columns;
  let end = columns;
  while (end > 0 && glyphs[start + end - 1] === blank && styles[start + end - 1] === plainStyle) {
    end--;
  }

  return end;
}

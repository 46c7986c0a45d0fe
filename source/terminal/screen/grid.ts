import {blank, rightHalf} from './glyphs.ts';
import {plainStyle} from './style.ts';

/** The cells of a screen: what stands in each (glyphs.ts) and how it looks (style.ts), row after row. */
export class Grid {
  readonly columns: number;
  readonly rows: number;
  readonly glyphs: Int32Array;
  readonly styles: Int32Array;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.glyphs = new Int32Array(columns * rows).fill(blank);
    this.styles = new Int32Array(columns * rows);
  }

  /** Puts a glyph into its one or two cells; the rest of a wide one that it cuts becomes a space. */
  put(row: number, column: number, glyph: number, width: number, style: number): void {
    const at = row * this.columns + column;
    const {glyphs, styles} = this;
    if (glyphs[at] === rightHalf && column > 0) {
      glyphs[at - 1] = blank;
    }

    if (column + width < this.columns && glyphs[at + width] === rightHalf) {
      glyphs[at + width] = blank;
    }

    glyphs[at] = glyph;
    styles[at] = style;
    if (width === 2) {
      glyphs[at + 1] = rightHalf;
      styles[at + 1] = style;
    }
  }

  /** Clears cells of a row, `to` excluded. */
  erase(row: number, from: number, to: number, style = plainStyle): void {
    const start = row * this.columns;
    if (from > 0 && this.glyphs[start + from] === rightHalf) {
      this.glyphs[start + from - 1] = blank;
    }

    if (to < this.columns && this.glyphs[start + to] === rightHalf) {
      this.glyphs[start + to] = blank;
    }

    this.glyphs.fill(blank, start + from, start + to);
    this.styles.fill(style, start + from, start + to);
  }

  /** All rows one up; the last is empty then. */
  scroll(): void {
    this.glyphs.copyWithin(0, this.columns);
    this.styles.copyWithin(0, this.columns);
    this.erase(this.rows - 1, 0, this.columns);
  }

  clear(): void {
    this.glyphs.fill(blank);
    this.styles.fill(plainStyle);
  }

  /** A row of a grid of another size, cut where it is longer. */
  copyRow(row: number, {columns, glyphs, styles}: Grid): void {
    const from = row * columns;
    const length = Math.min(columns, this.columns);
    const to = row * this.columns;
    this.glyphs.set(glyphs.subarray(from, from + length), to);
    this.styles.set(styles.subarray(from, from + length), to);
    if (glyphs[from + length] === rightHalf && length < columns) {
      this.glyphs[to + length - 1] = blank;
    }
  }

  copyFrom({glyphs, styles}: Grid): void {
    this.glyphs.set(glyphs);
    this.styles.set(styles);
  }
}

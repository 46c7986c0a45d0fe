import {escape} from '../../core/controls.ts';
import {type RowTickets} from '../../core/row-tickets.ts';
import {blank, rightHalf, type Glyphs} from './glyphs.ts';
import {Grid} from './grid.ts';
import {plainStyle, type Styles} from './style.ts';

const sequence = new RegExp(
  String.raw`${escape}\[(?<mark>[<=>?]?)(?<parameters>[\d:;]*)(?<between>[\u0020-\u002F]*)(?<final>[\u0040-\u007E])`,
  'vy',
);
const look = new RegExp(String.raw`${escape}\[(?<parameters>[\d:;]*)m`, 'vy');

/** Rows that stand as they stood are taken from here instead of being read again. */
type KnownRow = {readonly text: string; readonly glyphs: Int32Array; readonly styles: Int32Array};

export type DrawingOptions = {
  readonly styles: Styles;
  readonly glyphs: Glyphs;
  /** Rows that stand in what is drawn as tickets. */
  readonly tickets: RowTickets;
};

/**
 * A small terminal that nobody sees: draws what Ink writes into a grid of cells. It understands what Ink uses to draw
 * (text, SGR, and CSI A E F G H J K) and passes over everything else.
 */
export class Drawing {
  readonly #styles: Styles;
  readonly #glyphs: Glyphs;
  readonly #tickets: RowTickets;
  #grid: Grid;
  #known: Array<KnownRow | undefined> = [];
  #row = 0;
  #column = 0;
  /** The last column has been written: the next character stands in the next row. */
  #isWrapping = false;
  #pen = plainStyle;
  /** What does not fit into the row is left out. */
  #isCutting = false;

  constructor(columns: number, rows: number, {styles, glyphs, tickets}: DrawingOptions) {
    this.#grid = new Grid(columns, rows);
    this.#styles = styles;
    this.#glyphs = glyphs;
    this.#tickets = tickets;
  }

  get grid(): Grid {
    return this.#grid;
  }

  get cursor(): {readonly row: number; readonly column: number} {
    return {row: this.#row, column: this.#column};
  }

  /** Another size: what is inside both stays where it is. */
  resize(columns: number, rows: number): void {
    const before = this.#grid;
    this.#grid = new Grid(columns, rows);
    for (let row = 0; row < Math.min(rows, before.rows); row++) {
      this.#grid.copyRow(row, before);
    }

    this.#known = [];
    this.#move(this.#row, this.#column);
  }

  /** Keeps only what is shown of the glyphs that were ever drawn. */
  renumber(): void {
    this.#glyphs.renumber(this.#grid.glyphs);
    this.#known = [];
  }

  clear(): void {
    this.#grid.clear();
    this.#move(0, 0);
    this.#pen = plainStyle;
  }

  /** Draws a text without modes and strings, which are no drawing (see sequences.ts). */
  draw(text: string): void {
    for (let at = 0; at <= text.length;) {
      const newline = text.indexOf('\n', at);
      const end = newline === -1 ? text.length : newline;
      const isRow = newline !== -1 && this.#column === 0 && !this.#isWrapping;
      if (isRow && this.#pen === plainStyle && this.#isEmpty(this.#row)) {
        this.#drawRow(text.slice(at, end));
      } else {
        this.#drawText(text, at, end);
      }

      if (newline !== -1) {
        // A terminal returns the carriage with each line feed.
        this.#feedLine();
      }

      at = end + 1;
    }
  }

  /** A row from its beginning to its end: what was read when it was last drawn is used again. */
  #drawRow(text: string): void {
    const row = this.#row;
    const {columns, glyphs, styles} = this.#grid;
    const start = row * columns;
    const known = this.#known[row];
    if (known?.text === text) {
      glyphs.set(known.glyphs, start);
      styles.set(known.styles, start);
      return;
    }

    const isOnlyText = this.#drawText(text, 0, text.length);
    this.#known[row] =
      isOnlyText && this.#row === row && this.#pen === plainStyle
        ? {
            text,
            glyphs: glyphs.slice(start, start + columns),
            styles: styles.slice(start, start + columns),
          }
        : undefined;
  }

  #isEmpty(row: number): boolean {
    const {columns, glyphs, styles} = this.#grid;
    for (let at = row * columns; at < (row + 1) * columns; at++) {
      if (glyphs[at] !== blank || styles[at] !== plainStyle) {
        return false;
      }
    }

    return true;
  }

  /** Returns whether there was nothing but characters and SGR. */
  #drawText(text: string, from: number, to: number): boolean {
    let isOnlyText = true;
    let at = from;
    while (at < to) {
      const point = text.codePointAt(at) ?? 0;
      if (point === 0x1b) {
        look.lastIndex = at;
        const parameters = look.exec(text)?.groups?.['parameters'];
        if (parameters === undefined) {
          isOnlyText = false;
          at = this.#obey(text, at);
        } else {
          this.#pen = this.#styles.after(this.#pen, parameters);
          at = look.lastIndex;
        }
      } else if (point === 0x0d) {
        isOnlyText = false;
        this.#move(this.#row, 0);
        at++;
      } else {
        at += point > 0xff_ff ? 2 : 1;
        const row = this.#isCutting ? undefined : this.#tickets.rowOf(point);
        if (row !== undefined) {
          this.#drawTicket(row);
        } else if (point >= 0x20 && (point < 0x7f || point > 0x9f)) {
          // Control characters draw nothing.
          this.#put(point);
        }
      }
    }

    return isOnlyText;
  }

  /** A row is no wider than the screen: what is too much of it is cut, as Ink would. */
  #drawTicket(row: string): void {
    this.#isCutting = true;
    this.#drawText(row, 0, row.length);
    this.#isCutting = false;
  }

  #put(point: number): void {
    const width = this.#glyphs.width(point);
    if (width === 0) {
      this.#mark(point);
      return;
    }

    const grid = this.#grid;
    const isFull = this.#isWrapping || this.#column + width > grid.columns;
    if (width > grid.columns || (isFull && this.#isCutting)) {
      return;
    }

    if (isFull) {
      this.#feedLine();
    }

    grid.put(this.#row, this.#column, point, width, this.#pen);
    this.#column += width;
    this.#isWrapping = this.#column >= grid.columns;
    this.#column = Math.min(this.#column, grid.columns - 1);
  }

  /** A combining mark belongs to the character before it. */
  #mark(point: number): void {
    const {columns, glyphs} = this.#grid;
    let column = this.#isWrapping ? this.#column : this.#column - 1;
    if (column > 0 && glyphs[this.#row * columns + column] === rightHalf) {
      column--;
    }

    const at = this.#row * columns + column;
    if (column >= 0) {
      glyphs[at] = this.#glyphs.marked(glyphs[at] ?? blank, point);
    }
  }

  #feedLine(): void {
    if (this.#row === this.#grid.rows - 1) {
      this.#grid.scroll();
    }

    this.#move(this.#row + 1, 0);
  }

  #move(row: number, column: number): void {
    this.#row = Math.max(0, Math.min(row, this.#grid.rows - 1));
    this.#column = Math.max(0, Math.min(column, this.#grid.columns - 1));
    this.#isWrapping = false;
  }

  /** Obeys the sequence that begins there; returns where the text goes on. */
  #obey(text: string, at: number): number {
    sequence.lastIndex = at;
    const {mark, parameters = '', between, final} = sequence.exec(text)?.groups ?? {};
    if (final === undefined) {
      return at + 1;
    }

    if (mark === '' && between === '') {
      const [first, second] = parameters.split(';').map(Number);
      this.#control(final, first ?? 0, second ?? 0);
    }

    return sequence.lastIndex;
  }

  #control(final: string, first: number, second: number): void {
    const {columns, rows} = this.#grid;
    const count = Math.max(1, first);
    switch (final) {
      case 'A': {
        this.#move(this.#row - count, this.#column);
        break;
      }

      case 'B': {
        this.#move(this.#row + count, this.#column);
        break;
      }

      case 'C': {
        this.#move(this.#row, this.#column + count);
        break;
      }

      case 'D': {
        this.#move(this.#row, this.#column - count);
        break;
      }

      case 'E': {
        this.#move(this.#row + count, 0);
        break;
      }

      case 'F': {
        this.#move(this.#row - count, 0);
        break;
      }

      case 'G': {
        this.#move(this.#row, count - 1);
        break;
      }

      case 'H': {
        this.#move(count - 1, Math.max(1, second) - 1);
        break;
      }

      case 'J':
      case 'K': {
        this.#erase(final === 'J', first, columns, rows);
        break;
      }

      default: {
        // Ink draws with nothing else; what outside text might hold is not obeyed.
        break;
      }
    }
  }

  /** CSI J and K: 0 from the cursor on, 1 up to it, 2 all. */
  #erase(isScreen: boolean, part: number, columns: number, rows: number): void {
    this.#grid.erase(
      this.#row,
      part === 0 ? this.#column : 0,
      part === 1 ? this.#column + 1 : columns,
    );
    if (!isScreen) {
      return;
    }

    for (let row = 0; row < rows; row++) {
      if ((row > this.#row && part !== 1) || (row < this.#row && part !== 0)) {
        this.#grid.erase(row, 0, columns);
      }
    }
  }
}

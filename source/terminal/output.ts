import {EventEmitter} from 'node:events';
import {RowTickets} from '../core/row-tickets.ts';
import {Line} from './line.ts';
import {Drawing} from './screen/drawing.ts';
import {Glyphs} from './screen/glyphs.ts';
import {Painter} from './screen/painter.ts';
import {piecesOf, unfinished, type Piece} from './screen/sequences.ts';
import {Styles} from './screen/style.ts';

export type OutputCounters = {
  readonly bytes: number;
  readonly frames: number;
  readonly lastFrame: number;
};

export type FrameOutputOptions = {
  /** The way to the terminal; one of its own unless said otherwise. */
  readonly line?: Line;
  /** Where rows are that Ink knows by their tickets only. */
  readonly tickets?: RowTickets;
};

const beginUpdate = '\u001B[?2026h';
const endUpdate = '\u001B[?2026l';

/**
 * The terminal as Ink sees it. What Ink draws on the alternate screen is drawn into a grid of cells here, and one write a
 * frame brings the cells that differ to the terminal: no half-drawn frame is ever on the screen, nothing is written when
 * nothing has changed, and a frame that the line has not taken yet is replaced by the next. Outside the alternate screen
 * everything passes as it is.
 */
// eslint-disable-next-line unicorn/prefer-event-target -- Ink wants what a stream is.
export class FrameOutput extends EventEmitter {
  readonly isTTY = true;
  readonly #line: Line;
  readonly #tickets: RowTickets | undefined;
  readonly #stream: NodeJS.WriteStream;
  readonly #glyphs = new Glyphs();
  readonly #drawing: Drawing;
  readonly #painter: Painter;
  #pending: string[] = [];
  #callbacks: Array<() => void> = [];
  #isScheduled = false;
  #isHeld = false;
  #isAlternate = false;
  #isCursorShown = false;
  #isUpdate = false;
  #cursorPlace = '';
  #bytes = 0;
  #frames = 0;
  #lastFrame = 0;

  constructor(stream: NodeJS.WriteStream, {line, tickets}: FrameOutputOptions = {}) {
    super();
    this.#stream = stream;
    this.#line = line ?? new Line(stream);
    this.#tickets = tickets;
    const styles = new Styles();
    const [columns, rows] = this.getWindowSize();
    this.#drawing = new Drawing(columns, rows, {
      styles,
      glyphs: this.#glyphs,
      tickets: tickets ?? new RowTickets(),
    });
    this.#painter = new Painter(styles, this.#glyphs);
    stream.on('resize', () => {
      this.#drawing.resize(...this.getWindowSize());
      this.repaint();
      this.emit('resize');
    });
  }

  /**
   * The columns of Ink's own drawing, of whose cells it makes an object each for each frame: one, where rows are tickets.
   * What is wider is drawn all the same, as long as nothing is left out in it.
   */
  get columns(): number {
    return this.#tickets ? 1 : this.getWindowSize()[0];
  }

  get rows(): number {
    return this.#stream.rows || 24;
  }

  /** Columns and rows of the terminal. */
  getWindowSize(): [number, number] {
    return [this.#stream.columns || 80, this.rows];
  }

  get writable(): boolean {
    return this.#stream.writable;
  }

  get destroyed(): boolean {
    return this.#stream.destroyed;
  }

  get writableEnded(): boolean {
    return this.#stream.writableEnded;
  }

  get writableLength(): number {
    return this.#stream.writableLength;
  }

  get counters(): OutputCounters {
    return {bytes: this.#bytes, frames: this.#frames, lastFrame: this.#lastFrame};
  }

  write(chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean {
    this.#pending.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') {
      this.#callbacks.push(done as () => void);
    }

    this.#leaveSoon();
    return true;
  }

  /** Writes what has been gathered now: at the end of the program there is no later. */
  flush(): void {
    this.#leave(true);
  }

  /** All of the screen is painted again: somebody else may have written on it. */
  repaint(): void {
    this.#painter.forget();
    this.#leaveSoon();
  }

  #leaveSoon(): void {
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      queueMicrotask(() => {
        this.#leave();
      });
    }
  }

  #leave(isLast = false): void {
    this.#isScheduled = false;
    const text = this.#pending.join('');
    const callbacks = this.#callbacks;
    this.#pending = [];
    this.#callbacks = [];
    const rest = isLast || !this.#isAlternate ? '' : unfinished(text);
    if (rest !== '') {
      this.#pending.push(rest);
    }

    let passing = '';
    for (const piece of piecesOf(text.slice(0, text.length - rest.length))) {
      passing += this.#take(piece);
    }

    // While the line is busy a frame waits for it, and is the newest one by then.
    if (this.#line.isBusy && !isLast && passing === '') {
      this.#hold();
    } else {
      this.#send(passing + this.#frame());
    }

    for (const callback of callbacks) {
      callback();
    }
  }

  #hold(): void {
    if (!this.#isHeld) {
      this.#isHeld = true;
      this.#line.whenTaken(() => {
        this.#isHeld = false;
        this.#leave();
      });
    }
  }

  /** Draws what is drawing; returns what is to pass as it is. */
  #take(piece: Piece): string {
    const {kind, text} = piece;
    if (!this.#isAlternate) {
      if (kind === 'mode' && piece.name === '?1049h') {
        this.#enter();
      }

      return text;
    }

    switch (kind) {
      case 'drawing': {
        this.#drawing.draw(text);
        return '';
      }

      case 'string': {
        // The clipboard's sequence, by itself or wrapped for what stands between; no other is ours.
        return text.startsWith('\u001B]52;') || text.startsWith('\u001BP') ? text : '';
      }

      case 'mode': {
        return this.#setMode(piece.name, text);
      }
    }
  }

  #setMode(name: string, text: string): string {
    switch (name) {
      case '?2026h':
      case '?2026l': {
        this.#isUpdate = true;
        return '';
      }

      case '?25h':
      case '?25l': {
        this.#isCursorShown = name === '?25h';
        return text;
      }

      case '?1049l': {
        this.#isAlternate = false;
        return text;
      }

      default: {
        return text;
      }
    }
  }

  #enter(): void {
    this.#isAlternate = true;
    this.#isCursorShown = false;
    this.#drawing.clear();
    this.repaint();
  }

  /** What to write for the terminal to show what is drawn. */
  #frame(): string {
    if (!this.#isAlternate) {
      return '';
    }

    if (this.#glyphs.isFull) {
      this.#drawing.renumber();
      this.repaint();
    }

    const cells = this.#painter.paint(this.#drawing.grid);
    const cursor = this.#cursor(cells !== '');
    const isUpdate = this.#isUpdate && cells !== '';
    this.#isUpdate = false;
    return isUpdate ? beginUpdate + cells + cursor + endUpdate : cells + cursor;
  }

  /** What to write for the terminal's cursor to stand where Ink has put it, where that is seen. */
  #cursor(isMoved: boolean): string {
    const {row, column} = this.#drawing.cursor;
    const place = this.#isCursorShown ? this.#painter.move(row, column) : '';
    const isNew = isMoved || place !== this.#cursorPlace;
    this.#cursorPlace = place;
    return isNew ? place : '';
  }

  #send(text: string): void {
    if (text !== '' && this.#stream.writable) {
      this.#lastFrame = Buffer.byteLength(text);
      this.#bytes += this.#lastFrame;
      this.#frames++;
      this.#line.write(text);
    }
  }
}

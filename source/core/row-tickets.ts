import {escape} from './controls.ts';
import {stillSafe} from './sanitize.ts';
import {cellWidth} from './text.ts';

const look = new RegExp(String.raw`${escape}\[[\d;]*m`, 'gv');

/** Rows that can stand on the screen at once; more than any screen has. */
const mostSlots = 1024;

/** After so many texts in one place the numbers begin anew: nobody remembers the first by then. */
const versions = 0x40_00;

/** One character in a true colour that no theme has: its colour is the number of the ticket. */
const ticket = new RegExp(
  String.raw`${escape}\[38;2;(?<high>\d{1,3});(?<middle>\d{1,3});(?<low>\d{1,3})m#${escape}\[39m`,
  'vy',
);

/** Cells of a row of safe text that has been painted: colours and weights take none. */
export function cellsOfPainted(text: string): number {
  return cellWidth(stillSafe(text.replaceAll(look, '')));
}

/**
 * Rows that are handed to Ink as tickets. Ink measures, splits and puts together each character of each row anew for each
 * frame; a ticket is one character for it, and whoever draws Ink's frame on the terminal draws the row in its place. No
 * outside text can be a ticket, since none has an escape sequence.
 */
export class RowTickets {
  readonly #texts: Array<string | undefined> = [];
  readonly #versions: number[] = [];
  readonly #free: number[] = [];

  /** A place for a row; undefined where there are too many. */
  open(): number | undefined {
    const slot = this.#free.pop() ?? this.#texts.length;
    if (slot >= mostSlots) {
      return undefined;
    }

    this.#texts[slot] ??= '';
    return slot;
  }

  close(slot: number): void {
    this.#texts[slot] = undefined;
    this.#free.push(slot);
  }

  /** What Ink gets for the text of a row: the same as before where the text is the same. */
  ticket(slot: number, text: string): string {
    if (this.#texts[slot] !== text) {
      this.#texts[slot] = text;
      this.#versions[slot] = ((this.#versions[slot] ?? 0) + 1) % versions;
    }

    const number = slot * versions + (this.#versions[slot] ?? 0);
    return `\u001B[38;2;${(number >> 16) & 255};${(number >> 8) & 255};${number & 255}m#\u001B[39m`;
  }

  /** The row whose ticket stands there, and where the text goes on; undefined where none does. */
  at(text: string, index: number): {readonly row: string; readonly end: number} | undefined {
    ticket.lastIndex = index;
    const {high, middle, low} = ticket.exec(text)?.groups ?? {};
    if (high === undefined) {
      return undefined;
    }

    const number = (Number(high) << 16) + (Number(middle) << 8) + Number(low);
    return {row: this.#texts[Math.floor(number / versions)] ?? '', end: ticket.lastIndex};
  }
}

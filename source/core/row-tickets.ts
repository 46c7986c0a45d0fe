/** Rows that can stand on the screen at once; more than any screen has. */
const mostSlots = 1024;

/**
 * After so many texts in one place the numbers begin anew. Ink has drawn the first by then, and what is compared with
 * what is drawn is the frame before only.
 */
const versions = 60;

/** The last private plane of Unicode: one character of it is a ticket, and its place in the plane the ticket's number. */
const firstTicket = 0x10_00_00;

/**
 * Rows that are handed to Ink as tickets. Ink measures, splits and puts together each character of each row anew for each
 * frame; a ticket is one character for it, and whoever draws Ink's frame on the terminal draws the row in its place. No
 * outside text can be a ticket, since the gate lets no private character through.
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

    return String.fromCodePoint(firstTicket + slot * versions + (this.#versions[slot] ?? 0));
  }

  /** The row whose ticket a character is; undefined where it is none. */
  rowOf(point: number): string | undefined {
    return point < firstTicket
      ? undefined
      : this.#texts[Math.floor((point - firstTicket) / versions)];
  }
}

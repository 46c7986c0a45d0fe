import {type TrailEvent} from '../event.ts';

/** Characters of records that are kept read: a screen asks for the same rows with every frame. */
const mostCharacters = 4_000_000;

/** The events that were asked for last, read. */
export class RecentEvents {
  readonly #events = new Map<number, TrailEvent>();
  #characters = 0;

  get(row: number, read: () => TrailEvent): TrailEvent {
    const known = this.#events.get(row);
    if (known) {
      return known;
    }

    const event = read();
    this.#characters += event.text?.length ?? 0;
    this.#events.set(row, event);
    for (const oldest of this.#events.keys()) {
      if (this.#characters <= mostCharacters || oldest === row) {
        break;
      }

      this.delete(oldest);
    }

    return event;
  }

  delete(row: number): void {
    this.#characters -= this.#events.get(row)?.text?.length ?? 0;
    this.#events.delete(row);
  }
}

import {type TrailEvent} from '../core/event.ts';

/**
 * Which events have been met. What has not been met again for a while is forgotten, so that a reading that goes on for
 * days does not grow: a generation of ids is dropped whole when the next one is full.
 */
export class KnownIds {
  /** At least so many events that were met last are remembered. */
  size: number;
  #present = new Set<string>();
  #past = new Set<string>();

  constructor(size = Infinity) {
    this.size = size;
  }

  has(id: string): boolean {
    return this.#present.has(id) || this.#past.has(id);
  }

  /** Notes an event; returns whether it had not been met. */
  meet(event: TrailEvent): boolean {
    const key = keyOf(event);
    const isNew = !this.has(key);
    this.#present.add(key);
    if (this.#present.size >= this.size) {
      this.#past = this.#present;
      this.#present = new Set();
    }

    return isNew;
  }
}

/** LookupEvents names every event; a record that hides its name is told by all that it holds. */
function keyOf({id, record}: TrailEvent): string {
  if (id !== '') {
    return id;
  }

  try {
    return JSON.stringify(record);
  } catch {
    return '(nested too deeply)';
  }
}

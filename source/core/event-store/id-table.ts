import {type PackedEvents} from './packed.ts';
import {Rows} from './rows.ts';
import {readUuid} from './uuid.ts';

/**
 * Finds a row by its eventID. UUIDs are looked up by their words in a table of open addresses: a third of a million
 * of them cost a few megabytes, where a map of texts would cost tens.
 */
export class IdTable {
  readonly #rows: Rows;
  /** Row + 1 at each address; 0 where it is free. */
  #table: Int32Array = new Int32Array(1024); // Always a power of two.
  #used = 0;
  readonly #odd = new Map<string, number>();
  readonly #oddIds = new Map<number, string>();
  readonly #words = new Uint32Array(4);

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  find(id: string): number | undefined {
    return readUuid(id, this.#words, 0) ? this.findWords(this.#words, 0) : this.#odd.get(id);
  }

  findWords(words: Uint32Array, at: number): number | undefined {
    const mask = this.#table.length - 1;
    for (let address = hashOf(words, at) & mask; ; address = (address + 1) & mask) {
      const found = (this.#table[address] ?? 0) - 1;
      if (found === -1) {
        return undefined;
      }

      if (areEqual(this.#rows.idsAt(found), Rows.idPlace(found), words, at)) {
        return found;
      }
    }
  }

  /** Whether any row has an id that is no UUID. */
  get hasOdd(): boolean {
    return this.#oddIds.size > 0;
  }

  /** An id that is no UUID; undefined where the row has none. */
  oddId(row: number): string | undefined {
    return this.#oddIds.get(row);
  }

  /** Enters a row whose words are in place already. */
  add(row: number): void {
    if (this.#used * 2 > this.#table.length) {
      this.#grow();
    }

    this.#put(row);
  }

  addOdd(row: number, id: string): void {
    this.#odd.set(id, row);
    this.#oddIds.set(row, id);
  }

  /** Makes the table anew of the rows that are left. `gone` are those that are not. */
  rebuild(left: Iterable<number>, gone: Iterable<number>): void {
    for (const row of gone) {
      const id = this.#oddIds.get(row);
      if (id !== undefined) {
        this.#odd.delete(id);
        this.#oddIds.delete(row);
      }
    }

    this.#table.fill(0);
    this.#used = 0;
    for (const row of left) {
      if (hasWords(this.#rows.idsAt(row), Rows.idPlace(row))) {
        this.add(row);
      }
    }
  }

  #put(row: number): void {
    const mask = this.#table.length - 1;
    let address = hashOf(this.#rows.idsAt(row), Rows.idPlace(row)) & mask;
    while (this.#table[address] !== 0) {
      address = (address + 1) & mask;
    }

    this.#table[address] = row + 1;
    this.#used++;
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Int32Array(old.length * 4);
    this.#used = 0;
    for (const entry of old) {
      if (entry !== 0) {
        this.#put(entry - 1);
      }
    }
  }
}

/** Tells which of several equal eventIDs of one batch comes first. Equal ids stand together only by chance. */
export class BatchIds {
  readonly #batch: PackedEvents;
  readonly #seen: Int32Array;
  readonly #odd = new Set<string>();

  constructor(batch: PackedEvents) {
    this.#batch = batch;
    this.#seen = new Int32Array(2 ** Math.ceil(Math.log2(batch.count * 2 + 2)));
  }

  isFirst(index: number): boolean {
    const {ids} = this.#batch;
    const at = index * 4;
    const mask = this.#seen.length - 1;
    for (let address = hashOf(ids, at) & mask; ; address = (address + 1) & mask) {
      const other = (this.#seen[address] ?? 0) - 1;
      if (other === -1) {
        this.#seen[address] = index + 1;
        return true;
      }

      if (areEqual(ids, other * 4, ids, at)) {
        return false;
      }
    }
  }

  isFirstOdd(id: string): boolean {
    const isFirst = !this.#odd.has(id);
    this.#odd.add(id);
    return isFirst;
  }
}

function areEqual(a: Uint32Array, at: number, b: Uint32Array, bt: number): boolean {
  return (
    a[at] === b[bt] && a[at + 1] === b[bt + 1] && a[at + 2] === b[bt + 2] && a[at + 3] === b[bt + 3]
  );
}

/** All words have a say: who can choose eventIDs must not be able to make them all meet at one address. */
function hashOf(words: Uint32Array, at: number): number {
  let hash = 0;
  for (let word = 0; word < 4; word++) {
    hash = Math.imul(hash ^ (words[at + word] ?? 0), 0x9e_37_79_b1);
    hash ^= hash >>> 15;
  }

  return hash >>> 0;
}

/** Whether four words hold an eventID. */
export function hasWords(words: Uint32Array, at: number): boolean {
  return (
    ((words[at] ?? 0) | (words[at + 1] ?? 0) | (words[at + 2] ?? 0) | (words[at + 3] ?? 0)) !== 0
  );
}

import {absent, Dictionary, elsewhere, type Values} from './dictionary.ts';
import {type PackedColumn, type PackedEvents} from './packed.ts';
import {compareWords} from './uuid.ts';

/** Rows are kept in chunks, so that those of events that have gone can be given back. */
const chunkBits = 12;
export const chunkSize = 2 ** chunkBits;
const mask = chunkSize - 1;

type Chunk = {
  /** Rows that are there. */
  count: number;
  readonly times: Float64Array;
  readonly ids: Uint32Array;
  readonly facts: Uint16Array;
  readonly blocks: Uint32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly extraEnds: Uint32Array;
  readonly columns: Map<string, Uint32Array>;
};

/** The columns of all rows. A row that has gone, or was never there, has no time, no facts and no values. */
export class Rows {
  readonly #chunks: Array<Chunk | undefined> = [];
  readonly #dictionaries = new Map<string, Dictionary>();
  readonly #partial = new Set<string>();
  readonly #maps = new WeakMap<
    PackedColumn['values'],
    {readonly dictionary: Dictionary; readonly map: Uint32Array}
  >();

  #count = 0;

  /** One more than the largest row ever given. */
  get count(): number {
    return this.#count;
  }

  /** Whether some rows have their values elsewhere. */
  isPartial(name: string): boolean {
    return this.#partial.has(name);
  }

  get columnCount(): number {
    return this.#dictionaries.size;
  }

  /** Makes rows of some events of a batch, one after the other; returns the first. Their columns come with `fill`. */
  add(batch: PackedEvents, indices: Uint32Array, block: number): number {
    const first = this.#count;
    for (let done = 0; done < indices.length;) {
      const row = this.#count;
      const chunk = (this.#chunks[row >> chunkBits] ??= newChunk());
      const at = row & mask;
      const length = Math.min(indices.length - done, chunkSize - at);
      for (let step = 0; step < length; step++) {
        const index = indices[done + step] ?? 0;
        const to = at + step;
        chunk.times[to] = batch.times[index] ?? Number.NaN;
        chunk.facts[to] = batch.facts[index] ?? 0;
        chunk.starts[to] = batch.starts[index] ?? 0;
        chunk.ends[to] = batch.ends[index] ?? 0;
        chunk.extraEnds[to] = batch.extraEnds[index] ?? 0;
        const word = to * 4;
        const from = index * 4;
        chunk.ids[word] = batch.ids[from] ?? 0;
        chunk.ids[word + 1] = batch.ids[from + 1] ?? 0;
        chunk.ids[word + 2] = batch.ids[from + 2] ?? 0;
        chunk.ids[word + 3] = batch.ids[from + 3] ?? 0;
      }

      chunk.blocks.fill(block, at, at + length);
      chunk.count += length;
      this.#count += length;
      done += length;
    }

    return first;
  }

  /** Takes over the columns of a batch: `rows` holds the row of each of its events, -1 where it was left out. */
  fill(batch: PackedEvents, rows: Int32Array): void {
    for (const {name, values, codes} of batch.columns) {
      const dictionary = this.dictionary(name);
      const map = this.#mapOf(values, dictionary);
      let column: Uint32Array | undefined;
      let columnChunk = -1;
      for (let index = 0; index < codes.length; index++) {
        const given = codes[index] ?? absent;
        if (given === elsewhere) {
          this.#partial.add(name);
        }

        const row = rows[index] ?? -1;
        if (given === absent || row === -1) {
          continue;
        }

        let code = map[given] ?? absent;
        if (code === absent) {
          code = dictionary.codeOf(values[given] ?? noValues);
          map[given] = code;
        }

        if (row >> chunkBits !== columnChunk || !column) {
          columnChunk = row >> chunkBits;
          column = this.#columnOf(columnChunk, name);
        }

        column[row & mask] = code;
      }
    }
  }

  /** What the codes of a batch are here, as far as that has been asked. Lists that grow from batch to batch are known. */
  #mapOf(values: PackedColumn['values'], dictionary: Dictionary): Uint32Array {
    const known = this.#maps.get(values);
    let map = known?.dictionary === dictionary ? known.map : undefined;
    if (!map || map.length < values.length) {
      const larger = new Uint32Array(known ? values.length * 2 : values.length);
      larger.set(map ?? [absent, elsewhere].slice(0, values.length));
      map = larger;
      this.#maps.set(values, {dictionary, map});
    }

    return map;
  }

  has(row: number): boolean {
    return this.block(row) !== 0;
  }

  time(row: number): number {
    return this.#chunks[row >> chunkBits]?.times[row & mask] ?? Number.NaN;
  }

  facts(row: number): number {
    return this.#chunks[row >> chunkBits]?.facts[row & mask] ?? 0;
  }

  setFacts(row: number, bits: number): void {
    const chunk = this.#chunks[row >> chunkBits];
    if (chunk) {
      chunk.facts[row & mask] = (chunk.facts[row & mask] ?? 0) | bits;
    }
  }

  /** The number of the block that holds the record; 0 for a row that is not there. */
  block(row: number): number {
    return row >= 0 && Number.isSafeInteger(row)
      ? (this.#chunks[row >> chunkBits]?.blocks[row & mask] ?? 0)
      : 0;
  }

  place(row: number): {start: number; end: number; extraEnd: number} {
    const chunk = this.#chunks[row >> chunkBits];
    const at = row & mask;
    return {
      start: chunk?.starts[at] ?? 0,
      end: chunk?.ends[at] ?? 0,
      extraEnd: chunk?.extraEnds[at] ?? 0,
    };
  }

  /** The words of eventIDs among which a row's are (see `idPlace`): four, all zero where it is no UUID. */
  idsAt(row: number): Uint32Array {
    return this.#chunks[row >> chunkBits]?.ids ?? noWords;
  }

  /** Where in `idsAt` a row's words are. */
  static idPlace(row: number): number {
    return (row & mask) * 4;
  }

  /** Compares the eventIDs of two rows, where they are UUIDs, as their texts would be. */
  compareIds(a: number, b: number): number {
    return compareWords(this.idsAt(a), Rows.idPlace(a), this.idsAt(b), Rows.idPlace(b));
  }

  /** Whether any row has a value in a column of this name. */
  hasColumn(name: string): boolean {
    return this.#dictionaries.has(name);
  }

  code(row: number, name: string): number {
    return this.#chunks[row >> chunkBits]?.columns.get(name)?.[row & mask] ?? absent;
  }

  /** A reader of one column, for whoever asks it of very many rows. */
  reader(name: string): (row: number) => number {
    const chunks = this.#chunks;
    let column: Uint32Array | undefined;
    let columnChunk = -1;
    return (row) => {
      const wanted = row >> chunkBits;
      if (wanted !== columnChunk || !column) {
        columnChunk = wanted;
        column = chunks[wanted]?.columns.get(name);
      }

      return column?.[row & mask] ?? absent;
    };
  }

  dictionary(name: string): Dictionary {
    let dictionary = this.#dictionaries.get(name);
    if (!dictionary) {
      dictionary = new Dictionary();
      this.#dictionaries.set(name, dictionary);
    }

    return dictionary;
  }

  values(row: number, name: string): Values {
    return this.#dictionaries.get(name)?.valuesOf(this.code(row, name)) ?? noValues;
  }

  /** Forgets rows. A chunk all of whose rows have gone is given back. */
  remove(rows: Iterable<number>): void {
    for (const row of rows) {
      const chunk = this.#chunks[row >> chunkBits];
      const at = row & mask;
      if (!chunk || chunk.blocks[at] === 0) {
        continue;
      }

      chunk.blocks[at] = 0;
      chunk.times[at] = Number.NaN;
      chunk.facts[at] = 0;
      chunk.ids.fill(0, at * 4, at * 4 + 4);
      for (const column of chunk.columns.values()) {
        column[at] = absent;
      }

      chunk.count--;
      if (chunk.count === 0 && row >> chunkBits !== (this.#count - 1) >> chunkBits) {
        this.#chunks[row >> chunkBits] = undefined;
      }
    }
  }

  /** Forgets texts that no row has any more, so that a monitor that runs for weeks does not grow. */
  compact(): void {
    for (const [name, old] of this.#dictionaries) {
      const fresh = new Dictionary();
      for (const chunk of this.#chunks) {
        const column = chunk?.columns.get(name);
        for (const [at, code] of column?.entries() ?? []) {
          if (column && code > elsewhere) {
            column[at] = fresh.codeOf(old.valuesOf(code));
          }
        }
      }

      this.#dictionaries.set(name, fresh);
    }
  }

  #columnOf(chunkIndex: number, name: string): Uint32Array {
    const columns = this.#chunks[chunkIndex]?.columns;
    let column = columns?.get(name);
    if (!column) {
      column = new Uint32Array(chunkSize);
      columns?.set(name, column);
    }

    return column;
  }
}

const noWords = new Uint32Array(chunkSize * 4);
const noValues: Values = [];

function newChunk(): Chunk {
  return {
    count: 0,
    times: new Float64Array(chunkSize).fill(Number.NaN),
    ids: new Uint32Array(chunkSize * 4),
    facts: new Uint16Array(chunkSize),
    blocks: new Uint32Array(chunkSize),
    starts: new Uint32Array(chunkSize),
    ends: new Uint32Array(chunkSize),
    extraEnds: new Uint32Array(chunkSize),
    columns: new Map(),
  };
}

import {columnFor, isRecordColumn, mayBeInRecord} from './event-store/aliases.ts';
import {Blocks} from './event-store/blocks.ts';
import {absent, elsewhere, type Dictionary, type Values} from './event-store/dictionary.ts';
import {factBits, notableBits} from './event-store/facts.ts';
import {BatchIds, hasWords, IdTable} from './event-store/id-table.ts';
import {RowOrder} from './event-store/order.ts';
import {packTexts} from './event-store/pack-texts.ts';
import {plainCodec, type Block, type Codec, type PackedEvents} from './event-store/packed.ts';
import {RecentEvents} from './event-store/recent.ts';
import {readEvent} from './event-store/records.ts';
import {Rows} from './event-store/rows.ts';
import {writeUuid} from './event-store/uuid.ts';
import {type TrailEvent} from './event.ts';
import {recordHasText} from './filter/free-text.ts';
import {type JsonObject} from './json.ts';
import {fieldValues} from './reading/fields.ts';
import {type Signs} from './reading/phrase.ts';
import {sentenceOf, type Sentence} from './reading/sentence.ts';
import {minute, type TimeRange} from './time.ts';

/** A block and the rows whose records are in it. */
export type BlockRows = {
  readonly block: Block;
  readonly rows: Int32Array;
  /** A block holds either rows of a CSV or records. */
  readonly isCsv: boolean;
};

/** Where in a block the records of these rows are. */
export type Places = {
  readonly rows: Int32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
};

declare const opaque: unique symbol;

/** A record where the store keeps it; only the store that gave it can open it. */
export type RawHandle = {readonly [opaque]: 'RawHandle'};

/** How an event came: `follow` while watching the present, so that lateness can be told; else `load`. */
export type Arrival = {readonly how: 'load' | 'follow'};

/** Whether a call with this access key and user agent is this trailtop's own. */
export type OwnCall = (key: string, agent: string) => boolean;

/** Later than this behind newer events of its region, an event counts as late. */
export const lateAfter = 5 * minute;

/**
 * All events that are known, deduplicated by eventID and ordered newest first. A row is a number that stays the same
 * for as long as the event is kept, whatever arrives before or after it. The store changes in place and counts its
 * changes in `version`; panes only see rows and what can be asked about them.
 *
 * What the filter's fields say is kept in columns of codes; the records themselves stay packed and are read again when
 * one of them is shown.
 */
export class EventStore {
  readonly #limit: number;
  readonly #rows = new Rows();
  readonly #ids = new IdTable(this.#rows);
  readonly #blocks: Blocks;
  readonly #order = new RowOrder((a, b) => this.#compare(a, b));
  readonly #recent = new RecentEvents();
  /** Events that cannot be written as text: nested deeper than the stack. */
  readonly #unwritable = new Map<number, TrailEvent>();
  /** The rows of corrections by the eventID that they correct. */
  readonly #corrections = new Map<string, number>();
  readonly #newest = new Map<string, number>();
  readonly #names = new Map<string, number>();
  #hasRows = false;
  #hasRecords = false;
  #keptBackTo: number | undefined;
  #version = 0;
  #epoch = 0;
  #isOwn: OwnCall | undefined;
  #scanned: {readonly version: number; readonly rows: ReadonlyMap<number, Int32Array>} | undefined;

  /** Keeps at most so many events: the oldest go. */
  constructor({
    limit = Infinity,
    codec = plainCodec,
  }: {readonly limit?: number; readonly codec?: Codec} = {}) {
    this.#limit = limit;
    this.#blocks = new Blocks(codec);
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** Grows when answers about events that were there before may have changed. */
  get epoch(): number {
    return this.#epoch;
  }

  get count(): number {
    return this.#order.count;
  }

  /** One more than the largest row ever given. */
  get rowCount(): number {
    return this.#rows.count;
  }

  /** Rows, newest first; what has no readable time comes last. Valid until the next change. */
  get order(): readonly number[] {
    return this.#order.get();
  }

  /** The oldest time kept, once older events have gone; undefined while all are kept. */
  get keptBackTo(): number | undefined {
    return this.#keptBackTo;
  }

  /** Event names that have occurred, exactly as AWS spells them, and how often. */
  get names(): ReadonlyMap<string, number> {
    return this.#names;
  }

  /** From the oldest to just after the newest readable time; undefined where there is none. */
  get extent(): TimeRange | undefined {
    const {order} = this;
    let oldest = Number.NaN;
    for (let index = order.length - 1; index >= 0 && Number.isNaN(oldest); index--) {
      oldest = this.time(order[index] ?? -1);
    }

    const newest = this.time(order[0] ?? -1);
    return Number.isNaN(oldest) || Number.isNaN(newest)
      ? undefined
      : {since: oldest, until: newest + 1000};
  }

  /** Names the calls that are this trailtop's own. */
  setOwn(isOwn: OwnCall): void {
    this.#isOwn = isOwn;
    this.#epoch++;
    this.#version++;
  }

  /**
   * Takes events in; what is known already (by eventID), or older than what is kept, is left out. Returns the rows of what
   * was new.
   */
  add(events: readonly TrailEvent[], arrival: Arrival = {how: 'load'}): readonly number[] {
    const gone = this.#keptBackTo ?? -Infinity;
    // What had to go does not come back: of its last second some may have stayed.
    const fresh = events.filter(
      ({id, time}) => !(time <= gone) && (id === '' || this.rowOf(id) === undefined),
    );
    if (fresh.length === 0) {
      return [];
    }

    const {packed, block, positions, unwritable} = packTexts(fresh, (bytes) =>
      this.#blocks.append(bytes),
    );
    const rows = this.#take(packed, block, arrival);
    for (const [position, event] of unwritable) {
      this.#unwritable.set(rows[position] ?? -1, event);
    }

    this.#blocks.seal();
    return [...positions].map((position) => rows[position] ?? -1).filter((row) => row !== -1);
  }

  /** Takes in what was packed elsewhere. */
  addPacked(events: PackedEvents, arrival: Arrival = {how: 'load'}): void {
    const block = this.#blocks.add(events.block);
    const rows = this.#take(events, block, arrival);
    if (rows.every((row) => row === -1)) {
      this.#blocks.release(block);
    }
  }

  /** The same records, packed in another way: what a file was packed as need not be what is fast to look into. */
  replaceBlock(block: Block, content: Block): void {
    this.#blocks.replace(block, content);
  }

  /** ms since 1970; NaN where the event has no readable time or the row is not there. */
  time(row: number): number {
    return this.#rows.time(row);
  }

  /** The values of a listed field, a dotted path or a CSV column, exactly as they came. */
  field(row: number, name: string): Values {
    if (!this.#rows.has(row)) {
      return [];
    }

    const column = this.columnOf(name);
    if (column !== undefined) {
      const code = this.#codeIn(column, row);
      if (code !== elsewhere) {
        return this.#rows.dictionary(column).valuesOf(code);
      }
    } else if (name.toLowerCase() === 'id' && !this.#isCsv(row)) {
      const id = this.#idOf(row);
      // Some records lack the id that LookupEvents gives beside them.
      return id === '' ? [] : [id];
    }

    const event = this.event(row);
    return event ? fieldValues(event, name) : [];
  }

  /** The column that holds a field of every row; undefined where the records have to be asked. */
  columnOf(name: string): string | undefined {
    return columnFor(name, this.#hasRows, (column) => this.#rows.hasColumn(column));
  }

  /** A reader of a column's codes, for whoever asks it of very many rows. Valid until the next epoch. */
  codesOf(column: string): (row: number) => number {
    return isRecordColumn(column) ? this.#rows.reader(column) : (row) => this.#codeIn(column, row);
  }

  /** Whether the values of all rows are in a column; else some of their records have to be asked. */
  isWhole(column: string): boolean {
    return (
      !this.#rows.isPartial(column) &&
      (isRecordColumn(column) || !this.#hasRecords || !mayBeInRecord(column))
    );
  }

  /** Whether an event is a row of a CSV. */
  isCsvRow(row: number): boolean {
    return this.#isCsv(row);
  }

  /** Whether any event is a row of a CSV. */
  get hasRows(): boolean {
    return this.#hasRows;
  }

  /** A CSV's header may be called like a key of the records that stand beside it. */
  #codeIn(column: string, row: number): number {
    if (isRecordColumn(column) || this.#isCsv(row)) {
      return this.#rows.code(row, column);
    }

    return mayBeInRecord(column) ? elsewhere : absent;
  }

  /** What the codes of a column stand for. */
  dictionaryOf(column: string): Dictionary {
    return this.#rows.dictionary(column);
  }

  /** Every block with the rows whose records are in it: for whoever searches all of them. */
  scanPlan(): readonly BlockRows[] {
    if (this.#scanned?.version !== this.#version) {
      this.#scanned = {version: this.#version, rows: this.#rowsByBlock()};
    }

    const plan: BlockRows[] = [];
    for (const [id, block] of this.#blocks.entries()) {
      const rows = this.#scanned.rows.get(id);
      if (rows) {
        plan.push({block, rows, isCsv: this.#isCsv(rows[0] ?? -1)});
      }
    }

    return plan;
  }

  /** The rows of one block in the order of their texts, and where in the block these are. */
  placesIn(rows: Int32Array): Places {
    const places = Array.from(rows, (row) => ({...this.#rows.place(row), row}));
    places.sort((a, b) => a.start - b.start);
    return {
      rows: Int32Array.from(places, ({row}) => row),
      starts: Uint32Array.from(places, ({start}) => start),
      ends: Uint32Array.from(places, ({end}) => end),
    };
  }

  /** Whether a lower-cased text occurs in any key or value of the record. */
  hasText(row: number, lowerNeedle: string): boolean {
    const event = this.event(row);
    return event !== undefined && recordHasText(event.record, lowerNeedle);
  }

  isClass(row: number, name: string): boolean {
    switch (name) {
      case 'own': {
        return this.#isOwnCall(row);
      }

      case 'notable': {
        return (this.#rows.facts(row) & notableBits) !== 0 && !this.#isOwnCall(row);
      }

      default: {
        const bit = Object.hasOwn(classBits, name) ? classBits[name as keyof typeof classBits] : 0;
        return (this.#rows.facts(row) & bit) !== 0;
      }
    }
  }

  /** The event as a sentence, in the strings of the record: not safe to show. */
  sentence(row: number, signs?: Signs): Sentence | undefined {
    const event = this.event(row);
    return event && sentenceOf(event, signs);
  }

  raw(row: number): RawHandle | undefined {
    // One more than the row: a handle is never falsy.
    return this.#rows.has(row) ? ((row + 1) as unknown as RawHandle) : undefined;
  }

  /** The native record behind a handle. */
  open(handle: RawHandle): JsonObject {
    return this.event((handle as unknown as number) - 1)?.record ?? {};
  }

  /** The event of a row, read again from its record; undefined where it is not there. */
  event(row: number): TrailEvent | undefined {
    const block = this.#rows.block(row);
    if (block === 0) {
      return undefined;
    }

    return (
      this.#unwritable.get(row) ??
      this.#recent.get(row, () => {
        const {start, end, extraEnd} = this.#rows.place(row);
        const bytes = this.#blocks.read(block, start, extraEnd);
        const length = end - start;
        return readEvent(decode(bytes.subarray(0, length)), decode(bytes.subarray(length)), {
          isRow: this.#isCsv(row),
          id: this.#idOf(row),
          time: this.time(row),
        });
      })
    );
  }

  /** Whether a later record corrects this one: the screen then shows only the correction. */
  isSuperseded(row: number): boolean {
    return (this.#rows.facts(row) & factBits.superseded) !== 0;
  }

  /** Whether the record is a correction of an earlier one (addendum, UPDATED_DATA). */
  isCorrection(row: number): boolean {
    return (this.#rows.facts(row) & factBits.correction) !== 0;
  }

  rowOf(id: string): number | undefined {
    return this.#ids.find(id);
  }

  /** In the order in which they came, which is block by block: no key waits while this is done. */
  #rowsByBlock(): ReadonlyMap<number, Int32Array> {
    const byBlock = new Map<number, number[]>();
    let [last, run]: [number, number[]] = [0, []];
    for (let row = 0; row < this.rowCount; row++) {
      const block = this.#rows.block(row);
      if (block === 0 || (this.#unwritable.size > 0 && this.#unwritable.has(row))) {
        continue;
      }

      if (block !== last) {
        run = byBlock.get(block) ?? [];
        byBlock.set(block, run);
        last = block;
      }

      run.push(row);
    }

    return new Map([...byBlock].map(([block, rows]) => [block, Int32Array.from(rows)]));
  }

  #isCsv(row: number): boolean {
    return (this.#rows.facts(row) & factBits.row) !== 0;
  }

  #isOwnCall(row: number): boolean {
    if (!this.#isOwn) {
      return false;
    }

    const [key = ''] = this.#rows.values(row, 'key');
    return key !== '' && this.#isOwn(key, this.#rows.values(row, 'agent').join(' '));
  }

  #idOf(row: number): string {
    return writeUuid(this.#rows.idsAt(row), Rows.idPlace(row)) || (this.#ids.oddId(row) ?? '');
  }

  /** Makes rows of a batch. `rows` holds one an event of the batch, -1 for what was known. */
  #take(batch: PackedEvents, block: number, arrival: Arrival): Int32Array {
    const before = (this.#hasRows ? 2 : 0) + (this.#hasRecords ? 1 : 0);
    const rows = new Int32Array(batch.count).fill(-1);
    const fresh = this.#freshIn(batch);
    const first = this.#rows.add(batch, fresh, block);
    const odd = new Map(batch.oddIds);
    const run: number[] = [];
    for (let place = 0; place < fresh.length; place++) {
      const index = fresh[place] ?? 0;
      const row = first + place;
      rows[index] = row;
      run.push(row);
      const oddId = odd.size === 0 ? undefined : odd.get(index);
      if (oddId !== undefined) {
        this.#ids.addOdd(row, oddId);
      } else if (hasWords(batch.ids, index * 4)) {
        this.#ids.add(row);
      }

      const isRow = ((batch.facts[index] ?? 0) & factBits.row) !== 0;
      this.#hasRows ||= isRow;
      this.#hasRecords ||= !isRow;
    }

    if (run.length > 0) {
      const columns = this.#rows.columnCount;
      const isOtherMix = before !== (this.#hasRows ? 2 : 0) + (this.#hasRecords ? 1 : 0);
      this.#rows.fill(batch, rows);
      if (isOtherMix || (this.#hasRows && this.#rows.columnCount > columns)) {
        // A name may mean a column from now on.
        this.#epoch++;
      }

      this.#blocks.hold(block, run.length);
      this.#note(batch, rows, arrival);
      this.#order.add(run);
      this.#version++;
      this.#evict();
    }

    return rows;
  }

  /** The events of a batch whose eventIDs are new, each once. */
  #freshIn(batch: PackedEvents): Uint32Array {
    const odd = new Map(batch.oddIds);
    const inBatch = new BatchIds(batch);
    const fresh = new Uint32Array(batch.count);
    let count = 0;
    for (let index = 0; index < batch.count; index++) {
      const oddId = odd.size === 0 ? undefined : odd.get(index);
      const isKnown =
        oddId === undefined
          ? hasWords(batch.ids, index * 4) &&
            (this.#ids.findWords(batch.ids, index * 4) !== undefined || !inBatch.isFirst(index))
          : this.#ids.find(oddId) !== undefined || !inBatch.isFirstOdd(oddId);
      if (!isKnown) {
        fresh[count++] = index;
      }
    }

    return fresh.subarray(0, count);
  }

  /** A tenth of the limit goes at once, so that it need not be done with every event. */
  #evict(): void {
    if (this.#order.count <= this.#limit) {
      return;
    }

    const gone = this.#order.cut(Math.max(1, Math.floor(this.#limit * 0.9)));
    for (const row of gone) {
      this.#blocks.release(this.#rows.block(row));
      this.#unwritable.delete(row);
      this.#recent.delete(row);
    }

    const left = this.order;
    this.#rows.remove(gone);
    this.#ids.rebuild(left, gone);
    this.#rows.compact();
    for (const [original, row] of this.#corrections) {
      if (!this.#rows.has(row)) {
        this.#corrections.delete(original);
      }
    }

    // Whoever remembers what a code stood for must ask again.
    this.#epoch++;
    this.#keptBackTo = this.time(left.at(-1) ?? -1);
  }

  /** A correction hides its original, whichever of the two came first. */
  #noteCorrections(batch: PackedEvents, rows: Int32Array): void {
    for (const [index, original] of batch.corrections) {
      const row = rows[index] ?? -1;
      if (row === -1) {
        continue;
      }

      this.#corrections.set(original, row);
      const hidden = this.rowOf(original);
      if (hidden !== undefined && hidden !== row) {
        this.#rows.setFacts(hidden, factBits.superseded);
        this.#epoch++;
      }
    }

    for (const row of this.#corrections.size > 0 ? rows : []) {
      if (row !== -1 && (this.#corrections.get(this.#idOf(row)) ?? row) !== row) {
        this.#rows.setFacts(row, factBits.superseded);
      }
    }
  }

  #note(batch: PackedEvents, rows: Int32Array, arrival: Arrival): void {
    this.#noteCorrections(batch, rows);
    const [names, regions] = [this.#rows.reader('name'), this.#rows.reader('region')];
    const counts = new Map<number, number>();
    const newest = new Map<number, number>();
    const isFollowed = arrival.how === 'follow';
    for (const row of rows) {
      if (row === -1) {
        continue;
      }

      const code = names(row);
      counts.set(code, (counts.get(code) ?? 0) + 1);
      const region = regions(row);
      if (isFollowed || !newest.has(region)) {
        this.#noteTime(row, region, newest, arrival);
      }
    }

    for (const [code, count] of counts) {
      const [name] = this.#rows.dictionary('name').valuesOf(code);
      if (name !== undefined) {
        this.#names.set(name, (this.#names.get(name) ?? 0) + count);
      }
    }

    for (const [code, time] of newest) {
      const region = this.#regionOf(code);
      this.#newest.set(region, Math.max(time, this.#newest.get(region) ?? -Infinity));
    }
  }

  /** Late is what is far behind anything that came in an earlier batch. A batch is newest first. */
  #noteTime(row: number, region: number, newest: Map<number, number>, arrival: Arrival): void {
    const time = this.time(row);
    if (!newest.has(region) && !Number.isNaN(time)) {
      newest.set(region, time);
    }

    if (
      arrival.how === 'follow' &&
      time < (this.#newest.get(this.#regionOf(region)) ?? -Infinity) - lateAfter
    ) {
      this.#rows.setFacts(row, factBits.late);
    }
  }

  #regionOf(code: number): string {
    return this.#rows.dictionary('region').valuesOf(code)[0] ?? '';
  }

  /** Newest first; what has no readable time last; ties by eventID, then as they came. */
  #compare(a: number, b: number): number {
    const aTime = orLast(this.time(a));
    const bTime = orLast(this.time(b));
    if (aTime !== bTime) {
      return bTime > aTime ? 1 : -1;
    }

    if (!this.#ids.hasOdd) {
      // The words of UUIDs stand in the order of their texts.
      return this.#rows.compareIds(a, b) || a - b;
    }

    const [aId, bId] = [this.#idOf(a), this.#idOf(b)];
    return aId === bId ? a - b : aId < bId ? -1 : 1;
  }
}

const {write, failed, denied, login, sensitive, service, late} = factBits;
const classBits = {write, failed, denied, login, sensitive, service, late};

function orLast(time: number): number {
  return Number.isNaN(time) ? -Infinity : time;
}

const decoder = new TextDecoder('utf-8', {ignoreBOM: true});

function decode(bytes: Uint8Array): string {
  return bytes.length === 0 ? '' : decoder.decode(bytes);
}

import {type TrailEvent} from '../event.ts';
import {isJsonObject, member, textAt} from '../json.ts';
import {fieldReader, fieldValues} from '../reading/fields.ts';
import {mintedPaths, recordColumns} from './columns.ts';
import {absent, Dictionary, elsewhere, type Values} from './dictionary.ts';
import {factsOf} from './facts.ts';
import {
  accountOf,
  factsOfOutline,
  isViaToldElsewhere,
  viaOfOutline,
  type Outline,
} from './outline.ts';
import {type Block, type PackedColumn, type PackedEvents} from './packed.ts';
import {
  addressColumns,
  callColumns,
  callerColumns,
  effectColumns,
  kindColumns,
  originColumns,
  type Part,
} from './parts.ts';
import {detached} from './remembered.ts';
import {compareWords, readUuid, writeUuid} from './uuid.ts';

/** Where an event's record lies in its block. */
export type Place = {
  readonly start: number;
  readonly end: number;
  readonly extraEnd: number;
};

export type PackOptions = {
  /** `none`: only what orders and tells events apart, for whoever just prints them. */
  readonly columns: 'all' | 'none';
  /** Events that are likely to come. */
  readonly expected?: number;
  /** What the codes of the filter's fields stand for: lent where one batch after the other is packed. */
  readonly dictionaries?: Dictionaries;
};

/** The dictionaries of all columns of records. */
export class Dictionaries {
  // The ids of instances are cut out of the records' texts.
  readonly all: readonly Dictionary[] = recordColumns.map((name) =>
    name === 'instance' ? new Dictionary(detached) : new Dictionary(),
  );
}

const nothing: Values = [];

/** A CSV column with more different values in one batch (ids, messages) is asked of the rows themselves. */
const mostValues = 4096;

type Column = {
  readonly name: string;
  readonly dictionary: Dictionary;
  codes: Uint32Array;
};

const columnReaders = recordColumns.map((name) => ({
  name,
  read: name.includes('.') ? (event: TrailEvent) => mintedAt(event, name) : fieldReader(name),
}));
const noReader = {name: '', read: () => nothing};

const columnAt = (name: string) => recordColumns.indexOf(name);
const instanceAt = columnAt('instance');
const viaAt = columnAt('via');
const accountAt = columnAt('account');
const mintedColumns = mintedPaths.map((path) => columnAt(path.toLowerCase()));

/** What whoever has the record's text knows already, so that it need not be read off its values. */
export type PackHints = {
  /** The instance ids among the record's values. */
  readonly instances?: Values | undefined;
};

const noHints: PackHints = {};

/** Collects events as columns, so that their records need not be kept as objects. */
export class EventPacker {
  readonly #isWhole: boolean;
  readonly #dictionaries: Dictionaries;
  #size: number;
  #count = 0;
  #times: Float64Array;
  #ids: Uint32Array;
  #facts: Uint16Array;
  #starts: Uint32Array;
  #ends: Uint32Array;
  #extraEnds: Uint32Array;
  readonly #oddIds = new Map<number, string>();
  readonly #corrections: Array<readonly [number, string]> = [];
  /** By their places in recordColumns. */
  readonly #ofRecords: readonly Column[];
  readonly #ofCallers: readonly Column[];
  readonly #ofCalls: readonly Column[];
  readonly #ofAddresses: readonly Column[];
  readonly #ofOrigins: readonly Column[];
  readonly #ofEffects: readonly Column[];
  readonly #ofKinds: readonly Column[];
  readonly #ofRows = new Map<string, Column>();
  #positions = new Uint32Array(0);

  constructor({columns, expected = 64, dictionaries}: PackOptions = {columns: 'all'}) {
    this.#isWhole = columns === 'all';
    this.#dictionaries = dictionaries ?? new Dictionaries();
    this.#size = Math.max(1, expected);
    this.#times = new Float64Array(this.#size);
    this.#ids = new Uint32Array(this.#size * 4);
    this.#facts = new Uint16Array(this.#size);
    this.#starts = new Uint32Array(this.#size);
    this.#ends = new Uint32Array(this.#size);
    this.#extraEnds = new Uint32Array(this.#size);
    this.#ofRecords = this.#isWhole
      ? recordColumns.map((name, place) => this.#newColumn(name, this.#dictionaries.all[place]))
      : [];
    const among = (names: readonly string[]) =>
      names.flatMap((name) => this.#ofRecords[columnAt(name)] ?? []);
    this.#ofCallers = among(callerColumns);
    this.#ofCalls = among(callColumns);
    this.#ofAddresses = among(addressColumns);
    this.#ofOrigins = among(originColumns);
    this.#ofEffects = among(effectColumns);
    this.#ofKinds = among(kindColumns);
  }

  get count(): number {
    return this.#count;
  }

  /** Where in the finished batch each event is, in the order in which they were taken. */
  get positions(): Uint32Array {
    return this.#positions;
  }

  add(event: TrailEvent, place: Place, hints: PackHints = noHints): void {
    const index = this.#next(event.time, place);
    if (!readUuid(event.id, this.#ids, index * 4)) {
      this.#ids.fill(0, index * 4, index * 4 + 4);
      if (event.id !== '') {
        this.#oddIds.set(index, event.id);
      }
    }

    const original = correctedId(event);
    if (original !== '') {
      this.#corrections.push([index, original]);
    }

    this.#facts[index] = factsOf(event, original !== '');
    if (this.#isWhole) {
      this.#addFields(event, index, hints);
    }
  }

  /** The same of a record's outline: `instances` are the ids among the record's values. */
  addOutline(outline: Outline, start: number, end: number, instances: Values): void {
    const index = this.#next(outline.time, {start, end, extraEnd: end});
    const {id} = outline;
    for (let word = 0; word < 4; word++) {
      this.#ids[index * 4 + word] = id[word] ?? 0;
    }

    this.#facts[index] = factsOfOutline(outline);
    if (!this.#isWhole) {
      return;
    }

    const {caller, call, address, origin, effect, kind, minted} = outline;
    this.#putPart(caller, this.#ofCallers, index);
    this.#putPart(call, this.#ofCalls, index);
    this.#putPart(address, this.#ofAddresses, index);
    this.#putPart(origin, this.#ofOrigins, index);
    this.#putPart(effect, this.#ofEffects, index);
    this.#putPart(kind, this.#ofKinds, index);
    if (isViaToldElsewhere(outline)) {
      this.#put(viaAt, index, viaOfOutline(outline));
    }

    if ((kind.coded.codes[0] ?? absent) === absent) {
      this.#put(accountAt, index, accountOf(kind, caller));
    }

    this.#put(instanceAt, index, instances);
    if (minted) {
      for (const [place, column] of mintedColumns.entries()) {
        this.#put(column, index, minted[place] ?? nothing);
      }
    }
  }

  /** Everything taken, newest first, with the block that holds the records. */
  finish(block: Block): PackedEvents {
    const count = this.#count;
    const order = this.#order();
    const positions = new Uint32Array(count);
    const ids = new Uint32Array(count * 4);
    for (let index = 0; index < count; index++) {
      const from = order[index] ?? 0;
      positions[from] = index;
      for (let word = 0; word < 4; word++) {
        ids[index * 4 + word] = this.#ids[from * 4 + word] ?? 0;
      }
    }

    this.#positions = positions;
    return {
      count,
      times: reorder(this.#times, order, new Float64Array(count)),
      ids,
      oddIds: [...this.#oddIds].map(([index, id]) => [positions[index] ?? 0, id] as const),
      facts: reorder(this.#facts, order, new Uint16Array(count)),
      columns: [...this.#ofRecords, ...this.#ofRows.values()].flatMap((column) =>
        packedColumn(column, order),
      ),
      corrections: this.#corrections.map(([index, id]) => [positions[index] ?? 0, id] as const),
      block,
      starts: reorder(this.#starts, order, new Uint32Array(count)),
      ends: reorder(this.#ends, order, new Uint32Array(count)),
      extraEnds: reorder(this.#extraEnds, order, new Uint32Array(count)),
    };
  }

  /** Makes room for one more event. */
  #next(time: number, place: Place): number {
    if (this.#count === this.#size) {
      this.#grow();
    }

    const index = this.#count++;
    this.#times[index] = time;
    this.#starts[index] = place.start;
    this.#ends[index] = place.end;
    this.#extraEnds[index] = place.extraEnd;
    return index;
  }

  #grow(): void {
    this.#size *= 2;
    const size = this.#size;
    this.#times = enlarge(this.#times, new Float64Array(size));
    this.#ids = enlarge(this.#ids, new Uint32Array(size * 4));
    this.#facts = enlarge(this.#facts, new Uint16Array(size));
    this.#starts = enlarge(this.#starts, new Uint32Array(size));
    this.#ends = enlarge(this.#ends, new Uint32Array(size));
    this.#extraEnds = enlarge(this.#extraEnds, new Uint32Array(size));
    for (const column of [...this.#ofRecords, ...this.#ofRows.values()]) {
      column.codes = enlarge(column.codes, new Uint32Array(size));
    }
  }

  #newColumn(name: string, dictionary = new Dictionary()): Column {
    return {name, dictionary, codes: new Uint32Array(this.#size)};
  }

  #put(column: number, index: number, values: Values): void {
    if (values.length > 0) {
      const {dictionary, codes} = this.#ofRecords[column] ?? this.#newColumn('');
      codes[index] = dictionary.codeOf(values);
    }
  }

  /** A part's values are looked up once for all its records. */
  #putPart(part: Part, columns: readonly Column[], index: number): void {
    const {coded} = part;
    const codes =
      coded.dictionaries === this.#dictionaries ? coded.codes : this.#code(part, columns);
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place];
      if (column) {
        column.codes[index] = codes[place] ?? absent;
      }
    }
  }

  #code(part: Part, columns: readonly Column[]): readonly number[] {
    const codes = part.values.map(
      (values, place) => columns[place]?.dictionary.codeOf(values) ?? absent,
    );
    part.coded = {dictionaries: this.#dictionaries, codes};
    return codes;
  }

  #addFields(event: TrailEvent, index: number, hints: PackHints): void {
    const isRow = event.kind === 'row';
    for (let column = 0; column < columnReaders.length; column++) {
      const {name, read} = columnReaders[column] ?? noReader;
      const values =
        column === instanceAt && hints.instances
          ? hints.instances
          : isRow
            ? fieldValues(event, name)
            : read(event);
      this.#put(column, index, values);
    }

    if (isRow) {
      for (const name of Object.keys(event.record)) {
        // A column that is called like a field was read as that field above.
        if (!recordColumns.includes(name)) {
          const column = this.#ofRows.get(name) ?? this.#newColumn(name);
          this.#ofRows.set(name, column);
          column.codes[index] = column.dictionary.codeOf(fieldValues(event, name));
        }
      }
    }
  }

  /** Newest first, as compareNewestFirst has it. A file that is in order, either way, is hardly sorted at all. */
  #order(): readonly number[] {
    const [count, times, ids, odd] = [this.#count, this.#times, this.#ids, this.#oddIds];
    const isUpwards = (times[0] ?? 0) < (times[count - 1] ?? 0);
    const order = Array.from({length: count}, (_, index) =>
      isUpwards ? count - 1 - index : index,
    );
    const idOf = (index: number) => odd.get(index) ?? writeUuid(ids, index * 4);
    return order.sort((a, b) => {
      const aTime = orLast(times[a] ?? 0);
      const bTime = orLast(times[b] ?? 0);
      if (aTime !== bTime) {
        return bTime > aTime ? 1 : -1;
      }

      if (odd.size > 0) {
        const [aId, bId] = [idOf(a), idOf(b)];
        return aId === bId ? a - b : aId < bId ? -1 : 1;
      }

      // The words of UUIDs stand in the order of their texts.
      return compareWords(ids, a * 4, ids, b * 4) || a - b;
    });
  }
}

function orLast(time: number): number {
  return Number.isNaN(time) ? -Infinity : time;
}

function packedColumn({name, dictionary, codes}: Column, order: readonly number[]): PackedColumn[] {
  const ordered = reorder(codes, order, new Uint32Array(order.length));
  if (ordered.every((code) => code === absent)) {
    return [];
  }

  return dictionary.size > mostValues && !recordColumns.includes(name)
    ? [{name, values: [nothing, nothing], codes: ordered.fill(elsewhere)}]
    : [{name, values: dictionary.packedValues, codes: ordered}];
}

type Numbers = Float64Array | Uint32Array | Uint16Array;

function reorder<T extends Numbers>(list: T, order: readonly number[], result: T): T {
  for (let index = 0; index < order.length; index++) {
    result[index] = list[order[index] ?? 0] ?? 0;
  }

  return result;
}

function enlarge<T extends Numbers>(list: T, larger: T): T {
  larger.set(list);
  return larger;
}

/** A key that the call's answer hands out; nearly no answer does, so a look at its own keys must be enough. */
function mintedAt(event: TrailEvent, column: string): Values {
  const answer = member(event.record, 'responseElements');
  if (answer === undefined || answer === null) {
    return nothing;
  }

  if (!Array.isArray(answer)) {
    const [, holder = ''] = column.split('.', 2);
    const isThere =
      isJsonObject(answer) && Object.keys(answer).some((key) => key.toLowerCase() === holder);
    if (!isThere) {
      return nothing;
    }
  }

  return fieldValues(event, column);
}

/** The eventID that a corrected record stands for; '' for any other record. Source: CloudTrail's addendum field. */
export function correctedId({record}: TrailEvent): string {
  return record['addendum'] !== undefined && textAt(record, 'addendum', 'reason') === 'UPDATED_DATA'
    ? textAt(record, 'addendum', 'originalEventID')
    : '';
}

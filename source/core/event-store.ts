import {hasClass} from './reading/classes.ts';
import {compareNewestFirst, type TrailEvent} from './event.ts';
import {fieldValues} from './reading/fields.ts';
import {recordHasText} from './filter/free-text.ts';
import {textAt, type JsonObject} from './json.ts';
import {type Signs} from './reading/phrase.ts';
import {sentenceOf, type Sentence} from './reading/sentence.ts';
import {minute, type TimeRange} from './time.ts';

declare const opaque: unique symbol;

/** A record where the store keeps it; only the store that gave it can open it. */
export type RawHandle = {readonly [opaque]: 'RawHandle'};

/** How an event came: `follow` while watching the present, so that lateness can be told; else `load`. */
export type Arrival = {readonly how: 'load' | 'follow'};

/** Later than this behind newer events of its region, an event counts as late. */
export const lateAfter = 5 * minute;

/**
 * All events that are known, deduplicated by eventID and ordered newest first. A row is a number that stays the same
 * for as long as the event is kept, whatever arrives before or after it. The store changes in place and counts its
 * changes in `version`; panes only see rows and what can be asked about them.
 */
export class EventStore {
  readonly #events = new Map<number, TrailEvent>();
  readonly #limit: number;
  /** Rows whose record AWS has corrected since, and the rows of the corrections. */
  readonly #superseded = new Set<number>();
  readonly #corrections = new Map<string, number>();
  #rowCount = 0;
  #keptBackTo: number | undefined;
  #order: number[] = [];
  readonly #byId = new Map<string, number>();
  readonly #late = new Set<number>();
  readonly #newest = new Map<string, number>();
  #version = 0;
  #epoch = 0;
  #isOwn: (event: TrailEvent) => boolean = () => false;
  readonly #names = new Map<string, number>();

  /** Keeps at most so many events: the oldest go. */
  constructor({limit = Infinity}: {readonly limit?: number} = {}) {
    this.#limit = limit;
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
    return this.#order.length;
  }

  /** One more than the largest row ever given. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Rows, newest first; what has no readable time comes last. Valid until the next change. */
  get order(): readonly number[] {
    return this.#order;
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
    let oldest = Number.NaN;
    for (let index = this.#order.length - 1; index >= 0 && Number.isNaN(oldest); index--) {
      oldest = this.time(this.#order[index] ?? -1);
    }

    const newest = this.time(this.#order[0] ?? -1);
    return Number.isNaN(oldest) || Number.isNaN(newest)
      ? undefined
      : {since: oldest, until: newest + 1000};
  }

  /** Names the calls that are this trailtop's own. */
  setOwn(isOwn: (event: TrailEvent) => boolean): void {
    this.#isOwn = isOwn;
    this.#epoch++;
    this.#version++;
  }

  /** Takes events in; what is known already (by eventID) is left out. Returns the rows of what was new. */
  add(events: readonly TrailEvent[], arrival: Arrival = {how: 'load'}): readonly number[] {
    const added: number[] = [];
    for (const event of events) {
      if (event.id !== '' && this.#byId.has(event.id)) {
        continue;
      }

      const row = this.#rowCount++;
      this.#events.set(row, event);
      added.push(row);
      if (event.id !== '') {
        this.#byId.set(event.id, row);
      }

      this.#note(event, row, arrival);
    }

    if (added.length > 0) {
      this.#order = mergeOrder(
        this.#order,
        [...added].sort((a, b) => this.#compare(a, b)),
        (a, b) => this.#compare(a, b),
      );
      this.#version++;
      this.#evict();
    }

    return added;
  }

  /** ms since 1970; NaN where the event has no readable time or the row is not there. */
  time(row: number): number {
    return this.#events.get(row)?.time ?? Number.NaN;
  }

  /** The values of a listed field, a dotted path or a CSV column, exactly as they came. */
  field(row: number, name: string): readonly string[] {
    const event = this.#events.get(row);
    return event ? fieldValues(event, name) : [];
  }

  /** Whether a lower-cased text occurs in any key or value of the record. */
  hasText(row: number, lowerNeedle: string): boolean {
    const event = this.#events.get(row);
    return event !== undefined && recordHasText(event.record, lowerNeedle);
  }

  isClass(row: number, name: string): boolean {
    const event = this.#events.get(row);
    return (
      event !== undefined &&
      hasClass(event, name, {own: this.#isOwn, late: () => this.#late.has(row)})
    );
  }

  /** The event as a sentence, in the strings of the record: not safe to show. */
  sentence(row: number, signs?: Signs): Sentence | undefined {
    const event = this.#events.get(row);
    return event && sentenceOf(event, signs);
  }

  raw(row: number): RawHandle | undefined {
    return this.#events.get(row) as RawHandle | undefined;
  }

  /** The native record behind a handle. */
  open(handle: RawHandle): JsonObject {
    return (handle as unknown as TrailEvent).record;
  }

  /** Whether a later record corrects this one: the screen then shows only the correction. */
  isSuperseded(row: number): boolean {
    return this.#superseded.has(row);
  }

  /** Whether the record is a correction of an earlier one (addendum, UPDATED_DATA). */
  isCorrection(row: number): boolean {
    const event = this.#events.get(row);
    return event !== undefined && correctedId(event) !== '';
  }

  rowOf(id: string): number | undefined {
    return this.#byId.get(id);
  }

  /** A tenth of the limit goes at once, so that it need not be done with every event. */
  #evict(): void {
    if (this.#order.length <= this.#limit) {
      return;
    }

    const kept = Math.max(1, Math.floor(this.#limit * 0.9));
    for (const row of this.#order.splice(kept)) {
      this.#byId.delete(this.#events.get(row)?.id ?? '');
      this.#events.delete(row);
      this.#late.delete(row);
      this.#superseded.delete(row);
    }

    this.#keptBackTo = this.time(this.#order.at(-1) ?? -1);
  }

  /** A correction hides its original, whichever of the two came first. */
  #noteCorrection(event: TrailEvent, row: number): void {
    const original = correctedId(event);
    if (original !== '') {
      this.#corrections.set(original, row);
      const hidden = this.#byId.get(original);
      if (hidden !== undefined && hidden !== row) {
        this.#superseded.add(hidden);
        this.#epoch++;
      }
    }

    if (event.id !== '' && (this.#corrections.get(event.id) ?? row) !== row) {
      this.#superseded.add(row);
    }
  }

  #note(event: TrailEvent, row: number, arrival: Arrival): void {
    this.#noteCorrection(event, row);
    const name = fieldValues(event, 'name')[0];
    if (name !== undefined) {
      this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
    }

    const region = fieldValues(event, 'region')[0] ?? '';
    const newest = this.#newest.get(region) ?? -Infinity;
    if (arrival.how === 'follow' && event.time < newest - lateAfter) {
      this.#late.add(row);
    }

    if (event.time > newest) {
      this.#newest.set(region, event.time);
    }
  }

  #compare(a: number, b: number): number {
    const [left, right] = [this.#events.get(a), this.#events.get(b)];
    return (left && right ? compareNewestFirst(left, right) : 0) || a - b;
  }
}

/** The eventID that a corrected record stands for; '' for any other record. Source: CloudTrail's addendum field. */
function correctedId({record}: TrailEvent): string {
  return textAt(record, 'addendum', 'reason') === 'UPDATED_DATA'
    ? textAt(record, 'addendum', 'originalEventID')
    : '';
}

/** Two ordered lists as one. Most often everything new is newer than all that is there: then nothing is compared. */
function mergeOrder(
  old: readonly number[],
  fresh: readonly number[],
  compare: (a: number, b: number) => number,
): number[] {
  const result: number[] = [];
  let index = 0;
  for (const row of fresh) {
    while (index < old.length && compare(old[index] ?? 0, row) < 0) {
      result.push(old[index++] ?? 0);
    }

    result.push(row);
  }

  while (index < old.length) {
    result.push(old[index++] ?? 0);
  }

  return result;
}

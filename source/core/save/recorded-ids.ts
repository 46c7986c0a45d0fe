import {isJsonObject, type Json} from '../json.ts';

/** A line longer than this is none of a recording's: CloudTrail records end at 256 KB. UTF-16 units. */
const longestLine = 16_777_216;

/**
 * Reads a recording that is there already: one native record a line. Which events are in it, and how it ends. It is fed
 * the file's text in pieces of any size.
 */
export class RecordedIds {
  readonly #ids = new Set<string>();
  #rest = '';
  #lines = 0;
  #fault = '';

  /** Why it is no recording, as the end of a sentence; '' as long as nothing speaks against it. */
  get fault(): string {
    return this.#fault;
  }

  /** Whether the last line lacks its end: the program that wrote it was cut off. */
  get isCut(): boolean {
    return this.#rest !== '';
  }

  /** Whether its first line has been seen and speaks for it. */
  get isToldApart(): boolean {
    return this.#lines > 0;
  }

  /** Events in it. */
  get count(): number {
    return this.#lines;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  take(text: string): void {
    if (this.#fault !== '') {
      return;
    }

    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      this.#takeLine(line);
    }

    // What cannot become a recording need not be read to its first line end.
    if (this.#lines === 0 && (/^\s*[^\s\{]/v.test(this.#rest) || this.#rest.length > longestLine)) {
      this.#fault = noRecords;
    }
  }

  /** There is no more: a last line without an end may still be whole. */
  end(): void {
    this.#takeLine(this.#rest, true);
  }

  #takeLine(line: string, isLast = false): void {
    if (line.trim() === '' || this.#fault !== '') {
      return;
    }

    const record = parsed(line);
    const isRecord = isJsonObject(record) && !('Records' in record) && !('Events' in record);
    // A first line that is also the last may be the beginning of a record: the program was cut off there.
    const isCutRecord = isLast && record === undefined && line.trimStart().startsWith('{"');
    if (this.#lines === 0 && !isRecord && !isCutRecord) {
      this.#fault = noRecords;
    }

    this.#lines++;
    const id = isRecord ? record['eventID'] : undefined;
    if (typeof id === 'string' && id !== '') {
      this.#ids.add(id);
    }
  }
}

const noRecords = 'it holds something else than one record a line';

/** Undefined where it is no JSON: a line that was cut off once stays there, and the rest counts. */
function parsed(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}

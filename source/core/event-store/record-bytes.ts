import {startsAt} from './byte-finder.ts';

/** The UTF-8 of many records, one of which is looked at. Places are places in the bytes. */
export class RecordBytes {
  readonly bytes: Uint8Array;
  /** The same bytes, for whoever reads four at a time. */
  readonly view: DataView;
  /** The record that is looked at. */
  start = 0;
  end: number;

  constructor(bytes: Uint8Array) {
    // Plain bytes: what was read from a file may be of a kind of its own, whose slices are no copies.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.end = bytes.length;
  }

  static of(text: string): RecordBytes {
    return new RecordBytes(encoder.encode(text));
  }

  /** Looks at the record between two places. */
  look(start: number, end: number): this {
    this.start = start;
    this.end = end;
    return this;
  }

  /** What stands between two places, as a text of its own: it keeps nothing of the bytes. */
  textOf(start: number, end: number): string {
    return decoder.decode(this.bytes.subarray(start, end));
  }

  /** Whether these bytes stand there. */
  hasAt(what: Uint8Array, at: number): boolean {
    return startsAt(this.bytes, at, what);
  }
}

/** An ASCII text as bytes to look for. */
export function asBytes(text: string): Uint8Array {
  return encoder.encode(text);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', {ignoreBOM: true});

/**
 * The text of many records, one character a byte, so that places in it are places in the bytes; what is not ASCII has to be
 * decoded (`utf8Of`) before it is read. Looked through from its beginning to its end.
 */
export class RecordText {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** The record that is looked at. */
  start = 0;
  end: number;
  // Keys are looked for by a capital letter in them: letters that are rare are found many times as fast.
  readonly time: Finder;
  readonly address: Finder;
  readonly request: Finder;
  readonly answer: Finder;
  readonly id: Finder;
  readonly kind: Finder;
  readonly numbered: Finder;
  readonly #others = new Map<string, Finder>();

  constructor(text: string, bytes: Uint8Array) {
    this.text = text;
    this.bytes = bytes;
    this.end = text.length;
    this.time = new Finder(this, ',"event', 'Time":"');
    this.address = new Finder(this, ',"source', 'IPAddress":');
    this.request = new Finder(this, ',"request', 'Parameters":');
    this.answer = new Finder(this, ',"response', 'Elements":');
    this.id = new Finder(this, ',"event', 'ID":"');
    this.kind = new Finder(this, ',"event', 'Type":');
    this.numbered = new Finder(this, '', String.raw`\u`);
  }

  /** Of a text as it is meant to be read. */
  static of(text: string): RecordText {
    const bytes = encoder.encode(text);
    let raw = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      raw += String.fromCodePoint(...bytes.subarray(at, at + 8192));
    }

    return new RecordText(raw, bytes);
  }

  /** Looks at the record between two places. */
  look(start: number, end: number): this {
    this.start = start;
    this.end = end;
    return this;
  }

  /** Whether something stands between two places. */
  isBetween(what: string, from: number, end: number): boolean {
    let finder = this.#others.get(what);
    if (!finder) {
      finder = new Finder(this, '', what);
      this.#others.set(what, finder);
    }

    return finder.find(from) < end;
  }
}

/**
 * Finds where two texts stand one behind the other. What has been found is remembered, so that however many records
 * lack it, the text is gone through once. Only the first letter of the second is looked for: a single letter is found
 * without leaving the compiled code, and the bytes tell the rest.
 */
export class Finder {
  readonly #text: string;
  readonly #bytes: Uint8Array;
  readonly #what: Uint8Array;
  readonly #letter: string;
  readonly #second: number;
  readonly #offset: number;
  #from = 0;
  #at = -1;

  constructor({text, bytes}: Pick<RecordText, 'text' | 'bytes'>, before: string, rare: string) {
    this.#text = text;
    this.#bytes = bytes;
    this.#what = encoder.encode(before + rare);
    this.#letter = rare.slice(0, 1);
    this.#second = rare.codePointAt(1) ?? 0;
    this.#offset = before.length;
  }

  /** The first place from `from` on; Infinity where there is none. */
  find(from: number): number {
    if (from >= this.#from && from <= this.#at) {
      return this.#at;
    }

    this.#from = from;
    const offset = this.#offset;
    let at = this.#text.indexOf(this.#letter, from + offset);
    while (at !== -1 && (this.#bytes[at + 1] !== this.#second || !this.#isAt(at - offset))) {
      at = this.#text.indexOf(this.#letter, at + 1);
    }

    this.#at = at === -1 ? Infinity : at - offset;
    return this.#at;
  }

  #isAt(at: number): boolean {
    const [bytes, what] = [this.#bytes, this.#what];
    for (let index = 0; index < what.length; index++) {
      if (bytes[at + index] !== what[index]) {
        return false;
      }
    }

    return true;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', {ignoreBOM: true});

/** A text of one character a byte as it is meant to be read. */
export function utf8Of(text: string): string {
  return /\P{ASCII}/v.test(text)
    ? decoder.decode(Uint8Array.from(text, (character) => character.codePointAt(0) ?? 0))
    : text;
}

/**
 * Finds an ASCII text among bytes. It looks at every tenth byte or so (Horspool), and does so without leaving the
 * compiled code: for the few hundred bytes between two keys of a record that is faster than any call.
 */
export class ByteFinder {
  readonly #what: Uint8Array;
  /** How far on to look, by the byte that stands where the text would end. */
  readonly #steps: Uint8Array;

  /** A text of at most 255 characters. */
  constructor(text: string) {
    this.#what = encoder.encode(text);
    const last = this.#what.length - 1;
    this.#steps = new Uint8Array(256).fill(this.#what.length);
    for (let index = 0; index < last; index++) {
      this.#steps[this.#what[index] ?? 0] = last - index;
    }
  }

  /** The first place from `from` on where all of it stands before `end`; `end` where there is none. */
  find(bytes: Uint8Array, from: number, end: number): number {
    const what = this.#what;
    const steps = this.#steps;
    const last = what.length - 1;
    const lastByte = what[last];
    for (let at = from + last; at < end;) {
      const byte = bytes[at] ?? 0;
      if (byte === lastByte && startsAt(bytes, at - last, what)) {
        return at - last;
      }

      at += steps[byte] ?? 1;
    }

    return end;
  }
}

/** Whether these bytes stand there. */
export function startsAt(bytes: Uint8Array, at: number, what: Uint8Array): boolean {
  for (let index = 0; index < what.length; index++) {
    if (bytes[at + index] !== what[index]) {
      return false;
    }
  }

  return true;
}

const encoder = new TextEncoder();

/**
 * What a terminal sends, cut into whole keys, pastes and sequences, however the line has cut it. Answers and reports of
 * the terminal that would else be taken for typing (OSC and other strings, the old mouse report) are left out.
 */

const esc = '\u001B';
const interrupt = '\u0003';
const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';

/** A lone Esc in words that no following byte can change: as a terminal with the kitty protocol sends it. */
const wholeEsc = '\u001B[27u';

/** More than this of a paste is of no use in a line that is typed. UTF-16 units. */
const longestPaste = 1_048_576;

/** Behind ESC these begin a string, which ends with `ESC \`, the one of `]` also with BEL. */
const stringStarts = ']PX^_';

/** What ends a string; the last three break it off. */
const stringEnds = ['\u001B\\', '\u0007', interrupt, '\u0018', '\u001A'] as const;

/** Behind ESC: CSI with its final byte, of the Linux console also `[ [ A`; SS3 with its letter. */
const sequence =
  /^(?:\[\[?[\u0030-\u003F]*[\u0020-\u002F]*[\u0040-\u005A\u005C-\u007E]|O[\d;]*[\u0040-\u007E])/v;

/** The same without its end. */
const unfinished = /^(?:\[\[?[\u0030-\u003F]*[\u0020-\u002F]*|O[\d;]*)$/v;

/** The same, broken off by something else. */
const broken = /^(?:\[\[?|O)[\u0020-\u003F]*/v;

/** What is left of a cursor or function key whose ESC came long before. */
const tail = /^(?:\[[\d;]*[A-Za-z~]|O[A-Za-z])$/v;

/** What is still to come: the rest of an Esc that may be a sequence, of a sequence, of a string, of a paste. */
export type Waiting = 'esc' | 'sequence' | 'string' | 'paste';

type Step = Waiting | {readonly rest: string; readonly whole?: string};

export class KeySplitter {
  #pending = '';
  #paste: string[] | undefined;
  #pasteLength = 0;
  #isAfterEsc = false;

  /** What the end of the input so far waits for; undefined where it is whole. */
  get waiting(): Waiting | undefined {
    if (this.#paste) {
      return 'paste';
    }

    if (this.#pending === '') {
      return undefined;
    }

    const step = nextStep(this.#pending);
    return typeof step === 'string' ? step : undefined;
  }

  /** Takes what came at once; returns what is whole now, in order. */
  push(chunk: string): readonly string[] {
    const isTail = this.#isAfterEsc && this.waiting === undefined && tail.test(chunk);
    this.#isAfterEsc = false;
    if (isTail) {
      return [esc + chunk];
    }

    if (this.#paste) {
      return this.#pushPaste(chunk);
    }

    // ^C is obeyed also within what has no end.
    const isStuck = chunk === interrupt && this.#pending !== '';
    this.#pending = isStuck ? chunk : this.#pending + chunk;
    return this.#drain();
  }

  /** Nothing more has come for long: what waits is taken for what it can be. */
  flush(): readonly string[] {
    const {waiting} = this;
    const pending = this.#pending;
    switch (waiting) {
      case 'esc': {
        this.#pending = '';
        this.#isAfterEsc = true;
        return [wholeEsc];
      }

      case 'sequence': {
        // Esc and a key that only looks like more of it; what has gone on further is no typing.
        this.#pending = '';
        return pending.length === 2 ? [wholeEsc, pending.slice(1)] : [];
      }

      case 'string': {
        this.#pending = '';
        return [];
      }

      case 'paste': {
        return this.#endPaste('');
      }

      case undefined: {
        return [];
      }
    }
  }

  /** So long after a lone Esc nothing belongs to it any more. */
  forget(): void {
    this.#isAfterEsc = false;
  }

  #drain(): readonly string[] {
    const found: string[] = [];
    while (this.#pending !== '') {
      const step = nextStep(this.#pending);
      if (typeof step === 'string') {
        break;
      }

      this.#pending = step.rest;
      if (step.whole === pasteStart) {
        this.#paste = [];
        this.#pasteLength = 0;
        const rest = this.#pending;
        this.#pending = '';
        return [...found, ...this.#pushPaste(rest)];
      }

      if (step.whole !== undefined) {
        found.push(step.whole);
      }
    }

    return found;
  }

  #pushPaste(chunk: string): readonly string[] {
    if (chunk.endsWith(interrupt)) {
      // The end of the paste was lost on the way, or the person wants it no longer: a paste itself ends in its mark.
      this.#paste = undefined;
      this.#pending = '';
      return [interrupt];
    }

    const text = this.#pending + chunk;
    const end = text.indexOf(pasteEnd);
    if (end !== -1) {
      this.#keepOfPaste(text.slice(0, end));
      return this.#endPaste(text.slice(end + pasteEnd.length));
    }

    // The mark of the end may be cut itself.
    const kept = text.length - lengthOfCutEnd(text);
    this.#pending = text.slice(kept);
    this.#keepOfPaste(text.slice(0, kept));
    return [];
  }

  #keepOfPaste(text: string): void {
    if (this.#pasteLength < longestPaste) {
      this.#paste?.push(text);
      this.#pasteLength += text.length;
    }
  }

  #endPaste(rest: string): readonly string[] {
    const text = this.#paste?.join('').slice(0, longestPaste) ?? '';
    this.#paste = undefined;
    this.#pending = rest;
    return [`${pasteStart}${text}${pasteEnd}`, ...this.#drain()];
  }
}

/** What stands first: something whole (or nothing that counts) and the rest, or what it waits for. */
function nextStep(text: string): Step {
  const start = text.indexOf(esc);
  if (start !== 0) {
    return start === -1
      ? {whole: text, rest: ''}
      : {whole: text.slice(0, start), rest: text.slice(start)};
  }

  if (text === esc) {
    return 'esc';
  }

  if (text[1] === esc) {
    return afterTwo(text);
  }

  if (text[1] === interrupt) {
    return {whole: wholeEsc, rest: text.slice(1)};
  }

  if (stringStarts.includes(text.charAt(1))) {
    return afterString(text);
  }

  const behind = text.slice(1);
  const found = sequence.exec(behind)?.[0];
  if (found === '[M') {
    // The old mouse report: three bytes follow, which may be any.
    return behind.length < 5 ? 'string' : {rest: behind.slice(5)};
  }

  if (found !== undefined) {
    return {whole: esc + found, rest: behind.slice(found.length)};
  }

  if (unfinished.test(behind)) {
    return 'sequence';
  }

  const part = broken.exec(behind)?.[0];
  if (part !== undefined) {
    return {rest: behind.slice(part.length)};
  }

  // Alt and a key.
  const [key = ''] = behind;
  return {whole: esc + key, rest: behind.slice(key.length)};
}

/** Esc held down, or Alt and a cursor key as some terminals send it. */
function afterTwo(text: string): Step {
  const alt = sequence.exec(text.slice(2))?.[0];
  return alt === undefined
    ? {whole: wholeEsc, rest: text.slice(1)}
    : {whole: esc + esc + alt, rest: text.slice(2 + alt.length)};
}

function afterString(text: string): Step {
  let end: {readonly at: number; readonly length: number} | undefined;
  for (const mark of stringEnds) {
    const at = text.indexOf(mark, 2);
    if (at !== -1 && (end === undefined || at < end.at)) {
      // ^C ends it and counts.
      end = {at, length: mark === interrupt ? 0 : mark.length};
    }
  }

  return end ? {rest: text.slice(end.at + end.length)} : 'string';
}

/** How much of the mark that ends a paste stands at the end of a text. */
function lengthOfCutEnd(text: string): number {
  for (let length = pasteEnd.length - 1; length > 0; length--) {
    if (text.endsWith(pasteEnd.slice(0, length))) {
      return length;
    }
  }

  return 0;
}

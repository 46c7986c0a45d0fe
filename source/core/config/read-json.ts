/**
 * JSON that a person writes by hand, read with the place of everything in it: what is wrong can be named by its line,
 * and what is right be used all the same.
 */

/** A value and where it stands; `start` and `end` count UTF-16 units, `line` counts from 1. */
export type Located = {readonly line: number; readonly start: number; readonly end: number} & (
  | {readonly kind: 'object'; readonly members: readonly Member[]}
  | {readonly kind: 'array'; readonly items: readonly Located[]}
  | {readonly kind: 'scalar'; readonly value: boolean | number | string | null}
);

export type Member = {readonly key: string; readonly line: number; readonly value: Located};

export type JsonFault = {readonly line: number; readonly message: string};

export type JsonAnswer = {
  /** Undefined where not even the beginning can be read. */
  readonly root: Located | undefined;
  /** Empty where it is JSON. Reading goes on behind most faults; behind `isCut` nothing was read. */
  readonly faults: readonly JsonFault[];
  readonly isCut: boolean;
};

/** Deeper than this nothing that we look for lies. */
const deepest = 16;

/** Faults that are worth naming: behind so many, it is no JSON. */
const mostFaults = 20;

// Control characters belong escaped into a text; DEL and C1 may stand in it as they are.
const stringToken =
  /"(?:[[^"\\]--[\p{Cc}--[\u007F-\u009F]]]|\\(?:["\\\/bfnrt]|u[\dA-Fa-f]{4}))*"/vy;
/** A text as a person may write it: what JSON does not have in it is named. */
const looseToken = /"(?:[^"\\\n]|\\[^\n])*"/vy;
const plainToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+\-]?\d+)?|true|false|null/vy;
const blanks = /[\t\n\r ]+/vy;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//vy;

class CutError extends Error {}

/** Reads such a text. Commas too many and missing, and comments, are named and passed over. */
export function readLocatedJson(text: string): JsonAnswer {
  const reader = new Reader(text);
  let root: Located | undefined;
  let isCut = false;
  try {
    root = reader.document();
  } catch (error) {
    if (!(error instanceof CutError)) {
      throw error;
    }

    isCut = true;
    root = reader.begun;
  }

  return {root, faults: reader.faults, isCut};
}

class Reader {
  readonly faults: JsonFault[] = [];
  /** What of the outermost value was read when the reading was cut. */
  begun: Located | undefined;
  readonly #text: string;
  readonly #lineStarts: number[] = [0];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      this.#lineStarts.push(at + 1);
    }

    // A byte order mark is what some editors begin with.
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  document(): Located {
    this.#skip();
    const root = this.#value(0);
    this.begun = root;
    this.#skip();
    if (this.#at < this.#text.length) {
      this.#fault('there is something behind the end', this.#at);
    }

    return root;
  }

  #value(depth: number): Located {
    if (depth > deepest) {
      throw this.#cut('it is nested too deep');
    }

    const sign = this.#text[this.#at];
    if (sign === '{') {
      return this.#object(depth);
    }

    if (sign === '[') {
      return this.#array(depth);
    }

    const start = this.#at;
    const line = this.#lineAt(start);
    const token = this.#take(plainToken);
    const value =
      sign === '"' ? this.#string() : (JSON.parse(token || 'null') as boolean | number | null);
    if (value === undefined || (sign !== '"' && !token)) {
      throw this.#cut(this.#oddWords());
    }

    return {kind: 'scalar', value, line, start, end: this.#at};
  }

  #object(depth: number): Located {
    const start = this.#at;
    const line = this.#lineAt(start);
    const members: Member[] = [];
    const made = (): Located => ({kind: 'object', members, line, start, end: this.#at});
    this.#elements('}', made, () => {
      const keyLine = this.#lineAt(this.#at);
      const key = this.#string();
      if (key === undefined) {
        throw this.#cut(
          this.#text[this.#at] === "'" ? 'names stand in double quotes' : this.#oddWords('a name'),
        );
      }

      this.#skip();
      if (this.#text[this.#at] !== ':') {
        throw this.#cut(`a colon is missing behind ${JSON.stringify(key)}`);
      }

      this.#at++;
      this.#skip();
      // Where the value is cut, what of it was read still counts.
      const place = members.length;
      try {
        members.push({key, line: keyLine, value: this.#value(depth + 1)});
      } catch (error) {
        if (error instanceof CutError && this.begun && this.begun.start > start) {
          members[place] = {key, line: keyLine, value: this.begun};
        }

        throw error;
      }
    });
    return made();
  }

  #array(depth: number): Located {
    const start = this.#at;
    const line = this.#lineAt(start);
    const items: Located[] = [];
    const made = (): Located => ({kind: 'array', items, line, start, end: this.#at});
    // Half a list says something else than the whole: of a list that is cut nothing counts.
    this.#elements(']', undefined, () => {
      items.push(this.#value(depth + 1));
    });
    return made();
  }

  /** What stands between brackets, with its commas. `begun` makes what counts where the reading is cut in it. */
  #elements(close: string, begun: (() => Located) | undefined, element: () => void): void {
    this.#at++;
    let hasComma = true;
    let isFirst = true;
    for (;;) {
      this.#skip();
      const sign = this.#text[this.#at];
      if (sign === close) {
        this.#at++;
        if (hasComma && !isFirst) {
          this.#fault('a comma stands behind the last entry', this.#lastSolid(this.#at - 1));
        }

        return;
      }

      if (!hasComma) {
        this.#fault('a comma is missing at its end', this.#lastSolid(this.#at));
      }

      this.begun = undefined;
      try {
        if (this.#at >= this.#text.length) {
          throw this.#cut(`it ends where ${close} is missing`);
        }

        element();
      } catch (error) {
        this.begun = error instanceof CutError ? begun?.() : undefined;
        throw error;
      }

      isFirst = false;
      this.#skip();
      hasComma = this.#text[this.#at] === ',';
      this.#at += hasComma ? 1 : 0;
    }
  }

  /** A text; undefined where there is none, or none that ends on its line. */
  #string(): string | undefined {
    const start = this.#at;
    const token = this.#take(stringToken);
    if (token !== undefined) {
      return JSON.parse(token) as string;
    }

    const loose = this.#take(looseToken);
    if (loose !== undefined) {
      this.#fault('a text holds what must be escaped in JSON', start);
    }

    return loose?.slice(1, -1);
  }

  /** Blanks, and comments, which JSON has none of. */
  #skip(): void {
    for (;;) {
      this.#take(blanks);
      const start = this.#at;
      if (this.#take(comment) === undefined) {
        return;
      }

      this.#fault('JSON has no comments', start);
    }
  }

  #take(token: RegExp): string | undefined {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** The last place before one that holds more than blanks. */
  #lastSolid(before: number): number {
    let at = before - 1;
    while (at > 0 && /[\t\n\r ]/v.test(this.#text[at] ?? '')) {
      at--;
    }

    return Math.max(0, at);
  }

  #oddWords(wanted = 'a value'): string {
    const sign = this.#text[this.#at];
    if (sign === undefined) {
      return `it ends where ${wanted} is missing`;
    }

    return sign === '"'
      ? 'a text has no end on its line'
      : sign === "'"
        ? 'texts stand in double quotes'
        : `${wanted} is missing before ${JSON.stringify(this.#text.slice(this.#at, this.#at + 12).split('\n', 1)[0])}`;
  }

  #fault(message: string, at: number): void {
    if (this.faults.length >= mostFaults) {
      throw this.#cut('and so on');
    }

    this.faults.push({line: this.#lineAt(at), message});
  }

  #cut(message: string): CutError {
    this.faults.push({
      line: this.#lineAt(Math.min(this.#at, this.#text.length - 1)),
      message: `${message}; what stands below counts no longer`,
    });
    return new CutError(message);
  }

  #lineAt(at: number): number {
    let low = 0;
    let high = this.#lineStarts.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }

    return Math.max(1, low);
  }
}

import {isListKey} from './shapes.ts';
import {afterKey, scanString, scanValue, skipBlank, type Scan} from './scan.ts';

/** Takes what a JSON text holds, in the order of the text. */
export type JsonReader = {
  /** A complete document: the whole text, a line, or one of several that follow each other. */
  readonly document: (value: unknown) => void;
  /** A complete item of a list whose document is broken. */
  readonly item: (value: unknown) => void;
  /** A broken document is a list, or holds one under a key of ours: its complete items follow. */
  readonly list: (hasKey: boolean) => void;
  /** An item of such a list is broken; items after it are still read. */
  readonly brokenItem: (at: number) => void;
  /** A document is broken at a position. `cut`: the text is over before the document is. */
  readonly broken: (at: number, cut: boolean) => void;
};

type Failure = Extract<Scan, {ok: false}>;

/** How far failed scans may run, as a multiple of the text: damage must not make reading quadratic. */
const patience = 10;

/**
 * Reads a JSON text as far as it can be read: one document, JSON Lines, or documents that follow each other (what
 * `zcat *.json.gz` writes). Of a broken document that holds a list, every complete item is read.
 */
export function readJson(text: string, reader: JsonReader): void {
  const whole = parse(text);
  if (whole) {
    reader.document(whole.value);
    return;
  }

  const budget = {left: Math.max(100_000, patience * text.length)};
  let at = skipBlank(text, 0);
  while (at < text.length && budget.left > 0) {
    at = skipBlank(text, readDocument(text, at, reader, budget));
  }

  if (at < text.length) {
    reader.broken(at, false);
  }
}

/** Characters that failed scans may still look at. */
type Budget = {left: number};

/** Reads the document at a position; returns where the next one may begin. */
function readDocument(text: string, at: number, reader: JsonReader, budget: Budget): number {
  if (!'[{'.includes(text.charAt(at))) {
    reader.broken(at, false);
    return nextStart(text, at);
  }

  const line = wholeLine(text, at);
  if (line) {
    reader.document(line.value);
    return line.end;
  }

  const scan = scanValue(text, at);
  if (scan.ok) {
    const parsed = parseLeniently(text.slice(at, scan.end));
    if (parsed) {
      reader.document(parsed.value);
    } else {
      reader.broken(at, false);
    }

    return scan.end;
  }

  budget.left -= scan.at - at;
  const list = listStart(text, at);
  if (list === undefined) {
    reader.broken(scan.at, scan.cut);
    return nextStart(text, at + 1);
  }

  reader.list(text.charAt(at) === '{');
  return nextStart(text, readItems(text, list, {scan, reader, budget}));
}

/** A line that is a document of its own: JSON.parse is several times as fast as the scan. */
function wholeLine(text: string, at: number): {value: unknown; end: number} | undefined {
  if (at > 0 && text.charAt(at - 1) !== '\n') {
    return undefined;
  }

  const newline = text.indexOf('\n', at);
  const end = newline === -1 ? text.length : newline;
  const last = text
    .slice(Math.max(at, end - 2), end)
    .trimEnd()
    .at(-1);
  const parsed = last === '}' || last === ']' ? parse(text.slice(at, end)) : undefined;
  return parsed && {value: parsed.value, end};
}

/** After damage a document is looked for where writers begin one: at the beginning of a line. */
function nextStart(text: string, from: number): number {
  const start = /\n(?=[\[\{])/gv;
  start.lastIndex = from;
  return start.test(text) ? start.lastIndex : text.length;
}

/** The position after the bracket that opens the list of events of a document; undefined where there is none. */
function listStart(text: string, start: number): number | undefined {
  if (text.charAt(start) === '[') {
    return start + 1;
  }

  let at = start + 1;
  for (;;) {
    at = skipBlank(text, at);
    const key = afterKey(text, at);
    if (!key.ok) {
      return undefined;
    }

    const value = skipBlank(text, key.end);
    if (text.charAt(value) === '[' && isListKey(keyAt(text, at))) {
      return value + 1;
    }

    const scan = scanValue(text, value);
    const comma = scan.ok ? skipBlank(text, scan.end) : -1;
    if (text.charAt(comma) !== ',') {
      return undefined;
    }

    at = comma + 1;
  }
}

function keyAt(text: string, at: number): string {
  const end = scanString(text, at);
  return end.ok ? text.slice(at + 1, end.end - 1) : '';
}

/**
 * Reads the complete items of a list; returns where reading stopped. After a broken item the next one is looked for
 * by how the others begin (`{"eventVersion":`). Nobody can forge that beginning from inside a string, where its quotes
 * are escaped.
 */
function readItems(
  text: string,
  start: number,
  {scan: failed, reader, budget}: {scan: Failure; reader: JsonReader; budget: Budget},
): number {
  let beginning = '';
  let isReported = false;
  let at = skipBlank(text, start);
  while (at < text.length && text.charAt(at) !== ']') {
    if (text.charAt(at) === ',') {
      at = skipBlank(text, at + 1);
      continue;
    }

    const scan = scanValue(text, at);
    beginning ||= beginningAt(text, at);
    if (scan.ok) {
      const parsed = parseLeniently(text.slice(at, scan.end));
      if (parsed) {
        reader.item(parsed.value);
      } else {
        reader.brokenItem(at);
      }

      at = skipBlank(text, scan.end);
      continue;
    }

    const from = scan.cut ? at + 1 : Math.max(at + 1, scan.at);
    budget.left -= scan.at - at;
    const next = budget.left > 0 ? nextItem(text, from, beginning) : -1;
    if (next === -1) {
      reader.broken(scan.at, scan.cut);
      return scan.at;
    }

    reader.brokenItem(scan.at);
    isReported = true;
    at = next;
  }

  if (at >= text.length) {
    reader.broken(text.length, true);
  } else if (!isReported) {
    reader.broken(failed.at, failed.cut);
  }

  return at;
}

/** Where the next item may begin; -1 where none does. Of a list whose first item is broken, no beginning is known. */
function nextItem(text: string, from: number, beginning: string): number {
  const known = beginning === '' ? -1 : text.indexOf(beginning, from);
  if (known !== -1) {
    return known;
  }

  const between = /\}\s*,\s*(?=\{\s*")/gv;
  between.lastIndex = from;
  return between.test(text) ? between.lastIndex : -1;
}

function beginningAt(text: string, at: number): string {
  const beginning = /\{\s*"[^"\\]*"\s*:/vy;
  beginning.lastIndex = at;
  return beginning.exec(text)?.[0] ?? '';
}

/** Parses what has passed the scan; all that JSON.parse may still refuse are raw control characters in strings. */
function parseLeniently(slice: string): {readonly value: unknown} | undefined {
  return parse(slice) ?? parse(escapeControls(slice));
}

function escapeControls(slice: string): string {
  let result = '';
  let at = 0;
  for (;;) {
    const quote = slice.indexOf('"', at);
    const string = quote === -1 ? undefined : scanString(slice, quote);
    if (!string?.ok) {
      return result + slice.slice(at);
    }

    result += slice.slice(at, quote);
    result += slice
      .slice(quote, string.end)
      .replaceAll(/\p{Control}/gv, (control) => asEscape(control));
    at = string.end;
  }
}

function asEscape(control: string): string {
  const code = (control.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
  return String.raw`\u` + code;
}

/** The parsed value in a box, since null is a value; undefined where the text is not JSON. */
function parse(text: string): {readonly value: unknown} | undefined {
  try {
    return {value: JSON.parse(text)};
  } catch {
    return undefined;
  }
}

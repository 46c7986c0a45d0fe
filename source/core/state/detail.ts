import {isJsonObject, type Json, type JsonObject} from '../json.ts';
import {safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span, type Style} from '../span.ts';
import {cellWidth, takeCells} from '../text.ts';

/** Deeper than this a record is shown as one line of JSON: it is no longer read by eye. */
const deepest = 40;

/** A string longer than this is cut, and says so: a screen is no place for a megabyte. */
const longestString = 20_000;

/** A record as it is shown: its lines, and for the search the whole text of each value with the line it begins in. */
export type RecordView = {
  readonly lines: readonly Line[];
  readonly texts: ReadonlyArray<{readonly line: number; readonly text: string}>;
};

/** A record as indented JSON in lines of at most so many cells; long values go on in the next line. */
export function viewRecord(record: JsonObject, cells: number, ascii: boolean): RecordView {
  const lines: Line[] = [];
  const texts: Array<{line: number; text: string}> = [];
  const out = (line: Line, value?: string) => {
    const shown = line.map((part) => part.text).join('');
    // What is searched is what a person reads or copies: the line as it stands, or the value without JSON's escapes.
    texts.push({line: lines.length, text: `${shown}\n${value ?? ''}`.toLowerCase()});
    lines.push(...wrap(line, cells));
  };

  write(record, 0, [], t``, {ascii, out});
  return {lines, texts};
}

type Sink = {
  readonly ascii: boolean;
  /** A line, and the string that stands in it as it came. */
  readonly out: (line: Line, value?: string) => void;
};

function write(
  value: Json | undefined,
  depth: number,
  lead: Line,
  tail: SafeText,
  sink: Sink,
): void {
  const indent = stillSafe('  '.repeat(depth));
  const entries = isJsonObject(value) || Array.isArray(value) ? Object.entries(value) : undefined;
  if (!entries || entries.length === 0 || depth >= deepest) {
    sink.out(
      [span(indent), ...lead, scalar(value, sink.ascii), span(tail)],
      typeof value === 'string' ? value : undefined,
    );
    return;
  }

  const [open, close] = Array.isArray(value) ? [t`[`, t`]`] : [t`{`, t`}`];
  sink.out([span(indent), ...lead, span(open)]);
  for (const [index, [key, inner]] of entries.entries()) {
    const name: Line = Array.isArray(value)
      ? []
      : [span(safe(JSON.stringify(key), {ascii: sink.ascii}), 'jsonKey'), span(t`: `)];
    write(inner as Json, depth + 1, name, index === entries.length - 1 ? t`` : t`,`, sink);
  }

  sink.out([span(indent), span(close), span(tail)]);
}

function scalar(value: Json | undefined, ascii: boolean): Span {
  const text = jsonOf(value ?? null);
  const cut =
    text.length > longestString
      ? `${text.slice(0, longestString)} (${text.length - longestString} more characters)`
      : text;
  const style: Style = typeof value === 'string' ? 'jsonString' : 'jsonNumber';
  return span(safe(cut, {ascii}), style);
}

/** JSON text; what is nested so deep that it cannot be written is said to be. */
function jsonOf(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '(nested too deep to show)';
  }
}

/** A line in pieces of at most so many cells; what goes on is indented like its beginning. */
export function wrap(line: Line, cells: number): readonly Line[] {
  const width = Math.max(8, cells);
  const indent =
    Math.min(/^ */v.exec(line[0]?.text ?? '')?.[0].length ?? 0, Math.floor(width / 2)) + 2;
  const lines: Span[][] = [[]];
  let left = width;
  for (const part of line) {
    let rest = part.text;
    while (rest !== '') {
      const piece = takeCells(rest, left);
      if (piece !== '') {
        lines.at(-1)?.push({text: piece, style: part.style});
        left -= cellWidth(piece);
        rest = stillSafe(rest.slice(piece.length));
      }

      if (rest !== '') {
        lines.push([span(stillSafe(' '.repeat(indent)))]);
        left = width - indent;
      }
    }
  }

  return lines;
}

/** Lines at which a value or key that holds a text begins, ignoring case. */
export function findLines({texts}: RecordView, needle: string): readonly number[] {
  const wanted = needle.toLowerCase();
  return wanted === '' ? [] : texts.filter(({text}) => text.includes(wanted)).map(({line}) => line);
}

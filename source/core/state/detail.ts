import {isJsonObject, type Json, type JsonObject} from '../json.ts';
import {safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span, type Style} from '../span.ts';
import {cellWidth, takeCells} from '../text.ts';

/** Deeper than this a record is shown as one line of JSON: it is no longer read by eye. */
const deepest = 40;

/** A string longer than this is cut, and says so: a screen is no place for a megabyte. */
const longestString = 20_000;

/** A record as indented JSON in lines of at most so many cells; long values go on in the next line. */
export function recordLines(record: JsonObject, cells: number, ascii: boolean): readonly Line[] {
  const lines: Line[] = [];
  const out = (line: Line) => {
    lines.push(...wrap(line, cells));
  };

  write(record, 0, [], t``, {ascii, out});
  return lines;
}

type Sink = {readonly ascii: boolean; readonly out: (line: Line) => void};

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
    sink.out([span(indent), ...lead, scalar(value, sink.ascii), span(tail)]);
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

/** Lines that hold a text, ignoring case. */
export function findLines(lines: readonly Line[], needle: string): readonly number[] {
  const wanted = needle.toLowerCase();
  return wanted === ''
    ? []
    : lines.flatMap((line, index) =>
        line
          .map((part) => part.text)
          .join('')
          .toLowerCase()
          .includes(wanted)
          ? [index]
          : [],
      );
}

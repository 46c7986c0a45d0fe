import {stillSafe} from '../sanitize.ts';
import {span, type Line, type Span} from '../span.ts';
import {lineText} from '../text.ts';

/**
 * The rows of a line with what was searched marked, ignoring case; all of the line where the text goes across the end of a
 * row, or is shown in other characters than it has.
 */
export function markFound(rows: readonly Line[], search: string): readonly Line[] {
  const wanted = search.toLowerCase();
  const marked = rows.map((row) => markIn(row, wanted));
  return marked.some((row) => row !== undefined)
    ? marked.map((row, index) => row ?? rows[index] ?? [])
    : rows.map((row) => row.map(({text}) => span(text, 'found')));
}

/** A row with the places of a text marked; undefined where it holds none. */
function markIn(row: Line, wanted: string): Line | undefined {
  const text = lineText(row);
  const lower = text.toLowerCase();
  // Some characters have a lower case of another length: then a place in one is none in the other.
  if (wanted === '' || lower.length !== text.length || !lower.includes(wanted)) {
    return undefined;
  }

  const isMarked = new Uint8Array(text.length);
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    isMarked.fill(1, at, at + wanted.length);
  }

  let start = 0;
  return row.flatMap((part) => {
    const marks = isMarked.subarray(start, start + part.text.length);
    start += part.text.length;
    return split(part, marks);
  });
}

function split({text, style}: Span, isMarked: Uint8Array): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at === text.length || isMarked[at] !== isMarked[from]) {
      spans.push(span(stillSafe(text.slice(from, at)), isMarked[from] === 1 ? 'found' : style));
      from = at;
    }
  }

  return spans;
}

import {type LineEdit} from '../line-edit.ts';
import {safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {cellWidth, takeCells} from '../text.ts';

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** A line that is being typed, with its cursor; a long one is shown from as far on as the cursor needs. */
export function typedLine(lead: SafeText, line: LineEdit, cells: number, ascii: boolean): Line {
  const [under = ''] = [...graphemes.segment(line.text.slice(line.cursor))].map(
    ({segment}) => segment,
  );
  const after = safe(line.text.slice(line.cursor + under.length), {ascii});
  const cursor = under === '' ? t` ` : safe(under, {ascii});
  const room = Math.max(1, cells - cellWidth(lead) - cellWidth(cursor) - 1);
  const before = endCells(safe(line.text.slice(0, line.cursor), {ascii}), room);
  return [
    span(lead, 'key'),
    span(before),
    span(cursor, 'cursor'),
    span(takeCells(after, room - cellWidth(before))),
  ];
}

/** The longest end of a text that fits into so many cells. */
function endCells(text: SafeText, cells: number): SafeText {
  let rest = text;
  while (cellWidth(rest) > cells) {
    const [first] = graphemes.segment(rest);
    rest = stillSafe(rest.slice(first?.segment.length ?? rest.length));
  }

  return rest;
}

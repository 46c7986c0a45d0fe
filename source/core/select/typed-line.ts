import {type LineEdit} from '../state/line-edit.ts';
import {safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {cellWidth, takeCells} from '../text.ts';

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** A line that is being typed, with its cursor; a long one is shown from as far on as the cursor needs. */
export function typedLine(lead: SafeText, line: LineEdit, cells: number, ascii: boolean): Line {
  // A paste may be a megabyte: only what can be in sight is looked at.
  const reach = cells * mostUnits;
  const under = signAt(line.text.slice(line.cursor, line.cursor + reach), ascii);
  const behind = line.cursor + under.length;
  const after = safe(line.text.slice(behind, behind + reach), {ascii});
  const cursor = under === '' ? t` ` : safe(under, {ascii});
  const room = Math.max(1, cells - cellWidth(lead) - cellWidth(cursor) - 1);
  const from = Math.max(0, line.cursor - reach);
  const whole = safe(line.text.slice(from, line.cursor), {ascii});
  const isCut = from > 0 || cellWidth(whole) > room;
  const sign = isCut && room > 1 ? (ascii ? t`~` : t`…`) : t``;
  const before = t`${sign}${endCells(whole, room - cellWidth(sign))}`;
  return [
    span(lead, 'key'),
    span(before, line.isSelected ? 'cursor' : 'plain'),
    span(cursor, 'cursor'),
    span(takeCells(after, room - cellWidth(before))),
  ];
}

/** UTF-16 units of a text that one cell may need: a character and the marks that the gate leaves on it. */
const mostUnits = 16;

/** Wider than this, a sign is not shown as one under the cursor. */
const widestSign = 12;

/** The sign at the beginning of a text; its first character where the sign is too wide. */
function signAt(text: string, ascii: boolean): string {
  const [first] = graphemes.segment(text);
  const sign = first?.segment ?? '';
  return cellWidth(safe(sign, {ascii})) <= widestSign
    ? sign
    : String.fromCodePoint(sign.codePointAt(0) ?? 0);
}

/** The longest end of a text that fits into so many cells. */
function endCells(text: SafeText, cells: number): SafeText {
  let left = cells;
  let from = text.length;
  for (const {index, segment} of [...graphemes.segment(text)].reverse()) {
    left -= cellWidth(stillSafe(segment));
    if (left < 0) {
      break;
    }

    from = index;
  }

  return stillSafe(text.slice(from));
}

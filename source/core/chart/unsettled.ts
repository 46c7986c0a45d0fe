import {isBlank, paint, type Canvas} from './canvas.ts';
import {type ChartFrame, columnOfTime} from './frame.ts';

/** The same words on as few rows as the room right of the line allows. */
const wordings = [
  ['newer events may still arrive'],
  ['newer events', 'may still arrive'],
  ['newer', 'events', 'may still', 'arrive'],
];

/**
 * Marks what is right of `settledTo`: a dotted line, and the words where blank cells have room for them. Only blank
 * cells of the first `rows` rows are painted; `keep` is a column that the line leaves to a cursor.
 */
export function drawUnsettled(
  canvas: Canvas,
  frame: ChartFrame,
  {settledTo, rows, glyph, keep}: {settledTo: number; rows: number; glyph: string; keep: number[]},
): void {
  if (!(settledTo < frame.range.until)) {
    return;
  }

  const column = columnOfTime(frame, settledTo);
  const line = column === undefined ? frame.gutter - 1 : frame.gutter + column;
  writeWords(canvas, line, rows);
  if (column === undefined || keep.includes(column)) {
    return;
  }

  for (let row = 0; row < rows; row++) {
    if (isBlank(canvas, row, line)) {
      paint(canvas, row, line, glyph, 'provisional');
    }
  }
}

/** In the second row if it is free, as the eye begins there; else in the first, else further down. */
function writeWords(canvas: Canvas, line: number, rows: number): void {
  for (const words of wordings) {
    const tops = [1, 0, ...Array.from({length: rows}, (_, row) => row).slice(2)];
    const top = tops.find(
      (start) => start + words.length <= rows && hasRoom(canvas, words, start, line + 1),
    );
    if (top !== undefined) {
      for (const [index, text] of words.entries()) {
        paint(canvas, top + index, line + 2, text, 'dim');
      }

      return;
    }
  }
}

/** Whether each line of the words is blank, with a blank cell before and after it. */
function hasRoom(canvas: Canvas, words: readonly string[], top: number, column: number): boolean {
  return words.every((text, index) => isBlank(canvas, top + index, column, text.length + 2));
}

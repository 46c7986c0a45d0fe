import {t, type SafeText} from '../core/sanitize.ts';
import {cellWidth, fit, truncate} from '../core/text.ts';

/** Cells of a column: what it has where there is room, and what it keeps where there is none. */
type Width = {readonly usual: number; readonly least: number};

/** TIME, EVENT, SOURCE, WHO, FROM, WHAT, OUTCOME. All at their least, with gaps, they take 80 cells. */
const widths: readonly Width[] = [
  {usual: 20, least: 20},
  {usual: 28, least: 13},
  {usual: 24, least: 6},
  {usual: 24, least: 7},
  {usual: 15, least: 6},
  {usual: 44, least: 8},
  {usual: 10, least: 8},
];
const gap = 2;
const what = 5;

/** In this order columns give way. */
const yielding: readonly number[] = [2, 5, 1, 3, 4, 6];

/**
 * Rows of a table whose widths are fixed beforehand, since the first row is printed before the last one is known. On a
 * terminal of so many cells every line is cut to it; without a terminal (`undefined`) nothing is cut, and what is wider
 * than its column moves the rest of its line.
 */
export function tableRow(terminal: number | undefined, ascii: boolean) {
  const columns = terminal === undefined ? widths.map(({usual}) => usual) : fitted(terminal);
  return (cells: readonly SafeText[]): string => {
    const shown = cells.map((cell, index) => {
      const text = cell === '' ? t`-` : cell;
      const isLast = index === cells.length - 1;
      const cellsWide = columns[index] ?? 0;
      if (terminal === undefined) {
        return isLast ? text : text + ' '.repeat(Math.max(0, cellsWide - cellWidth(text)));
      }

      return isLast ? truncate(text, cellsWide, ascii) : fit(text, cellsWide, ascii);
    });
    return `${shown.join(' '.repeat(gap)).trimEnd()}\n`;
  };
}

/** The columns' widths in so many cells; below 80 the last ones go. */
function fitted(terminal: number): readonly number[] {
  const columns = widths.map(({usual}) => usual);
  let surplus = sum(columns) - terminal;
  if (surplus < 0) {
    columns[what] = (columns[what] ?? 0) - surplus;
    return columns;
  }

  for (const index of yielding) {
    const given = Math.min(surplus, (columns[index] ?? 0) - (widths[index]?.least ?? 0));
    columns[index] = (columns[index] ?? 0) - given;
    surplus -= given;
  }

  for (let index = columns.length - 1; index > 0 && surplus > 0; index--) {
    const given = Math.min(surplus, (columns[index] ?? 0) + gap);
    columns[index] = (columns[index] ?? 0) - Math.min(given, columns[index] ?? 0);
    surplus -= given;
  }

  columns[0] = Math.min(columns[0] ?? 0, terminal);
  return columns;
}

function sum(columns: readonly number[]): number {
  return columns.reduce((total, column) => total + column, gap * (columns.length - 1));
}

import {type SafeText} from '../sanitize.ts';

/** What a spreadsheet takes for a formula, or for a cell whose formula begins behind a blank. */
const formula = /^[=+\-@\t\r]/v;
const number = /^[+\-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+\-]?\d+)?$/iv;
const needsQuotes = /^\s|[",\r\n]|\s$/v;

/** A row of a CSV with its line end (LF), quoted as RFC 4180 has it. */
export function csvRow(cells: readonly SafeText[]): string {
  return `${cells.map((cell) => csvCell(cell)).join(',')}\n`;
}

/** A cell; what a spreadsheet would compute gets a ' in front. */
export function csvCell(text: string): string {
  const inert = formula.test(text) && !number.test(text) ? `'${text}` : text;
  return needsQuotes.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** Which of its four neighbours a cell of a line is joined to. */
export const left = 1;
export const right = 2;
export const up = 4;
export const down = 8;
export const across = left + right;

/** The horizontal directions are what is left when the vertical ones are taken out by fours. */
export function levelPart(directions: number): number {
  return directions % up;
}

/** By the sum of the directions above. The ones that asciichart draws are ─ ╭ ╮ ╰ ╯ │; the rest closes spans of a column. */
const joined = ' ╴╶─╵╯╰┴╷╮╭┬│┤├┼';

/** The directions of a character that asciichart draws; 0 for a blank and for its axis. */
export function directionsOf(character: string): number {
  return Math.max(0, joined.indexOf(character));
}

/** The character of a cell of a line. */
export function lineGlyph(directions: number, provisional: boolean, ascii: boolean): string {
  if (!ascii) {
    return provisional && directions === across ? '╌' : joined.charAt(directions);
  }

  if (levelPart(directions) === 0) {
    return directions === 0 ? ' ' : '|';
  }

  return directions > across ? '+' : provisional ? ':' : '-';
}

// No triangle that points up: those mark calls.
const marks = {unicode: '●■◆▼○□◇▽', ascii: '12345678'};

/** What tells a series from the others without colour, on its line and in a legend. */
export function seriesMark(index: number, ascii: boolean): string {
  const all = ascii ? marks.ascii : marks.unicode;
  return all.charAt(index % all.length);
}

const levels = {unicode: '▁▂▃▄▅▆▇█', ascii: '.:-=+*#@'};

/** Bars of one cell, lowest first. */
export function barLevels(ascii: boolean): string {
  return ascii ? levels.ascii : levels.unicode;
}

/** The fixed characters of a chart. */
export type ChartGlyphs = {
  readonly tick: string;
  readonly axis: string;
  readonly origin: string;
  readonly cursor: string;
  readonly settled: string;
  /** A cell of a level that matters. */
  readonly threshold: string;
  /** Where the state of an alarm changed. */
  readonly change: string;
};

export function chartGlyphs(ascii: boolean): ChartGlyphs {
  return ascii
    ? {tick: '+', axis: '|', origin: '+', cursor: '|', settled: ':', threshold: '=', change: 'A'}
    : {tick: '┤', axis: '│', origin: '┼', cursor: '┃', settled: '┆', threshold: '┅', change: '◈'};
}

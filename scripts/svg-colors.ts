import type {TerminalCell, TerminalColor} from '../test/support/terminal-model.ts';

export const background = '#12161d';
export const foreground = '#d3dae3';

/** The sixteen named colours of a dark theme: the eight plain ones, then the eight bright ones. */
const named = [
  '#2b3340',
  '#ef6b73',
  '#8cc77a',
  '#e6bf69',
  '#6aa6f0',
  '#c48be0',
  '#5cc2c7',
  '#c3ccd6',
  '#6b7685',
  '#ff8f94',
  '#a9df97',
  '#f4d68e',
  '#93c2ff',
  '#dcaaf2',
  '#85dde1',
  '#f2f5f8',
] as const;

/** What share of a dim character's colour is left; the rest is what stands behind it. */
const dimShare = 0.55;

/** The two colours that a cell is drawn in, `#rrggbb`: inverse swaps them, dim fades the first into the second. */
export function cellColors(cell: TerminalCell): {readonly ink: string; readonly paper: string} {
  const fg = hex(cell.fg, foreground);
  const bg = hex(cell.bg, background);
  const [ink, paper] = cell.inverse ? [bg, fg] : [fg, bg];
  return {ink: cell.dim ? mix(ink, paper, dimShare) : ink, paper};
}

function hex(color: TerminalColor, ofTerminal: string): string {
  if (color === 'default') {
    return ofTerminal;
  }

  return typeof color === 'number' ? (named[color] ?? indexed(color)) : color;
}

/** xterm's 256 colours after the named ones: a cube of 6×6×6, then 24 greys. */
function indexed(index: number): string {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return toHex([grey, grey, grey]);
  }

  const cube = index - 16;
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  return toHex([level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)]);
}

function mix(first: string, second: string, share: number): string {
  const [a, b] = [channels(first), channels(second)];
  return toHex(a.map((value, index) => value * share + (b[index] ?? 0) * (1 - share)));
}

function channels(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}

function toHex(values: readonly number[]): string {
  return `#${values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}

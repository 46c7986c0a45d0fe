import {t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {lineWidth} from '../text.ts';

/**
 * A piece of the line in its wordings, the longest first; `weight` says how long each is held on to when room gets short.
 * Behind the last wording the piece is left out.
 */
export type Part = ReadonlyArray<{readonly line: Line; readonly weight: number}>;

/** What stands between two pieces. */
export function dotOf(ascii: boolean): SafeText {
  return ascii ? t` - ` : t` · `;
}

/** A piece of one wording; none of an empty line. */
export function one(line: Line, weight: number): Part {
  return line.length === 0 ? [] : [{line, weight}];
}

/** What a piece may say, and how long it is held on to. */
export type Wording = readonly [text: SafeText, weight: number];

/** A piece in several wordings, the longest first. */
export function wordings(...words: readonly Wording[]): Part {
  return words.map(([text, weight]) => ({line: [span(text)], weight}));
}

/** One wording of each piece, so that all fit: first the least weighty give way, then what found room after all comes back. */
export function fitParts(
  parts: readonly Part[],
  columns: number,
  ascii: boolean,
  leftCount: number,
): readonly Line[] {
  const chosen = parts.map(() => 0);
  const lines = () => parts.map((part, index) => part[chosen[index] ?? 0]?.line ?? []);
  const fits = () => cellsOf(lines(), leftCount, ascii) <= columns;
  while (!fits()) {
    let least = -1;
    let weight = Infinity;
    for (const [index, part] of parts.entries()) {
      const each = part[chosen[index] ?? 0]?.weight ?? Infinity;
      if (each < weight) {
        [least, weight] = [index, each];
      }
    }

    if (least === -1) {
      break;
    }

    chosen[least] = (chosen[least] ?? 0) + 1;
  }

  const given = parts
    .flatMap((part, index) =>
      part.slice(0, chosen[index]).map(({weight}, wording) => ({index, wording, weight})),
    )
    .sort((a, b) => b.weight - a.weight);
  for (const {index, wording} of given) {
    const before = chosen[index] ?? 0;
    if (wording < before) {
      chosen[index] = wording;
      if (!fits()) {
        chosen[index] = before;
      }
    }
  }

  return lines();
}

/** Cells of the whole line: a margin at each end, two blanks between its three places. */
function cellsOf(lines: readonly Line[], leftCount: number, ascii: boolean): number {
  const places = [
    joinParts(lines.slice(0, leftCount), t`  `),
    joinParts(lines.slice(leftCount, -1), dotOf(ascii)),
    lines.at(-1) ?? [],
  ].filter((line) => line.length > 0);
  const cells = places.reduce((total, line) => total + lineWidth(line), 0);
  return 2 + cells + 2 * Math.max(0, places.length - 1);
}

/** One line of several, the empty ones left out. */
export function joinParts(lines: readonly Line[], between: SafeText): Line {
  return lines
    .filter((line) => line.length > 0)
    .flatMap((line, index) => [...(index === 0 ? [] : [span(between)]), ...line]);
}

import {stillSafe, type SafeText} from '../sanitize.ts';
import {cellWidth, takeCells} from '../text.ts';

/** Signs after which a name, an ARN, a URL may be broken. */
const joints = /[,\/:=]/v;

/**
 * A text in rows of at most so many cells: broken between words, and a word that is longer than a row after one of its
 * joints where there is one in its second half.
 */
export function wrapText(text: SafeText, cells: number): readonly SafeText[] {
  const width = Math.max(1, cells);
  const rows: SafeText[] = [];
  let rest = text;
  while (rest !== '') {
    const piece = takeCells(rest, width);
    const length =
      piece.length === rest.length || piece === '' ? rest.length : breakOf(piece, rest);
    rows.push(stillSafe(rest.slice(0, length).trimEnd()));
    rest = stillSafe(rest.slice(length).replace(/^ /v, ''));
  }

  return rows.every((row) => cellWidth(row) <= width)
    ? rows
    : rows.map((row) => takeCells(row, width));
}

/** How much of a piece stands in its row. */
function breakOf(piece: SafeText, rest: SafeText): number {
  const space = rest[piece.length] === ' ' ? piece.length : piece.lastIndexOf(' ');
  if (space > 0 && space >= piece.length / 2) {
    return space;
  }

  for (let at = piece.length - 1; at >= piece.length / 2; at--) {
    if (joints.test(piece[at] ?? '')) {
      return at + 1;
    }
  }

  return space > 0 ? space : piece.length;
}

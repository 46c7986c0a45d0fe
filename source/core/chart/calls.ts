import {type Style} from '../span.ts';
import {columnOfTime, plotColumns, type ChartFrame} from './frame.ts';

/** A call to be marked under the chart. */
export type ChartMark = {
  readonly time: number;
  readonly kind: 'write' | 'failed';
  /** The call names an instance that is charted. */
  readonly strong: boolean;
};

/** One cell of the calls row. */
export type CallCell = {readonly column: number; readonly character: string; readonly style: Style};

/** What a column shows, weakest first: a call that did something to a charted instance outranks one that was refused. */
const ranks = [
  {one: '·', several: '•', ascii: '.', asciiSeveral: ':', style: 'mark'},
  {one: '!', several: '!', ascii: '!', asciiSeveral: '!', style: 'bad'},
  {one: '▴', several: '▲', ascii: '^', asciiSeveral: '^', style: 'markStrong'},
] as const;

/**
 * The calls row. A column shows its strongest call: `▴` a write that names a charted instance, `!` a failed call, `·`
 * any other write. Several calls in one column make it `▲`, `!` or `•`, followed by their number (2 to 9, `+` for
 * more) where the column to the right has no call. In ASCII: `^`, `!`, `.`, and `:` for several plain writes.
 */
export function callCells(
  frame: ChartFrame,
  marks: readonly ChartMark[],
  ascii: boolean,
): readonly CallCell[] {
  const width = plotColumns(frame);
  const counts = new Uint32Array(width);
  const strongest = new Uint8Array(width);
  for (const mark of marks) {
    const column = columnOfTime(frame, mark.time);
    if (column === undefined) {
      continue;
    }

    counts[column]! += 1;
    strongest[column] = Math.max(strongest[column]!, rankOf(mark));
  }

  const cells: CallCell[] = [];
  for (const [column, count] of counts.entries()) {
    if (count === 0) {
      continue;
    }

    const rank = ranks[strongest[column]!]!;
    const {style} = rank;
    const [one, several] = ascii ? [rank.ascii, rank.asciiSeveral] : [rank.one, rank.several];
    cells.push({column, character: count > 1 ? several : one, style});
    const next = column + 1;
    if (count > 1 && counts[next] === 0) {
      cells.push({column: next, character: count > 9 ? '+' : String(count), style});
    }
  }

  return cells;
}

function rankOf({kind, strong}: ChartMark): number {
  return kind === 'failed' ? 1 : strong ? 2 : 0;
}

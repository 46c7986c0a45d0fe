import {type Style} from '../span.ts';
import {columnOfTime, plotColumns, type ChartFrame} from './frame.ts';

/** A call to be marked under the chart. */
export type ChartMark = {
  readonly time: number;
  readonly kind: 'write' | 'failed';
  /** The call names an instance that is charted. */
  readonly strong: boolean;
};

/** The same of very many calls: no object an event. */
export type PackedMarks = {
  readonly times: Float64Array;
  /** An index of `ranks`. */
  readonly ranks: Uint8Array;
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
  marks: readonly ChartMark[] | PackedMarks,
  ascii: boolean,
): readonly CallCell[] {
  const {counts, strongest} = countColumns(frame, 'times' in marks ? marks : packMarks(marks));
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

type Columns = {readonly counts: Uint32Array; readonly strongest: Uint8Array};

const counted = new WeakMap<PackedMarks, {readonly frame: ChartFrame; readonly columns: Columns}>();

/** How many calls are in each column, and which is the strongest. Most frames draw the same calls in the same place. */
function countColumns(frame: ChartFrame, marks: PackedMarks): Columns {
  const known = counted.get(marks);
  if (known && isSameFrame(known.frame, frame)) {
    return known.columns;
  }

  const {times, ranks: marked} = marks;
  const width = plotColumns(frame);
  const counts = new Uint32Array(width);
  const strongest = new Uint8Array(width);
  for (const [index, time] of times.entries()) {
    const column = columnOfTime(frame, time);
    if (column !== undefined) {
      counts[column]! += 1;
      strongest[column] = Math.max(strongest[column]!, marked[index]!);
    }
  }

  const columns = {counts, strongest};
  counted.set(marks, {frame, columns});
  return columns;
}

function isSameFrame(a: ChartFrame, b: ChartFrame): boolean {
  return (
    a.width === b.width &&
    a.gutter === b.gutter &&
    a.range.since === b.range.since &&
    a.range.until === b.range.until
  );
}

/** Calls without an object each. */
export function packMarks(marks: readonly ChartMark[]): PackedMarks {
  return {
    times: Float64Array.from(marks, ({time}) => time),
    ranks: Uint8Array.from(marks, (mark) => rankOf(mark)),
  };
}

/** Which of `ranks` a call has. */
export function rankOf({kind, strong}: Omit<ChartMark, 'time'>): number {
  return kind === 'failed' ? 1 : strong ? 2 : 0;
}

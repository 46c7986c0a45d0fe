import {type CardLine} from './card.ts';
import {isFolded, type RecordNode} from './tree.ts';

/** A line of the detail before it is wrapped: of the card, the rule below it, or of the record. */
export type DetailLine =
  | {readonly kind: 'card'; readonly index: number; readonly card: CardLine}
  | {readonly kind: 'rule'}
  | {readonly kind: 'node'; readonly node: RecordNode; readonly isFolded: boolean}
  | {readonly kind: 'close'; readonly node: RecordNode};

/** The card, then the record as its folds leave it. */
export function linesOf(
  card: readonly CardLine[],
  nodes: readonly RecordNode[],
  toggled: ReadonlySet<number>,
): readonly DetailLine[] {
  const lines: DetailLine[] = [
    ...card.map((each, index) => ({kind: 'card', index, card: each}) as const),
    {kind: 'rule'},
  ];
  const open: RecordNode[] = [];
  let id = 0;
  for (let node = nodes[id]; node; node = nodes[id]) {
    closeBefore(id, open, lines);
    const folded = isFolded(node, toggled);
    lines.push({kind: 'node', node, isFolded: folded});
    if (node.shape !== 'none' && !folded) {
      open.push(node);
    }

    id = folded ? node.end : id + 1;
  }

  closeBefore(Infinity, open, lines);
  return lines;
}

/** The brackets of what ends before a value begins. */
function closeBefore(id: number, open: RecordNode[], lines: DetailLine[]): void {
  for (let last = open.at(-1); last && last.end <= id; last = open.at(-1)) {
    lines.push({kind: 'close', node: last});
    open.pop();
  }
}

/**
 * Where a line stands in the order in which the whole is read: card lines from 0, values after them, also while others
 * are folded.
 */
export function orderOf(line: DetailLine | undefined, cardLines: number): number {
  switch (line?.kind) {
    case 'card': {
      return line.index;
    }

    case 'node': {
      return cardLines + line.node.id;
    }

    case 'close': {
      return cardLines + line.node.end - 0.5;
    }

    case 'rule': {
      return cardLines - 0.5;
    }

    case undefined: {
      return -1;
    }
  }
}

/** The position of the line that a value begins in; of the value that is folded around it where it is not to be seen. */
export function positionOf(
  lines: readonly DetailLine[],
  nodes: readonly RecordNode[],
  id: number,
): number {
  let best = 0;
  for (const [position, line] of lines.entries()) {
    if (line.kind === 'node' && line.node.id <= id && id < (nodes[line.node.id]?.end ?? 0)) {
      best = position;
    }
  }

  return best;
}

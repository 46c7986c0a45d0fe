import {policyHint} from '../reading/policy.ts';
import {asciiSigns, unicodeSigns} from '../reading/phrase.ts';
import {safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span, type Style} from '../span.ts';
import {cellWidth, fit, repeat, takeCells} from '../text.ts';
import {type CardLine} from './card.ts';
import {type DetailLine} from './lines.ts';
import {type RecordNode} from './tree.ts';
import {wrapText} from './wrap.ts';

/** A string longer than this is cut, and says so: a screen is no place for a megabyte. */
const longestString = 10_000;

/** Lines of a text that are shown. */
const mostTextLines = 200;

export type DrawOptions = {
  /** Cells of a line. */
  readonly cells: number;
  readonly ascii: boolean;
};

/** One line of the detail as rows of the screen, each at most so many cells wide; at least one. */
export function drawLine(
  line: DetailLine,
  nodes: readonly RecordNode[],
  options: DrawOptions,
): readonly Line[] {
  switch (line.kind) {
    case 'card': {
      return drawCard(line.card, options);
    }

    case 'rule': {
      return [drawRule(nodes[0]?.size ?? 0, options)];
    }

    case 'close': {
      const bracket = line.node.shape === 'list' ? t`]` : t`}`;
      return [[...indentOf(line.node, options), span(bracket), comma(line.node, nodes)]];
    }

    case 'node': {
      return drawNode(line.node, line.isFolded, nodes, options);
    }
  }
}

const labelCells = 11;

function drawCard({label, text, style}: CardLine, {cells, ascii}: DrawOptions): readonly Line[] {
  const rows = wrapText(safe(cut(text), {ascii}), Math.max(8, cells - labelCells));
  return (rows.length > 0 ? rows : [t``]).map((row, index) => [
    span(index === 0 ? fit(safe(label), labelCells, ascii) : repeat(t` `, labelCells), 'dim'),
    span(row, style),
  ]);
}

function drawRule(keys: number, {cells, ascii}: DrawOptions): Line {
  const words = t` the record: ${keys} keys `;
  const level = ascii ? t`-` : t`─`;
  return [
    span(repeat(level, 2), 'border'),
    span(words, 'dim'),
    span(repeat(level, cells - 2 - cellWidth(words)), 'border'),
  ];
}

function drawNode(
  node: RecordNode,
  isFolded: boolean,
  nodes: readonly RecordNode[],
  options: DrawOptions,
): readonly Line[] {
  const {ascii} = options;
  const lead: readonly Span[] = [
    ...indentOf(node, options),
    ...(node.key === undefined
      ? []
      : [span(safe(JSON.stringify(cut(node.key)), {ascii}), 'jsonKey'), span(t`: `)]),
  ];
  if (node.shape !== 'none') {
    return [holderRow(node, isFolded, nodes, lead, options)];
  }

  return typeof node.value === 'string' && /\n./v.test(node.value)
    ? textRows(node.value, lead, node, options)
    : wrap([...lead, scalar(node.value, ascii), comma(node, nodes)], options.cells);
}

/** What can be folded, in one row: where it holds a policy, the row says what that allows. */
function holderRow(
  node: RecordNode,
  isFolded: boolean,
  nodes: readonly RecordNode[],
  lead: Line,
  {cells, ascii}: DrawOptions,
): Line {
  const [open, close, what] =
    node.shape === 'list'
      ? ([t`[`, t`]`, t``] as const)
      : ([t`{`, t`}`, node.size === 1 ? t` key` : t` keys`] as const);
  const dots = ascii ? t`...` : t`…`;
  const hint = policyHint(node.value, ascii ? asciiSigns : unicodeSigns);
  const row: Line = [
    ...lead,
    span(node.isEmbedded ? t`JSON text ` : t``, 'dim'),
    ...(isFolded
      ? [span(t`${open}${dots} ${node.size}${what}${close}`, 'strong'), comma(node, nodes)]
      : [span(open)]),
    span(hint === '' ? t`` : t`  ${safe(hint, {ascii})}`, 'warn'),
  ];
  return wrap(row, cells)[0] ?? [];
}

/** A string of several lines as the text that it is. */
function textRows(
  text: string,
  lead: Line,
  node: RecordNode,
  options: DrawOptions,
): readonly Line[] {
  const {cells, ascii} = options;
  const all = text.split('\n');
  const bar = [...indentOf(node, options), span(ascii ? t`  | ` : t`  │ `, 'border')];
  const barCells = bar.reduce((sum, part) => sum + cellWidth(part.text), 0);
  const rows: Line[] = [
    [...lead, span(t`text of ${all.length} lines, ${text.length} characters`, 'dim')],
  ];
  let left = longestString;
  for (const each of all.slice(0, mostTextLines)) {
    const shown = each.replace(/\r$/v, '').slice(0, left);
    left -= shown.length;
    for (const piece of pieces(safe(shown, {ascii}), Math.max(8, cells - barCells))) {
      rows.push([...bar, span(piece, 'jsonString')]);
    }

    if (left <= 0) {
      break;
    }
  }

  if (all.length > mostTextLines || left <= 0) {
    rows.push([...bar, span(t`(the rest is not shown: y v copies the whole)`, 'dim')]);
  }

  return rows;
}

function scalar(value: unknown, ascii: boolean): Span {
  return span(safe(cut(jsonOf(value)), {ascii}), styleOf(value));
}

function styleOf(value: unknown): Style {
  if (typeof value === 'string') {
    return 'jsonString';
  }

  return value === null ? 'dim' : 'jsonNumber';
}

function cut(text: string): string {
  return text.length > longestString
    ? `${text.slice(0, longestString)} (${text.length - longestString} more characters)`
    : text;
}

/** JSON text; what is nested so deep that it cannot be written is said to be. */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return '(nested too deep to show)';
  }
}

function comma(node: RecordNode, nodes: readonly RecordNode[]): Span {
  const parent = nodes[node.parent];
  return span(parent === undefined || parent.end === node.end ? t`` : t`,`);
}

/** Two cells a level, half of the width at the most. */
function indentOf({depth}: RecordNode, {cells}: DrawOptions): Line {
  return [span(repeat(t` `, Math.min(depth * 2, Math.floor(Math.max(8, cells) / 2))))];
}

function pieces(text: SafeText, cells: number): readonly SafeText[] {
  const found: SafeText[] = [];
  let rest = text;
  do {
    const piece = takeCells(rest, cells);
    found.push(piece);
    if (piece === '') {
      break;
    }

    rest = stillSafe(rest.slice(piece.length));
  } while (rest !== '');

  return found;
}

/** A line in pieces of at most so many cells; what goes on is indented further than its beginning. */
export function wrap(line: Line, cells: number): readonly Line[] {
  const width = Math.max(8, cells);
  const indent =
    Math.min(/^ */v.exec(line[0]?.text ?? '')?.[0].length ?? 0, Math.floor(width / 2)) + 2;
  const rows: Span[][] = [[]];
  let left = width;
  for (const part of line) {
    let rest = part.text;
    while (rest !== '') {
      const piece = takeCells(rest, left);
      if (piece !== '') {
        rows.at(-1)?.push({text: piece, style: part.style});
        left -= cellWidth(piece);
        rest = stillSafe(rest.slice(piece.length));
      }

      if (rest !== '') {
        rows.push([span(repeat(t` `, indent))]);
        left = width - indent;
      }
    }
  }

  return rows;
}

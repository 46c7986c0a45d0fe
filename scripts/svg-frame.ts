import type {TerminalCell, TerminalModel} from '../test/support/terminal-model.ts';
import {boxShapes, round, type CellBox, type Shape} from './svg-boxes.ts';
import {background, cellColors, foreground} from './svg-colors.ts';

export type Frame = Pick<TerminalModel, 'columns' | 'rows' | 'cells'>;

const cellWidth = 8.4;
const cellHeight = 18;
const fontSize = 14;
/** From a cell's upper edge. */
const baseline = 13.4;
const padding = 14;
const titleHeight = 34;
const fonts =
  "ui-monospace, 'SF Mono', Menlo, 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', monospace";

/** A cell of width 1 or 2 with what is drawn in it. */
type Placed = {readonly cell: TerminalCell; readonly box: CellBox} & ReturnType<typeof cellColors>;

/**
 * A terminal frame as a picture: a dark window with a title and the frame in its colours. It needs no file besides it,
 * holds nothing that runs, and is the same, byte for byte, for the same frame.
 */
export function frameToSvg(frame: Frame, {title}: {readonly title: string}): string {
  const width = round(frame.columns * cellWidth + 2 * padding);
  const height = titleHeight + frame.rows * cellHeight + padding;
  const rows = Array.from({length: frame.rows}, (_, row) => place(frame.cells(row), row));
  const lights = ['#ef6b73', '#e6bf69', '#8cc77a'].map(
    (color, index) => `<circle cx="${20 + index * 18}" cy="17" r="5.5" fill="${color}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect x="0.5" y="0.5" width="${round(width - 1)}" height="${height - 1}" rx="10" fill="${background}" stroke="#323b48"/>`,
    ...lights,
    `<text x="${round(width / 2)}" y="21.5" text-anchor="middle" font-family="${fonts}" font-size="12.5" fill="#8b97a6">${escapeXml(title)}</text>`,
    `<g transform="translate(${padding} ${titleHeight})" font-family="${fonts}" font-size="${fontSize}" fill="${foreground}">`,
    '<g shape-rendering="crispEdges">',
    ...rows.flatMap((row) => papers(row)),
    '</g>',
    '<g fill="none" stroke-linecap="square">',
    ...lines(rows.flat()),
    '</g>',
    ...rows.flatMap((row) => [...blocks(row), ...texts(row)]),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function place(cells: readonly TerminalCell[], row: number): Placed[] {
  return cells.flatMap((cell, column) =>
    cell.width === 0
      ? []
      : [
          {
            cell,
            box: {
              x: column * cellWidth,
              y: row * cellHeight,
              width: cell.width * cellWidth,
              height: cellHeight,
            },
            ...cellColors(cell),
          },
        ],
  );
}

/** Rectangles behind cells that have a colour of their own, one for each run of the same. */
function papers(row: readonly Placed[]): string[] {
  return runs(row, (a, b) => a.paper === b.paper)
    .filter(([first]) => first.paper !== background)
    .map((run) => rectangle(union(run), run[0].paper));
}

/** All straight and rounded lines: one path for each look, so that lines that go on are drawn in one stroke. */
function lines(cells: readonly Placed[]): string[] {
  const drawn = runs(cells, isSameLine)
    .filter(([{cell}]) => !cell.conceal)
    .flatMap((run) =>
      (boxShapes(run[0].cell.char, union(run)) ?? [])
        .filter((shape) => shape.kind === 'line')
        .map((shape) => ({look: lineLook(shape, run[0].ink), path: shape.path})),
    );
  return [...Map.groupBy(drawn, ({look}) => look)].map(
    ([look, parts]) => `<path ${look} d="${parts.map(({path}) => path).join('')}"/>`,
  );
}

function lineLook({weight, dash}: Extract<Shape, {kind: 'line'}>, ink: string): string {
  const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash}" stroke-linecap="butt"`;
  return `stroke="${ink}" stroke-width="${weight}"${dashes}`;
}

/** Only plain horizontal lines may be drawn over several cells as if these were one. */
function isSameLine(a: Placed, b: Placed): boolean {
  return (
    a.ink === b.ink &&
    a.cell.char === b.cell.char &&
    (a.cell.char === '─' || a.cell.char === '━') &&
    a.cell.conceal === b.cell.conceal &&
    a.box.y === b.box.y
  );
}

function blocks(row: readonly Placed[]): string[] {
  return row.flatMap(({cell, box, ink}) =>
    (cell.conceal ? [] : (boxShapes(cell.char, box) ?? []))
      .filter((shape) => shape.kind === 'block')
      .map((shape) => rectangle(shape.box, ink, shape.opacity)),
  );
}

/** Texts: one for each word run of one look; what is not ASCII stands alone, so that its font cannot shift others. */
function texts(row: readonly Placed[]): string[] {
  return runs(row, isSameText)
    .filter(([{cell}]) => !cell.conceal)
    .flatMap((run) => {
      const [{cell, box, ink}] = run;
      const isShown = run.some((placed) => placed.cell.char.trim() !== '');
      return [
        ...(cell.underline ? [rule(run, baseline + 2)] : []),
        ...(cell.strikethrough ? [rule(run, baseline - 4.5)] : []),
        ...(isShown && boxShapes(cell.char, box) === undefined ? [textElement(run, ink)] : []),
      ];
    });
}

/** A thin line under or through a run, so far below its cells' upper edge. */
function rule(run: readonly [Placed, ...Placed[]], below: number): string {
  const {x, y, width} = union(run);
  return rectangle({x, y: y + below, width, height: 1}, run[0].ink);
}

function textElement(run: readonly [Placed, ...Placed[]], ink: string): string {
  // Spaces at the ends draw nothing, and XML folds them.
  const text = run.map((placed) => placed.cell.char).join('');
  const before = text.length - text.trimStart().length;
  const after = text.length - text.trimEnd().length;
  const shown = run.slice(before, run.length - after);
  const {x, y, width} = union([shown[0] ?? run[0], ...shown.slice(1)]);
  const {bold, italic} = run[0].cell;
  const look =
    (ink === foreground ? '' : ` fill="${ink}"`) +
    (bold ? ' font-weight="600"' : '') +
    (italic ? ' font-style="italic"' : '');
  return `<text x="${round(x)}" y="${round(y + baseline)}" textLength="${round(width)}" lengthAdjust="spacingAndGlyphs"${look}>${escapeXml(text.trim())}</text>`;
}

function isSameText(a: Placed, b: Placed): boolean {
  const isPlain = (placed: Placed) => placed.cell.char >= ' ' && placed.cell.char <= '~';
  const isGap = a.cell.char === ' ' && b.cell.char === ' ' && !a.cell.underline;
  return (
    isPlain(a) &&
    isPlain(b) &&
    !isGap &&
    a.ink === b.ink &&
    (['bold', 'italic', 'underline', 'strikethrough', 'conceal'] as const).every(
      (attribute) => a.cell[attribute] === b.cell[attribute],
    )
  );
}

/** Splits a row into runs of neighbours that belong together. */
function runs(
  row: readonly Placed[],
  belongTogether: (a: Placed, b: Placed) => boolean,
): Array<[Placed, ...Placed[]]> {
  const result: Array<[Placed, ...Placed[]]> = [];
  for (const placed of row) {
    const last = result.at(-1);
    const neighbour = last?.at(-1);
    if (last && neighbour && belongTogether(neighbour, placed)) {
      last.push(placed);
    } else {
      result.push([placed]);
    }
  }

  return result;
}

function union(run: readonly [Placed, ...Placed[]]): CellBox {
  const last = run.at(-1) ?? run[0];
  return {...run[0].box, width: last.box.x + last.box.width - run[0].box.x};
}

function rectangle(box: CellBox, fill: string, opacity = 1): string {
  const faded = opacity === 1 ? '' : ` fill-opacity="${opacity}"`;
  return `<rect x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" fill="${fill}"${faded}/>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll(/[\p{Control}\p{Surrogate}\uFFFE\uFFFF]/gv, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

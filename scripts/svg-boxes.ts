/**
 * Line drawing and block characters as shapes. A font's glyphs for them leave gaps between rows as soon as the line
 * height is not the font's own; shapes that end at the cell's edges always join.
 */
export type CellBox = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type Shape =
  | {readonly kind: 'line'; readonly path: string; readonly weight: number; readonly dash?: string}
  | {readonly kind: 'block'; readonly box: CellBox; readonly opacity?: number};

/** Weight of the arm from the middle upwards, to the right, downwards and to the left; 0 is no arm. */
type Arms = readonly [up: number, right: number, down: number, left: number];

const light = 1.2;
const heavy = 2.6;

const arms = new Map<string, Arms>([
  ['─', [0, light, 0, light]],
  ['│', [light, 0, light, 0]],
  ['┌', [0, light, light, 0]],
  ['┐', [0, 0, light, light]],
  ['└', [light, light, 0, 0]],
  ['┘', [light, 0, 0, light]],
  ['├', [light, light, light, 0]],
  ['┤', [light, 0, light, light]],
  ['┬', [0, light, light, light]],
  ['┴', [light, light, 0, light]],
  ['┼', [light, light, light, light]],
  ['╴', [0, 0, 0, light]],
  ['╵', [light, 0, 0, 0]],
  ['╶', [0, light, 0, 0]],
  ['╷', [0, 0, light, 0]],
  ['━', [0, heavy, 0, heavy]],
  ['┃', [heavy, 0, heavy, 0]],
  ['┏', [0, heavy, heavy, 0]],
  ['┓', [0, 0, heavy, heavy]],
  ['┗', [heavy, heavy, 0, 0]],
  ['┛', [heavy, 0, 0, heavy]],
  ['┣', [heavy, heavy, heavy, 0]],
  ['┫', [heavy, 0, heavy, heavy]],
  ['┳', [0, heavy, heavy, heavy]],
  ['┻', [heavy, heavy, 0, heavy]],
  ['╋', [heavy, heavy, heavy, heavy]],
  ['╸', [0, 0, 0, heavy]],
  ['╹', [heavy, 0, 0, 0]],
  ['╺', [0, heavy, 0, 0]],
  ['╻', [0, 0, heavy, 0]],
]);

/** The horizontal and the vertical side that a rounded corner joins: 1 is right or down, -1 left or up. */
const corners = new Map<string, readonly [horizontal: number, vertical: number]>([
  ['╭', [1, 1]],
  ['╮', [-1, 1]],
  ['╯', [-1, -1]],
  ['╰', [1, -1]],
]);

/** Dashes a cell, whether upright, and weight. */
const dashed = new Map<string, readonly [dashes: number, isUpright: boolean, weight: number]>([
  ['╌', [2, false, light]],
  ['┄', [3, false, light]],
  ['┈', [4, false, light]],
  ['┅', [3, false, heavy]],
  ['╎', [2, true, light]],
  ['┆', [3, true, light]],
  ['┊', [4, true, light]],
  ['┇', [3, true, heavy]],
]);

const shades = new Map([
  ['░', 0.25],
  ['▒', 0.5],
  ['▓', 0.75],
]);

/** The shapes of a character in a cell; undefined where it is for the font to draw. */
export function boxShapes(character: string, box: CellBox): readonly Shape[] | undefined {
  return (
    straight(character, box) ??
    rounded(character, box) ??
    broken(character, box) ??
    block(character, box)
  );
}

function straight(character: string, {x, y, width, height}: CellBox): Shape[] | undefined {
  const weights = arms.get(character);
  if (!weights) {
    return undefined;
  }

  const [up, right, down, left] = weights;
  const middle = {x: x + width / 2, y: y + height / 2};
  const shapes: Shape[] = [];
  const line = (weight: number, ...points: ReadonlyArray<readonly [number, number]>) => {
    const path = points
      .map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${at(px, py)}`)
      .join('');
    shapes.push({kind: 'line', path, weight});
  };

  if (left > 0 || right > 0) {
    const [from, to] = [left > 0 ? x : middle.x, right > 0 ? x + width : middle.x];
    line(Math.max(left, right), [from, middle.y], [to, middle.y]);
  }

  if (up > 0 || down > 0) {
    const [from, to] = [up > 0 ? y : middle.y, down > 0 ? y + height : middle.y];
    line(Math.max(up, down), [middle.x, from], [middle.x, to]);
  }

  return shapes;
}

function rounded(character: string, {x, y, width, height}: CellBox): Shape[] | undefined {
  const corner = corners.get(character);
  if (!corner) {
    return undefined;
  }

  const [horizontal, vertical] = corner;
  const middle = {x: x + width / 2, y: y + height / 2};
  const radius = width / 2;
  const path =
    `M${at(middle.x, middle.y + (vertical * height) / 2)}` +
    `L${at(middle.x, middle.y + vertical * radius)}` +
    `Q${at(middle.x, middle.y)} ${at(middle.x + (horizontal * width) / 2, middle.y)}`;
  return [{kind: 'line', path, weight: light}];
}

function broken(character: string, {x, y, width, height}: CellBox): Shape[] | undefined {
  const dash = dashed.get(character);
  if (!dash) {
    return undefined;
  }

  const [dashes, isUpright, weight] = dash;
  const length = (isUpright ? height : width) / dashes;
  const middle = {x: x + width / 2, y: y + height / 2};
  const path = isUpright
    ? `M${at(middle.x, y)}L${at(middle.x, y + height)}`
    : `M${at(x, middle.y)}L${at(x + width, middle.y)}`;
  const [on, gap] = [length * 0.6, length * 0.2];
  return [{kind: 'line', path, weight, dash: `0 ${round(gap)} ${round(on)} ${round(gap)}`}];
}

function block(character: string, box: CellBox): Shape[] | undefined {
  const {x, y, width, height} = box;
  const opacity = shades.get(character);
  if (opacity !== undefined) {
    return [{kind: 'block', box, opacity}];
  }

  if (character >= '▁' && character <= '█') {
    const part = (height * ((character.codePointAt(0) ?? 0) - 0x25_80)) / 8;
    return [{kind: 'block', box: {x, y: y + height - part, width, height: part}}];
  }

  if (character >= '▉' && character <= '▏') {
    const part = (width * (0x25_90 - (character.codePointAt(0) ?? 0))) / 8;
    return [{kind: 'block', box: {x, y, width: part, height}}];
  }

  if (character === '▀') {
    return [{kind: 'block', box: {x, y, width, height: height / 2}}];
  }

  return character === '▐'
    ? [{kind: 'block', box: {x: x + width / 2, y, width: width / 2, height}}]
    : undefined;
}

function at(x: number, y: number): string {
  return `${round(x)} ${round(y)}`;
}

/** Two decimals are finer than any screen, and keep the file the same on every machine. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

import {t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span, type Style} from '../span.ts';
import {fitLine, lineWidth, repeat} from '../text.ts';

type Border = {
  readonly topLeft: SafeText;
  readonly topRight: SafeText;
  readonly bottomLeft: SafeText;
  readonly bottomRight: SafeText;
  readonly level: SafeText;
  readonly upright: SafeText;
};

const light: Border = {
  topLeft: t`┌`,
  topRight: t`┐`,
  bottomLeft: t`└`,
  bottomRight: t`┘`,
  level: t`─`,
  upright: t`│`,
};

const ascii: Border = {
  topLeft: t`+`,
  topRight: t`+`,
  bottomLeft: t`+`,
  bottomRight: t`+`,
  level: t`-`,
  upright: t`|`,
};

export type BoxOptions = {
  readonly width: number;
  readonly height: number;
  readonly title: Line;
  /** At the right end of the top border. */
  readonly corner?: Line;
  /** In the bottom border, from its left end on. */
  readonly footer?: Line;
  readonly hasFocus: boolean;
  readonly ascii: boolean;
};

/** Lines within a border, exactly `width` × `height` cells: what is too long is cut, what is missing is blank. */
export function box(options: BoxOptions, lines: readonly Line[]): readonly Line[] {
  const {width, height, hasFocus, ascii: isAscii} = options;
  const border = isAscii ? ascii : light;
  const style: Style = hasFocus ? 'borderFocus' : 'border';
  const inside = Math.max(0, width - 2);
  const side = span(border.upright, style);
  const content: Line[] = [];
  for (let index = 0; index < height - 2; index++) {
    content.push(framed(lines[index] ?? noLine, inside, side, isAscii));
  }

  return [topLine(options, border, style), ...content, bottomLine(options, border, style)];
}

const noLine: Line = [];

type Framed = {
  readonly inside: number;
  readonly style: Style;
  readonly isAscii: boolean;
  readonly line: Line;
};

const known = new WeakMap<Line, Framed>();

/** A line between the borders; the same object again for the same one, as long as the box looks the same. */
function framed(line: Line, inside: number, side: Span, isAscii: boolean): Line {
  const before = known.get(line);
  if (before?.inside === inside && before.style === side.style && before.isAscii === isAscii) {
    return before.line;
  }

  const made: Line = [side, ...fitLine(line, inside, 'plain', isAscii), side];
  known.set(line, {inside, style: side.style, isAscii, line: made});
  return made;
}

function bottomLine(
  {width, footer = [], ascii: isAscii}: BoxOptions,
  border: Border,
  style: Style,
): Line {
  const inside = Math.max(0, width - 2);
  const room = inside - 2;
  const cut =
    lineWidth(footer) > room ? fitLine(footer, Math.max(0, room), 'plain', isAscii) : footer;
  const words: Line = cut.length > 0 ? [span(t` `, style), ...cut, span(t` `, style)] : [];
  return [
    span(border.bottomLeft, style),
    ...words,
    span(repeat(border.level, inside - lineWidth(words)), style),
    span(border.bottomRight, style),
  ];
}

function topLine(
  {width, title, corner = [], ascii: isAscii}: BoxOptions,
  border: Border,
  style: Style,
): Line {
  const room = Math.max(0, width - 4);
  const cornerCells = lineWidth(corner);
  const hasCorner = cornerCells > 0 && cornerCells + 12 <= room;
  const titleRoom = hasCorner ? room - cornerCells - 3 : room - 2;
  const cut = lineWidth(title) > titleRoom ? fitLine(title, titleRoom, 'title', isAscii) : title;
  const left: Line = cut.length > 0 ? [span(t` `, style), ...cut, span(t` `, style)] : [];
  const right: Line = hasCorner ? [span(t` `, style), ...corner, span(t` `, style)] : [];
  const fill = width - 2 - lineWidth(left) - lineWidth(right);
  return [
    span(border.topLeft, style),
    ...left,
    span(repeat(border.level, fill), style),
    ...right,
    span(border.topRight, style),
  ];
}

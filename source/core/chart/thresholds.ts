import {t, type SafeText} from '../sanitize.ts';
import {type Style} from '../span.ts';
import {cellWidth} from '../text.ts';
import {isBlank, paint, type Canvas} from './canvas.ts';
import {columnOfTime, plotColumns, type ChartFrame} from './frame.ts';
import {type ChartGlyphs} from './glyphs.ts';
import {rowOf, type Scale} from './scale.ts';
import {formatValue} from './series-summary.ts';

/** A level that matters: of an alarm, or what the person has asked for. */
export type Threshold = {
  readonly value: number;
  /** `> 90 % for 2 of 3`; one cell a character. */
  readonly label: SafeText;
  readonly style: Style;
  /** When the alarm's state changed last, ms since 1970; undefined where nothing is to be marked. */
  readonly changedAt: number | undefined;
};

/** A level that the person has asked for, in the unit of the series. */
export function ownThreshold(value: number, unit: string): Threshold {
  const label = t`threshold ${formatValue(value, unit)}`;
  return {value, label, style: 'warn', changedAt: undefined};
}

/** Where a level outside of the axis lies. */
const beyond = {above: ' (above)', below: ' (below)'} as const;

/**
 * Draws each threshold as a dashed line behind the series: only blank cells are painted. The change of an alarm's state is
 * one cell on its line. The label stands on the line at the right edge, else where there is room; else it is left out.
 */
export function drawThresholds(
  canvas: Canvas,
  frame: ChartFrame,
  scale: Scale,
  {thresholds, glyphs}: {readonly thresholds: readonly Threshold[]; readonly glyphs: ChartGlyphs},
): void {
  for (const threshold of thresholds) {
    drawOne(canvas, frame, scale, threshold, glyphs);
  }
}

function drawOne(
  canvas: Canvas,
  frame: ChartFrame,
  scale: Scale,
  {value, label, style, changedAt}: Threshold,
  glyphs: ChartGlyphs,
): void {
  if (!Number.isFinite(value)) {
    return;
  }

  const line = scale.rows - 1 - rowOf(scale, value);
  const isInside = value >= scale.low && value <= scale.high;
  const words = isInside ? label : `${label}${value > scale.high ? beyond.above : beyond.below}`;
  const length = isCellEach(label) ? words.length : 0;
  const change = changedAt === undefined ? undefined : columnOfTime(frame, changedAt);
  if (change !== undefined) {
    paint(canvas, line, frame.gutter + change, glyphs.change, style);
  }

  const at = length === 0 ? undefined : labelPlace(canvas, frame, line, length);
  // A level outside of the axis has no line: it would stand where it is not.
  if (isInside) {
    for (let column = frame.gutter; column < canvas.width; column++) {
      if (isBlank(canvas, line, column)) {
        paint(canvas, line, column, glyphs.threshold, style);
      }
    }
  }

  if (at !== undefined) {
    paint(canvas, line, at - 1, ` ${words} `, style);
  }
}

/** Outside text of other widths would not stay in its cells. */
function isCellEach(label: SafeText): boolean {
  return cellWidth(label) === label.length;
}

/** The cell where a label begins: as far right as it has room, with a blank cell on either side. */
function labelPlace(
  canvas: Canvas,
  frame: ChartFrame,
  line: number,
  length: number,
): number | undefined {
  if (length + 2 > plotColumns(frame)) {
    return undefined;
  }

  for (let at = canvas.width - length - 1; at > frame.gutter; at--) {
    if (isBlank(canvas, line, at - 1, length + 2)) {
      return at;
    }
  }

  return undefined;
}

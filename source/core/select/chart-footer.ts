import {columnOfTime, seriesMark, seriesStyle, valueAt} from '../chart.ts';
import {type Ending} from '../chart/endings.ts';
import {exactDigits, formatValue} from '../chart/series-summary.ts';
import {chartedSeries, chartFrameOf} from '../chart/shown-frame.ts';
import {type Datapoint, type Series} from '../metric.ts';
import {seriesLabel} from '../metric/choice.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span} from '../span.ts';
import {type State} from '../state/model.ts';
import {lineWidth} from '../text.ts';
import {nameOf} from './chart-legend.ts';
import {pointTime} from './point-time.ts';
import {endingAt, endingDepths, endingsOf, endingWords, type EndingDepth} from './chart-endings.ts';

/** What a line has under the chart's cursor. */
export type AtCursor = {
  readonly index: number;
  readonly series: Series;
  /** Undefined in a gap. */
  readonly point: Datapoint | undefined;
};

/** The time under the chart's cursor; undefined while the chart has not the keyboard. */
export function cursorTime({focus, chart}: State): number | undefined {
  return focus === 'chart' ? chart.cursor : undefined;
}

/** What each line has under the chart's cursor; empty where there is no cursor. */
export function atCursor(state: State): readonly AtCursor[] {
  const time = cursorTime(state);
  const frame = chartFrameOf(state);
  const column = time === undefined ? undefined : columnOfTime(frame, time);
  return column === undefined
    ? []
    : chartedSeries(state).map((series, index) => ({
        index,
        series,
        point: valueAt(series, frame, column),
      }));
}

/** A line by the name of its instance, else by its id. */
export function lineName(state: State, {id, name}: Series): SafeText {
  const called = nameOf(state, id);
  return called === '' ? safe(name || seriesLabel(id), {ascii: state.ascii}) : called;
}

/** `97.4123 %`: as exact as a person can use it. */
export function exactValue({value}: Datapoint, {unit}: Series): SafeText {
  return formatValue(value, unit, exactDigits);
}

/** Between the values and the endings. */
const gap = 2;

/**
 * The bottom border of the chart: what each line has under the cursor where the corner has no room for it, and why a line
 * ends: the ones that have ended under the cursor, else all of the range.
 */
export function chartFooter(state: State, width: number, isCornerFull: boolean): Line {
  const room = width - 4;
  // The shortest values there are leave the most for why a line ends, which has half of the room in any case.
  const least = isCornerFull ? lineWidth(valuesLine(state, 0)) + gap : 0;
  const endings = endingsLine(state, Math.max(room - least, Math.floor(room / 2)));
  const taken = endings.length > 0 ? lineWidth(endings) + gap : 0;
  const values = isCornerFull ? valuesLine(state, room - taken) : [];
  return values.length > 0 && endings.length > 0
    ? [...values, span(t`  `), ...endings]
    : [...values, ...endings];
}

/** All lines in the longest wording that has room: with names and times, with times, the values alone. */
function valuesLine(state: State, room: number): Line {
  const {ascii} = state;
  const lines = atCursor(state);
  const wordings = [
    ({series, point}: AtCursor) =>
      point
        ? t`${lineName(state, series)} ${exactValue(point, series)} ${pointTime(state, point.time)}`
        : t`${lineName(state, series)} -`,
    ({series, point}: AtCursor) =>
      point ? t`${exactValue(point, series)} ${pointTime(state, point.time)}` : t`-`,
    ({series, point}: AtCursor) => (point ? exactValue(point, series) : t`-`),
    ({series, point}: AtCursor) => (point ? formatValue(point.value, series.unit) : t`-`),
  ];
  const written = wordings.map((words): Line =>
    lines.flatMap((each, index) => [
      span(index === 0 ? t`` : t`  `),
      span(
        t`${safe(seriesMark(each.index, ascii), {ascii})} ${words(each)}`,
        each.point ? seriesStyle(each.index) : 'dim',
      ),
    ]),
  );
  return written.find((line) => lineWidth(line) <= room) ?? written.at(-1) ?? [];
}

/** The endings in the longest wording that has room; of the shortest one those that fit, and how many more there are. */
function endingsLine(state: State, room: number): Line {
  const {ascii} = state;
  const shown = shownEndings(state);
  const written = endingDepths.map((depth) => shown.map((each) => endingPart(state, each, depth)));
  const fitting = written.find((parts) => lineWidth(joined(parts, ascii)) <= room);
  return fitting ? joined(fitting, ascii) : asManyAsFit(written.at(-1) ?? [], room, ascii);
}

function joined(parts: readonly Line[], ascii: boolean): Line {
  return parts.flatMap((part, place) => [
    span(place === 0 ? t`` : ascii ? t` - ` : t` · `),
    ...part,
  ]);
}

function asManyAsFit(parts: readonly Line[], room: number, ascii: boolean): Line {
  for (let count = parts.length - 1; count > 1; count--) {
    const line = [...joined(parts.slice(0, count), ascii), more(parts.length - count)];
    if (lineWidth(line) <= room) {
      return line;
    }
  }

  const [first = []] = parts;
  return parts.length > 1 ? [...first, more(parts.length - 1)] : first;
}

function more(count: number): Span {
  return span(t`  +${count}`, 'dim');
}

type ShownEnding = {readonly series: Series; readonly index: number; readonly ending: Ending};

/** The ends under the cursor where there are any, else the last one of each line that has none after it in the range. */
function shownEndings(state: State): readonly ShownEnding[] {
  const time = cursorTime(state);
  const {range} = state;
  const told = chartedSeries(state).flatMap((series, index) => {
    const under = time === undefined ? undefined : endingAt(state, series, time);
    const last = endingsOf(state, series).findLast(({until}) => until >= range.until);
    const ending = under ?? last;
    return ending ? [{series, index, ending, isUnder: under !== undefined}] : [];
  });
  return told.some(({isUnder}) => isUnder) ? told.filter(({isUnder}) => isUnder) : told;
}

function endingPart(state: State, {series, index, ending}: ShownEnding, depth: EndingDepth): Line {
  const {ascii} = state;
  const mark = safe(seriesMark(index, ascii), {ascii});
  const name = lineName(state, series);
  // Where there is little room the mark stands for a machine without a name.
  const isNamed = state.size.columns >= 100 || name !== safe(series.id, {ascii});
  return [
    span(isNamed ? t`${mark} ${name}` : mark, seriesStyle(index)),
    span(t` ${endingWords(state, ending, depth)}`, 'warn'),
  ];
}

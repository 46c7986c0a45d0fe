import {columnOfTime, seriesMark, seriesStyle, valueAt} from '../chart.ts';
import {exactDigits, formatValue} from '../chart/series-summary.ts';
import {chartedSeries, chartFrameOf} from '../chart/shown-frame.ts';
import {type Datapoint, type Series} from '../metric.ts';
import {seriesLabel} from '../metric/choice.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {zoneOf, type State} from '../state/model.ts';
import {lineWidth} from '../text.ts';
import {formatMinute} from '../time.ts';
import {nameOf} from './chart-legend.ts';
import {endingAt, endingsOf, endingWords} from './chart-endings.ts';

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

/**
 * The bottom border of the chart: what each line has under the cursor where the corner has no room for it, and why a line
 * ends: the ones that have ended under the cursor, else all of the range.
 */
export function chartFooter(state: State, width: number, isCornerFull: boolean): Line {
  const room = width - 4;
  const whole = endingsLine(state, false);
  const endings = lineWidth(whole) <= room ? whole : endingsLine(state, true);
  const forEndings = Math.min(lineWidth(endings) + 2, Math.floor(room * 0.75));
  const values = isCornerFull ? valuesLine(state, room - forEndings) : [];
  return values.length > 0 && endings.length > 0
    ? [...values, span(t`  `), ...endings]
    : [...values, ...endings];
}

/** All lines in the longest wording that has room: with names and times, with times, the values alone. */
function valuesLine(state: State, room: number): Line {
  const {ascii} = state;
  const zone = zoneOf(state);
  const lines = atCursor(state);
  const wordings = [
    ({series, point}: AtCursor) =>
      point
        ? t`${lineName(state, series)} ${exactValue(point, series)} ${formatMinute(point.time, zone)}`
        : t`${lineName(state, series)} -`,
    ({series, point}: AtCursor) =>
      point ? t`${exactValue(point, series)} ${formatMinute(point.time, zone)}` : t`-`,
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

function endingsLine(state: State, isShort: boolean): Line {
  const time = cursorTime(state);
  const {ascii, range} = state;
  const told = chartedSeries(state).flatMap((series, index) => {
    const under = time === undefined ? undefined : endingAt(state, series, time);
    const last = endingsOf(state, series).findLast(({until}) => until >= range.until);
    const ending = under ?? last;
    return ending ? [{series, index, ending, isUnder: under !== undefined}] : [];
  });
  const shown = told.some(({isUnder}) => isUnder) ? told.filter(({isUnder}) => isUnder) : told;
  const isWide = state.size.columns >= 100;
  return shown.flatMap(({series, index, ending}, place) => {
    const mark = safe(seriesMark(index, ascii), {ascii});
    const name = lineName(state, series);
    // Where there is little room the mark stands for a machine without a name.
    const isNamed = isWide || name !== safe(series.id, {ascii});
    return [
      span(place === 0 ? t`` : ascii ? t` - ` : t` · `),
      span(isNamed ? t`${mark} ${name}` : mark, seriesStyle(index)),
      span(t` ${endingWords(state, ending, isShort)}`, 'warn'),
    ];
  });
}

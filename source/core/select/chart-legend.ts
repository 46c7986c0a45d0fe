import {seriesMark, seriesStyle} from '../chart.ts';
import {formatValue, summarize, type SeriesSummary} from '../chart/series-summary.ts';
import {legendRows} from '../chart/shown-frame.ts';
import {toldOf} from '../instances/seen.ts';
import {isInstance, seriesLabel} from '../metric/choice.ts';
import {type Datapoint} from '../metric.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span} from '../span.ts';
import {type State} from '../state/model.ts';
import {cellWidth, fit, fitRight, lineWidth} from '../text.ts';
import {pointTime} from './point-time.ts';

/** What stands between the borders of a small screen: the metric, and the corner at the other end. */
const leastRoom = 12;

/** The charted lines beside the title, each with its mark: name and id, else names, else those that fit and `+3`. */
export function chartLegend(state: State, room: number): Line {
  const lines = state.chart.charted.map((id, index) => ({
    full: entry(state, id, index, true),
    short: entry(state, id, index, false),
  }));
  const cells = Math.max(leastRoom, room);
  const full = lines.flatMap((line) => line.full);
  return lineWidth(full) <= cells
    ? full
    : asManyAsFit(
        lines.map(({short}) => short),
        cells,
      );
}

/** Those that fit, the first one in any case, and how many more there are. */
function asManyAsFit(parts: readonly Line[], cells: number): Line {
  const line: Span[] = [];
  for (const [index, part] of parts.entries()) {
    const left = parts.length - index;
    const more = left > 1 ? cellWidth(moreWords(left - 1)) : 0;
    if (index > 0 && lineWidth(line) + lineWidth(part) + more > cells) {
      return [...line, span(moreWords(left), 'dim')];
    }

    line.push(...part);
  }

  return line;
}

function moreWords(count: number): SafeText {
  return t`  +${count}`;
}

function entry(state: State, id: string, index: number, hasId: boolean): Line {
  const {chart, ascii} = state;
  const style = seriesStyle(index);
  const name = nameOf(state, id);
  const isOnly = chart.charted.length === 1;
  const shownId = isOnly || !isInstance(id) ? safe(seriesLabel(id), {ascii}) : shortId(id, ascii);
  const label = name === '' ? shownId : hasId ? t`${name} ${shownId}` : name;
  const mark = safe(seriesMark(index, ascii), {ascii});
  const isEmpty = chart.loadedFor && !chart.series.get(id)?.points.length;
  return [
    span(t`  `),
    span(t`${mark} ${label}`, style),
    ...(isEmpty ? [span(t` (no data)`, 'warn')] : []),
  ];
}

/** How much the bottom border says of each line: the most that fits for all of them. */
type Depth = 'times' | 'values' | 'bounds';

const depths: readonly Depth[] = ['times', 'values', 'bounds'];

/**
 * Latest, highest and lowest value of each charted line, for the bottom border: with their times, without, without the
 * latest; where that is still too much, of those that fit and `+3`.
 */
export function valuesLegend(state: State, room: number): Line {
  if (legendRows(state) > 0) {
    return [];
  }

  const shown = state.chart.charted.flatMap((id, index) => {
    const series = state.chart.series.get(id);
    const summary = series && summarize(series, state.range);
    return summary ? [{id, index, summary, unit: series.unit}] : [];
  });
  const parts = (depth: Depth) =>
    shown.map(({id, index, summary, unit}, position): Line => [
      span(position > 0 ? t`  ` : t``),
      span(
        t`${safe(seriesMark(index, state.ascii), {ascii: state.ascii})} ${depth === 'bounds' || shown.length === 1 ? t`` : t`${nameOf(state, id) || shortId(id, state.ascii)} `}`,
        seriesStyle(index),
      ),
      span(valueWords(state, summary, unit, depth), 'dim'),
    ]);
  const fitting = depths.find((depth) => lineWidth(parts(depth).flat()) <= room);
  return fitting === undefined ? asManyAsFit(parts('bounds'), room) : parts(fitting).flat();
}

function valueWords(
  state: State,
  {latest, highest, lowest}: SeriesSummary,
  unit: string,
  depth: Depth,
): SafeText {
  const value = (point: Datapoint) =>
    depth === 'times'
      ? t`${formatValue(point.value, unit)} ${pointTime(state, point.time)}`
      : formatValue(point.value, unit);
  const bounds = t`max ${value(highest)} min ${value(lowest)}`;
  return depth === 'bounds' ? bounds : t`latest ${value(latest)} ${bounds}`;
}

/** The name of a charted instance: as DescribeInstances told, else as the events of its launch and its tags tell. */
export function nameOf({chart, store, ascii}: State, id: string): SafeText {
  const info = chart.instances.find((each) => each.id === id);
  const known = info?.name || chart.series.get(id)?.name;
  const name = known || (isInstance(id) ? toldOf(store, id).name : '');
  return safe(name, {ascii});
}

/** `i-0a1…`: enough to tell instances apart beside their names. */
function shortId(id: string, ascii: boolean): SafeText {
  const cut = id.length > 8 ? id.slice(0, 6) : id;
  return id.length > 8 ? t`${safe(cut, {ascii})}${ascii ? t`~` : t`…`}` : safe(cut, {ascii});
}

/** A row for each charted line, where the pane is tall enough for them: latest, highest and lowest with their times. */
export function legendLines(state: State, width: number): readonly Line[] {
  const {chart, ascii, range} = state;
  if (legendRows(state) === 0) {
    return [];
  }

  const names = chart.charted.map((id) => nameOf(state, id));
  const timeWidth = Math.max(
    ...[range.since, range.until - 1].map((time) => cellWidth(pointTime(state, time))),
  );
  const nameWidth = Math.min(20, Math.max(0, ...names.map((name) => cellWidth(name))));
  return chart.charted.map((id, index) => {
    const series = chart.series.get(id);
    const summary = series && summarize(series, state.range);
    const info = chart.instances.find((each) => each.id === id);
    const told = isInstance(id) && state.mode === 'live' ? toldOf(state.store, id) : undefined;
    const value = (label: SafeText, point: Datapoint) =>
      t`  ${label} ${fitRight(formatValue(point.value, series?.unit ?? ''), 8)} ${fitRight(pointTime(state, point.time), timeWidth)}`;
    const values = summary
      ? t`${value(t`latest`, summary.latest)}${value(t`max`, summary.highest)}${value(t`min`, summary.lowest)}`
      : t`  no data in this range`;
    const kind = safe(info?.type || told?.type || '', {ascii});
    const standing = safe(info?.state || told?.state || '', {ascii});
    return [
      span(t` ${safe(seriesMark(index, ascii), {ascii})} `, seriesStyle(index)),
      span(
        t`${fit(names[index] ?? t``, nameWidth, ascii)}${nameWidth > 0 ? t` ` : t``}`,
        seriesStyle(index),
      ),
      span(fit(safe(seriesLabel(id), {ascii}), 19, ascii), seriesStyle(index)),
      span(values, summary ? 'plain' : 'dim'),
      ...(width >= 100 ? [span(t`  ${kind} ${standing}`, 'dim')] : []),
    ];
  });
}

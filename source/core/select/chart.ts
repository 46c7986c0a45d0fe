import {drawChart, seriesMark, seriesStyle} from '../chart.ts';
import {chartedSeries} from '../chart/shown-frame.ts';
import {doneToCharted} from '../chart/charted-names.ts';
import {toldBelongings} from '../instances/told.ts';
import {type Rect} from '../layout.ts';
import {readStretches, settledTo} from '../loading/reach.ts';
import {MarkFinder} from '../chart/marks.ts';
import {chartThresholds} from '../chart/shown-thresholds.ts';
import {type Series} from '../metric.ts';
import {ec2Namespace} from '../metric/choice.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {formatValue, summarize} from '../chart/series-summary.ts';
import {span, type Line, type Span} from '../span.ts';
import {metricRefusal} from '../state/metric-menu.ts';
import {zoneOf, type State} from '../state/model.ts';
import {wrapWords, lineWidth} from '../text.ts';
import {formatDate, formatDuration, formatMinute} from '../time.ts';
import {pointTime} from './point-time.ts';
import {box} from './box.ts';
import {chartLegend, legendLines, valuesLegend} from './chart-legend.ts';
import {endingAt} from './chart-endings.ts';
import {atCursor, chartFooter, cursorTime, exactValue, lineName} from './chart-footer.ts';
import {problemSentences} from './troubles.ts';

const finders = new WeakMap<object, MarkFinder>();

/** The pane of the chart: the series, their names and newest values, the calls below. */
export function selectChart(state: State, rect: Rect): readonly Line[] {
  const hasFocus = state.focus === 'chart' && !state.overlay;
  const words = troubleWords(state, rect.width - 4);
  const height = rect.height - 2;
  // What failed is said above what is still there: nothing that was loaded goes away.
  const said = words.slice(0, Math.max(1, height - 4));
  const shown = corner(state);
  const rows = legendLines(state, rect.width - 2);
  const footer = chartFooter(state, rect.width, shown.isFull);
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: title(state, rect.width, rect.width - 7 - lineWidth(shown.line)),
      corner: shown.line,
      footer: footer.length > 0 ? footer : valuesLegend(state, rect.width - 4),
      hasFocus,
      ascii: state.ascii,
    },
    [...said, ...rows, ...drawn(state, rect.width - 2, height - said.length - rows.length)],
  );
}

function drawn(state: State, width: number, height: number): readonly Line[] {
  const {store, chart, focus} = state;
  const listTime = store.time(state.cursor ?? -1);
  const settled = state.mode === 'live' ? settledTo(state) : undefined;
  return drawChart({
    series: chartedSeries(state),
    range: state.range,
    zone: zoneOf(state),
    width,
    height,
    scale: chart.scale,
    thresholds: chartThresholds(state),
    ...(Number.isFinite(listTime) ? {listCursor: listTime} : {}),
    ...(focus === 'chart' && chart.cursor !== undefined ? {chartCursor: chart.cursor} : {}),
    ...(settled === undefined ? {} : {settledTo: settled}),
    marks: marksOf(state),
    ...(state.mode === 'live' ? {read: readStretches(state)} : {}),
    ascii: state.ascii,
  });
}

function marksOf(state: State) {
  let finder = finders.get(state.visible);
  if (!finder) {
    finder = new MarkFinder();
    finders.set(state.visible, finder);
  }

  const {store, list, chart} = state;
  return finder.find(
    store,
    list.rows,
    doneToCharted(store, chart.charted, toldBelongings(chart.instances)),
  );
}

function title(state: State, width: number, room: number): Line {
  const {chart, ascii} = state;
  if (state.startedWith.metricsFrom !== undefined) {
    return recordedTitle(state, state.startedWith.metricsFrom);
  }

  const metric = safe(chart.metric.metric, {ascii});
  const statistic = safe(chart.metric.statistic, {ascii});
  const isWide = width >= 100;
  const {period: chosen} = chart.metric;
  const series = chartedSeries(state);
  // What has no datapoints yet has the period that was asked for: it tells nothing.
  const told = series.filter(({points}) => points.length > 0);
  const periods = (told.length > 0 ? told : series).map(({period}) => period);
  const period = periodWords(periods.length > 0 ? periods : [chosen === 'auto' ? 0 : chosen]);
  const line: Span[] = [
    span(t`${metric} ${statistic}${period}`, 'title'),
    // Where there is little room two periods say as much as that it is mixed.
    ...(isWide || new Set(periods).size <= 1 ? monitoringWords(state, isWide) : []),
  ];

  if (isWide && chart.why !== '' && chart.why !== 'chosen') {
    line.push(span(t` ${ascii ? t`-` : t`·`} ${safe(chart.why, {ascii})}`));
  }

  return [...line, ...chartLegend(state, room - lineWidth(line))];
}

/** How often EC2 measures what is charted; nothing where that is not known, or another namespace is charted. */
function monitoringWords({chart}: State, isWide: boolean): Line {
  const kinds = new Set(
    chart.charted.map((id) => chart.instances.find((each) => each.id === id)?.monitoring ?? ''),
  );
  if (chart.metric.namespace !== ec2Namespace || kinds.size === 0 || kinds.has('')) {
    return [];
  }

  const [kind] = kinds.size === 1 ? kinds : [];
  const words = kind === undefined ? (isWide ? t`basic and detailed` : t`mixed`) : safe(kind);
  return [span(isWide ? t` (${words} monitoring)` : t` ${words}`)];
}

/** What CloudWatch would say of a series nobody knows of a recorded one: its file stands there instead. */
function recordedTitle(state: State, path: string): Line {
  const {chart, ascii} = state;
  const [first] = chartedSeries(state);
  const file = safe(path.slice(path.lastIndexOf('/') + 1) || path, {ascii});
  return [
    span(first ? t`${file}${periodWords([first.period])}` : file, 'title'),
    ...chart.charted.flatMap((id, index) => [
      span(t`  `),
      span(t`${safe(seriesMark(index, ascii), {ascii})} `, seriesStyle(index)),
      span(safe(id, {ascii}), seriesStyle(index)),
    ]),
  ];
}

/** ` 5m`, of lines that differ ` 1m/5m`; nothing for a period that is none. */
function periodWords(periods: readonly number[]): SafeText {
  const words = [...new Set(periods)]
    .filter((seconds) => seconds > 0 && seconds < Infinity)
    .sort((a, b) => a - b)
    .map((seconds) => formatDuration(seconds * 1000));
  return words.length === 0 ? t`` : t` ${joinSafe(words, t`/`)}`;
}

/** The values under the cursor while the chart has the keyboard, else the newest one of the first series. */
function corner(state: State): {readonly line: Line; readonly isFull: boolean} {
  const time = cursorTime(state);
  if (time === undefined) {
    return {line: newest(state), isFull: false};
  }

  const line = atCursor(state).flatMap(({index, series, point}) => {
    const name = lineName(state, series);
    const lead = span(index > 0 ? t`  ` : t``);
    return point
      ? [
          lead,
          span(
            t`${name} ${exactValue(point, series)} ${pointTime(state, point.time)}`,
            seriesStyle(index),
          ),
        ]
      : [lead, span(t`${name} ${noValueWords(state, series, time)}`, 'dim')];
  });
  // The bottom border has room for more.
  const isFull = lineWidth(line) > state.size.columns / 2;
  return isFull ? {line: [span(t`cursor ${pointTime(state, time)}`)], isFull} : {line, isFull};
}

function newest(state: State): Line {
  const [first] = chartedSeries(state);
  const point = first && summarize(first, state.range)?.latest;
  return first && point
    ? [
        span(
          t`${lineName(state, first)} ${formatValue(point.value, first.unit)} ${pointTime(state, point.time)}`,
          seriesStyle(0),
        ),
      ]
    : [];
}

/** Why there is no value under the cursor: the line has ended; behind the newest datapoint one may come yet. */
function noValueWords(state: State, series: Series, time: number): SafeText {
  const ending = endingAt(state, series, time);
  if (ending) {
    return t`ended ${pointTime(state, ending.at)}`;
  }

  const last = series.points.at(-1)?.time;
  const isAwaited = last === undefined || time > last;
  return t`${isAwaited ? t`no data yet` : t`no data`} ${pointTime(state, time)}`;
}

function troubleWords(state: State, cells: number): readonly Line[] {
  const {chart, ascii, mode} = state;
  const {problem} = chart;
  if (problem) {
    return wrapWords(problemSentences(problem, ascii), cells).map((text) => [
      span(t` ${text}`, 'bad'),
    ]);
  }

  if (mode === 'archive') {
    return archiveWords(state);
  }

  const refusal = metricRefusal(state);
  if (refusal !== undefined) {
    return wrapWords(t`${safe(refusal, {ascii})} (p: period)`, cells).map((text) => [
      span(t` ${text}`, 'warn'),
    ]);
  }

  if (chart.charted.length === 0) {
    return [[span(t` looking for instances to chart`, 'dim')]];
  }

  const metric = safe(chart.metric.metric, {ascii});
  return chart.loadedFor ? [] : [[span(t` asking CloudWatch for ${metric}`, 'dim')]];
}

/** Why an archive's chart shows no line. */
function archiveWords(state: State): readonly Line[] {
  const {chart, startedWith, range, archive} = state;
  const {metricsFrom} = startedWith;
  const zone = zoneOf(state);
  const series = chartedSeries(state);
  const say = (text: SafeText): readonly Line[] => [[span(t` ${text}`, 'dim')]];
  if (metricsFrom === undefined) {
    return say(t`no series: --metrics-from FILE.csv draws one; the calls are marked below`);
  }

  if (series.length === 0) {
    const isRead = chart.loadedFor !== undefined;
    if (chart.series.size > 0) {
      return say(
        t`the file has no series of this: i chooses one of it; the calls are marked below`,
      );
    }

    return say(isRead ? t`no line could be read from the file: ! tells why` : t`reading the file`);
  }

  const times = series.flatMap(({points}) => [points[0]?.time ?? 0, points.at(-1)?.time ?? 0]);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const isOutside = first >= range.until || last < range.since;
  return isOutside && archive.isDone
    ? say(
        t`no datapoint in this range: the file has ${formatDate(first, zone)} ${formatMinute(first, zone)} to ${formatDate(last, zone)} ${formatMinute(last, zone)}`,
      )
    : [];
}

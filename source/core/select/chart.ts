import {drawChart, seriesMark, seriesStyle, valueAt, columnOfTime} from '../chart.ts';
import {chartedSeries, chartFrameOf} from '../chart/shown-frame.ts';
import {type Rect} from '../layout.ts';
import {MarkFinder} from '../chart/marks.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {formatValue, summarize} from '../chart/series-summary.ts';
import {span, type Line, type Span} from '../span.ts';
import {zoneOf, type State} from '../state/model.ts';
import {wrapWords, lineWidth} from '../text.ts';
import {formatDuration, formatMinute} from '../time.ts';
import {box} from './box.ts';
import {settledTo} from './status.ts';
import {problemSentences} from './troubles.ts';

const finders = new WeakMap<object, MarkFinder>();

/** The pane of the chart: the series, their names and newest values, the calls below. */
export function selectChart(state: State, rect: Rect): readonly Line[] {
  const hasFocus = state.focus === 'chart' && !state.overlay;
  const words = troubleWords(state, rect.width - 4);
  const height = rect.height - 2;
  // What failed is said above what is still there: nothing that was loaded goes away.
  const said = words.slice(0, Math.max(1, height - 4));
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: title(state, rect.width),
      corner: corner(state),
      hasFocus,
      ascii: state.ascii,
    },
    [...said, ...drawn(state, rect.width - 2, height - said.length)],
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
    ...(Number.isFinite(listTime) ? {listCursor: listTime} : {}),
    ...(focus === 'chart' && chart.cursor !== undefined ? {chartCursor: chart.cursor} : {}),
    ...(settled === undefined ? {} : {settledTo: settled}),
    marks: marksOf(state),
    ascii: state.ascii,
  });
}

function marksOf(state: State) {
  let finder = finders.get(state.visible);
  if (!finder) {
    finder = new MarkFinder();
    finders.set(state.visible, finder);
  }

  return finder.find(state.store, state.list.rows, state.chart.charted);
}

function title(state: State, width: number): Line {
  const {chart, ascii} = state;
  const series = chartedSeries(state);
  const [first] = series;
  const metric = safe(first?.metric ?? 'CPUUtilization', {ascii});
  const statistic = safe(first?.statistic ?? 'Average', {ascii});
  const isBasic = chart.charted.every(
    (id) => chart.instances.find((each) => each.id === id)?.monitoring === 'basic',
  );
  const isWide = width >= 100;
  const period = first ? t` ${periodWords(first.period)}` : t``;
  const line: Span[] = [span(t`${metric} ${statistic}${period}`, 'title')];
  if (isWide && first && isBasic) {
    line.push(span(t` (basic monitoring)`));
  }

  if (isWide && chart.why !== '' && chart.why !== 'chosen') {
    line.push(span(t` ${ascii ? t`-` : t`·`} ${safe(chart.why, {ascii})}`));
  }

  return [...line, ...chart.charted.flatMap((id, index) => legend(state, id, index, isWide))];
}

/** A charted instance beside its mark; the full id only where there is room for it. */
function legend(state: State, id: string, index: number, isWide: boolean): Line {
  const {chart, ascii} = state;
  const style = seriesStyle(index);
  const one = chart.series.get(id);
  const info = chart.instances.find((each) => each.id === id);
  const name = safe(info?.name ?? one?.name ?? '', {ascii});
  const isOnly = chart.charted.length === 1;
  const shownId = isOnly ? safe(id, {ascii}) : shortId(id, ascii);
  const line: Span[] = [
    span(t`  `),
    span(t`${safe(seriesMark(index, ascii), {ascii})} `, style),
    span(name === '' ? shownId : t`${name} ${isWide || isOnly ? shownId : t``}`, style),
  ];
  if (chart.loadedFor && !one?.points.length) {
    line.push(span(t` (no data)`, 'warn'));
  }

  return line;
}

function periodWords(seconds: number): SafeText {
  return formatDuration(seconds * 1000);
}

/** `i-0a1…`: enough to tell instances apart beside their names. */
function shortId(id: string, ascii: boolean): SafeText {
  const cut = id.length > 8 ? id.slice(0, 6) : id;
  return id.length > 8 ? t`${safe(cut, {ascii})}${ascii ? t`~` : t`…`}` : safe(cut, {ascii});
}

/** The value under the cursor while the chart has the keyboard, else the newest one of the first series. */
function corner(state: State): Line {
  const {chart, focus} = state;
  const zone = zoneOf(state);
  const parts: Span[] = [];
  for (const [index, series] of chartedSeries(state).entries()) {
    const frame = chartFrameOf(state);
    const column =
      focus === 'chart' && chart.cursor !== undefined
        ? columnOfTime(frame, chart.cursor)
        : undefined;
    const point =
      column === undefined
        ? summarize(series, state.range)?.latest
        : valueAt(series, frame, column);
    if (!point || (column === undefined && index > 0)) {
      continue;
    }

    const info = chart.instances.find(({id}) => id === series.id);
    const name = safe(info?.name || series.name || series.id, {ascii: state.ascii});
    parts.push(
      span(parts.length > 0 ? t`  ` : t``),
      span(
        t`${name} ${formatValue(point.value, series.unit)} ${formatMinute(point.time, zone)}`,
        seriesStyle(index),
      ),
    );
  }

  return lineWidth(parts) > state.size.columns / 2 ? parts.slice(0, 2) : parts;
}

function troubleWords(state: State, cells: number): readonly Line[] {
  const {chart, ascii, mode} = state;
  const {problem} = chart;
  if (problem) {
    return wrapWords(problemSentences(problem, ascii), cells).map((text) => [
      span(t` ${text}`, 'bad'),
    ]);
  }

  if (mode === 'archive' && chart.charted.length === 0) {
    return [[span(t` no series is drawn with an archive; the calls are marked below`, 'dim')]];
  }

  return chart.charted.length === 0 ? [[span(t` looking for instances to chart`, 'dim')]] : [];
}

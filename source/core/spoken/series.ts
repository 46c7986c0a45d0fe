import {formatValue, summarize, type SeriesSummary} from '../chart/series-summary.ts';
import {type Datapoint, type Series} from '../metric.ts';
import {seriesLabel} from '../metric/choice.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {nameOf} from '../select/chart-legend.ts';
import {moment} from '../select/moment.ts';
import {zoneOf, type State} from '../state/model.ts';
import {formatDuration, minute, second} from '../time.ts';

/** A datapoint that is no news is said again after so long. */
const quiet = 15 * minute;

/** Percentage points, and for what is no percentage the share of the larger value, that are news. */
const notablePoints = 10;
const notableShare = 0.25;

/** The charted series as words: each at first with its extremes, later where it has moved much or time has gone by. */
export class SeriesWords {
  readonly #said = new Map<string, Datapoint | undefined>();
  #key = '';

  /** What is new since the last call; nothing before the datapoints of the range are here. */
  news(state: State): readonly SafeText[] {
    const {chart} = state;
    if (!chart.loadedFor) {
      return [];
    }

    const {metric, statistic, namespace} = chart.metric;
    const key = [namespace, metric, statistic].join('\n');
    if (key !== this.#key) {
      this.#key = key;
      this.#said.clear();
    }

    return chart.charted.flatMap((id) => {
      const series = chart.series.get(id);
      const summary = series && summarize(series, state.range);
      const isFirst = !this.#said.has(id);
      const before = this.#said.get(id);
      if (isFirst || (summary && isNews(summary.latest, before, series.unit))) {
        this.#said.set(id, summary?.latest);
        return [
          !series || !summary
            ? t`${headOf(state, id, series)}: no datapoint in this range`
            : before
              ? changeWords(state, series, summary.latest, before)
              : seriesWords(state, series, summary),
        ];
      }

      return [];
    });
  }
}

/** Each charted series with its latest, highest and lowest value: what takes the place of a chart. */
export function chartWords(state: State): readonly SafeText[] {
  return new SeriesWords().news(state);
}

function isNews({time, value}: Datapoint, before: Datapoint | undefined, unit: string): boolean {
  if (!before || time - before.time >= quiet) {
    return true;
  }

  const change = Math.abs(value - before.value);
  return unit === 'Percent'
    ? change >= notablePoints
    : change >= notableShare * Math.max(Math.abs(value), Math.abs(before.value)) && change > 0;
}

function headOf(state: State, id: string, series: Series | undefined): SafeText {
  const {chart, ascii} = state;
  const name = nameOf(state, id);
  const period = series ? t` ${formatDuration(series.period * second)}` : t``;
  const label = safe(seriesLabel(id), {ascii});
  return t`${safe(chart.metric.metric, {ascii})} ${safe(chart.metric.statistic, {ascii})}${period} of ${name === '' ? label : t`${name} ${label}`}`;
}

function seriesWords(
  state: State,
  series: Series,
  {latest, highest, lowest}: SeriesSummary,
): SafeText {
  const {why} = state.chart;
  const reason = why === '' || why === 'chosen' ? t`` : t` (${safe(why, {ascii: state.ascii})})`;
  const at = (point: Datapoint) => pointWords(state, series, point);
  return t`${headOf(state, series.id, series)}${reason}: ${at(latest)}, highest ${at(highest)}, lowest ${at(lowest)}`;
}

function changeWords(state: State, series: Series, point: Datapoint, before: Datapoint): SafeText {
  const at = (one: Datapoint) => pointWords(state, series, one);
  return t`${headOf(state, series.id, series)}: ${at(point)}, before that ${at(before)}`;
}

function pointWords(state: State, {unit, provisionalFrom}: Series, point: Datapoint): SafeText {
  const open = point.time >= provisionalFrom ? t` (may still change)` : t``;
  return t`${formatValue(point.value, unit)} at ${moment(point.time, state, zoneOf(state))}${open}`;
}

import {type MetricChoice} from '../metric/choice.ts';
import {periodRefusal} from '../metric/period.ts';
import {isPercent} from '../metric/unit.ts';
import {emptyLine} from './line-edit.ts';
import {isSameChoice, metricEntries, rangeAge} from './metric-entries.ts';
import {type KnownMetrics, type MetricOverlay} from './metrics.ts';
import {type State} from './model.ts';

/** `m`, `s` or `p`: opens the menu on what is charted now. */
export function openMetricMenu(state: State, what: MetricOverlay['what']): State {
  if (state.mode === 'archive') {
    return {
      ...state,
      notice:
        state.startedWith.metricsFrom === undefined
          ? 'an archive has no metric to choose: --metrics-from FILE.csv draws a recorded one'
          : 'a recorded series is what its file says: it has no other metric, statistic or period',
    };
  }

  const overlay: MetricOverlay = {kind: 'metric', what, line: emptyLine, selected: 0};
  const opened = {...state, overlay};
  const current = metricEntries(opened).findIndex(({choice}) =>
    isSameChoice(choice, state.chart.metric),
  );
  return {...state, overlay: {...overlay, selected: Math.max(0, current)}};
}

/** Enter in one of the menus. What cannot be taken says why and stays open. */
export function acceptMetric(state: State): State {
  const {overlay} = state;
  const entry = metricEntries(state)[overlay?.kind === 'metric' ? overlay.selected : 0];
  if (!entry) {
    // What is typed finds nothing: the menu says so, and waits for another word.
    return overlay?.kind === 'metric' && overlay.line.text !== ''
      ? state
      : {...state, overlay: undefined};
  }

  return entry.isRefused
    ? {...state, notice: entry.note}
    : chooseMetric({...state, overlay: undefined}, entry.choice);
}

/** Charts something else of the same things: what is in flight for the old choice is no longer wanted. */
export function chooseMetric(state: State, metric: MetricChoice): State {
  const {chart} = state;
  if (isSameChoice(metric, chart.metric)) {
    return state;
  }

  return {
    ...state,
    chart: {
      ...chart,
      metric,
      generation: chart.generation + 1,
      // Another metric's line under this one's title would be a lie; the source remembers what it had of either.
      series: new Map(),
      loadedFor: undefined,
      problem: undefined,
      scale: isPercent(metric) ? 'percent' : 'fit',
    },
  };
}

/** What ListMetrics says: the marked entry of a menu that waited for it is the one that is charted. */
export function takeMetrics(state: State, known: KnownMetrics): State {
  const told = {...state, chart: {...state.chart, known}};
  const {overlay} = state;
  return overlay?.kind === 'metric' && overlay.selected === 0 && overlay.line.text === ''
    ? openMetricMenu(told, overlay.what)
    : told;
}

/** Why nothing is asked for the range that is on the screen, as a sentence; undefined where something is. */
export function metricRefusal(state: State): string | undefined {
  return state.mode === 'live'
    ? periodRefusal(state.chart.metric.period, rangeAge(state))
    : undefined;
}

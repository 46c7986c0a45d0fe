import {chartFrame, type ChartFrame} from '../chart.ts';
import {layOut, type Rect} from '../layout.ts';
import {type Series} from '../metric.ts';
import {type State} from '../state/model.ts';
import {chartThresholds} from './shown-thresholds.ts';

/** The charted series in their order; those without an answer yet are left out. */
export function chartedSeries(state: State): readonly Series[] {
  return state.chart.charted.flatMap((id) => {
    const series = state.chart.series.get(id);
    return series ? [series] : [];
  });
}

/** Where the chart's pane is; as it would be with the keyboard in it, where the list has the screen to itself. */
export function chartRect(state: State): Rect | undefined {
  const {columns, rows} = state.size;
  const layout = layOut(columns, rows, state.focus, state.isMaximised);
  return layout.kind === 'panes' ? layout.chart : undefined;
}

/** Whether the chart is on the screen, or comes back to it when what lies over it is closed. */
export function isChartVisible(state: State): boolean {
  return chartRect(state) !== undefined;
}

/** Whether its datapoints are of use: it is seen, or `b` has been asked for what lies before its rise. */
export function isChartWanted(state: State): boolean {
  return isChartVisible(state) || state.isBeforeAsked;
}

/** Rows above the plot that tell of each line, where the chart has the whole of a tall screen. */
export function legendRows(state: State): number {
  const height = (chartRect(state)?.height ?? 0) - 2;
  const count = Math.min(state.chart.charted.length, mostLines);
  return state.isMaximised && state.focus === 'chart' && height >= count + leastPlot ? count : 0;
}

/** As many lines as are drawn. */
const mostLines = 8;

/** A plot that is lower than this needs its rows more than the legend does. */
const leastPlot = 12;

/** The chart's geometry: columns and times are the same to drawing and to the cursor. */
export function chartFrameOf(state: State): ChartFrame {
  const rect = chartRect(state);
  return chartFrame({
    series: chartedSeries(state),
    range: state.range,
    width: (rect?.width ?? state.size.columns) - 2,
    height: (rect?.height ?? 10) - 2 - legendRows(state),
    scale: state.chart.scale,
    thresholds: chartThresholds(state),
  });
}

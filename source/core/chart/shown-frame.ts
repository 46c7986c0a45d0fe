import {chartFrame, type ChartFrame} from '../chart.ts';
import {layOut, type Rect} from '../layout.ts';
import {type Series} from '../metric.ts';
import {type State} from '../state/model.ts';

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

/** The chart's geometry: columns and times are the same to drawing and to the cursor. */
export function chartFrameOf(state: State): ChartFrame {
  const rect = chartRect(state);
  return chartFrame({
    series: chartedSeries(state),
    range: state.range,
    width: (rect?.width ?? state.size.columns) - 2,
    height: (rect?.height ?? 10) - 2,
    scale: state.chart.scale,
  });
}

/** A rectangle of the screen in cells; `top` counts from 0. */
export type Rect = {readonly top: number; readonly width: number; readonly height: number};

export type Pane = 'chart' | 'events';

/**
 * Where everything goes. `tooSmall` where nothing useful fits: then the size that is needed is said and `q` works.
 */
export type Layout =
  | {readonly kind: 'tooSmall'; readonly columns: number; readonly rows: number}
  | {
      readonly kind: 'panes';
      readonly columns: number;
      readonly rows: number;
      /** Absent where the screen holds one pane at a time and the other has it. */
      readonly chart: Rect | undefined;
      readonly events: Rect | undefined;
      /** The whole area between the status line and the hints: help, palette and pickers stand there. */
      readonly body: Rect;
    };

export const smallest = {columns: 40, rows: 10} as const;

/** Below this a screen shows one pane at a time. */
const bothPanes = {columns: 70, rows: 20} as const;

/** Cells for a size, in a window where `maximised` may have the whole height. */
export function layOut(columns: number, rows: number, focus: Pane, isMaximised: boolean): Layout {
  if (columns < smallest.columns || rows < smallest.rows) {
    return {kind: 'tooSmall', columns, rows};
  }

  const body: Rect = {top: 1, width: columns, height: rows - 2};
  if (isMaximised || columns < bothPanes.columns || rows < bothPanes.rows) {
    return {
      kind: 'panes',
      columns,
      rows,
      chart: focus === 'chart' ? body : undefined,
      events: focus === 'events' ? body : undefined,
      body,
    };
  }

  const chartHeight = chartRows(rows) + 2;
  return {
    kind: 'panes',
    columns,
    rows,
    chart: {...body, height: chartHeight},
    events: {top: 1 + chartHeight, width: columns, height: body.height - chartHeight},
    body,
  };
}

/** Rows inside the chart's border: 6 on 24 rows, about a third of a taller screen, never more than 24. */
function chartRows(rows: number): number {
  return Math.min(24, Math.max(6, Math.round(rows * 0.3)));
}

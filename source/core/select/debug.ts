import {formatDollars} from '../metric/cost.ts';
import {stillSafe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {type State} from '../state/model.ts';
import {cellWidth, fitLine} from '../text.ts';
import {grouped} from './numbers.ts';

/** What the program itself does and takes; nothing in it comes from outside. */
export type Figures = {
  /** Written to the terminal so far, and with the last frame. */
  readonly frames: number;
  readonly bytes: number;
  readonly lastFrame: number;
  /** ms from the change to the frame that shows it: the last one, and the slowest so far. */
  readonly frameTime: number;
  readonly slowestFrame: number;
  /** Bytes that the terminal has not taken yet. */
  readonly unsent: number;
  /** LookupEvents: sent, failed, waiting for their turn; ms since the last answer, undefined before the first. */
  readonly requests: number;
  readonly failures: number;
  readonly waiting: number;
  readonly pollAge: number | undefined;
  /** Bytes of the process, and of what JavaScript holds of them. */
  readonly memory: number;
  readonly heap: number;
};

/** The lines below the panes that `^O` shows, as many as the state has room for. */
export function selectDebug(state: State, figures: Figures): readonly Line[] {
  const {size, debugRows, ascii} = state;
  const between = ascii ? t` - ` : t` · `;
  const lines: SafeText[] = [];
  for (const part of partsOf(state, figures)) {
    const last = lines.at(-1);
    const longer = last === undefined ? part : t`${last}${between}${part}`;
    if (last !== undefined && cellWidth(longer) + 2 <= size.columns) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(part);
    }
  }

  return Array.from({length: debugRows}, (_, index) =>
    fitLine([span(t` ${lines[index] ?? t``}`, 'dim')], size.columns, 'plain', ascii),
  );
}

/** The most telling first: what has no room is left out. */
function partsOf({mode, chart, store}: State, figures: Figures): readonly SafeText[] {
  const {frames, bytes, lastFrame, frameTime, slowestFrame, unsent, memory, heap} = figures;
  const mean = frames === 0 ? 0 : bytes / frames;
  const screen = [
    t`frame ${grouped(lastFrame)} B in ${tenths(frameTime)} ms`,
    t`${grouped(frames)} frames of ${grouped(mean)} B`,
    t`slowest ${tenths(slowestFrame)} ms`,
  ];
  const {cost} = chart;
  const {requests, failures, waiting, pollAge} = figures;
  const live = [
    pollAge === undefined ? t`no poll yet` : t`poll ${grouped(pollAge / 1000)} s ago`,
    t`LookupEvents ${grouped(requests)}${failures === 0 ? t`` : t` (${grouped(failures)} failed)`}`,
    t`GetMetricData ${grouped(cost.calls)} ${formatDollars(cost.dollars)}`,
    t`queue ${grouped(waiting)}, ${grouped(unsent)} B`,
  ];
  return [
    ...screen.slice(0, 1),
    ...(mode === 'live' ? live : [t`queue ${grouped(unsent)} B`]),
    t`memory ${megabytes(memory)} MB, heap ${megabytes(heap)} MB`,
    store.count === 1 ? t`1 event` : t`${grouped(store.count)} events`,
    ...screen.slice(1),
  ];
}

function tenths(value: number): SafeText {
  return stillSafe(value.toFixed(1));
}

function megabytes(bytes: number): SafeText {
  return grouped(bytes / 1e6);
}

/** Before anything has been done. */
export const noFigures: Figures = {
  frames: 0,
  bytes: 0,
  lastFrame: 0,
  frameTime: 0,
  slowestFrame: 0,
  unsent: 0,
  requests: 0,
  failures: 0,
  waiting: 0,
  pollAge: undefined,
  memory: 0,
  heap: 0,
};

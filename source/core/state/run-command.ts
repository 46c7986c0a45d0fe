import {type CommandId, type Context} from '../commands.ts';
import {readingLines} from '../select/readings.ts';
import {utc} from '../time.ts';
import {views} from './visible.ts';
import {
  openEverywhere,
  showLogins,
  openPicker,
  openPalette,
  acceptOverlay,
  moveSelection,
  toggleChosen,
} from './overlays.ts';
import {excludeValue, keepValue} from './value-filter.ts';
import {moveChartCursor, moveToMark, switchPane} from './chart-moves.ts';
import {openCopy} from './copy.ts';
import {
  closeFold,
  findInDetail,
  foldAll,
  openDetail,
  openFold,
  scrollDetail,
  toggleFold,
} from './detail-moves.ts';
import {moveCursor, moveToEnd, moveToNext, pageSize} from './list-moves.ts';
import {acceptPrompt, cancelPrompt, moveInPrompt, openPrompt, takeSuggestion} from './prompts.ts';
import {acceptSave, openSave, stopSaving} from './save.ts';
import {quitOrAsk} from './recording.ts';
import {turnFreeze} from './frozen.ts';
import {toggleDebug} from './debug.ts';
import {backToNow, choosePreset, panRange, zoomRange} from './range-moves.ts';
import {closeRuns, openRun, toggleCollapse, turnOrder} from './collapse.ts';
import {cursorPosition} from './settle.ts';
import {
  moveInSummary,
  narrowSummary,
  showSummarised,
  switchTable,
  toggleSummary,
} from './summary.ts';
import {chainEverywhere, filterLink, moveInChain} from './pivot-chain.ts';
import {openPivots} from './pivot-menu.ts';
import {backOnTheWay, canGoBack} from './pivot-way.ts';
import {moveColumn} from './columns.ts';
import {
  acceptBefore,
  changeReach,
  moveInBefore,
  openBefore,
  pivotBefore,
  switchInstance,
} from './before.ts';
import {loadRest, stopLoading} from './loading.ts';
import {openAlarms} from './alarms.ts';
import {openMetricMenu} from './metric-menu.ts';
import {type Overlay, type State} from './model.ts';

/** Where the keyboard goes. */
export function contextOf(state: State): Context {
  if (state.prompt) {
    return 'prompt';
  }

  if (state.overlay) {
    return contextOfOverlay(state.overlay.kind);
  }

  if (state.focus === 'chart') {
    return 'chart';
  }

  return state.detail ? 'detail' : 'list';
}

/** Menus that are worked alike share the keys. */
function contextOfOverlay(kind: Overlay['kind']): Context {
  switch (kind) {
    case 'problems': {
      return 'help';
    }

    case 'everywhere': {
      return 'regions';
    }

    case 'alarms':
    case 'metric':
    case 'pivots': {
      return 'palette';
    }

    default: {
      return kind;
    }
  }
}

/** What a command does to the state. */
export function runCommand(state: State, id: CommandId): State {
  const digit = /^range(?<digit>[1-9])$/v.exec(id)?.groups?.['digit'];
  return digit === undefined ? (doing[id]?.(state) ?? state) : choosePreset(state, Number(digit));
}

const doing: Readonly<Partial<Record<CommandId, (state: State) => State>>> = {
  down: (state) => scroll(state, 1),
  up: (state) => scroll(state, -1),
  pageDown: (state) => scroll(state, pageSize(state, false)),
  pageUp: (state) => scroll(state, -pageSize(state, false)),
  halfDown: (state) => scroll(state, pageSize(state, true)),
  halfUp: (state) => scroll(state, -pageSize(state, true)),
  first: (state) =>
    isList(state) ? withChartCursor(moveToEnd(state, 'first')) : scroll(state, -Infinity),
  last: (state) =>
    isList(state) ? withChartCursor(moveToEnd(state, 'last')) : scroll(state, Infinity),
  left(state) {
    return state.focus === 'chart'
      ? moveChartCursor(state, -1)
      : state.detail
        ? closeFold(state)
        : moveColumn(state, -1);
  },
  right(state) {
    return state.focus === 'chart'
      ? moveChartCursor(state, 1)
      : state.detail
        ? openFold(state)
        : moveColumn(state, 1);
  },
  nextFailure: (state) => moveToFailure(state, 1),
  previousFailure: (state) => moveToFailure(state, -1),
  nextMark: (state) => moveToMark(state, 1),
  previousMark: (state) => moveToMark(state, -1),
  switchPane,
  filter: (state) => openPrompt(state, 'filter'),
  typeRange: (state) => openPrompt(state, 'range'),
  search: (state) => openPrompt(state, 'search'),
  searchDown: (state) => findInDetail(state, state.detail?.search ?? '', 1),
  searchUp: (state) => findInDetail(state, state.detail?.search ?? '', -1),
  detail: (state) => openRun(state, cursorPosition(state)) ?? openDetail(state),
  fold: toggleFold,
  foldAll,
  copy: openCopy,
  collapse: toggleCollapse,
  order: turnOrder,
  keep: (state) => (isSummary(state) ? narrowSummary(state, false) : keepValue(state)),
  exclude: (state) => (isSummary(state) ? narrowSummary(state, true) : excludeValue(state)),
  summary: toggleSummary,
  nextTable: (state) => switchTable(state, 1),
  previousTable: (state) => switchTable(state, -1),
  toggleFilter: (state) =>
    state.filter
      ? {...state, isFilterOff: !state.isFilterOff}
      : {...state, notice: 'there is no filter: / types one'},
  cycleView: (state) => ({
    ...state,
    view: views[(views.indexOf(state.view) + 1) % views.length] ?? 'notable',
  }),
  panLeft: (state) => panRange(state, -1),
  panRight: (state) => panRange(state, 1),
  zoomIn: (state) => zoomRange(state, 'in'),
  zoomOut: (state) => zoomRange(state, 'out'),
  now: backToNow,
  instances: openPicker,
  metric: (state) => openMetricMenu(state, 'metric'),
  statistic: (state) => openMetricMenu(state, 'statistic'),
  period: (state) => openMetricMenu(state, 'period'),
  alarms: openAlarms,
  pivot: (state) => (state.overlay?.kind === 'before' ? pivotBefore(state) : openPivots(state)),
  before: openBefore,
  reachFurther: (state) => changeReach(state, 1),
  reachLess: (state) => changeReach(state, -1),
  nextInstance: switchInstance,
  keyCalls: filterLink,
  everywhere: (state) =>
    state.overlay?.kind === 'chain' ? chainEverywhere(state) : openEverywhere(state),
  logins: showLogins,
  scale: (state) => ({
    ...state,
    chart: {...state.chart, scale: state.chart.scale === 'fit' ? 'percent' : 'fit'},
  }),
  maximise: (state) => ({...state, isMaximised: !state.isMaximised}),
  zone: turnZone,
  freeze: turnFreeze,
  loadAll: loadRest,
  refresh: (state) =>
    state.mode === 'archive'
      ? {...state, notice: 'files are read once: start again to read what has been added'}
      : {...state, refreshes: state.refreshes + 1, notice: 'asking AWS again'},
  palette: openPalette,
  help: (state) => ({...state, overlay: {kind: 'help', top: 0}}),
  problems: (state) => ({...state, overlay: {kind: 'problems', top: 0}}),
  save: openSave,
  keepView: (state) => openPrompt(state, 'view'),
  accept(state) {
    if (state.overlay?.kind === 'save' && !state.prompt) {
      return acceptSave(state);
    }

    if (isSummary(state) && !state.prompt) {
      return showSummarised(state);
    }

    if (state.overlay?.kind === 'before') {
      return acceptBefore(state);
    }

    return state.prompt ? acceptPrompt(state) : acceptOverlay(state, runCommand);
  },
  toggle: toggleChosen,
  complete: (state) => takeSuggestion(state, 1),
  completeBack: (state) => takeSuggestion(state, -1),
  menuDown: (state) => (state.prompt ? moveInPrompt(state, 1) : moveSelection(state, 1)),
  menuUp: (state) => (state.prompt ? moveInPrompt(state, -1) : moveSelection(state, -1)),
  back: goBack,
  quit: (state) => (isTop(state) ? quitOrAsk(state) : goBack(state)),
  debug: toggleDebug,
  interrupt: (state) => ({...state, isQuitting: true}),
  redraw: (state) => ({...state, redraws: state.redraws + 1}),
  suspend: (state) => ({...state, suspensions: state.suspensions + 1}),
};

function turnZone(state: State): State {
  return state.localZone.label === utc.label
    ? {...state, notice: "this machine's zone is UTC; TZ names another: TZ=Europe/Paris trailtop"}
    : {...state, zone: state.zone === 'utc' ? 'local' : 'utc'};
}

/** Arrow and page keys: the help, the detail or the list, whichever is on top. In the chart they move the list. */
function scroll(state: State, by: number): State {
  if (state.overlay?.kind === 'help' || state.overlay?.kind === 'problems') {
    const {kind, top} = state.overlay;
    const last = Math.max(0, readingLines(state, state.size.columns).length - overlayHeight(state));
    return {...state, overlay: {kind, top: Math.min(Math.max(0, top + by), last)}};
  }

  if (state.overlay?.kind === 'everywhere') {
    return moveSelection(state, by);
  }

  if (state.overlay?.kind === 'chain') {
    return moveInChain(state, by);
  }

  if (isSummary(state)) {
    return moveInSummary(state, by);
  }

  if (state.overlay?.kind === 'before') {
    return moveInBefore(state, by);
  }

  if (contextOf(state) === 'detail') {
    return scrollDetail(state, by);
  }

  return withChartCursor(moveCursor(state, by));
}

/** With the keyboard in the chart its cursor goes where the list's goes. */
function withChartCursor(state: State): State {
  const time = state.store.time(state.cursor ?? -1);
  return state.focus === 'chart' && Number.isFinite(time)
    ? {...state, chart: {...state.chart, cursor: time}}
    : state;
}

function overlayHeight(state: State): number {
  return Math.max(1, state.size.rows - 4);
}

function isSummary(state: State): boolean {
  return state.overlay?.kind === 'summary';
}

function isList(state: State): boolean {
  return !state.overlay && contextOf(state) !== 'detail';
}

function moveToFailure(state: State, direction: 1 | -1): State {
  return moveToNext(
    state,
    direction,
    (row) => state.store.isClass(row, 'failed'),
    direction === 1
      ? 'no failed call further back in this list'
      : 'no failed call nearer to now in this list',
  );
}

function isTop(state: State): boolean {
  return !state.prompt && !state.overlay && !state.detail;
}

/**
 * One step back: what lies on top goes first, then the detail, then the way one came, then full height, then the other
 * pane.
 */
function goBack(state: State): State {
  if (state.prompt) {
    return cancelPrompt(state);
  }

  // The bottom line says so, wherever the person is; what lies over the panes for another reason goes first.
  if (state.saving && (!state.overlay || state.overlay.kind === 'save')) {
    return stopSaving(state);
  }

  // What was narrowed in the summary is widened there.
  if (state.overlay?.kind === 'summary' && state.overlay.steps > 0) {
    return backOnTheWay(state);
  }

  if (state.overlay) {
    return {
      ...state,
      overlay: state.overlay.kind === 'pivots' ? state.overlay.under : undefined,
    };
  }

  if (state.detail) {
    return {...state, detail: undefined};
  }

  const closed = closeRuns(state);
  if (closed) {
    return closed;
  }

  if (canGoBack(state)) {
    return backOnTheWay(state);
  }

  if (state.isMaximised) {
    return {...state, isMaximised: false};
  }

  const stopped = stopLoading(state);
  if (stopped) {
    return stopped;
  }

  return state.focus === 'chart' ? {...state, focus: 'events'} : state;
}

import {type CommandId, type Context} from '../commands.ts';
import {helpLines, problemLines} from '../select/readings.ts';
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
import {findInDetail, openDetail, scrollDetail} from './detail-moves.ts';
import {moveCursor, moveToNewest, moveToNext, moveToOldest, pageSize} from './list-moves.ts';
import {acceptPrompt, cancelPrompt, openPrompt, recallHistory} from './prompts.ts';
import {backToNow, choosePreset, panRange, zoomRange} from './range-moves.ts';
import {moveColumn} from './columns.ts';
import {isAllWanted, type State} from './model.ts';

/** Where the keyboard goes. */
export function contextOf(state: State): Context {
  if (state.prompt) {
    return 'prompt';
  }

  if (state.overlay) {
    const {kind} = state.overlay;
    return kind === 'problems' ? 'help' : kind === 'everywhere' ? 'palette' : kind;
  }

  if (state.focus === 'chart') {
    return 'chart';
  }

  return state.detail ? 'detail' : 'list';
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
    isList(state) ? withChartCursor(moveToNewest(state)) : scroll(state, -Infinity),
  last: (state) => (isList(state) ? withChartCursor(moveToOldest(state)) : scroll(state, Infinity)),
  left: (state) => (state.focus === 'chart' ? moveChartCursor(state, -1) : moveColumn(state, -1)),
  right: (state) => (state.focus === 'chart' ? moveChartCursor(state, 1) : moveColumn(state, 1)),
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
  detail: openDetail,
  keep: keepValue,
  exclude: excludeValue,
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
  everywhere: openEverywhere,
  logins: showLogins,
  scale: (state) => ({
    ...state,
    chart: {...state.chart, scale: state.chart.scale === 'fit' ? 'percent' : 'fit'},
  }),
  maximise: (state) => ({...state, isMaximised: !state.isMaximised}),
  zone: (state) => ({...state, zone: state.zone === 'utc' ? 'local' : 'utc'}),
  freeze: (state) => ({
    ...state,
    frozenAt: state.frozenAt === undefined ? state.store.rowCount : undefined,
    frozenSince: state.now,
  }),
  loadAll: (state) =>
    isAllWanted(state)
      ? {
          ...state,
          notice: isLoadingAll(state) ? 'it is being loaded; Esc stops it' : 'everything is loaded',
        }
      : {...state, loadAll: 'yes', notice: 'loading everything; Esc stops it'},
  refresh: (state) => ({...state, refreshes: state.refreshes + 1, notice: 'asking AWS again'}),
  palette: openPalette,
  help: (state) => ({...state, overlay: {kind: 'help', top: 0}}),
  problems: (state) => ({...state, overlay: {kind: 'problems', top: 0}}),
  accept: (state) => (state.prompt ? acceptPrompt(state) : acceptOverlay(state, runCommand)),
  toggle: toggleChosen,
  menuDown: (state) => (state.prompt ? recallHistory(state, -1) : moveSelection(state, 1)),
  menuUp: (state) => (state.prompt ? recallHistory(state, 1) : moveSelection(state, -1)),
  back: goBack,
  quit: (state) => (isTop(state) ? {...state, isQuitting: true} : goBack(state)),
  interrupt: (state) => ({...state, isQuitting: true}),
  suspend: (state) => ({...state, suspensions: state.suspensions + 1}),
};

/** Arrow and page keys: the help, the detail or the list, whichever is on top. In the chart they move the list. */
function scroll(state: State, by: number): State {
  if (state.overlay?.kind === 'help' || state.overlay?.kind === 'problems') {
    const {kind, top} = state.overlay;
    const last = Math.max(0, overlayLines(state) - overlayHeight(state));
    return {...state, overlay: {kind, top: Math.min(Math.max(0, top + by), last)}};
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

/** Lines of the text that lies over the panes. */
function overlayLines(state: State): number {
  return state.overlay?.kind === 'problems'
    ? problemLines(state).length
    : helpLines(state.ascii).length;
}

function overlayHeight(state: State): number {
  return Math.max(1, state.size.rows - 4);
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

function isLoadingAll(state: State): boolean {
  return (
    isAllWanted(state) && [...state.feeds.values()].some(({progress}) => progress?.pass === 'all')
  );
}

function stopLoading(state: State): State {
  return {...state, loadAll: 'no', notice: 'loading of the rest is stopped; A goes on with it'};
}

function isTop(state: State): boolean {
  return !state.prompt && !state.overlay && !state.detail;
}

/** One step back: what lies on top goes first, then the detail, then full height, then the other pane. */
function goBack(state: State): State {
  if (state.prompt) {
    return cancelPrompt(state);
  }

  if (state.overlay) {
    return {...state, overlay: undefined};
  }

  if (state.detail) {
    return {...state, detail: undefined};
  }

  if (state.isMaximised) {
    return {...state, isMaximised: false};
  }

  if (isLoadingAll(state)) {
    return stopLoading(state);
  }

  return state.focus === 'chart' ? {...state, focus: 'events'} : state;
}

import {type Clipboard} from '../copy/clipboard.ts';
import {type EventStore} from '../event-store.ts';
import {type Filter} from '../filter.ts';
import {filterText} from '../filter/vocabulary.ts';
import {defaultMetric, type MetricChoice} from '../metric/choice.ts';
import {noCost} from '../metric/cost.ts';
import {isPercent} from '../metric/unit.ts';
import {utc, type Zone} from '../time.ts';
import {noLines} from './collapse.ts';
import {debugHeight} from './debug.ts';
import {withRemembered} from './filter-history.ts';
import {freshLoading, loadAllFor, type StartedWith, type State} from './model.ts';
import {resolveRange, type RangeChoice} from './range.ts';
import {VisibleRows, type View} from './visible.ts';

export type StartOptions = {
  readonly mode: State['mode'];
  readonly isDemo?: boolean;
  readonly now: number;
  readonly columns: number;
  readonly rows: number;
  readonly isDebug?: boolean;
  readonly ascii?: boolean;
  readonly zone?: State['zone'];
  readonly localZone?: Zone;
  readonly regions?: readonly string[];
  readonly globalRegion?: string;
  readonly choice: RangeChoice;
  readonly rate?: number;
  readonly view?: View;
  readonly filter?: Filter;
  readonly charted?: readonly string[];
  readonly metric?: MetricChoice;
  readonly threshold?: number | undefined;
  /** Why these are charted; `chosen` unless said otherwise. */
  readonly why?: string | undefined;
  /** Whether identical neighbours share a line. */
  readonly isCollapsing?: boolean;
  readonly startedWith?: StartedWith;
  readonly clipboard?: Clipboard;
  readonly store: EventStore;
};

/** What the screen begins with. */
export function initialState(options: StartOptions): State {
  const {columns, rows, isDebug = false} = options;
  const debugRows = debugHeight(columns, rows, isDebug);
  return {
    mode: options.mode,
    isDemo: options.isDemo ?? false,
    now: options.now,
    size: {columns, rows: rows - debugRows},
    isDebug,
    debugRows,
    ascii: options.ascii ?? false,
    zone: options.zone ?? 'utc',
    localZone: options.localZone ?? utc,
    regions: options.regions ?? [],
    globalRegion: options.globalRegion ?? '',
    identity: undefined,
    credentialsEnd: undefined,
    store: options.store,
    storeVersion: options.store.version,
    coverage: [],
    feeds: new Map(),
    archive: {
      filesDone: 0,
      filesTotal: 0,
      columns: [],
      problems: [],
      skipped: 0,
      isDone: options.mode === 'live',
      isStopped: false,
    },
    choice: options.choice,
    range: resolveRange(options.choice, options.now, options.store.extent),
    generation: 1,
    refreshes: 0,
    rate: options.rate ?? 1,
    loadAll: options.mode === 'live' ? loadAllFor(options.choice) : 'auto',
    loadFirst: freshLoading,
    view: options.view ?? 'notable',
    filter: options.filter,
    isFilterOff: false,
    // What was given on the command line comes back as what was typed does.
    filterHistory: withRemembered([], filterText(options.filter)),
    way: [],
    visible: new VisibleRows(),
    list: {rows: [], total: 0, own: 0, waiting: 0},
    search: undefined,
    lines: noLines(options.isCollapsing ?? true),
    isCollapsing: options.isCollapsing ?? true,
    isTurned: false,
    opened: new Set(),
    cursor: undefined,
    cursorLine: 0,
    lost: undefined,
    isFollowing: true,
    column: 'name',
    focus: 'events',
    isMaximised: false,
    frozenAt: undefined,
    frozenSince: 0,
    atFreeze: undefined,
    chart: {
      generation: 0,
      charted: options.charted ?? [],
      why: options.charted?.length ? (options.why ?? 'chosen') : '',
      instances: [],
      series: new Map(),
      scale: isPercent(options.metric ?? defaultMetric) ? 'percent' : 'fit',
      metric: options.metric ?? defaultMetric,
      known: undefined,
      alarms: undefined,
      threshold:
        options.threshold === undefined
          ? undefined
          : {value: options.threshold, metric: (options.metric ?? defaultMetric).metric},
      cursor: undefined,
      problem: undefined,
      lacks: [],
      loadedFor: undefined,
      cost: noCost,
    },
    searches: 0,
    everywhere: undefined,
    detail: undefined,
    overlay: undefined,
    prompt: undefined,
    saves: 0,
    saving: undefined,
    keeps: 0,
    keeping: undefined,
    kept: [],
    hasSaved: false,
    recording: undefined,
    startedWith: options.startedWith ?? {paths: []},
    notice: remarkWords(options.startedWith?.remarks ?? []),
    isQuitting: false,
    isQuitAsked: false,
    isBeforeAsked: false,
    redraws: 0,
    suspensions: 0,
    copying: {serial: 0, text: ''},
    clipboard: options.clipboard ?? 'direct',
  };
}

/** The first of what is wrong in config.json; `!` lists them all. */
function remarkWords([first, ...more]: readonly string[]): string {
  return first === undefined || more.length === 0
    ? (first ?? '')
    : `${first} (! lists ${more.length} more)`;
}

import {type Pane} from '../layout.ts';
import {type Coverage} from '../loading/coverage.ts';
import {type EventStore} from '../event-store.ts';
import {type Everywhere} from '../loading/everywhere.ts';
import {type Filter} from '../filter.ts';
import {type Series} from '../metric.ts';
import {type MetricChoice} from '../metric/choice.ts';
import {type MetricCost} from '../metric/cost.ts';
import {type Problem} from '../problem.ts';
import {type Belongings} from '../spike/belongings.ts';
import {type Clipboard} from '../copy/clipboard.ts';
import {utc, type TimeRange, type Zone} from '../time.ts';
import {type RangeChoice} from './range.ts';
import {type LineEdit} from './line-edit.ts';
import {type AlarmsOverlay, type KnownAlarms} from './alarms.ts';
import {type KnownMetrics, type MetricOverlay} from './metrics.ts';
import {type ColumnId} from './list-columns.ts';
import {type CopyOverlay, type CopyRequest} from './copying.ts';
import {type SaveOverlay, type Saving} from './saving.ts';
import {type Recording} from './recording.ts';
import {type Keeping, type ViewEntries} from './keeping.ts';
import {type WayStep} from './pivot-way.ts';
import {type ListLines} from './collapse.ts';
import {type Reading} from './frozen.ts';
import {type SummaryOverlay} from './summary.ts';
import {type BeforeOverlay} from './before-overlay.ts';
import {type View, type VisibleList, type VisibleRows} from './visible.ts';

export type Identity = {
  readonly account: string;
  readonly arn: string;
  readonly profile: string;
};

export type InstanceInfo = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly state: string;
  readonly monitoring: 'basic' | 'detailed' | '';
  /** The name of an alarm in ALARM on it, '' where there is none. */
  readonly alarm: string;
  /** Its Auto Scaling group, where DescribeInstances told of one. */
  readonly group?: string;
  /** Why it stopped, in the words of EC2; '' while it runs. */
  readonly reason?: string;
  /** What else DescribeInstances says that it is made of: security groups, volumes, its profile. */
  readonly belongings?: Belongings;
};

export type LoadProgress = {
  readonly pass: 'filter' | 'writes' | 'all';
  /** Requests made. */
  readonly requests: number;
  /** Requests still to make, at the density of events found so far; absent before the first answer. */
  readonly left?: number;
};

/** What one region's collection says of itself. */
export type RegionFeed = {
  readonly settledTo?: number;
  /** The pass that is under way; absent when nothing of the range is being loaded. */
  readonly progress?: LoadProgress;
  /** Seconds that following is behind what the request budget can carry; absent while it keeps up. */
  readonly lag?: number;
  /** AWS asked us to slow down within the last half minute. */
  readonly isThrottled?: boolean;
  /** How far our clock is ahead of AWS's, ms, in whole minutes; absent below one. */
  readonly clockOff?: number;
  readonly problem?: Problem;
};

/** What could not be read of an archive. */
export type FileProblem = {
  readonly path: string;
  readonly message: string;
  /** A failure: the path was given, or its name promises events. Else it is a mere remark. */
  readonly named: boolean;
};

export type Prompt = {
  readonly kind: 'filter' | 'range' | 'search' | 'view';
  readonly line: LineEdit;
  /** Where and why what was typed is wrong; `column` counts from 1, 0 where it is the whole. */
  readonly problem?: {readonly column: number; readonly message: string; readonly hint?: string};
  /** The filter and the place in the list as they were when the prompt was opened: Esc brings them back. */
  readonly before: Pick<
    State,
    'filter' | 'isFilterOff' | 'cursor' | 'cursorLine' | 'isFollowing' | 'detail'
  >;
  /** How far back in the history `↑` has gone; 0 is what is being typed. */
  readonly historyIndex: number;
  /** What was being typed before `↑`. */
  readonly draft: string;
  /** Which of the suggestions is marked. */
  readonly marked: number;
  /** The line before Tab put a value into it: Tab again puts the next one in its place. */
  readonly taken?: LineEdit;
  /** The view that another Enter replaces: the person has been told that it is there. */
  readonly mayReplace?: string;
  /** Enter has found the line wrong: until it is changed, that is told and nothing is offered. */
  readonly isRefused?: true;
};

/** What the command line began with, as far as other parts of the screen name it. */
export type StartedWith = {
  /** Files and folders of an archive; none where the trail is live. */
  readonly paths: readonly string[];
  readonly timeColumn?: string;
  /** The file of a recorded series. */
  readonly metricsFrom?: string;
  /** What the command line or a view says of how AWS is reached, as a view has it. */
  readonly named?: ViewEntries;
  /** The view that it began with; absent where there was none. */
  readonly view?: string;
  /** What is wrong in config.json, a sentence each; may hold outside text. */
  readonly remarks?: readonly string[];
};

export type Overlay =
  | SummaryOverlay
  | BeforeOverlay
  | SaveOverlay
  | CopyOverlay
  | MetricOverlay
  | AlarmsOverlay
  | {readonly kind: 'help' | 'problems'; readonly top: number}
  | {readonly kind: 'everywhere'; readonly row: number; readonly selected: number}
  | {readonly kind: 'palette'; readonly line: LineEdit; readonly selected: number}
  | {
      /** The ways on from an event; `picked` is a value of it that was pointed at, '' for none. */
      readonly kind: 'pivots';
      readonly row: number;
      readonly picked: string;
      /** The filter's field or path that has the picked value; '' for none. */
      readonly pickedField: string;
      readonly line: LineEdit;
      readonly selected: number;
      /** The calls before a change that it was opened from: Esc leads back to them. */
      readonly under?: BeforeOverlay;
    }
  /** The chain of an access key, asked for from an event. */
  | {
      readonly kind: 'chain';
      readonly key: string;
      readonly row: number;
      readonly selected: number;
    }
  | {
      readonly kind: 'picker';
      readonly line: LineEdit;
      readonly selected: number;
      readonly chosen: readonly string[];
    };

export type DetailState = {
  readonly row: number;
  /** The line under the cursor, the first one shown, and the rows of that one which are above the pane. */
  readonly cursor: number;
  readonly top: number;
  readonly skip: number;
  /** Values of the record (by their place in it) that were opened or folded, other than they are at first. */
  readonly toggled: ReadonlySet<number>;
  readonly search: string;
  /** The line of the place found; -1 where there is none. */
  readonly found: number;
};

/** `left`: requests that were still to be made when the person was asked. */
export type FirstLoading = {readonly answer: 'auto' | 'ask' | 'yes' | 'no'; readonly left: number};

export const freshLoading: FirstLoading = {answer: 'auto', left: 0};

export type State = {
  readonly mode: 'live' | 'archive';
  readonly isDemo: boolean;
  readonly now: number;
  /** Cells of the terminal, without the rows of the debug strip below. */
  readonly size: {readonly columns: number; readonly rows: number};
  /** Whether the program's own figures are shown, and the rows that they take. */
  readonly isDebug: boolean;
  readonly debugRows: number;
  readonly ascii: boolean;
  readonly zone: 'utc' | 'local';
  readonly localZone: Zone;

  readonly regions: readonly string[];
  /** Watched beside them for the events of global services; '' where it is among them or not watched. */
  readonly globalRegion: string;
  readonly identity: Identity | undefined;
  /** When the credentials end, ms since 1970; undefined where they do not, or nobody knows. */
  readonly credentialsEnd: number | undefined;

  readonly store: EventStore;
  readonly storeVersion: number;
  readonly coverage: readonly Coverage[];
  readonly feeds: ReadonlyMap<string, RegionFeed>;
  readonly archive: {
    readonly filesDone: number;
    readonly filesTotal: number;
    readonly columns: readonly string[];
    readonly problems: readonly FileProblem[];
    readonly skipped: number;
    readonly isDone: boolean;
    /** The person has ended the reading before all files were read. */
    readonly isStopped: boolean;
  };

  readonly choice: RangeChoice;
  readonly range: TimeRange;
  /** Grows when something else is asked of AWS: answers to older questions are then dropped. */
  readonly generation: number;
  /** LookupEvents a second and region. */
  readonly rate: number;
  /**
   * Whether everything in the range is loaded beyond its writes: `auto` for a short range; a long one is `ask`ed about and
   * becomes `yes` or `no`, as a loading that was stopped does.
   */
  readonly loadAll: 'auto' | 'ask' | 'yes' | 'no';
  /**
   * Whether what comes before that is loaded: the writes, and what the filter lets AWS select. What takes long is `ask`ed
   * about once its newest part is here.
   */
  readonly loadFirst: FirstLoading;
  /** Grows when the person asks for a refresh. */
  readonly refreshes: number;

  readonly view: View;
  readonly filter: Filter | undefined;
  readonly isFilterOff: boolean;
  readonly filterHistory: readonly string[];
  /** The places that pivots led away from, the last one last: Esc goes back along them. */
  readonly way: readonly WayStep[];
  readonly visible: VisibleRows;
  /** All matching events: what is marked, counted, summarised and saved. */
  readonly list: VisibleList;
  /** How far the records have been searched for what only they can answer; undefined where nothing has been asked. */
  readonly search: {readonly done: number; readonly total: number} | undefined;
  /** The list as it is drawn: identical neighbours share a line. */
  readonly lines: ListLines;
  readonly isCollapsing: boolean;
  /** The list runs from the oldest event down to the newest. */
  readonly isTurned: boolean;
  /** Rows whose runs of identical neighbours a person has opened. */
  readonly opened: ReadonlySet<number>;

  /** The row under the list's cursor; undefined where the list is empty. */
  readonly cursor: number | undefined;
  /** Where the cursor's row is on the screen, counted from the list's first line. */
  readonly cursorLine: number;
  /** Where the cursor was when the list became empty: it goes back there once there is something again. */
  readonly lost: {readonly row: number; readonly line: number} | undefined;
  /** The cursor stays on the newest event. */
  readonly isFollowing: boolean;
  /** The column of the list that `f` and `x` mean. */
  readonly column: ColumnId;

  readonly focus: Pane;
  readonly isMaximised: boolean;
  /** Set while the screen is frozen: rows from this one on wait. */
  readonly frozenAt: number | undefined;
  /** When the screen was frozen, ms since 1970. */
  readonly frozenSince: number;
  /** What had been read then: of a frozen screen nothing else is claimed. */
  readonly atFreeze: Reading | undefined;

  readonly chart: {
    /** Grows when something else is charted; the events are not asked for anew then. */
    readonly generation: number;
    readonly charted: readonly string[];
    /** Why these are charted: `in ALARM`, `busiest`, `chosen`; '' before anything is. */
    readonly why: string;
    readonly instances: readonly InstanceInfo[];
    readonly series: ReadonlyMap<string, Series>;
    readonly scale: 'percent' | 'fit';
    /** What is charted of each of them. */
    readonly metric: MetricChoice;
    /** What ListMetrics said last; undefined until it was asked. */
    readonly known: KnownMetrics | undefined;
    /** The alarms of the account; undefined until they were asked for. */
    readonly alarms: KnownAlarms | undefined;
    /** A level of a metric that the person wants to see; undefined where none was asked for. */
    readonly threshold: {readonly value: number; readonly metric: string} | undefined;
    /** The chart's own cursor, a time; undefined until the chart has had the keyboard. */
    readonly cursor: number | undefined;
    readonly problem: Problem | undefined;
    /** What could not be asked and is only missed: alarms, names. */
    readonly lacks: readonly Problem[];
    /** The range whose datapoints are here. */
    readonly loadedFor: TimeRange | undefined;
    /** What CloudWatch was asked for datapoints so far, and what that costs. */
    readonly cost: MetricCost;
  };

  /** Searches for one value in every region so far: each has its number. */
  readonly searches: number;
  /** The last search for one value in every region. */
  readonly everywhere: Everywhere | undefined;
  readonly detail: DetailState | undefined;
  readonly overlay: Overlay | undefined;
  readonly prompt: Prompt | undefined;
  /** Files asked for so far: each has its number. */
  readonly saves: number;
  /** The file that is being written; undefined while none is. */
  readonly saving: Saving | undefined;
  /** Views asked to be kept so far: each has its number. */
  readonly keeps: number;
  /** The view that is being kept; undefined while none is. */
  readonly keeping: Keeping | undefined;
  /** The command lines that open what was kept from this screen. */
  readonly kept: readonly string[];
  /** Whether a file has been written from this screen. */
  readonly hasSaved: boolean;
  /** What becomes of `--record`; undefined where it was not given. */
  readonly recording: Recording | undefined;
  readonly startedWith: StartedWith;
  /** A word to the person until the next key; may hold outside text. */
  readonly notice: string;
  readonly isQuitting: boolean;
  /** The person was asked whether to quit although something would be lost. */
  readonly isQuitAsked: boolean;
  /** `b` was pressed before the datapoints were there: what it shows comes with them. */
  readonly isBeforeAsked: boolean;
  /** Grows with each request to draw all of the screen anew. */
  readonly redraws: number;
  /** Grows with each request to suspend. */
  readonly suspensions: number;
  /** What the terminal is to take into its clipboard. */
  readonly copying: CopyRequest;
  readonly clipboard: Clipboard;
};

/** A range longer than this is loaded whole only when the person says so. */
const longRange = 24 * 3_600_000;

/** What a newly chosen range begins with. */
export function loadAllFor(choice: RangeChoice): State['loadAll'] {
  const span =
    choice.kind === 'live'
      ? choice.span
      : choice.kind === 'fixed'
        ? choice.until - choice.since
        : 0;
  return span > longRange ? 'ask' : 'auto';
}

/** The zone that times are shown in. */
export function zoneOf(state: State): Zone {
  return state.zone === 'utc' ? utc : state.localZone;
}

/** The moment that ranges count back from: now, or in an archive the newest event. */
export function presentOf(state: State): number {
  return state.mode === 'live' ? state.now : (state.store.extent?.until ?? state.now) - 1;
}

/** Whether anything of the range is to be loaded. */
export function isLoadingWanted({loadFirst: {answer}}: State): boolean {
  return answer === 'auto' || answer === 'yes';
}

/** Whether everything in the range is to be loaded, beyond its writes. */
export function isAllWanted({loadAll}: State): boolean {
  return loadAll === 'auto' || loadAll === 'yes';
}

/** All regions that are watched. */
export function watchedRegions({regions, globalRegion}: State): readonly string[] {
  return globalRegion === '' ? regions : [...regions, globalRegion];
}

/** Grows when another range or other instances are charted: answers to older questions are then dropped. */
export function chartGeneration({generation, chart}: State): number {
  return generation + chart.generation;
}

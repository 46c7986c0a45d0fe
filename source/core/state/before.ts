import {columnOfTime, valueAt} from '../chart.ts';
import {chartedSeries, chartFrameOf} from '../chart/shown-frame.ts';
import {instancesCalled} from '../instances/seen.ts';
import {toldBelongings} from '../instances/told.ts';
import {isInstance} from '../metric/choice.ts';
import {pointsWithin, type Datapoint, type Series} from '../metric.ts';
import {isInstanceId} from '../reading/instances.ts';
import {callsBefore, type BeforeAnswer, type BeforeCall, type FoldedCall} from '../spike/before.ts';
import {changeAt, type Change, type Known} from '../spike/change.ts';
import {changeSoonAfter, highestRise, sizeOf} from '../spike/find-change.ts';
import {minute} from '../time.ts';
import {metricRefusal} from './metric-menu.ts';
import {momentOverlay, nextMoment, noMachine} from './before-moment.ts';
import {type BeforeOverlay} from './before-overlay.ts';
import {openDetail} from './detail-moves.ts';
import {rangeWith} from './pivot-chain.ts';
import {leadTo} from './pivot-lead.ts';
import {emptyLine} from './line-edit.ts';
import {type State} from './model.ts';

/** A call is asked about together with what changed so soon after it. */
const soon = 15 * minute;

/** How far back can be looked, ms. */
const reaches = [5, 15, 30, 60, 120, 240, 480, 1440].map((minutes) => minutes * minute);

/** Calls of services that are listed below the call that explains them. */
export const mostFolded = 6;

/** Whether the datapoints of all of the range that has happened are there, or why they are not is known. */
function isLoaded({chart: {loadedFor, problem}, range, now}: State): boolean {
  const until = Math.min(range.until, now);
  return (
    problem !== undefined ||
    (loadedFor !== undefined && loadedFor.since <= range.since && loadedFor.until >= until)
  );
}

type Found = {readonly series: Series; readonly change: Change; readonly how: BeforeOverlay['how']};

/** `b`: the calls before the change that leads to where the cursor is; where nothing was chosen, before the highest rise. */
export function openBefore(state: State): State {
  const charted = chartedSeries(state);
  const {since, until} = state.range;
  const isEmpty = charted.every(({points}) => pointsWithin(points, since, until).length === 0);
  // Files have their calls, also where nobody has recorded a series beside them.
  if (isEmpty && state.mode === 'archive') {
    const overlay = momentOverlay(state);
    return overlay ? {...state, overlay} : {...state, notice: noMachine};
  }

  if (state.chart.charted.length === 0) {
    return {...state, notice: 'nothing is charted: i chooses an instance, b shows its calls then'};
  }

  const refusal = metricRefusal(state);
  if (isEmpty && refusal !== undefined) {
    return {...state, notice: refusal};
  }

  if (isEmpty && !isLoaded(state)) {
    // Nothing is asked for a chart that is not seen, and what is asked for takes its time.
    return {
      ...state,
      isBeforeAsked: true,
      notice: 'asking CloudWatch for the datapoints: what was called before comes with them',
    };
  }

  if (isEmpty) {
    return {
      ...state,
      notice: 'no datapoint of what is charted is in this range: there is no spike',
    };
  }

  const asked = momentOf(state);
  const row = state.detail?.row ?? state.cursor;
  const named =
    asked === undefined || row === undefined || state.focus === 'chart'
      ? []
      : state.store.field(row, 'instance');
  const ownFirst = charted.filter(({id}) => named.includes(id));
  // A line that shows a datapoint there says more of that moment than one that has ended before it.
  const there = asked === undefined ? [] : charted.filter((one) => isThere(state, one, asked));
  const found =
    bestOf(state, ownFirst, asked) ??
    bestOf(state, there, asked) ??
    bestOf(state, charted, asked) ??
    bestOf(state, charted, undefined);
  return found
    ? {...state, overlay: overlayOf(found, asked)}
    : {
        ...state,
        notice: 'what is charted kept its level: no rise in this range (- shows more)',
      };
}

function overlayOf({series: {id}, change, how}: Found, asked: number | undefined): BeforeOverlay {
  return {kind: 'before', instance: id, change, how, asked, lookBack: undefined, cursor: undefined};
}

/** The moment that is asked about: the chart's cursor, the event of the detail or under the cursor; undefined where nothing was chosen. */
function momentOf(state: State): number | undefined {
  const {focus, chart, store, detail, isFollowing, cursor} = state;
  if (focus === 'chart') {
    return chart.cursor;
  }

  const row = detail?.row ?? (isFollowing ? undefined : cursor);
  const time = store.time(row ?? -1);
  return Number.isFinite(time) ? time : undefined;
}

/** Of several series the one that changed most; a fall counts where nothing rose. */
function bestOf(
  state: State,
  series: readonly Series[],
  asked: number | undefined,
): Found | undefined {
  let best: Found | undefined;
  for (const one of series) {
    const found = asked === undefined ? highestOf(state, one) : foundAt(state, one, asked);
    if (found && (!best || weightOf(found.change) > weightOf(best.change))) {
      best = found;
    }
  }

  return best;
}

function weightOf(change: Change): number {
  return sizeOf(change) * (change.kind === 'rise' || change.kind === 'start' ? 1e6 : 1);
}

function knownOf({range, chart, now, mode}: State, {points}: Series): Known {
  const until = mode === 'live' ? Math.min(now, range.until) : range.until;
  return {
    since: Math.min(
      chart.loadedFor?.since ?? range.since,
      points[0]?.time ?? Infinity,
      range.since,
    ),
    now: until,
  };
}

function highestOf(state: State, series: Series): Found | undefined {
  const known = knownOf(state, series);
  const rise = highestRise(series, state.range, known);
  const change = changeAt(series, rise?.time ?? known.now, known);
  return change && isShown(state, change) ? {series, change, how: 'highest'} : undefined;
}

function foundAt(state: State, series: Series, asked: number): Found | undefined {
  const known = knownOf(state, series);
  const isChart = state.focus === 'chart';
  const led = changeAt(series, isChart ? shownAt(state, series, asked) : asked, known);
  const leads = led && isShown(state, led) ? led : undefined;
  const found: Found | undefined = leads && {series, change: leads, how: 'leads'};
  if (found && isChart) {
    return found;
  }

  // Who stands on a call may ask what led to it, or what it brought about: the larger change of the last and the next minutes.
  const after = changeSoonAfter(series, asked, soon, known);
  const follows = after && isShown(state, after) ? after : undefined;
  const isNear = leads !== undefined && asked - leads.begin <= soon;
  return follows && !(isNear && sizeOf(leads) > sizeOf(follows))
    ? {series, change: follows, how: 'follows'}
    : found;
}

/** Whether a change begins in the range: what lies outside of it is not on the chart that is asked about. */
function isShown({range}: State, {begin}: Change): boolean {
  return begin >= range.since && begin < range.until;
}

/** Whether a series shows a datapoint at a moment. */
function isThere(state: State, series: Series, asked: number): boolean {
  return pointAt(state, series, asked) !== undefined;
}

/** The datapoint that stands for the chart's column of a moment: the highest of it. */
function pointAt(state: State, series: Series, asked: number): Datapoint | undefined {
  const frame = chartFrameOf(state);
  const column = columnOfTime(frame, asked);
  return column === undefined ? undefined : valueAt(series, frame, column);
}

function shownAt(state: State, series: Series, asked: number): number {
  const point = pointAt(state, series, asked);
  return point ? Math.max(asked, point.time) : asked;
}

/** The machine that an overlay is about: a series that is no instance id may have the name of one. */
export function machineOf(
  {store}: Pick<State, 'store'>,
  {instance, change}: Pick<BeforeOverlay, 'instance' | 'change'>,
): {readonly id: string; readonly namesakes: number} {
  if (!isInstance(instance) || isInstanceId(instance)) {
    return {id: instance, namesakes: 0};
  }

  const called = instancesCalled(store, instance);
  // Of several machines of a name the one that was launched or named last before the change.
  const [id] = [...called]
    .filter(({since}) => since < change.begin + change.period)
    .sort((a, b) => b.since - a.since);
  const found = id ?? called[0];
  return {id: found?.id ?? instance, namesakes: called.length};
}

let remembered: {key: readonly unknown[]; answer: BeforeAnswer} | undefined;

/** The answer of the open overlay. It is drawn with every key: the last one is remembered until events come. */
export function answerOf(state: State, overlay: BeforeOverlay): BeforeAnswer {
  const {store, frozenAt} = state;
  const {change, lookBack, about: except} = overlay;
  const {id: instance} = machineOf(state, overlay);
  const told = toldBelongings(state.chart.instances);
  const key = [store, store.version, frozenAt, instance, change, lookBack, except, told];
  if (!remembered || key.some((part, index) => part !== remembered?.key[index])) {
    const {begin, period} = change;
    const question = {
      instance,
      begin,
      period,
      lookBack,
      rowLimit: frozenAt ?? Infinity,
      told,
      except,
    };
    remembered = {key, answer: callsBefore(store, question)};
  }

  return remembered.answer;
}

/** A line of the overlay that can be chosen: a call, or one of a service that folds under it. */
export type BeforeEntry = {
  readonly row: number;
  readonly call: BeforeCall;
  readonly folded: FoldedCall | undefined;
};

/** Where they are too many, those that name the machine or something of it; oldest first. */
export function shownFolded({folded}: BeforeCall): readonly FoldedCall[] {
  return folded
    .toSorted((a, b) => b.tie - a.tie || a.time - b.time)
    .slice(0, mostFolded)
    .sort((a, b) => a.time - b.time);
}

export function beforeEntries({calls}: BeforeAnswer): readonly BeforeEntry[] {
  return calls.flatMap((call) => [
    {row: call.row, call, folded: undefined},
    ...shownFolded(call).map((folded) => ({row: folded.row, call, folded})),
  ]);
}

/** Where the cursor is; the first entry where its event has gone. */
export function selectedEntry(entries: readonly BeforeEntry[], {cursor}: BeforeOverlay): number {
  return Math.max(
    0,
    entries.findIndex(({row}) => row === cursor),
  );
}

export function moveInBefore(state: State, by: number): State {
  const {overlay} = state;
  if (overlay?.kind !== 'before') {
    return state;
  }

  const entries = beforeEntries(answerOf(state, overlay));
  // A call takes two lines: a page of them is half as many.
  const step =
    Math.abs(by) > 1 && Number.isFinite(by) ? Math.sign(by) * Math.ceil(Math.abs(by) / 2) : by;
  const to = Math.min(
    Math.max(0, selectedEntry(entries, overlay) + step),
    Math.max(0, entries.length - 1),
  );
  const cursor = entries[to]?.row;
  return cursor === overlay.cursor ? state : {...state, overlay: {...overlay, cursor}};
}

function selectedRow(state: State): number | undefined {
  const {overlay} = state;
  if (overlay?.kind !== 'before') {
    return undefined;
  }

  const entries = beforeEntries(answerOf(state, overlay));
  return entries[selectedEntry(entries, overlay)]?.row;
}

/** Enter: the call among what else happened, with its detail. */
export function acceptBefore(state: State): State {
  const row = selectedRow(state);
  const {overlay} = state;
  if (row === undefined || overlay?.kind !== 'before') {
    return {...state, notice: 'no call to show: [ looks further back'};
  }

  // The way back leads to the same line.
  const held: State = {...state, overlay: {...overlay, cursor: row}};
  return openDetail(leadTo(held, row, undefined, rangeWith(state, row)));
}

/** `>`: the ways on from the chosen call. */
export function pivotBefore(state: State): State {
  const row = selectedRow(state);
  const {overlay} = state;
  return row === undefined || overlay?.kind !== 'before'
    ? {...state, notice: 'no call to go on from'}
    : {
        ...state,
        overlay: {
          kind: 'pivots',
          row,
          picked: '',
          pickedField: '',
          line: emptyLine,
          selected: 0,
          under: {...overlay, cursor: row},
        },
      };
}

/** `[` and `]`: looks further back, or less far. */
export function changeReach(state: State, direction: 1 | -1): State {
  const {overlay} = state;
  if (overlay?.kind !== 'before') {
    return state;
  }

  const {lookBack} = answerOf(state, overlay);
  const at = reaches.indexOf(lookBack);
  const next = reaches[at + direction];
  return next === undefined
    ? {...state, notice: direction === 1 ? 'a day is the furthest' : 'five minutes are the least'}
    : {...state, overlay: {...overlay, lookBack: next}};
}

/** Tab: the same question of the next charted instance that changed. */
export function switchInstance(state: State): State {
  const {overlay} = state;
  if (overlay?.kind !== 'before') {
    return state;
  }

  if (overlay.change.kind === 'moment') {
    const next = nextMoment(state, overlay);
    return next
      ? {...state, overlay: next}
      : {...state, notice: 'no other instance is named there or charted'};
  }

  const series = chartedSeries(state);
  const at = series.findIndex(({id}) => id === overlay.instance);
  const others = [...series.slice(at + 1), ...series.slice(0, Math.max(0, at))];
  for (const one of others) {
    const found =
      (overlay.asked === undefined ? undefined : foundAt(state, one, overlay.asked)) ??
      highestOf(state, one);
    if (found) {
      return {...state, overlay: {...overlayOf(found, overlay.asked), lookBack: overlay.lookBack}};
    }
  }

  return {
    ...state,
    notice:
      others.length === 0
        ? 'nothing else is charted: i chooses more'
        : 'nothing else that is charted changed its level',
  };
}

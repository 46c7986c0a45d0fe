import {
  alarmMetric,
  alarmRule,
  concerns,
  isMetricAlarm,
  type Alarm,
  type MetricAlarm,
} from '../metric/alarm.ts';
import {
  isInstance,
  seriesId,
  seriesLabel,
  type Dimension,
  type MetricChoice,
} from '../metric/choice.ts';
import {periodRefusal} from '../metric/period.ts';
import {minute, second} from '../time.ts';
import {emptyLine, type LineEdit} from './line-edit.ts';
import {moveToTime} from './list-moves.ts';
import {chooseMetric} from './metric-menu.ts';
import {type State} from './model.ts';
import {rememberChart} from './pivot-way.ts';
import {presetSpans, type RangeChoice} from './range.ts';
import {chooseRange} from './range-moves.ts';

/** The list of alarms. */
export type AlarmsOverlay = {
  readonly kind: 'alarms';
  readonly line: LineEdit;
  readonly selected: number;
};

/** What DescribeAlarms said last. */
export type KnownAlarms = {
  readonly alarms: readonly Alarm[];
  /** There are more than were read. */
  readonly isCut: boolean;
};

/** `a`: the alarms of the account. The first one of what is charted is marked. */
export function openAlarms(state: State): State {
  if (state.mode === 'archive') {
    return {
      ...state,
      notice: 'an archive has no alarms: --threshold N draws a line at a level',
    };
  }

  const overlay: AlarmsOverlay = {kind: 'alarms', line: emptyLine, selected: 0};
  const opened = {...state, overlay};
  const own = alarmEntries(opened).findIndex((alarm) => isOfCharted(state, alarm));
  return {...opened, overlay: {...overlay, selected: Math.max(0, own)}};
}

/** What DescribeAlarms says now: who stands on an alarm goes on standing on it, wherever its new state puts it. */
export function takeAlarms(state: State, known: KnownAlarms): State {
  const told = {...state, chart: {...state.chart, alarms: known}};
  const {overlay} = state;
  if (overlay?.kind !== 'alarms') {
    return told;
  }

  const chosen = alarmEntries(state)[overlay.selected];
  if (!chosen) {
    return overlay.line.text === '' ? openAlarms(told) : told;
  }

  const entries = alarmEntries(told);
  const at = entries.findIndex(({name}) => name === chosen.name);
  const selected = at === -1 ? Math.max(0, Math.min(overlay.selected, entries.length - 1)) : at;
  return {...told, overlay: {...overlay, selected}};
}

const stateOrder: readonly string[] = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];

/** Alarms that hold every word that is typed: those in ALARM first, of these the last that changed. */
export function alarmEntries({chart, overlay}: State): readonly Alarm[] {
  if (overlay?.kind !== 'alarms') {
    return [];
  }

  const words = overlay.line.text.toLowerCase().split(/\s+/v).filter(Boolean);
  return (chart.alarms?.alarms ?? [])
    .filter((alarm) => {
      const watched = isMetricAlarm(alarm)
        ? `${alarmMetric(alarm, false)} ${alarmRule(alarm)} ${watchedThing(alarm)} ${nameOfWatched(chart.instances, alarm)}`
        : 'metric math';
      const text = `${alarm.name} ${alarm.state} ${watched}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        (Number.isNaN(b.changedAt) ? -1 : b.changedAt) -
          (Number.isNaN(a.changedAt) ? -1 : a.changedAt),
    );
}

function rankOf({state}: Alarm): number {
  const rank = stateOrder.indexOf(state);
  return rank === -1 ? stateOrder.length : rank;
}

/** What an alarm watches: the instance's id, or the values of its dimensions. Outside text. */
export function watchedThing({watches}: MetricAlarm): string {
  return watches.dimensions.length === 0 ? '' : seriesLabel(chartedOf(watches.dimensions).id);
}

/** The name of the instance that an alarm watches; '' where it is not known, or no instance. Outside text. */
export function nameOfWatched(instances: State['chart']['instances'], alarm: MetricAlarm): string {
  const {id} = chartedOf(alarm.watches.dimensions);
  return instances.find((each) => each.id === id)?.name ?? '';
}

function isOfCharted(state: State, alarm: Alarm): boolean {
  return (
    isMetricAlarm(alarm) &&
    concerns(alarm, state.chart.metric, state.chart.charted, alarm.watches.period)
  );
}

/** What is charted for dimensions: the instance with what else they name, or all of them together. */
function chartedOf(dimensions: readonly Dimension[]) {
  const instance = dimensions.find(({name, value}) => name === 'InstanceId' && isInstance(value));
  const others = dimensions.filter((each) => each !== instance);
  return instance
    ? {id: instance.value, dimensions: others}
    : {id: seriesId(dimensions), dimensions: []};
}

/** What an alarm leads to: what is charted, and the time around its last change. */
export type AlarmView = {
  readonly ids: readonly string[];
  readonly metric: MetricChoice;
  /** Undefined where it is not told when it changed. */
  readonly choice: RangeChoice | undefined;
  readonly threshold: number;
};

/** How much is shown before and after a change at the least. */
const leastBefore = 45 * minute;
const leastAfter = 15 * minute;
const mostBefore = 24 * 60 * minute;

/** Where an alarm leads; a message where it watches nothing that can be charted. */
export function alarmView(
  alarm: Alarm,
  now: number,
): {readonly ok: true; readonly view: AlarmView} | {readonly ok: false; readonly message: string} {
  if (!isMetricAlarm(alarm)) {
    const {watches} = alarm;
    const why = 'none' in watches ? watches.none : '';
    return {ok: false, message: `the alarm ${alarm.name} ${why}`};
  }

  const {
    namespace,
    metric,
    statistic,
    period,
    dimensions: named,
    evaluationPeriods,
  } = alarm.watches;
  if (named.length === 0) {
    return {
      ok: false,
      message: `the alarm ${alarm.name} watches ${metric} of ${namespace} without a dimension, which is of no instance or group`,
    };
  }

  const {id, dimensions} = chartedOf(named);
  const choice = rangeAround(alarm.changedAt, period * evaluationPeriods * second, now);
  const age =
    choice?.kind === 'live' ? choice.span : now - (choice?.kind === 'fixed' ? choice.since : now);
  const isKept = period > 0 && periodRefusal(period, age) === undefined;
  return {
    ok: true,
    view: {
      ids: [id],
      metric: {namespace, metric, statistic, period: isKept ? period : 'auto', dimensions},
      choice,
      threshold: alarm.watches.threshold,
    },
  };
}

/** The time around a change, `window` being what was evaluated for it (ms): up to now where that is near, else fixed. */
function rangeAround(changedAt: number, window: number, now: number): RangeChoice | undefined {
  if (!Number.isFinite(changedAt) || changedAt > now) {
    return undefined;
  }

  const before = Math.min(mostBefore, Math.max(leastBefore, 6 * window));
  const after = Math.min(mostBefore, Math.max(leastAfter, 2 * window));
  const since = changedAt - before;
  const span = presetSpans.find((each) => each >= now - since);
  return span !== undefined && changedAt + after * 4 >= now
    ? {kind: 'live', span}
    : {kind: 'fixed', since, until: changedAt + after};
}

/** Enter in the list of alarms: charts what the alarm watches, around its last change, with the cursor on it. */
export function acceptAlarm(state: State): State {
  const {overlay} = state;
  const alarm = alarmEntries(state)[overlay?.kind === 'alarms' ? overlay.selected : 0];
  if (alarm) {
    return leadToAlarm(state, alarm);
  }

  // What is typed finds nothing: the list says so, and waits for another word.
  const isTyped = overlay?.kind === 'alarms' && overlay.line.text !== '';
  return isTyped ? state : {...state, overlay: undefined};
}

/** To the instance, the metric and the range of an alarm; what cannot be charted says why. */
export function leadToAlarm(state: State, alarm: Alarm): State {
  const answer = alarmView(alarm, state.now);
  if (!answer.ok) {
    return {...state, notice: answer.message};
  }

  const {ids, metric, choice} = answer.view;
  const closed = {...rememberChart(state), overlay: undefined, detail: undefined};
  const ranged = choice ? chooseRange(closed, choice) : closed;
  const placed = choice ? moveToTime(ranged, alarm.changedAt) : ranged;
  const chosen = chooseMetric(placed, metric);
  return {
    ...chosen,
    focus: 'chart',
    chart: {
      ...chosen.chart,
      generation: chosen.chart.generation + 1,
      charted: ids,
      why: `alarm ${alarm.name}`,
      cursor: choice ? alarm.changedAt : chosen.chart.cursor,
      problem: undefined,
    },
  };
}

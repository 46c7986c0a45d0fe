import {alarmRule, concerns, isMetricAlarm, type MetricAlarm} from '../metric/alarm.ts';
import {unitOfStatistic} from '../metric/unit.ts';
import {t} from '../sanitize.ts';
import {type Style} from '../span.ts';
import {type State} from '../state/model.ts';
import {ownThreshold, type Threshold} from './thresholds.ts';

/** More lines than these would be a grid. */
const mostAlarms = 4;

const styles: Readonly<Record<string, Style>> = {ALARM: 'bad', OK: 'warn'};

type Known = {readonly key: readonly unknown[]; readonly thresholds: readonly Threshold[]};

let remembered: Known | undefined;

/** The levels on the chart: what the person has asked for, then those of the alarms of what is charted. */
export function chartThresholds(state: State): readonly Threshold[] {
  const {alarms, metric, charted, series, threshold} = state.chart;
  const key = [alarms, metric, charted, series, threshold, state.ascii];
  if (!remembered || key.some((part, index) => part !== remembered?.key[index])) {
    const own: readonly Threshold[] =
      threshold?.metric === metric.metric ? [askedThreshold(state, threshold.value)] : [];
    remembered = {key, thresholds: [...own, ...chartedAlarms(state).map((each) => ofAlarm(each))]};
  }

  return remembered.thresholds;
}

/** The alarms whose levels are drawn: those in ALARM first. */
export function chartedAlarms({chart}: State): readonly MetricAlarm[] {
  const [first] = chart.charted.flatMap((id) => chart.series.get(id) ?? []);
  const period = first?.period ?? 0;
  return (chart.alarms?.alarms ?? [])
    .filter((alarm) => isMetricAlarm(alarm))
    .filter((alarm) => concerns(alarm, chart.metric, chart.charted, period))
    .toSorted((a, b) => Number(b.state === 'ALARM') - Number(a.state === 'ALARM'))
    .slice(0, mostAlarms);
}

function askedThreshold({chart, mode}: State, value: number): Threshold {
  const unit = mode === 'live' ? unitOfStatistic(chart.metric) : recordedUnit(chart.series);
  return ownThreshold(value, unit);
}

/** A recorded series may tell its unit. */
function recordedUnit(series: State['chart']['series']): string {
  const units = new Set([...series.values()].map(({unit}) => unit));
  const [unit = ''] = units;
  return units.size === 1 ? unit : '';
}

function ofAlarm(alarm: MetricAlarm): Threshold {
  const {state, changedAt, watches} = alarm;
  const word =
    state === 'ALARM' ? t` ALARM` : state === 'INSUFFICIENT_DATA' ? t` (alarm: no data)` : t``;
  return {
    value: watches.threshold,
    label: t`${alarmRule(alarm)}${word}`,
    style: Object.hasOwn(styles, state) ? (styles[state] ?? 'warn') : 'dim',
    changedAt: Number.isFinite(changedAt) ? changedAt : undefined,
  };
}

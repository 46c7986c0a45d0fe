import {formatValue} from '../chart/series-summary.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {formatDuration, second} from '../time.ts';
import {dimensionsOf, type Dimension, type MetricChoice} from './choice.ts';
import {unitOf} from './unit.ts';

/** What one metric alarm watches: one metric of one thing, against a threshold that stands still. */
export type WatchedMetric = {
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  readonly dimensions: readonly Dimension[];
  readonly threshold: number;
  /** As CloudWatch spells it: `GreaterThanThreshold`. */
  readonly comparison: string;
  /** So many of the last `evaluationPeriods` datapoints have to be beyond the threshold. */
  readonly datapoints: number;
  readonly evaluationPeriods: number;
};

/** An alarm of CloudWatch. Strings as they came from outside. */
export type Alarm = {
  readonly name: string;
  /** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
  readonly state: string;
  /** When the state changed last, ms since 1970; NaN where that is not told. */
  readonly changedAt: number;
  /** The sentence in which CloudWatch gives its reason. */
  readonly reason: string;
  /** What it watches; where that is no single metric, why there is nothing to chart, as the end of a sentence. */
  readonly watches: WatchedMetric | {readonly none: string};
};

/** An alarm on a single metric. */
export type MetricAlarm = Alarm & {readonly watches: WatchedMetric};

export function isMetricAlarm(alarm: Alarm): alarm is MetricAlarm {
  return !('none' in alarm.watches);
}

const signs: Readonly<Record<string, string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '>=',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '<=',
};

/** When it goes off: `> 90 % for 2 of 3`; a single datapoint needs no count. */
export function alarmRule({watches}: MetricAlarm): SafeText {
  const {comparison, threshold, statistic, datapoints, evaluationPeriods} = watches;
  const sign = safe(Object.hasOwn(signs, comparison) ? signs[comparison] : comparison);
  const unit = statistic === 'SampleCount' ? 'Count' : unitOf(watches);
  const rule = t`${sign} ${formatValue(threshold, unit)}`;
  return evaluationPeriods > 1 ? t`${rule} for ${datapoints} of ${evaluationPeriods}` : rule;
}

/** `CPUUtilization Average 1m`. */
export function alarmMetric({watches}: MetricAlarm, ascii: boolean): SafeText {
  const {metric, statistic, period} = watches;
  const words = safe(`${metric} ${statistic}`, {ascii});
  return period > 0 && period < Infinity ? t`${words} ${formatDuration(period * second)}` : words;
}

/** Statistics whose values are of the metric's own size: a threshold for one says something about another. */
function isValue(statistic: string): boolean {
  return statistic !== 'Sum' && statistic !== 'SampleCount';
}

/**
 * Whether the alarm's threshold belongs on a chart of this metric of these things: the same metric with the same
 * dimensions, and a statistic whose values can be compared (`period` in seconds is what the chart draws).
 */
export function concerns(
  {watches}: MetricAlarm,
  choice: MetricChoice,
  ids: readonly string[],
  period: number,
): boolean {
  const {namespace, metric, statistic, dimensions} = watches;
  if (namespace !== choice.namespace || metric !== choice.metric) {
    return false;
  }

  // Sums and counts grow with the period.
  const isComparable =
    statistic === choice.statistic
      ? isValue(statistic) || watches.period === period
      : isValue(statistic) && isValue(choice.statistic);
  const key = dimensionKey(dimensions);
  return isComparable && ids.some((id) => dimensionKey(dimensionsOf(choice, id)) === key);
}

/** Dimensions come in any order. */
function dimensionKey(dimensions: readonly Dimension[]): string {
  return JSON.stringify(
    dimensions
      .map(({name, value}) => [name, value] as const)
      .toSorted(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1)),
  );
}

import {choiceKey, ec2Namespace, type Dimension, type MetricChoice} from '../metric/choice.ts';
import {
  finePeriods,
  offeredPeriods,
  periodRefusal,
  readPeriod,
  shortRefusal,
} from '../metric/period.ts';
import {offeredStatistics, readStatistic, statisticMeaning} from '../metric/statistic.ts';
import {ec2Metrics, unitOf} from '../metric/unit.ts';
import {formatDuration, second, type TimeRange} from '../time.ts';
import {type KnownMetric} from './metrics.ts';
import {type State} from './model.ts';

/** An entry of the three menus. Texts may come from outside. */
export type MetricEntry = {
  readonly label: string;
  /** What is good to know of it; where it cannot be taken, why not. */
  readonly note: string;
  readonly choice: MetricChoice;
  readonly isRefused: boolean;
};

/** What the open menu offers for what is typed. */
export function metricEntries(state: State): readonly MetricEntry[] {
  const {overlay} = state;
  if (overlay?.kind !== 'metric') {
    return [];
  }

  const typed = overlay.line.text.trim();
  switch (overlay.what) {
    case 'metric': {
      return metricsFor(state, typed);
    }

    case 'statistic': {
      return statisticsFor(state, typed);
    }

    case 'period': {
      return periodsFor(state, typed);
    }
  }
}

/** How far back the range reaches, ms: what was asked for, not the step that a live range is longer. */
export function rangeAge({choice, range, now}: State): number {
  return choice.kind === 'live' ? choice.span : now - range.since;
}

/** Whether what CloudWatch has of the charted things is known. */
export function isListed({chart}: State): boolean {
  return chart.known?.ids.join(' ') === chart.charted.join(' ');
}

function metricsFor(state: State, typed: string): readonly MetricEntry[] {
  const {chart} = state;
  const {known, metric, charted} = chart;
  const words = typed.toLowerCase().split(/\s+/v).filter(Boolean);
  const listed = known && isListed(state) ? known.metrics : [];
  // Who may not list metrics still chooses among those that every instance has.
  const all = known?.problem && listed.length === 0 ? unlisted(charted) : listed;
  return all
    .filter((each) => {
      const text = `${each.metric} ${each.namespace} ${writtenDimensions(each.dimensions)}`;
      return words.every((word) => text.toLowerCase().includes(word));
    })
    .toSorted(
      (a, b) =>
        Number(b.isRecent) - Number(a.isRecent) ||
        Number(b.namespace === ec2Namespace) - Number(a.namespace === ec2Namespace) ||
        compare(a.namespace, b.namespace) ||
        compare(a.metric, b.metric),
    )
    .map((each) => ({
      label: each.metric,
      note: noteOf(each, charted.length),
      isRefused: false,
      choice: {
        ...metric,
        namespace: each.namespace,
        metric: each.metric,
        dimensions: each.dimensions,
      },
    }));
}

function unlisted(ids: readonly string[]): readonly KnownMetric[] {
  return ec2Metrics.map((metric) => ({
    namespace: ec2Namespace,
    metric,
    dimensions: [],
    ids,
    isRecent: true,
  }));
}

function noteOf(known: KnownMetric, charted: number): string {
  const {ids, isRecent, dimensions} = known;
  return [
    unitOf(known).toLowerCase(),
    writtenDimensions(dimensions),
    ids.length < charted ? `${ids.length} of ${charted} charted` : '',
    isRecent ? '' : 'nothing within 3 h',
  ]
    .filter(Boolean)
    .join(', ');
}

/** `path=/ device=xvda1`, as they are read. */
function writtenDimensions(dimensions: readonly Dimension[]): string {
  return dimensions.map(({name, value}) => `${name}=${value}`).join(' ');
}

function statisticsFor({chart: {metric}}: State, typed: string): readonly MetricEntry[] {
  const entry = (statistic: string): MetricEntry => ({
    label: statistic,
    note: statisticMeaning(statistic),
    isRefused: false,
    choice: {...metric, statistic},
  });
  const offered = offeredStatistics.includes(metric.statistic)
    ? offeredStatistics
    : [...offeredStatistics, metric.statistic];
  const found = offered.filter((each) => each.toLowerCase().includes(typed.toLowerCase()));
  const answer = readStatistic(typed);
  if (typed === '' || (answer.ok && found.includes(answer.statistic))) {
    return found.map((each) => entry(each));
  }

  const own: readonly MetricEntry[] = answer.ok
    ? [entry(answer.statistic)]
    : found.length === 0
      ? [{label: typed, note: answer.message, isRefused: true, choice: metric}]
      : [];
  return [...own, ...found.map((each) => entry(each))];
}

function periodsFor(state: State, typed: string): readonly MetricEntry[] {
  const {metric} = state.chart;
  const offered = metric.namespace.startsWith('AWS/') ? offeredPeriods : finePeriods;
  const all: ReadonlyArray<'auto' | number> = ['auto', ...offered];
  const withOwn = all.includes(metric.period) ? all : [...all, metric.period];
  const found = withOwn.filter((period) => periodLabel(period).startsWith(typed.toLowerCase()));
  const answer = readPeriod(typed);
  if (typed === '' || (answer.ok && found.includes(answer.period))) {
    return found.map((period) => periodEntry(state, period));
  }

  const own: readonly MetricEntry[] = answer.ok
    ? [periodEntry(state, answer.period)]
    : found.length === 0
      ? [{label: typed, note: answer.message, isRefused: true, choice: metric}]
      : [];
  return [...own, ...found.map((period) => periodEntry(state, period))];
}

function periodEntry(state: State, period: 'auto' | number): MetricEntry {
  const refusal = periodRefusal(period, rangeAge(state));
  const {range} = state;
  const isLong = period !== 'auto' && period * second > range.until - range.since;
  return {
    label: periodLabel(period),
    note:
      (refusal !== undefined && period !== 'auto'
        ? shortRefusal(period, rangeAge(state))
        : refusal) ??
      (period === 'auto'
        ? 'what suits the range: finer in short ranges'
        : isLong
          ? 'longer than the range: one datapoint'
          : period < 300 && isBasic(state)
            ? 'basic monitoring measures every 5m all the same'
            : `${pointsIn(range, period)} datapoints in this range`),
    isRefused: refusal !== undefined,
    choice: {...state.chart.metric, period},
  };
}

/** Whether EC2 measures all that is charted every five minutes only. Status checks come every minute. */
function isBasic({chart: {metric, charted, instances}}: State): boolean {
  return (
    metric.namespace === ec2Namespace &&
    !metric.metric.startsWith('StatusCheck') &&
    charted.every((id) => instances.find((each) => each.id === id)?.monitoring === 'basic')
  );
}

/** `auto`, `5m`. */
export function periodLabel(period: 'auto' | number): string {
  return period === 'auto' ? period : formatDuration(period * second);
}

function pointsIn({since, until}: TimeRange, period: number): string {
  return Math.ceil((until - since) / (period * second)).toLocaleString('en-US');
}

/** Whether both ask CloudWatch for the same. */
export function isSameChoice(a: MetricChoice, b: MetricChoice): boolean {
  return choiceKey(a) === choiceKey(b) && a.period === b.period;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

import type * as Sdk from '@aws-sdk/client-cloudwatch';
import type {CloudWatchClient} from '@aws-sdk/client-cloudwatch';
import {type Alarm, type WatchedMetric} from '../core/metric/alarm.ts';
import {type KnownAlarms} from '../core/state/alarms.ts';
import {clientConfig, type AwsSettings} from './aws-settings.ts';
import {EmptyAnswerError} from './problem.ts';

/** The alarms of CloudWatch in one region: DescribeAlarms. Rejects with the SDK's error, or EmptyAnswerError. */
export type AlarmsApi = {
  /** All on metrics, whatever their state, by name: the first thousand. */
  readonly all: (signal: AbortSignal) => Promise<KnownAlarms>;
  /** The one of that name, also where it is made of others; undefined where there is none. */
  readonly find: (name: string, signal: AbortSignal) => Promise<Alarm | undefined>;
  /** Finds the credentials again: they have expired, or the person has signed in. */
  readonly renew: () => Promise<void>;
  readonly close: () => void;
};

const pageSize = 100;
const mostPages = 10;

/** DescribeAlarms through the SDK, which is loaded with the first call. */
export function createAlarms(settings: AwsSettings, region: string): AlarmsApi {
  let client: CloudWatchClient | undefined;
  const open = async () => {
    const sdk = await import('@aws-sdk/client-cloudwatch');
    client ??= new sdk.CloudWatchClient(clientConfig(settings, region));
    return {sdk, client};
  };

  return {
    async all(signal) {
      const {sdk, client: opened} = await open();
      const alarms: Alarm[] = [];
      let token: string | undefined;
      for (let page = 0; page < mostPages; page++) {
        // eslint-disable-next-line no-await-in-loop -- a page names the next
        const output = await opened.send(
          new sdk.DescribeAlarmsCommand({
            AlarmTypes: ['MetricAlarm'],
            MaxRecords: pageSize,
            ...(token === undefined ? {} : {NextToken: token}),
          }),
          {abortSignal: signal},
        );
        if (output.MetricAlarms === undefined) {
          throw new EmptyAnswerError('the answer holds no list of alarms');
        }

        alarms.push(...output.MetricAlarms.map((each) => readAlarm(each)));
        token = output.NextToken;
        if (token === undefined) {
          break;
        }
      }

      return {alarms, isCut: token !== undefined};
    },

    async find(name, signal) {
      const {sdk, client: opened} = await open();
      const output = await opened.send(
        new sdk.DescribeAlarmsCommand({
          AlarmNames: [name],
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        }),
        {abortSignal: signal},
      );
      if (output.MetricAlarms === undefined && output.CompositeAlarms === undefined) {
        throw new EmptyAnswerError('the answer holds no list of alarms');
      }

      return [
        ...(output.MetricAlarms ?? []).map((each) => readAlarm(each)),
        ...(output.CompositeAlarms ?? []).map((each) => readComposite(each)),
      ].find((each) => each.name === name);
    },

    async renew() {
      const {client: opened} = await open();
      await opened.config.credentials({forceRefresh: true});
    },

    close() {
      client?.destroy();
    },
  };
}

/** An alarm as DescribeAlarms gives it; whatever a field lacks, it is an alarm with a name. */
function readAlarm(given: Sdk.MetricAlarm): Alarm {
  return {...common(given), watches: watchedBy(given)};
}

/** An alarm on other alarms. */
function readComposite(given: Sdk.CompositeAlarm): Alarm {
  return {
    ...common(given),
    watches: {none: 'is made of other alarms: name one of those that its rule names'},
  };
}

function common(given: Sdk.MetricAlarm | Sdk.CompositeAlarm): Omit<Alarm, 'watches'> {
  return {
    name: given.AlarmName ?? '',
    state: given.StateValue ?? '',
    // Of the two the transition is when the state became another; an update may repeat the same.
    changedAt: timeOf(given.StateTransitionedTimestamp ?? given.StateUpdatedTimestamp),
    reason: given.StateReason ?? '',
  };
}

function timeOf(date: Date | undefined): number {
  return date?.getTime() ?? Number.NaN;
}

function watchedBy(given: Sdk.MetricAlarm): WatchedMetric | {readonly none: string} {
  const {Metrics: queries = [], Threshold: threshold} = given;
  const [only] = queries;
  // A query of a single metric is that metric in another spelling.
  const stat = queries.length === 1 ? only?.MetricStat : undefined;
  const metric = given.MetricName ?? stat?.Metric?.MetricName;
  if (given.ThresholdMetricId !== undefined) {
    return {none: 'watches for anomalies: its threshold moves, and is no line'};
  }

  if (metric === undefined || threshold === undefined || !Number.isFinite(threshold)) {
    return {none: 'watches metric math: an expression is of no single instance and metric'};
  }

  const source = given.MetricName === undefined ? stat?.Metric : given;
  const evaluationPeriods = given.EvaluationPeriods ?? 1;
  return {
    namespace: source?.Namespace ?? '',
    metric,
    statistic: given.Statistic ?? given.ExtendedStatistic ?? stat?.Stat ?? 'Average',
    period: given.Period ?? stat?.Period ?? 0,
    dimensions: (source?.Dimensions ?? []).map(({Name: name = '', Value: value = ''}) => ({
      name,
      value,
    })),
    threshold,
    comparison: given.ComparisonOperator ?? '',
    evaluationPeriods,
    datapoints: given.DatapointsToAlarm ?? evaluationPeriods,
  };
}

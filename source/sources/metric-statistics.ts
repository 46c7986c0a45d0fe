import type {CloudWatchClient} from '@aws-sdk/client-cloudwatch';
import type * as Sdk from '@aws-sdk/client-cloudwatch';
import {orderDatapoints, type Datapoint} from '../core/metric.ts';
import {type Dimension} from '../core/metric/choice.ts';
import {isExtended} from '../core/metric/statistic.ts';
import {second, type TimeRange} from '../core/time.ts';
import {clientConfig, type AwsSettings} from './aws-settings.ts';
import {EmptyAnswerError} from './problem.ts';

export type StatisticsRequest = {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly Dimension[];
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  readonly range: TimeRange;
};

export type StatisticsAnswer = {
  /** What AWS calls the series: the metric's name. */
  readonly label: string;
  /** '' where there is no datapoint to tell it. */
  readonly unit: string;
  readonly points: readonly Datapoint[];
};

/** GetMetricStatistics, one series a call, in one region. Rejects with the SDK's error, or EmptyAnswerError. */
export type MetricStatistics = {
  readonly read: (request: StatisticsRequest, signal: AbortSignal) => Promise<StatisticsAnswer>;
  readonly close: () => void;
};

const mostPoints = 1440;

/**
 * Whether the range's datapoints are few enough for one call. CloudWatch counts from the beginning of the period in which
 * the range begins.
 */
export function suffices({since, until}: TimeRange, period: number): boolean {
  const length = period * second;
  return Math.ceil(until / length) - Math.floor(since / length) <= mostPoints;
}

/** GetMetricStatistics through the SDK, which is loaded with the first call. */
export function createMetricStatistics(settings: AwsSettings, region: string): MetricStatistics {
  let client: CloudWatchClient | undefined;
  return {
    async read({namespace, metric, dimensions, statistic, period, range}, signal) {
      const sdk = await import('@aws-sdk/client-cloudwatch');
      client ??= new sdk.CloudWatchClient(clientConfig(settings, region));
      const output = await client.send(
        new sdk.GetMetricStatisticsCommand({
          Namespace: namespace,
          MetricName: metric,
          Dimensions: dimensions.map(({name: Name, value: Value}) => ({Name, Value})),
          StartTime: new Date(range.since),
          EndTime: new Date(range.until),
          Period: period,
          ...(isExtended(statistic)
            ? {ExtendedStatistics: [statistic]}
            : {Statistics: [statistic as Sdk.Statistic]}),
        }),
        {abortSignal: signal},
      );
      if (output.Datapoints === undefined) {
        throw new EmptyAnswerError('the answer holds no list of datapoints');
      }

      return {
        label: output.Label ?? metric,
        unit: output.Datapoints.find(({Unit: unit}) => unit)?.Unit ?? '',
        points: orderDatapoints(output.Datapoints.map((point) => datapointOf(point, statistic))),
      };
    },

    close() {
      client?.destroy();
    },
  };
}

function datapointOf(point: Sdk.Datapoint, statistic: string): Datapoint {
  const value = isExtended(statistic)
    ? point.ExtendedStatistics?.[statistic]
    : point[statistic as Sdk.Statistic];
  return {time: point.Timestamp?.getTime() ?? Number.NaN, value: value ?? Number.NaN};
}

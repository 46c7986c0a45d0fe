import type * as Sdk from '@aws-sdk/client-cloudwatch';
import type {CloudWatchClient} from '@aws-sdk/client-cloudwatch';
import {orderDatapoints, type Datapoint} from '../core/metric.ts';
import {dimensionsOf, ec2Namespace, type Dimension} from '../core/metric/choice.ts';
import {clientConfig, type AwsSettings} from './aws-settings.ts';
import {EmptyAnswerError} from './problem.ts';

export type MetricRequest = {
  /** Instances, or what else is charted (core/metric/choice.ts). */
  readonly ids: readonly string[];
  /** AWS/EC2 unless said otherwise. */
  readonly namespace?: string;
  readonly metric: string;
  /** Beside those of each id. */
  readonly dimensions?: readonly Dimension[];
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  readonly since: number;
  readonly until: number;
};

export type BusiestRequest = {
  readonly metric: string;
  readonly most: number;
  readonly counted: number;
  readonly since: number;
  readonly until: number;
};

export type MetricAlarm = {
  readonly name: string;
  readonly instance: string;
  readonly metric: string;
};

/** CloudWatch in one region. Rejects with the SDK's error, or EmptyAnswerError. */
export type MetricsApi = {
  /** Datapoints by instance id, ascending: GetMetricData, all its pages. */
  datapoints: (
    request: MetricRequest,
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, readonly Datapoint[]>>;
  /** Instances that sent a metric within the last three hours: ListMetrics. */
  instances: (metric: string, signal: AbortSignal) => Promise<readonly string[]>;
  /**
   * The instances with the highest average within a range, the busiest first: Metrics Insights, in one GetMetricData for
   * however many instances there are. `counted` is how many it looks at, for each of which is paid.
   */
  busiest?: (request: BusiestRequest, signal: AbortSignal) => Promise<readonly string[]>;
  /** Alarms in ALARM on a metric of an instance: DescribeAlarms, its first 500 alarms. */
  alarms: (signal: AbortSignal) => Promise<readonly MetricAlarm[]>;
  /** Finds the credentials again: they have expired, or the person has signed in. */
  renew: () => Promise<void>;
  close: () => void;
};

const mostQueries = 500;
const mostPages = 200;
const mostAlarmPages = 5;

/**
 * CloudWatch through the SDK, which is loaded with the first call. `onPaid` hears of each answered page of GetMetricData
 * and how many metrics it was asked for: that is what is paid.
 */
export function createMetrics(
  settings: AwsSettings,
  region: string,
  onPaid: (metrics: number) => void = () => undefined,
): MetricsApi {
  let client: CloudWatchClient | undefined;
  const open = async () => {
    const sdk = await import('@aws-sdk/client-cloudwatch');
    client ??= new sdk.CloudWatchClient(clientConfig(settings, region));
    return {sdk, client};
  };

  return {
    async datapoints(request, signal) {
      const found = new Map<string, Datapoint[]>(request.ids.map((id) => [id, []]));
      for (let from = 0; from < request.ids.length; from += mostQueries) {
        const ids = request.ids.slice(from, from + mostQueries);
        // eslint-disable-next-line no-await-in-loop -- one request at a time
        await readPages(open, {...request, ids}, {found, onPaid}, signal);
      }

      return new Map([...found].map(([id, points]) => [id, orderDatapoints(points)]));
    },

    async instances(metric, signal) {
      const {sdk, client: opened} = await open();
      const ids = new Set<string>();
      let token: string | undefined;
      for (let page = 0; page < mostPages; page++) {
        // eslint-disable-next-line no-await-in-loop -- a page names the next
        const output = await opened.send(
          new sdk.ListMetricsCommand({
            Namespace: ec2Namespace,
            MetricName: metric,
            RecentlyActive: 'PT3H',
            ...(token === undefined ? {} : {NextToken: token}),
          }),
          {abortSignal: signal},
        );
        if (output.Metrics === undefined) {
          throw new EmptyAnswerError('the answer holds no list of metrics');
        }

        for (const {Dimensions: dimensions = []} of output.Metrics) {
          const [only] = dimensions;
          if (dimensions.length === 1 && only?.Name === 'InstanceId' && only.Value) {
            ids.add(only.Value);
          }
        }

        token = output.NextToken;
        if (token === undefined) {
          break;
        }
      }

      return [...ids];
    },

    async busiest({metric, most, counted, since, until}, signal) {
      const {sdk, client: opened} = await open();
      const output = await opened.send(
        new sdk.GetMetricDataCommand({
          StartTime: new Date(since),
          EndTime: new Date(until),
          MetricDataQueries: [
            {
              Id: 'busiest',
              Expression: `SELECT AVG(${metric}) FROM SCHEMA("${ec2Namespace}", InstanceId) GROUP BY InstanceId ORDER BY AVG() DESC LIMIT ${most}`,
              Period: 300,
            },
          ],
        }),
        {abortSignal: signal},
      );
      onPaid(counted);
      if (output.MetricDataResults === undefined) {
        throw new EmptyAnswerError('the answer holds no results');
      }

      for (const result of output.MetricDataResults) {
        refuseFailed(result);
      }

      return output.MetricDataResults.flatMap(({Label: id}) => (id?.startsWith('i-') ? [id] : []));
    },

    async alarms(signal) {
      const {sdk, client: opened} = await open();
      const found: MetricAlarm[] = [];
      let token: string | undefined;
      for (let page = 0; page < mostAlarmPages; page++) {
        // eslint-disable-next-line no-await-in-loop -- a page names the next
        const output = await opened.send(
          new sdk.DescribeAlarmsCommand({
            StateValue: 'ALARM',
            AlarmTypes: ['MetricAlarm'],
            MaxRecords: 100,
            ...(token === undefined ? {} : {NextToken: token}),
          }),
          {abortSignal: signal},
        );
        if (output.MetricAlarms === undefined) {
          throw new EmptyAnswerError('the answer holds no list of alarms');
        }

        found.push(...output.MetricAlarms.flatMap((alarm) => alarmOf(alarm)));
        token = output.NextToken;
        if (token === undefined) {
          break;
        }
      }

      return found;
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

/** The alarm, where it is on a metric of one instance. */
function alarmOf(alarm: Sdk.MetricAlarm): readonly MetricAlarm[] {
  const instance = alarm.Dimensions?.find(({Name}) => Name === 'InstanceId')?.Value;
  return instance && alarm.Namespace === ec2Namespace
    ? [{name: alarm.AlarmName ?? '', instance, metric: alarm.MetricName ?? ''}]
    : [];
}

/** One series may fail inside an answer that is a success. */
function refuseFailed({StatusCode: status, Messages: messages}: Sdk.MetricDataResult): void {
  if (status !== 'Forbidden' && status !== 'InternalError') {
    return;
  }

  throw new FailedSeriesError(
    status === 'Forbidden' ? 'AccessDenied' : status,
    messages?.[0]?.Value ?? 'CloudWatch gives no reason',
  );
}

/** Called as the whole answer would be called if it had failed. */
class FailedSeriesError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

type Open = () => Promise<{readonly sdk: typeof Sdk; readonly client: CloudWatchClient}>;

async function readPages(
  open: Open,
  request: MetricRequest,
  {found, onPaid}: {found: Map<string, Datapoint[]>; onPaid: (metrics: number) => void},
  signal: AbortSignal,
): Promise<void> {
  const {sdk, client} = await open();
  const {namespace = ec2Namespace, dimensions = []} = request;
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    // eslint-disable-next-line no-await-in-loop -- a page names the next
    const output = await client.send(
      new sdk.GetMetricDataCommand({
        StartTime: new Date(request.since),
        EndTime: new Date(request.until),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: request.ids.map((id, index) => ({
          Id: `m${index}`,
          MetricStat: {
            Metric: {
              Namespace: namespace,
              MetricName: request.metric,
              Dimensions: dimensionsOf({dimensions}, id).map(({name: Name, value: Value}) => ({
                Name,
                Value,
              })),
            },
            Period: request.period,
            Stat: request.statistic,
          },
        })),
        ...(token === undefined ? {} : {NextToken: token}),
      }),
      {abortSignal: signal},
    );
    onPaid(request.ids.length);
    if (output.MetricDataResults === undefined) {
      throw new EmptyAnswerError('the answer holds no results');
    }

    for (const result of output.MetricDataResults) {
      refuseFailed(result);
      const {Id: key, Timestamps: times = [], Values: values = []} = result;
      const points = found.get(request.ids[Number(key?.slice(1))] ?? '');
      for (const [index, time] of times.entries()) {
        points?.push({time: time.getTime(), value: values[index] ?? Number.NaN});
      }
    }

    token = output.NextToken;
    if (token === undefined) {
      return;
    }
  }
}

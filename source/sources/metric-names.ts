import type {CloudWatchClient} from '@aws-sdk/client-cloudwatch';
import {type Dimension} from '../core/metric/choice.ts';
import {clientConfig, type AwsSettings} from './aws-settings.ts';
import {EmptyAnswerError} from './problem.ts';

/** A metric as ListMetrics names it. */
export type MetricName = {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly Dimension[];
};

/** Which metrics there are: ListMetrics, in one region. Rejects with the SDK's error, or EmptyAnswerError. */
export type MetricNames = {
  /** Those that bear all of the dimensions, maybe others too, of every namespace; within three hours, or two weeks. */
  readonly list: (
    dimensions: readonly Dimension[],
    isRecent: boolean,
    signal: AbortSignal,
  ) => Promise<readonly MetricName[]>;
  readonly close: () => void;
};

/** 500 metrics a page: nobody looks through more than these. */
const mostPages = 10;

/** ListMetrics through the SDK, which is loaded with the first call. */
export function createMetricNames(settings: AwsSettings, region: string): MetricNames {
  let client: CloudWatchClient | undefined;
  return {
    async list(dimensions, isRecent, signal) {
      const sdk = await import('@aws-sdk/client-cloudwatch');
      client ??= new sdk.CloudWatchClient(clientConfig(settings, region));
      const names: MetricName[] = [];
      let token: string | undefined;
      for (let page = 0; page < mostPages; page++) {
        // eslint-disable-next-line no-await-in-loop -- a page names the next
        const output = await client.send(
          new sdk.ListMetricsCommand({
            Dimensions: dimensions.map(({name: Name, value: Value}) => ({Name, Value})),
            ...(isRecent ? {RecentlyActive: 'PT3H' as const} : {}),
            ...(token === undefined ? {} : {NextToken: token}),
          }),
          {abortSignal: signal},
        );
        if (output.Metrics === undefined) {
          throw new EmptyAnswerError('the answer holds no list of metrics');
        }

        for (const {
          Namespace: namespace,
          MetricName: metric,
          Dimensions: all = [],
        } of output.Metrics) {
          if (namespace && metric) {
            names.push({
              namespace,
              metric,
              dimensions: all.map(({Name: name = '', Value: value = ''}) => ({name, value})),
            });
          }
        }

        token = output.NextToken;
        if (token === undefined) {
          break;
        }
      }

      return names;
    },

    close() {
      client?.destroy();
    },
  };
}

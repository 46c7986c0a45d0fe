import type * as CloudWatchSdk from '@aws-sdk/client-cloudwatch';
import type * as Ec2Sdk from '@aws-sdk/client-ec2';
import {type freeActions, type IamAction} from '../../core/iam.ts';
import {second} from '../../core/time.ts';
import {type clientConfig} from '../aws-settings.ts';
import {EmptyAnswerError} from '../problem.ts';
import {type Trip} from './trip.ts';

export type ServiceName = 'cloudtrail' | 'monitoring' | 'ec2' | 'sts';

/** How an action is asked: with what configuration, watched by whom, until when. */
export type Asking = {
  readonly config: ReturnType<typeof clientConfig>;
  readonly trip: Trip;
  readonly signal: AbortSignal;
  /** ms since 1970. */
  readonly now: number;
};

/** An IAM action that trailtop uses, tried with a call that changes nothing. */
export type Action = {
  readonly name: IamAction | (typeof freeActions)[number];
  readonly service: ServiceName;
  /** What cannot be read without it, in a sentence. */
  readonly loses: (region: string) => string;
  /** What trailtop does without it, or what can be done instead; '' where nothing. */
  readonly without: string;
  /** What is good to know while it works; '' where nothing. */
  readonly note: string;
  /** Rejects with the SDK's error. */
  readonly ask: (asking: Asking) => Promise<unknown>;
};

const namespace = 'AWS/EC2';
const metric = 'CPUUtilization';
/** Right in form, and nobody's: the answer is empty. */
const nobody = [{Name: 'InstanceId', Value: 'i-00000000000000000'}];

export const lookupEvents: Action = {
  name: 'cloudtrail:LookupEvents',
  service: 'cloudtrail',
  loses: (region) => `the events of ${region}`,
  without: 'open the files of a trail instead (trailtop PATH)',
  note: 'free of charge; two requests a second, shared by everybody in the account and region',
  async ask({config, trip, signal}) {
    const {CloudTrailClient, LookupEventsCommand} = await import('@aws-sdk/client-cloudtrail');
    const client = new CloudTrailClient(config);
    client.middlewareStack.add(trip.watch, trip.place);
    try {
      const output = await client.send(new LookupEventsCommand({MaxResults: 1}), {
        abortSignal: signal,
      });
      return filled(output.Events);
    } finally {
      client.destroy();
    }
  },
};

export const getMetricData: Action = monitoring('GetMetricData', {
  loses: (region) => `the datapoints of instances in ${region}`,
  without: 'there is no chart',
  note: '$0.00001 a metric and request',
  async ask(sdk, client, {signal, now}) {
    const output = await client.send(
      new sdk.GetMetricDataCommand({
        StartTime: new Date(now - 600 * second),
        EndTime: new Date(now),
        MetricDataQueries: [
          {
            Id: 'probe',
            MetricStat: {
              Metric: {Namespace: namespace, MetricName: metric, Dimensions: nobody},
              Period: 300,
              Stat: 'Average',
            },
          },
        ],
      }),
      {abortSignal: signal},
    );
    return output.MetricDataResults;
  },
});

/** What the chart and its lists are better with. */
export const chartExtras: readonly Action[] = [
  monitoring('ListMetrics', {
    loses: (region) => `the list of instances in ${region}`,
    without: 'name them with -i',
    async ask(sdk, client, {signal}) {
      const output = await client.send(
        new sdk.ListMetricsCommand({
          Namespace: namespace,
          MetricName: metric,
          Dimensions: nobody,
          RecentlyActive: 'PT3H',
        }),
        {abortSignal: signal},
      );
      return output.Metrics;
    },
  }),
  monitoring('GetMetricStatistics', {
    loses: (region) => `single series of ${region} by the call that the free tier covers`,
    without: 'GetMetricData is asked for everything',
    async ask(sdk, client, {signal, now}) {
      const output = await client.send(
        new sdk.GetMetricStatisticsCommand({
          Namespace: namespace,
          MetricName: metric,
          Dimensions: nobody,
          StartTime: new Date(now - 600 * second),
          EndTime: new Date(now),
          Period: 300,
          Statistics: ['Average'],
        }),
        {abortSignal: signal},
      );
      return output.Datapoints;
    },
  }),
  monitoring('DescribeAlarms', {
    loses: (region) => `the alarms of ${region}`,
    without: 'the chart opens on the two busiest instances',
    async ask(sdk, client, {signal}) {
      const output = await client.send(
        new sdk.DescribeAlarmsCommand({StateValue: 'ALARM', MaxRecords: 1}),
        {abortSignal: signal},
      );
      return output.MetricAlarms;
    },
  }),
  ec2('DescribeInstances', {
    loses: (region) => `the names and types of instances in ${region}`,
    without: 'their ids are shown',
    async ask(sdk, client, {signal}) {
      const output = await client.send(
        new sdk.DescribeInstancesCommand({
          Filters: [{Name: 'instance-id', Values: ['i-00000000000000000']}],
        }),
        {abortSignal: signal},
      );
      return output.Reservations;
    },
  }),
];

/** Answers with the names of the regions that the account has enabled. */
export const describeRegions: Action = ec2('DescribeRegions', {
  loses: () => 'the list of enabled regions',
  without: 'name the regions with --region',
  async ask(sdk, client, {signal}) {
    const output = await client.send(new sdk.DescribeRegionsCommand({}), {abortSignal: signal});
    return output.Regions?.map(({RegionName}) => RegionName ?? '');
  },
});

/** Answers with the account and the ARN of the caller. */
export const getCallerIdentity: Action = {
  name: 'sts:GetCallerIdentity',
  service: 'sts',
  loses: () => 'the name of the caller',
  without: 'the status line names no account',
  note: '',
  async ask({config, trip, signal}) {
    const {STSClient, GetCallerIdentityCommand} = await import('@aws-sdk/client-sts');
    const client = new STSClient(config);
    client.middlewareStack.add(trip.watch, trip.place);
    try {
      const output = await client.send(new GetCallerIdentityCommand({}), {abortSignal: signal});
      const {Account: account = '', Arn: arn} = output;
      return filled(arn === undefined ? undefined : {account, arn});
    } finally {
      client.destroy();
    }
  },
};

type CloudWatch = typeof CloudWatchSdk;
type Ec2 = typeof Ec2Sdk;
type Parts<Sdk, Client> = {
  readonly loses: Action['loses'];
  readonly without?: string;
  readonly note?: string;
  readonly ask: (sdk: Sdk, client: Client, asking: Asking) => Promise<unknown>;
};

/** What the table of IAM actions has of a service. */
type OperationOf<Service extends string> = IamAction extends infer Name
  ? Name extends `${Service}:${infer Operation}`
    ? Operation
    : never
  : never;

function monitoring(
  operation: OperationOf<'cloudwatch'>,
  {
    loses,
    without = '',
    note = '',
    ask,
  }: Parts<CloudWatch, InstanceType<CloudWatch['CloudWatchClient']>>,
): Action {
  return {
    name: `cloudwatch:${operation}`,
    service: 'monitoring',
    loses,
    without,
    note,
    async ask(asking) {
      const sdk = await import('@aws-sdk/client-cloudwatch');
      const client = new sdk.CloudWatchClient(asking.config);
      client.middlewareStack.add(asking.trip.watch, asking.trip.place);
      try {
        return filled(await ask(sdk, client, asking));
      } finally {
        client.destroy();
      }
    },
  };
}

function ec2(
  operation: OperationOf<'ec2'>,
  {loses, without = '', note = '', ask}: Parts<Ec2, InstanceType<Ec2['EC2Client']>>,
): Action {
  return {
    name: `ec2:${operation}`,
    service: 'ec2',
    loses,
    without,
    note,
    async ask(asking) {
      const sdk = await import('@aws-sdk/client-ec2');
      const client = new sdk.EC2Client(asking.config);
      client.middlewareStack.add(asking.trip.watch, asking.trip.place);
      try {
        return filled(await ask(sdk, client, asking));
      } finally {
        client.destroy();
      }
    },
  };
}

/** A 200 with an empty body is a success for the SDK, and none for us. */
function filled(answer: unknown): unknown {
  if (answer === undefined) {
    throw new EmptyAnswerError('the answer is empty');
  }

  return answer;
}

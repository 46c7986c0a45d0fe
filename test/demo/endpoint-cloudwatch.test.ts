import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type ListMetricsCommandOutput,
  type CloudWatchClient,
  type GetMetricDataCommandInput,
  type GetMetricStatisticsCommandInput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import {type WorldAlarm} from '../../source/demo/world.ts';
import {noon, tinyCpu, tinyWorld} from '../support/tiny-world.ts';
import {startDemo} from './endpoint-clients.ts';

const minute = 60_000;
const day = 86_400_000;
const hourBefore = {StartTime: new Date(noon - 60 * minute), EndTime: new Date(noon)};

function cpuQuery(id: string, instance: string, period = 60, stat = 'Average'): MetricDataQuery {
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/EC2',
        MetricName: 'CPUUtilization',
        Dimensions: [{Name: 'InstanceId', Value: instance}],
      },
      Period: period,
      Stat: stat,
    },
  };
}

async function data(
  client: CloudWatchClient,
  MetricDataQueries: MetricDataQuery[],
  input: Partial<GetMetricDataCommandInput> = {},
) {
  const answer = await client.send(
    new GetMetricDataCommand({...hourBefore, MetricDataQueries, ...input}),
  );
  return {
    ...answer,
    results: (answer.MetricDataResults ?? []).map(
      ({Id, Label, Timestamps = [], Values = [], StatusCode}) => ({
        Id,
        Label,
        StatusCode,
        Values,
        minutes: Timestamps.map((time) => (time.getTime() - noon) / minute),
      }),
    ),
  };
}

async function statistics(
  client: CloudWatchClient,
  input: Partial<GetMetricStatisticsCommandInput> = {},
) {
  return client.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{Name: 'InstanceId', Value: 'i-1'}],
      ...hourBefore,
      Period: 300,
      ...(!input.ExtendedStatistics && {Statistics: ['Average']}),
      ...input,
    }),
  );
}

/** The value of each minute is its distance from noon. */
const risingCpu = {
  metrics: [tinyCpu('i-1'), tinyCpu('i-2'), tinyCpu('i-basic', 300)],
  valueAt: (_metric: unknown, time: number) => 1000 + (time - noon) / minute,
};

test('GetMetricData gives newest first, or oldest first when asked, in periods of the clock', async (t) => {
  const {cloudwatch} = await startDemo(t, risingCpu);
  const client = cloudwatch();
  const range = {StartTime: new Date(noon - 30 * minute), EndTime: new Date(noon - 15 * minute)};
  const newest = await data(client, [cpuQuery('a', 'i-1', 300)], range);
  assert.deepEqual(newest.results, [
    {
      Id: 'a',
      Label: 'CPUUtilization',
      StatusCode: 'Complete',
      minutes: [-20, -25, -30],
      Values: [982, 977, 972],
    },
  ]);
  const oldest = await data(client, [cpuQuery('a', 'i-1', 300)], {
    ...range,
    ScanBy: 'TimestampAscending',
  });
  assert.deepEqual(oldest.results[0]?.minutes, [-30, -25, -20]);
});

test('each statistic says what it should, percentiles too', async (t) => {
  const {cloudwatch} = await startDemo(t, risingCpu);
  const range = {StartTime: new Date(noon - 30 * minute), EndTime: new Date(noon - 25 * minute)};
  const expected = {
    Average: 972,
    Maximum: 974,
    Minimum: 970,
    Sum: 4860,
    SampleCount: 5,
    p50: 972,
    p75: 973,
  };
  const {results} = await data(
    cloudwatch(),
    Object.keys(expected).map((stat) => cpuQuery(stat.toLowerCase(), 'i-1', 300, stat)),
    range,
  );
  assert.deepEqual(
    results.map(({Values}) => Values[0]),
    Object.values(expected),
  );
  const {Datapoints} = await statistics(cloudwatch(), {
    ...range,
    ExtendedStatistics: ['p50', 'p75'],
  });
  assert.deepEqual(Datapoints, [
    {
      Timestamp: new Date(noon - 30 * minute),
      Unit: 'Percent',
      ExtendedStatistics: {p50: 972, p75: 973},
    },
  ]);
});

test('series of one call are told apart by their labels', async (t) => {
  const {cloudwatch} = await startDemo(t, risingCpu);
  const {results} = await data(cloudwatch(), [
    cpuQuery('a', 'i-1'),
    cpuQuery('b', 'i-2'),
    {...cpuQuery('c', 'i-2'), Label: 'mine'},
    {...cpuQuery('d', 'i-2'), ReturnData: false},
    cpuQuery('e', 'i-none'),
  ]);
  assert.deepEqual(
    results.map(({Id, Label, Values}) => [Id, Label, Values.length > 0]),
    [
      ['a', 'i-1', true],
      ['b', 'i-2', true],
      ['c', 'mine', true],
      ['e', 'i-none', false],
    ],
  );
});

test('the newest minutes arrive a minute or two late, out of order, and the running period converges', async (t) => {
  const {cloudwatch, clock} = await startDemo(t, risingCpu);
  const client = cloudwatch();
  const EndTime = new Date(noon + 30 * minute);
  const first = await data(client, [cpuQuery('a', 'i-1')], {EndTime});
  const [newest = 0] = first.results[0]?.minutes ?? [];
  assert.ok(newest === -2 || newest === -3, `the newest is that of minute ${newest}`);

  const sumOfPeriod = async () => {
    const {results} = await data(client, [cpuQuery('a', 'i-1', 300, 'SampleCount')], {EndTime});
    const index = results[0]?.minutes.indexOf(0) ?? -1;
    return results[0]?.Values[index] ?? 0;
  };

  const counts: number[] = [];
  for (let passed = 0; passed <= 8; passed++) {
    counts.push(await sumOfPeriod());
    await clock.advance(minute);
  }

  assert.equal(counts[0], 0);
  assert.ok(
    counts.some((count) => count > 0 && count < 5),
    'the running period is shown before it is whole',
  );
  assert.deepEqual(
    counts,
    counts.toSorted((a, b) => a - b),
  );
  assert.equal(counts.at(-1), 5);
});

test('basic monitoring has a value every five minutes, whatever the period', async (t) => {
  const {cloudwatch} = await startDemo(t, risingCpu);
  const {results} = await data(cloudwatch(), [cpuQuery('a', 'i-basic', 60)]);
  assert.deepEqual(results[0]?.minutes, [-10, -15, -20, -25, -30, -35, -40, -45, -50, -55, -60]);
});

test('what is asked finer than CloudWatch keeps it is gone', async (t) => {
  const {cloudwatch} = await startDemo(t, risingCpu);
  const client = cloudwatch();
  const at = (days: number) => ({
    StartTime: new Date(noon - days * day),
    EndTime: new Date(noon - days * day + 60 * minute),
  });
  const count = async (period: number, days: number) => {
    const {results} = await data(client, [cpuQuery('a', 'i-1', period)], at(days));
    return results[0]?.Values.length;
  };

  assert.deepEqual(
    [
      await count(60, 14),
      await count(60, 16),
      await count(300, 16),
      await count(300, 64),
      await count(3600, 64),
    ],
    [60, 0, 12, 0, 1],
  );
  assert.equal(await count(10, 0.1), 0);
});

test('GetMetricData cuts what is too much into pages and says which series go on', async (t) => {
  const {cloudwatch} = await startDemo(t, risingCpu);
  const client = cloudwatch();
  const queries = [cpuQuery('a', 'i-1'), cpuQuery('b', 'i-2')];
  const whole = await data(client, queries);
  const pages: Array<typeof whole.results> = [];
  const tokens: string[] = [];
  let NextToken: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof data>> = await data(client, queries, {
      MaxDatapoints: 40,
      ...(NextToken !== undefined && {NextToken}),
    });
    NextToken = page.NextToken;
    pages.push(page.results);
    tokens.push(NextToken ?? '');
  } while (NextToken !== undefined);

  assert.deepEqual(
    pages.map((page) => page.map(({Id, StatusCode, Values}) => [Id, StatusCode, Values.length])),
    [
      [
        ['a', 'PartialData', 40],
        ['b', 'PartialData', 0],
      ],
      [
        ['a', 'Complete', 18],
        ['b', 'PartialData', 22],
      ],
      [['b', 'Complete', 36]],
    ],
  );
  for (const {Id, minutes} of whole.results) {
    const joined = pages
      .flat()
      .filter((result) => result.Id === Id)
      .flatMap((result) => result.minutes);
    assert.deepEqual(joined, minutes);
  }

  await assert.rejects(data(client, queries, {MaxDatapoints: 41, NextToken: tokens[0] ?? ''}), {
    name: 'InvalidNextToken',
  });
});

test('wrong queries are refused', async (t) => {
  const {cloudwatch} = await startDemo(t, risingCpu);
  const client = cloudwatch();
  const many = Array.from({length: 501}, (_, index) => cpuQuery(`q${index}`, 'i-1'));
  const wrong: MetricDataQuery[][] = [
    [],
    many,
    [cpuQuery('a', 'i-1'), cpuQuery('a', 'i-2')],
    [cpuQuery('Upper', 'i-1')],
    [cpuQuery('a', 'i-1', 90)],
    [cpuQuery('a', 'i-1', 60, 'Median')],
    [{Id: 'a'}],
    [{Id: 'a', Expression: "SEARCH('CPU', 'Average', 300)", Period: 300}],
  ];
  for (const queries of wrong) {
    await assert.rejects(data(client, queries), {name: 'ValidationException'});
  }

  await assert.rejects(data(client, [cpuQuery('a', 'i-1')], {EndTime: hourBefore.StartTime}), {
    name: 'ValidationException',
  });
  assert.equal((await data(client, many.slice(0, 500))).results.length, 500);
});

test('Metrics Insights names the busiest instances', async (t) => {
  const busy: Readonly<Record<string, number>> = {'i-1': 20, 'i-2': 90, 'i-3': 55};
  const {cloudwatch} = await startDemo(t, {
    metrics: Object.keys(busy).map((id) => tinyCpu(id)),
    valueAt: ({dimensions}) => busy[dimensions[0]?.Value ?? ''],
  });
  const client = cloudwatch();
  for (const from of ['SCHEMA("AWS/EC2", InstanceId)', '"AWS/EC2"']) {
    const {results} = await data(client, [
      {
        Id: 'q',
        Expression: `SELECT AVG(CPUUtilization) FROM ${from} GROUP BY InstanceId ORDER BY AVG() DESC LIMIT 2`,
        Period: 300,
      },
    ]);
    assert.deepEqual(
      results.map(({Id, Label, Values}) => [Id, Label, Values[0]]),
      [
        ['q', 'i-2', 90],
        ['q', 'i-3', 55],
      ],
    );
  }
});

test('GetMetricStatistics gives every datapoint once, in no order', async (t) => {
  const {cloudwatch} = await startDemo(t, risingCpu);
  const {Label, Datapoints = []} = await statistics(cloudwatch(), {
    Statistics: ['Average', 'Maximum'],
    EndTime: new Date(noon - 10 * minute),
  });
  assert.equal(Label, 'CPUUtilization');
  const times = Datapoints.map(({Timestamp}) => ((Timestamp?.getTime() ?? 0) - noon) / minute);
  const sorted = times.toSorted((a, b) => a - b);
  assert.deepEqual(sorted, [-60, -55, -50, -45, -40, -35, -30, -25, -20, -15]);
  assert.notDeepEqual(times, sorted);
  const last = Datapoints.find(({Timestamp}) => Timestamp?.getTime() === noon - 15 * minute);
  assert.deepEqual(last, {
    Timestamp: new Date(noon - 15 * minute),
    Average: 987,
    Maximum: 989,
    Unit: 'Percent',
  });
});

test('GetMetricStatistics refuses more than 1,440 datapoints in the words of AWS', async (t) => {
  const {cloudwatch} = await startDemo(t, risingCpu);
  const client = cloudwatch();
  await statistics(client, {StartTime: new Date(noon - day), Period: 60});
  await assert.rejects(statistics(client, {StartTime: new Date(noon - 3 * day), Period: 60}), {
    name: 'InvalidParameterCombinationException',
    message:
      'You have requested up to 4,320 datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
  });
  for (const wrong of [
    {Statistics: []},
    {Statistics: ['Average' as const], ExtendedStatistics: ['p50']},
    {EndTime: hourBefore.StartTime},
  ]) {
    await assert.rejects(statistics(client, wrong), {name: 'InvalidParameterCombinationException'});
  }

  await assert.rejects(statistics(client, {Period: 45}), {name: 'InvalidParameterValueException'});
});

test('ListMetrics pages through 500 at a time and filters', async (t) => {
  const many = Array.from({length: 1203}, (_, index) => tinyCpu(`i-${index}`));
  const quiet = tinyCpu('i-quiet');
  const network = {...tinyCpu('i-1'), name: 'NetworkIn', unit: 'Bytes'};
  const {cloudwatch} = await startDemo(t, {
    metrics: [...many, quiet, network],
    valueAt: (metric) => (metric === quiet ? undefined : 1),
  });
  const client = cloudwatch();
  const sizes: number[] = [];
  const seen = new Set<string>();
  let NextToken: string | undefined;
  do {
    const page: ListMetricsCommandOutput = await client.send(
      new ListMetricsCommand({
        MetricName: 'CPUUtilization',
        RecentlyActive: 'PT3H',
        ...(NextToken !== undefined && {NextToken}),
      }),
    );
    sizes.push(page.Metrics?.length ?? 0);
    for (const metric of page.Metrics ?? []) {
      seen.add(JSON.stringify(metric));
    }

    NextToken = page.NextToken;
  } while (NextToken !== undefined);

  assert.deepEqual(sizes, [500, 500, 203]);
  assert.equal(seen.size, 1203);

  const ofOne = await client.send(
    new ListMetricsCommand({
      Namespace: 'AWS/EC2',
      Dimensions: [{Name: 'InstanceId', Value: 'i-1'}],
    }),
  );
  assert.deepEqual(ofOne.Metrics?.map(({MetricName}) => MetricName).sort(), [
    'CPUUtilization',
    'NetworkIn',
  ]);
  const elsewhere = await cloudwatch('eu-west-1').send(new ListMetricsCommand({}));
  assert.deepEqual(elsewhere.Metrics, []);
});

test('DescribeAlarms tells which alarms are ringing', async (t) => {
  const alarm = (name: string, state: WorldAlarm['state']): WorldAlarm => ({
    name,
    metric: tinyCpu('i-1'),
    threshold: 80,
    comparison: 'GreaterThanThreshold',
    period: 300,
    evaluationPeriods: 2,
    statistic: 'Average',
    state,
    stateUpdatedAt: noon - minute,
    stateReason: 'Threshold Crossed',
  });
  const {cloudwatch} = await startDemo(t, {
    alarms: [alarm('web-cpu', 'OK'), alarm('batch-cpu', 'ALARM'), alarm('db-cpu', 'ALARM')],
  });
  const client = cloudwatch();
  const ringing = await client.send(
    new DescribeAlarmsCommand({StateValue: 'ALARM', MaxRecords: 1}),
  );
  assert.equal(ringing.MetricAlarms?.length, 1);
  assert.partialDeepStrictEqual(ringing.MetricAlarms[0], {
    AlarmName: 'batch-cpu',
    AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:batch-cpu',
    StateValue: 'ALARM',
    StateUpdatedTimestamp: new Date(noon - minute),
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions: [{Name: 'InstanceId', Value: 'i-1'}],
    Statistic: 'Average',
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
  });
  const rest = await client.send(
    new DescribeAlarmsCommand({StateValue: 'ALARM', MaxRecords: 1, NextToken: ringing.NextToken}),
  );
  assert.deepEqual(
    rest.MetricAlarms?.map(({AlarmName}) => AlarmName),
    ['db-cpu'],
  );
  assert.equal(rest.NextToken, undefined);
  const named = await client.send(new DescribeAlarmsCommand({AlarmNames: ['web-cpu']}));
  assert.deepEqual(
    named.MetricAlarms?.map(({StateValue}) => StateValue),
    ['OK'],
  );
});

test('a world that breaks is a failure of the server, not the end of the demo', async (t) => {
  const {cloudwatch, endpoint} = await startDemo(
    t,
    {},
    {
      world: {
        ...tinyWorld(),
        alarms() {
          throw new Error('out of alarms');
        },
      },
    },
  );
  await assert.rejects(cloudwatch().send(new DescribeAlarmsCommand({})), {
    name: 'InternalFailure',
    $fault: 'server',
  });
  assert.equal(endpoint.requests.length, 1);
});

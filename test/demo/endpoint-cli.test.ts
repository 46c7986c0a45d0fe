import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {test} from 'node:test';
import {readTime} from '../../source/core/event.ts';
import {type Json} from '../../source/core/json.ts';
import {neutralEnvironment} from '../support/neutral-environment.ts';
import {noon, tinyCpu, tinyEvent, tinyInstance} from '../support/tiny-world.ts';
import {startDemo} from './endpoint-clients.ts';

const minute = 60_000;

const environment = neutralEnvironment({
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
});

/** Runs the CLI in an environment that knows nothing of this machine. */
async function runAws(parameters: readonly string[]): Promise<string> {
  const {promise, resolve, reject} = Promise.withResolvers<string>();
  execFile('aws', parameters, {env: environment}, (error, stdout, stderr) => {
    if (error) {
      reject(Object.assign(error, {stderr}));
    } else {
      resolve(stdout);
    }
  });
  return promise;
}

const hasCli = await isThere();

async function isThere(): Promise<boolean> {
  try {
    await runAws(['--version']);
    return true;
  } catch {
    return false;
  }
}

const onlyWithCli = {skip: hasCli ? false : 'there is no aws on the PATH'};

/** What the AWS CLI prints, parsed. */
async function aws(url: string, command: string, ...more: readonly string[]): Promise<unknown> {
  const shared = ['--endpoint-url', url, '--output', 'json'];
  return JSON.parse(await runAws([...shared, ...command.split(' '), ...more]));
}

const cpu =
  '--namespace AWS/EC2 --metric-name CPUUtilization --dimensions Name=InstanceId,Value=i-0a1b2c3d';
const range = `--start-time ${new Date(noon - 60 * minute).toISOString()} --end-time ${new Date(noon - 50 * minute).toISOString()}`;

test('the AWS CLI reads events, page by page', onlyWithCli, async (t) => {
  const events = Array.from({length: 8}, (_, index) =>
    tinyEvent({id: `e${index}`, time: noon - index * 1000}),
  );
  const {endpoint} = await startDemo(t, {events});
  const {Events, NextToken} = (await aws(
    endpoint.url,
    'cloudtrail lookup-events --max-items 5 --page-size 4',
  )) as {Events: Array<Record<string, Json>>; NextToken: string};
  assert.deepEqual(
    Events.map(({EventId}) => EventId),
    ['e0', 'e1', 'e2', 'e3', 'e4'],
  );
  assert.equal(readTime(Events[0]?.['EventTime']), noon);
  assert.ok(NextToken.length > 0);
  assert.equal(endpoint.requests.length, 2);
});

test('the AWS CLI reads metrics', onlyWithCli, async (t) => {
  const {endpoint} = await startDemo(t, {
    metrics: [tinyCpu('i-0a1b2c3d')],
    valueAt: (_metric, time) => (time - noon) / minute + 60.5,
  });
  const statistics = (await aws(
    endpoint.url,
    `cloudwatch get-metric-statistics ${cpu} ${range} --period 300 --statistics Average Maximum`,
  )) as {Datapoints: Array<{Timestamp: string; Average: number; Maximum: number; Unit: string}>};
  assert.deepEqual(
    statistics.Datapoints.map(({Average, Maximum, Unit}) => `${Average} ${Maximum} ${Unit}`).sort(),
    ['2.5 4.5 Percent', '7.5 9.5 Percent'],
  );

  const MetricStat = {
    Metric: {
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{Name: 'InstanceId', Value: 'i-0a1b2c3d'}],
    },
    Period: 300,
    Stat: 'Average',
  };
  const data = (await aws(
    endpoint.url,
    `cloudwatch get-metric-data ${range}`,
    '--metric-data-queries',
    JSON.stringify([{Id: 'cpu', MetricStat}]),
  )) as {MetricDataResults: Array<{Id: string; Timestamps: Json[]; Values: number[]}>};
  assert.deepEqual(
    data.MetricDataResults.map(({Id, Values}) => [Id, Values]),
    [['cpu', [7.5, 2.5]]],
  );
  // One CLI prints epoch seconds here, another ISO 8601.
  assert.equal(readTime(data.MetricDataResults[0]?.Timestamps[0]), noon - 55 * minute);

  const list = (await aws(endpoint.url, 'cloudwatch list-metrics --recently-active PT3H')) as {
    Metrics: unknown[];
  };
  assert.equal(list.Metrics.length, 1);
});

test('the AWS CLI learns who it is and what runs', onlyWithCli, async (t) => {
  const {endpoint} = await startDemo(t, {instances: [tinyInstance({id: 'i-0a1b2c3d'})]});
  assert.deepEqual(await aws(endpoint.url, 'sts get-caller-identity'), {
    UserId: 'AROAEXAMPLEONCALL:kim',
    Account: '123456789012',
    Arn: 'arn:aws:sts::123456789012:assumed-role/OncallRO/kim',
  });
  assert.deepEqual(
    await aws(
      endpoint.url,
      'ec2 describe-instances --query Reservations[].Instances[].[InstanceId,State.Name]',
    ),
    [['i-0a1b2c3d', 'running']],
  );
  assert.deepEqual(await aws(endpoint.url, 'ec2 describe-regions --query Regions[].RegionName'), [
    'us-east-1',
    'eu-west-1',
  ]);
});

test('the AWS CLI reports errors as those of AWS', onlyWithCli, async (t) => {
  const {endpoint} = await startDemo(t);
  endpoint.faults.set('*', {kind: 'access-denied'});
  for (const [command, said] of [
    [
      'cloudtrail lookup-events',
      '(AccessDeniedException) when calling the LookupEvents operation: User: arn:aws:sts::',
    ],
    [
      'cloudwatch describe-alarms',
      '(AccessDenied) when calling the DescribeAlarms operation: User: arn:aws:sts::',
    ],
    [
      'ec2 describe-regions',
      '(UnauthorizedOperation) when calling the DescribeRegions operation: You are not authorized',
    ],
  ] as const) {
    await assert.rejects(
      aws(endpoint.url, command),
      (error: {stderr?: string}) => error.stderr?.includes(said) ?? false,
    );
  }
});

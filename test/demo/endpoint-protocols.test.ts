import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
// eslint-disable-next-line n/no-extraneous-import, import-x/no-extraneous-dependencies -- comes with every client, in the version that it uses
import {AwsQueryProtocol, AwsSmithyRpcV2CborProtocol} from '@aws-sdk/core/protocols';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import {noon, tinyCpu} from '../support/tiny-world.ts';
import {startDemo, type Demo} from './endpoint-clients.ts';

const minute = 60_000;
const range = {StartTime: new Date(noon - 60 * minute), EndTime: new Date(noon - 50 * minute)};
const metric = {
  Namespace: 'AWS/EC2',
  MetricName: 'CPUUtilization',
  Dimensions: [{Name: 'InstanceId', Value: 'i-1'}],
};

async function startCpu(t: TestContext): Promise<Demo> {
  return startDemo(t, {
    metrics: [tinyCpu('i-1')],
    valueAt: (_metric, time) => (time - noon) / minute + 60.25,
  });
}

for (const protocol of [AwsSmithyRpcV2CborProtocol, AwsQueryProtocol]) {
  test(`a client that speaks ${protocol.name} to CloudWatch reads the same`, async (t) => {
    const demo = await startCpu(t);
    const client = new CloudWatchClient({...demo.settings(), protocol});
    t.after(() => {
      client.destroy();
    });
    for (const asked of [client, demo.cloudwatch()]) {
      const {MetricDataResults} = await asked.send(
        new GetMetricDataCommand({
          ...range,
          MetricDataQueries: [{Id: 'a', MetricStat: {Metric: metric, Period: 300, Stat: 'p90'}}],
          ScanBy: 'TimestampAscending',
        }),
      );
      assert.deepEqual(
        MetricDataResults?.map(({Timestamps, Values, StatusCode}) => ({
          Timestamps,
          Values,
          StatusCode,
        })),
        [
          {
            Timestamps: [new Date(noon - 60 * minute), new Date(noon - 55 * minute)],
            Values: [3.85, 8.85],
            StatusCode: 'Complete',
          },
        ],
      );
      const {Datapoints} = await asked.send(
        new GetMetricStatisticsCommand({
          ...metric,
          ...range,
          Period: 600,
          ExtendedStatistics: ['p50'],
        }),
      );
      assert.deepEqual(Datapoints, [
        {Timestamp: new Date(noon - 60 * minute), Unit: 'Percent', ExtendedStatistics: {p50: 4.75}},
      ]);
      const {Metrics} = await asked.send(new ListMetricsCommand({RecentlyActive: 'PT3H'}));
      assert.deepEqual(Metrics, [metric]);
      const {MetricAlarms} = await asked.send(new DescribeAlarmsCommand({AlarmNames: ['none']}));
      assert.deepEqual(MetricAlarms ?? [], []);
      await assert.rejects(
        asked.send(
          new GetMetricStatisticsCommand({...metric, ...range, Period: 45, Statistics: ['Sum']}),
        ),
        (error: Error) =>
          /^InvalidParameterValue(?:Exception)?$/v.test(error.name) &&
          error.message.includes('Period'),
      );
    }

    demo.endpoint.faults.set('ListMetrics', {kind: 'throttling'});
    await assert.rejects(client.send(new ListMetricsCommand({})), {
      name: 'Throttling',
      message: 'Rate exceeded',
    });
  });
}

const authorization = (service: string, region = 'us-east-1') =>
  `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261122/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`;

const cloudtrailHeaders = {
  authorization: authorization('cloudtrail'),
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'CloudTrail_20131101.LookupEvents',
};

async function post(
  url: string,
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer>,
) {
  const response = await fetch(url, {method: 'POST', headers, body});
  return {status: response.status, headers: response.headers, text: await response.text()};
}

test('a body that is not what the operation takes is a SerializationException', async (t) => {
  const {endpoint, clock} = await startDemo(t);
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  for (const body of [
    '{',
    '[]',
    'null',
    '{"MaxResults": "five"}',
    '{"StartTime": "2026-11-22T12:00:00Z"}',
    '{"LookupAttributes": {"AttributeKey": "EventId"}}',
    '{"LookupAttributes": [7]}',
    `{"LookupAttributes": ${deep}}`,
  ]) {
    const {status, headers, text} = await post(endpoint.url, cloudtrailHeaders, body);
    assert.equal(status, 400);
    assert.equal(headers.get('x-amzn-errortype'), 'SerializationException', body.slice(0, 60));
    assert.equal(headers.get('content-type'), 'application/x-amz-json-1.1');
    assert.equal((JSON.parse(text) as {__type: string}).__type, 'SerializationException');
    await clock.advance(1000);
  }

  for (const body of [
    Uint8Array.of(0xff),
    Uint8Array.of(0xa1, 0x61),
    new Uint8Array(5000).fill(0x81),
  ]) {
    const {status, headers} = await post(
      `${endpoint.url}/service/GraniteServiceVersion20100801/operation/ListMetrics`,
      {
        authorization: authorization('monitoring'),
        'smithy-protocol': 'rpc-v2-cbor',
        'content-type': 'application/cbor',
      },
      body,
    );
    assert.equal(status, 400);
    assert.equal(headers.get('x-amzn-query-error'), 'MalformedInput;Sender');
  }
});

test('an operation that does not exist is said so in each protocol', async (t) => {
  const {endpoint} = await startDemo(t);
  for (const operation of ['LookupEverything', 'constructor', '__proto__', '']) {
    const json = await post(
      endpoint.url,
      {...cloudtrailHeaders, 'x-amz-target': `CloudTrail_20131101.${operation}`},
      '{}',
    );
    assert.deepEqual(
      [json.status, json.headers.get('x-amzn-errortype')],
      [400, 'UnknownOperationException'],
    );
    const form = {'content-type': 'application/x-www-form-urlencoded'};
    for (const service of ['sts', 'ec2', 'monitoring']) {
      const xml = await post(
        endpoint.url,
        {...form, authorization: authorization(service)},
        `Action=${operation}&Version=1`,
      );
      assert.equal(xml.status, 400);
      assert.match(xml.text, /<Code>InvalidAction<\/Code>/v);
    }
  }
});

test('who is not signed, or for no region of the account, is refused', async (t) => {
  const {endpoint} = await startDemo(t);
  const {authorization: _, ...unsigned} = cloudtrailHeaders;
  const anonymous = await post(endpoint.url, unsigned, '{}');
  assert.equal(anonymous.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
  const elsewhere = await post(
    endpoint.url,
    {...cloudtrailHeaders, authorization: authorization('cloudtrail', 'ap-south-2')},
    '{}',
  );
  assert.equal(elsewhere.headers.get('x-amzn-errortype'), 'UnrecognizedClientException');
});

test('what is no AWS request at all is refused too, and the endpoint goes on', async (t) => {
  const {endpoint} = await startDemo(t);
  assert.equal((await fetch(endpoint.url)).status, 404);
  assert.equal((await fetch(`${endpoint.url}/_demo/other`)).status, 404);
  assert.equal(
    (await post(endpoint.url, {...cloudtrailHeaders, 'x-amz-target': 'S3.GetObject'}, '{}')).status,
    404,
  );
  const large = await post(endpoint.url, cloudtrailHeaders, 'x'.repeat(2_000_000)).catch(
    () => undefined,
  );
  assert.ok(large === undefined || large.status === 413);
  assert.equal((await post(endpoint.url, cloudtrailHeaders, '{}')).status, 200);
});

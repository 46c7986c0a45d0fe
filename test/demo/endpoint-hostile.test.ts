import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {test} from 'node:test';
import fc from 'fast-check';
import {decodeCbor, encodeCbor} from '../../source/demo/cbor.ts';
import {type Output} from '../../source/demo/output.ts';
import {tinyCpu, tinyEvent, tinyInstance} from '../support/tiny-world.ts';
import {startDemo} from './endpoint-clients.ts';

const targets = [
  ['cloudtrail', 'CloudTrail_20131101.LookupEvents'],
  ['monitoring', 'GraniteServiceVersion20100801.GetMetricData'],
  ['monitoring', 'GraniteServiceVersion20100801.GetMetricStatistics'],
  ['monitoring', 'GraniteServiceVersion20100801.ListMetrics'],
  ['monitoring', 'GraniteServiceVersion20100801.DescribeAlarms'],
] as const;

/** Names that the operations know, so that odd values get past the door. */
const keys = [
  'LookupAttributes AttributeKey AttributeValue StartTime EndTime EventCategory MaxResults NextToken',
  'MetricDataQueries Id MetricStat Metric Namespace MetricName Dimensions Name Value Period Stat Expression Label',
  'Statistics ExtendedStatistics ScanBy MaxDatapoints RecentlyActive AlarmNames MaxRecords ReturnData Unit',
]
  .join(' ')
  .split(' ');

const values = fc.letrec<{value: unknown}>((tie) => ({
  value: fc.oneof(
    {maxDepth: 4},
    fc.constantFrom<unknown>(
      null,
      true,
      -1,
      0,
      1,
      60,
      300,
      1e308,
      -1e308,
      1_795_348_800,
      '',
      'p99',
      'EventName',
      'a',
      '__proto__',
    ),
    fc.array(tie('value'), {maxLength: 3}),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), {maxKeys: 6}),
  ),
})).value;

function signed(service: string): Record<string, string> {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261122/us-east-1/${service}/aws4_request, Signature=0`,
  };
}

test('no parameters, however odd, make the endpoint fail as a server', async (t) => {
  const {endpoint, clock} = await startDemo(t, {
    events: [tinyEvent({id: 'a'})],
    metrics: [tinyCpu('i-1')],
    instances: [tinyInstance({id: 'i-0a1b2c3d'})],
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...targets),
      fc.dictionary(fc.constantFrom(...keys), values, {maxKeys: 8}),
      async ([service, target], parameters) => {
        const {status} = await fetch(endpoint.url, {
          method: 'POST',
          headers: {
            ...signed(service),
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-target': target,
          },
          body: JSON.stringify(parameters),
        });
        await clock.advance(1000);
        assert.ok(status === 200 || status === 400, `${target} answers ${status}`);
      },
    ),
    {numRuns: 300},
  );
  assert.ok(endpoint.requests.some(({outcome}) => outcome === 'ok'));
});

test('no form, however odd, makes the endpoint fail as a server', async (t) => {
  const {endpoint} = await startDemo(t, {instances: [tinyInstance({id: 'i-0a1b2c3d'})]});
  const part = fc.constantFrom(
    'member',
    '1',
    '2',
    '999999999',
    '',
    '__proto__',
    ...keys,
    'InstanceId',
    'Filter',
  );
  const path = fc.array(part, {minLength: 1, maxLength: 5}).map((parts) => parts.join('.'));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        'ec2 DescribeInstances',
        'ec2 DescribeRegions',
        'sts GetCallerIdentity',
        'monitoring GetMetricData',
      ),
      fc.array(
        fc.tuple(path, fc.constantFrom('', '1', 'i-1', '2026-11-22T12:00:00Z', '<&>\u0000')),
        {maxLength: 8},
      ),
      async (name, form) => {
        const [service = '', Action = ''] = name.split(' ', 2);
        const {status} = await fetch(endpoint.url, {
          method: 'POST',
          headers: {...signed(service), 'content-type': 'application/x-www-form-urlencoded'},
          body: new URLSearchParams([['Action', Action], ...form]).toString(),
        });
        assert.ok(status === 200 || status === 400, `${name} answers ${status}`);
      },
    ),
    {numRuns: 300},
  );
});

test('CBOR reads what it has written, and refuses everything else without harm', () => {
  const output = fc.letrec<{value: Output}>((tie) => ({
    value: fc.oneof(
      {maxDepth: 3},
      fc.string({unit: 'binary'}),
      // An integer is written as an integer, which has one zero only.
      fc.double({noNaN: true}).map((number) => (number === 0 ? 0 : number)),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.date({noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01')}),
      fc.array(tie('value'), {maxLength: 4}),
      fc.dictionary(fc.string(), tie('value'), {maxKeys: 4, noNullPrototype: true}),
    ),
  })).value;
  fc.assert(
    fc.property(output, (value) => {
      assert.deepEqual(decodeCbor(encodeCbor(value)), value);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 60}), (bytes) => {
      assert.ok(readOrRefuse(bytes));
    }),
    {numRuns: 2000},
  );
});

/** Whether the bytes are read, or refused by the error that says they are no CBOR. */
function readOrRefuse(bytes: Uint8Array): boolean {
  try {
    decodeCbor(Buffer.from(bytes));
    return true;
  } catch (error) {
    return error instanceof RangeError;
  }
}

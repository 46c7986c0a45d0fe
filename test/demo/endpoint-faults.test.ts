import assert from 'node:assert/strict';
import {request, type IncomingMessage} from 'node:http';
import {test} from 'node:test';
import {LookupEventsCommand} from '@aws-sdk/client-cloudtrail';
import {DescribeAlarmsCommand, ListMetricsCommand} from '@aws-sdk/client-cloudwatch';
import {DescribeRegionsCommand} from '@aws-sdk/client-ec2';
import {GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {type FaultKind} from '../../source/demo/faults.ts';
import {noon, tinyEvent} from '../support/tiny-world.ts';
import {startDemo} from './endpoint-clients.ts';

/** One HTTP request as a browser, curl or a broken client sends it: every header is the caller's. */
async function raw(
  url: string,
  options: {method?: string; headers?: Record<string, string>; body?: string} = {},
): Promise<{status: number | undefined; text: string}> {
  const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
  const {method = 'GET', headers = {}, body} = options;
  request(url, {method, headers, agent: false}, resolve).on('error', reject).end(body);
  const response = await promise;
  const parts: unknown[] = await response.toArray();
  return {status: response.statusCode, text: parts.join('')};
}

test('every service names the same trouble in its own way', async (t) => {
  const demo = await startDemo(t);
  const [cloudtrail, cloudwatch, sts, ec2] = [
    demo.cloudtrail(),
    demo.cloudwatch(),
    demo.sts(),
    demo.ec2(),
  ];
  const calls = [
    async () => cloudtrail.send(new LookupEventsCommand({})),
    async () => cloudwatch.send(new ListMetricsCommand({})),
    async () => sts.send(new GetCallerIdentityCommand({})),
    async () => ec2.send(new DescribeRegionsCommand({})),
  ];
  const names: ReadonlyArray<[FaultKind, string[]]> = [
    ['throttling', ['ThrottlingException', 'Throttling', 'Throttling', 'RequestLimitExceeded']],
    [
      'access-denied',
      ['AccessDeniedException', 'AccessDenied', 'AccessDenied', 'UnauthorizedOperation'],
    ],
    ['expired-token', ['ExpiredTokenException', 'ExpiredToken', 'ExpiredToken', 'RequestExpired']],
  ];
  for (const [kind, expected] of names) {
    demo.endpoint.faults.set('*', {kind});
    const results = await Promise.allSettled(calls.map(async (call) => call()));
    assert.deepEqual(
      results.map((result) =>
        result.status === 'rejected' ? (result.reason as Error).name : 'ok',
      ),
      expected,
    );
  }

  demo.endpoint.faults.set('*', undefined);
  await demo.clock.advance(1000);
  for (const call of calls) {
    await call();
  }
});

test('a denied call names the caller, the action and why, and becomes an event', async (t) => {
  const {endpoint, cloudtrail, clock} = await startDemo(t);
  const client = cloudtrail();
  endpoint.faults.set('LookupEvents', {kind: 'access-denied'});
  await assert.rejects(client.send(new LookupEventsCommand({})), {
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:sts::123456789012:assumed-role/OncallRO/kim is not authorized to perform: cloudtrail:LookupEvents because no identity-based policy allows the cloudtrail:LookupEvents action',
  });
  endpoint.faults.set('LookupEvents', {kind: 'expired-token'});
  await assert.rejects(client.send(new LookupEventsCommand({})), {name: 'ExpiredTokenException'});
  endpoint.faults.set('LookupEvents', undefined);
  await clock.advance(300_000);
  const {Events = []} = await client.send(new LookupEventsCommand({EndTime: new Date(noon)}));
  assert.deepEqual(
    Events.map(
      ({CloudTrailEvent}) => (JSON.parse(CloudTrailEvent ?? '') as {errorCode: string}).errorCode,
    ),
    ['AccessDeniedException'],
  );
});

test('the server fails with 500 and with 503', async (t) => {
  const {endpoint, cloudwatch} = await startDemo(t);
  const client = cloudwatch();
  endpoint.faults.set('DescribeAlarms', {kind: 'server-error'});
  const seen = new Set<number>();
  for (let index = 0; index < 20; index++) {
    await assert.rejects(
      client.send(new DescribeAlarmsCommand({})),
      (error: {$fault?: string; $metadata?: {httpStatusCode?: number}}) => {
        seen.add(error.$metadata?.httpStatusCode ?? 0);
        return error.$fault === 'server';
      },
    );
  }

  assert.deepEqual(
    [...seen].sort((a, b) => a - b),
    [500, 503],
  );
});

test('a dropped connection breaks in the middle of the answer, after AWS has done its work', async (t) => {
  const {endpoint, cloudtrail, clock} = await startDemo(t, {events: [tinyEvent({id: 'a'})]});
  const client = cloudtrail();
  endpoint.faults.set('LookupEvents', {kind: 'dropped'});
  await assert.rejects(client.send(new LookupEventsCommand({})), {code: 'ECONNRESET'});
  assert.equal(endpoint.requests.at(-1)?.outcome, 'dropped');
  endpoint.faults.set('LookupEvents', undefined);
  await clock.advance(300_000);
  const {Events = []} = await client.send(new LookupEventsCommand({EndTime: new Date(noon)}));
  assert.deepEqual(
    Events.map(({EventName}) => EventName),
    ['LookupEvents', 'StopInstances'],
  );
});

test('a proxy answers HTML, or nothing at all, with status 200', async (t) => {
  const {endpoint, cloudtrail} = await startDemo(t);
  const client = cloudtrail();
  endpoint.faults.set('LookupEvents', {kind: 'html'});
  await assert.rejects(
    client.send(new LookupEventsCommand({})),
    (error: Error & {$response?: {statusCode?: number}}) =>
      error.name === 'SyntaxError' && error.$response?.statusCode === 200,
  );
  endpoint.faults.set('LookupEvents', {kind: 'empty'});
  const {Events} = await client.send(new LookupEventsCommand({}));
  assert.equal(Events, undefined);
});

test('latency keeps the answer back for as long as it says', async (t) => {
  const {endpoint, cloudtrail, clock} = await startDemo(t);
  endpoint.faults.set('*', {kind: 'latency', ms: 8000});
  let isAnswered = false;
  const answered = (async () => {
    await cloudtrail().send(new LookupEventsCommand({}));
    isAnswered = true;
  })();
  while (clock.pending === 0) {
    await clock.settle();
  }

  await clock.advance(7999);
  assert.equal(isAnswered, false);
  await clock.advance(1);
  await answered;
});

test('a fault with a share hits about that many requests, and one operation only', async (t) => {
  const {endpoint, cloudwatch} = await startDemo(t);
  const client = cloudwatch();
  endpoint.faults.set('ListMetrics', {kind: 'throttling', share: 0.3});
  for (let index = 0; index < 100; index++) {
    await client.send(new ListMetricsCommand({})).catch(() => undefined);
    await client.send(new DescribeAlarmsCommand({}));
  }

  const throttled = endpoint.requests.filter(({outcome}) => outcome === 'ThrottlingException');
  assert.ok(Math.abs(throttled.length - 30) < 15, `${throttled.length} of 100`);
  assert.ok(throttled.every(({operation}) => operation === 'ListMetrics'));
});

test('a person switches faults on and off with curl', async (t) => {
  const {endpoint, cloudtrail} = await startDemo(t);
  const url = `${endpoint.url}/_demo/faults`;
  const post = async (wish: unknown) =>
    raw(url, {
      method: 'POST',
      headers: {'content-type': 'application/x-www-form-urlencoded'},
      body: JSON.stringify(wish),
    });
  const on = await post({operation: 'LookupEvents', kind: 'throttling', share: 1});
  assert.equal(on.status, 200);
  await assert.rejects(cloudtrail().send(new LookupEventsCommand({})), {
    name: 'ThrottlingException',
  });
  assert.deepEqual(JSON.parse((await raw(url)).text), {
    faults: [{operation: 'LookupEvents', kind: 'throttling', share: 1}],
  });
  await post({operation: '*', kind: 'none'});
  assert.deepEqual(JSON.parse((await raw(url)).text), {faults: []});

  for (const wrong of [
    'throttling',
    {},
    {operation: 'LookUpEvents', kind: 'throttling'},
    {operation: '*', kind: 'fire'},
    {operation: '*', kind: 'throttling', share: 2},
    {operation: '*', kind: 'latency', ms: -1},
  ]) {
    const {status, text} = await post(wrong);
    assert.equal(status, 400);
    assert.ok((JSON.parse(text) as {error: string}).error.length > 10);
  }

  assert.equal((await raw(url, {method: 'PUT'})).status, 405);
});

test('a web page cannot reach the endpoint', async (t) => {
  const {endpoint} = await startDemo(t);
  const url = `${endpoint.url}/_demo/faults`;
  const {port} = new URL(url);
  for (const headers of [
    {host: `evil.example:${port}`},
    {host: `127.0.0.1.evil.example:${port}`},
    {origin: 'https://evil.example'},
    {origin: 'null'},
    {'sec-fetch-site': 'cross-site'},
  ]) {
    assert.equal((await raw(url, {headers})).status, 403, JSON.stringify(headers));
  }

  assert.equal((await raw(url, {headers: {host: `LOCALHOST:${port}`}})).status, 200);
});

test('closing ends every connection, also one that is still waiting for its answer', async (t) => {
  const {endpoint, cloudtrail, clock} = await startDemo(t);
  endpoint.faults.set('*', {kind: 'latency'});
  const waiting = assert.rejects(cloudtrail().send(new LookupEventsCommand({})), {
    code: 'ECONNRESET',
  });
  while (clock.pending === 0) {
    await clock.settle();
  }

  await Promise.all([endpoint.close(), endpoint.close()]);
  await waiting;
  await clock.advance(10_000);
  await assert.rejects(raw(endpoint.url), {code: 'ECONNREFUSED'});
});

test('a port that is taken is said so', async (t) => {
  const {endpoint} = await startDemo(t);
  await assert.rejects(startDemo(t, {}, {port: Number(new URL(endpoint.url).port)}), {
    code: 'EADDRINUSE',
  });
});

import assert from 'node:assert/strict';
import {describe, test, type TestContext} from 'node:test';
import {type Fault} from '../../source/demo/faults.ts';
import {withSharedCredentials, type AwsSettings} from '../../source/sources/aws-settings.ts';
import {createLookup} from '../../source/sources/cloudtrail.ts';
import {createMetrics} from '../../source/sources/cloudwatch.ts';
import {callerIdentity} from '../../source/sources/identity.ts';
import {describeInstances} from '../../source/sources/instances.ts';
import {explain, type Failure} from '../../source/sources/problem.ts';
import {neutraliseThisProcess} from '../support/neutral-environment.ts';
import {noon} from '../support/tiny-world.ts';
import {closedPort, startLoopback, startServer} from './loopback.ts';

neutraliseThisProcess();

const {signal} = new AbortController();
const minute = 60_000;
const range = {since: noon - 60 * minute, until: noon};

type Question = {
  readonly action: string;
  readonly loses: string;
  readonly ask: (t: TestContext, settings: AwsSettings, region: string) => Promise<unknown>;
};

function lookupOf(t: TestContext, settings: AwsSettings, region: string) {
  const lookup = createLookup(settings, region);
  t.after(() => {
    lookup.close();
  });
  return lookup;
}

function metricsOf(t: TestContext, settings: AwsSettings, region: string) {
  const metrics = createMetrics(settings, region);
  t.after(() => {
    metrics.close();
  });
  return metrics;
}

/** All that is asked of AWS. CloudTrail and CloudWatch speak JSON, STS Query, EC2 a Query of its own. */
const questions: readonly Question[] = [
  {
    action: 'cloudtrail:LookupEvents',
    loses: 'the events of us-east-1',
    ask: async (t, settings, region) => lookupOf(t, settings, region).page(range, signal),
  },
  {
    action: 'cloudwatch:GetMetricData',
    loses: 'CPUUtilization',
    ask: async (t, settings, region) =>
      metricsOf(t, settings, region).datapoints(
        {ids: ['i-1'], metric: 'CPUUtilization', statistic: 'Average', period: 60, ...range},
        signal,
      ),
  },
  {
    action: 'cloudwatch:ListMetrics',
    loses: 'the list of instances',
    ask: async (t, settings, region) =>
      metricsOf(t, settings, region).instances('CPUUtilization', signal),
  },
  {
    action: 'cloudwatch:DescribeAlarms',
    loses: 'what is in ALARM',
    ask: async (t, settings, region) => metricsOf(t, settings, region).alarms(signal),
  },
  {
    action: 'sts:GetCallerIdentity',
    loses: 'who this is',
    ask: async (_t, settings, region) => callerIdentity(settings, region, signal),
  },
  {
    action: 'ec2:DescribeInstances',
    loses: 'the names of instances',
    ask: async (_t, settings, region) => describeInstances(settings, region, ['i-1'], signal),
  },
];

/** What the person reads when a question fails. */
async function failureOf(
  t: TestContext,
  question: Question,
  settings: AwsSettings,
  region = 'us-east-1',
): Promise<Failure> {
  const {action, loses} = question;
  try {
    const answer = await question.ask(t, settings, region);
    assert.fail(`${action} was answered with ${JSON.stringify(answer)}`);
  } catch (error) {
    if (error instanceof assert.AssertionError) {
      throw error;
    }

    return explain(error, {action, loses, region, endpoint: settings.endpointUrl ?? ''});
  }
}

const faults: ReadonlyArray<{
  readonly name: string;
  readonly fault: Fault;
  readonly kind: Failure['kind'];
  readonly title: (question: Question, url: string) => RegExp;
  readonly advice: RegExp;
}> = [
  {
    name: 'AWS throttles',
    fault: {kind: 'throttling'},
    kind: 'throttled',
    title: ({action}) => new RegExp(`^${action} is throttled in us-east-1: `, 'v'),
    advice: /^trailtop slows down by itself/v,
  },
  {
    name: 'the answer takes too long',
    fault: {kind: 'latency', ms: 60_000},
    kind: 'network',
    title: (_, url) => new RegExp(`^cannot reach ${url}: no answer in time$`, 'v'),
    advice: /HTTPS_PROXY.*tried again by itself/v,
  },
  {
    name: 'AWS fails inside',
    fault: {kind: 'server-error'},
    kind: 'server',
    title: (_, url) => new RegExp(`^${url} failed inside .HTTP 50[03].$`, 'v'),
    advice: /tried again by itself/v,
  },
  {
    name: 'the connection is dropped',
    fault: {kind: 'dropped'},
    kind: 'network',
    title: (_, url) => new RegExp(`^cannot reach ${url}: the connection was dropped$`, 'v'),
    advice: /tried again by itself/v,
  },
  {
    name: 'a proxy answers with a login page',
    fault: {kind: 'html'},
    kind: 'answer',
    title: ({action}, url) =>
      new RegExp(`^${url} answered ${action} with something that is no AWS answer`, 'v'),
    advice: /a proxy or a login page may stand between/v,
  },
  {
    name: 'the answer is empty',
    fault: {kind: 'empty'},
    kind: 'answer',
    title: ({action}, url) =>
      new RegExp(`^${url} answered ${action} with something that is no AWS answer`, 'v'),
    advice: /tried again by itself/v,
  },
  {
    name: 'a permission is missing',
    fault: {kind: 'access-denied'},
    kind: 'denied',
    title: ({action, loses}) =>
      new RegExp(`^not allowed to call ${action}, so ${loses} cannot be read$`, 'v'),
    advice: /^allow \w+:\w+ for this identity/v,
  },
  {
    name: 'the session is over',
    fault: {kind: 'expired-token'},
    kind: 'expired',
    title: () => /^the credentials have expired$/v,
    advice: /^sign in again/v,
  },
];

for (const {name, fault, kind, title, advice} of faults) {
  describe(`when ${name}`, () => {
    for (const question of questions) {
      test(`${question.action} says so, and what to do`, async (t) => {
        const {endpoint, settings} = await startLoopback(t);
        endpoint.faults.set(question.action.replace(/^.*:/v, ''), fault);
        const short = fault.kind === 'latency' ? {answerTimeout: 50} : {};
        const failure = await failureOf(t, question, {...settings, ...short});
        assert.equal(failure.kind, kind, JSON.stringify(failure));
        assert.match(failure.title, title(question, endpoint.url));
        assert.match(failure.advice, advice);
        assert.equal(failure.action, kind === 'denied' ? question.action : undefined);
        assert.notEqual(failure.code, '');
      });
    }
  });
}

test('each protocol has its own name for the same trouble, and the person can read it', async (t) => {
  const {endpoint, settings} = await startLoopback(t);
  const codes = async (fault: Fault['kind']) => {
    endpoint.faults.set('*', {kind: fault});
    const failures = await Promise.all(
      questions.map(async (question) => failureOf(t, question, settings)),
    );
    return [0, 1, 4, 5].map((index) => failures[index]?.code);
  };

  assert.deepEqual(await codes('throttling'), [
    'ThrottlingException',
    'Throttling',
    'Throttling',
    'RequestLimitExceeded',
  ]);
  assert.deepEqual(await codes('access-denied'), [
    'AccessDeniedException',
    'AccessDenied',
    'AccessDenied',
    'UnauthorizedOperation',
  ]);
  assert.deepEqual(await codes('expired-token'), [
    'ExpiredTokenException',
    'ExpiredToken',
    'ExpiredToken',
    'RequestExpired',
  ]);
});

test('a region that is not enabled is told as that', async (t) => {
  const {settings} = await startLoopback(t);
  for (const question of questions) {
    const {kind, title} = await failureOf(t, question, settings, 'ap-east-1');
    assert.equal(kind, 'disabled');
    assert.match(title, /^ap-east-1 is not enabled for this account/v);
  }
});

test('where nothing listens, the person is told where', async (t) => {
  const endpointUrl = await closedPort();
  for (const question of questions) {
    const {kind, title} = await failureOf(t, question, {...given, endpointUrl});
    assert.equal(kind, 'network');
    assert.equal(title, `cannot reach ${endpointUrl}: nothing listens there`);
  }
});

const given = {
  credentials: {accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret'},
  proxyEnv: {},
};

test('a connection that is closed before an answer is said to be dropped', async (t) => {
  const endpointUrl = await startServer(t, (request) => {
    request.socket.destroy();
  });
  for (const question of questions) {
    const {title} = await failureOf(t, question, {...given, endpointUrl});
    assert.equal(title, `cannot reach ${endpointUrl}: the connection was dropped`);
  }
});

for (const {name, status, type, body} of [
  {name: 'a page that says 403', status: 403, type: 'text/html', body: '<html>Blocked</html>'},
  {name: 'a page that says 502', status: 502, type: 'text/html', body: '<html>Bad gateway</html>'},
  {name: 'a list where an object should be', status: 200, type: 'application/json', body: '[1]'},
  {name: 'null', status: 200, type: 'application/json', body: 'null'},
  {name: 'a bare word', status: 200, type: 'text/plain', body: 'ok'},
  {name: 'an error that is nothing', status: 400, type: 'application/json', body: '{}'},
]) {
  test(`whatever answers ${name}, the person reads a sentence, never a stack trace`, async (t) => {
    const endpointUrl = await startServer(t, (request, response) => {
      request.resume();
      response.writeHead(status, {'content-type': type});
      response.end(body);
    });
    for (const question of questions) {
      const failure = await failureOf(t, question, {...given, endpointUrl});
      assert.doesNotMatch(failure.title, /\n|undefined|\[object/v);
      assert.ok(failure.title.length > 10 && failure.title.length < 400, failure.title);
      assert.ok(
        ['answer', 'other', 'server'].includes(failure.kind),
        `${question.action}: ${JSON.stringify(failure)}`,
      );
    }
  });
}

test('without credentials anywhere the person is told how to give some', async (t) => {
  const {endpoint, settings} = await startLoopback(t);
  const {credentials, ...bare} = settings;
  assert.notEqual(credentials, undefined);
  for (const question of questions) {
    const {kind, title, advice} = await failureOf(t, question, withSharedCredentials(bare));
    assert.equal(kind, 'credentials', title);
    assert.match(title, /^no usable credentials: Could not load credentials/v);
    assert.match(advice, /AWS_PROFILE.*aws sso login.*--demo/v);
  }

  assert.equal(endpoint.requests.length, 0);
});

test('a profile that does not exist is named', async (t) => {
  const {settings} = await startLoopback(t);
  const {credentials, ...bare} = settings;
  assert.notEqual(credentials, undefined);
  for (const question of questions) {
    const mistaken = withSharedCredentials({...bare, profile: 'no-such-profile'});
    const {kind, title} = await failureOf(t, question, mistaken);
    assert.equal(kind, 'credentials');
    assert.match(title, /^no usable credentials: profile no-such-profile: /v);
  }
});

test('without a region the person is told how to give one', async (t) => {
  const {settings} = await startLoopback(t);
  for (const question of questions) {
    const {kind, title, advice} = await failureOf(t, question, settings, '');
    assert.equal(kind, 'region');
    assert.equal(title, 'no region is set');
    assert.match(advice, /--region us-east-1.*AWS_REGION/v);
  }
});

test('what is cancelled is no failure to speak of', async (t) => {
  const {endpoint, settings} = await startLoopback(t);
  endpoint.faults.set('*', {kind: 'latency', ms: 60_000});
  const cancel = new AbortController();
  const asked = lookupOf(t, settings, 'us-east-1').page(range, cancel.signal);
  const timer = setTimeout(() => {
    cancel.abort();
  }, 100);
  await assert.rejects(asked, (error) => {
    const {kind} = explain(error, {action: 'a', loses: 'b', region: 'c', endpoint: ''});
    return kind === 'aborted';
  });
  clearTimeout(timer);
});

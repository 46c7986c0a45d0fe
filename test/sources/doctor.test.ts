import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {isWell, type Check} from '../../source/core/check.ts';
import {type AwsSettings} from '../../source/sources/aws-settings.ts';
import {type Clock} from '../../source/sources/clock.ts';
import {findRegions} from '../../source/sources/doctor/all-regions.ts';
import {
  examineAws,
  type ExaminedRegion,
  type Examination,
} from '../../source/sources/doctor/examine.ts';
import {systemClock} from '../../source/sources/system-clock.ts';
import {neutraliseThisProcess} from '../support/neutral-environment.ts';
import {closedPort, keys, startLoopback, startServer} from './loopback.ts';

neutraliseThisProcess();

const minute = 60_000;
const home: ExaminedRegion = {name: 'us-east-1', origin: '--region', role: 'named'};

/** Sets variables of this process for one test. */
function setVariables(t: TestContext, variables: Readonly<Record<string, string>>): void {
  t.after(neutraliseThisProcess(variables));
}

async function examine(
  settings: AwsSettings,
  more: Partial<Examination> = {},
): Promise<readonly Check[]> {
  return examineAws({
    settings,
    regions: [home],
    env: process.env,
    clock: systemClock,
    ...more,
  });
}

/** The finding of a name; fails where there is none. */
function finding(checks: readonly Check[], name: string): Check {
  const found = checks.find((each) => each.name === name);
  assert.ok(found, `no finding "${name}" among ${checks.map((each) => each.name).join(', ')}`);
  return found;
}

/** The clock of a machine that goes wrong by so many ms. */
function skewedClock(ms: number): Clock {
  return {...systemClock, now: () => systemClock.now() + ms};
}

/** Files of an AWS configuration for one test. */
function configure(t: TestContext, config: string, credentials: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-doctor-'));
  const [configFile, credentialsFile] = [path.join(folder, 'config'), path.join(folder, 'keys')];
  writeFileSync(configFile, config);
  writeFileSync(credentialsFile, credentials);
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  setVariables(t, {AWS_CONFIG_FILE: configFile, AWS_SHARED_CREDENTIALS_FILE: credentialsFile});
}

test('where everything works, everything is ok, and each action is asked once', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  const checks = await examine(settings);
  assert.deepEqual(
    checks.filter(({status}) => status !== 'ok'),
    [],
  );
  assert.ok(isWell(checks));
  assert.deepEqual(
    checks.map(({name}) => name),
    [
      'proxy',
      'certificates',
      'credentials',
      'identity',
      'clock',
      'region us-east-1',
      'reach sts us-east-1',
      'reach cloudtrail us-east-1',
      'reach monitoring us-east-1',
      'reach ec2 us-east-1',
      'cloudtrail:LookupEvents us-east-1',
      'cloudwatch:GetMetricData us-east-1',
      'cloudwatch:ListMetrics us-east-1',
      'cloudwatch:GetMetricStatistics us-east-1',
      'cloudwatch:DescribeAlarms us-east-1',
      'ec2:DescribeInstances us-east-1',
      'ec2:DescribeRegions us-east-1',
    ],
  );
  assert.match(finding(checks, 'identity').detail, /account 123456789012, arn:.*\/OncallRO\/kim/v);
  assert.match(finding(checks, 'region us-east-1').detail, /from --region; enabled/v);
  assert.match(
    finding(checks, 'reach sts us-east-1').detail,
    /^127\.0\.0\.1:\d+ answered in \d+ ms/v,
  );
  assert.match(
    finding(checks, 'cloudwatch:GetMetricData us-east-1').detail,
    /\$0\.00001 a metric/v,
  );
  const operations = endpoint.requests.map(({operation}) => operation);
  assert.equal(operations.length, 8);
  assert.equal(new Set(operations).size, 8);
  assert.deepEqual(
    endpoint.requests.find(({operation}) => operation === 'LookupEvents')?.parameters,
    {MaxResults: 1},
  );
});

const actions = [
  [
    'cloudtrail:LookupEvents',
    true,
    /so the events of us-east-1 cannot be read/v,
    /files of a trail/v,
  ],
  ['cloudwatch:GetMetricData', true, /so the datapoints of instances/v, /there is no chart/v],
  ['cloudwatch:ListMetrics', false, /so the list of instances/v, /name them with -i/v],
  ['cloudwatch:GetMetricStatistics', false, /so single series/v, /GetMetricData is asked/v],
  ['cloudwatch:DescribeAlarms', false, /so the alarms/v, /two busiest instances/v],
  ['ec2:DescribeInstances', false, /so the names and types/v, /their ids are shown/v],
  ['ec2:DescribeRegions', false, /so the list of enabled regions/v, /name the regions/v],
] as const;

for (const [action, isNeeded, loss, advice] of actions) {
  test(`without ${action} that is said, with what is lost and what to do`, async (t) => {
    const {endpoint, settings} = await startLoopback(t, {}, systemClock);
    endpoint.faults.set(action.slice(action.indexOf(':') + 1), {kind: 'access-denied'});
    const checks = await examine(settings);
    const denied = finding(checks, `${action} us-east-1`);
    assert.equal(denied.status, 'missing');
    assert.ok(denied.detail.startsWith(`not allowed to call ${action}`), denied.detail);
    assert.match(denied.detail, loss);
    assert.ok(denied.advice.includes(`allow ${action} for this identity`), denied.advice);
    assert.match(denied.advice, advice);
    assert.equal(isWell(checks), !isNeeded);
    assert.deepEqual(
      checks.filter(({status}) => status !== 'ok'),
      [denied],
    );
  });
}

test('who may not ask who they are can still work', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  endpoint.faults.set('GetCallerIdentity', {kind: 'access-denied'});
  const checks = await examine(settings);
  assert.equal(finding(checks, 'identity').status, 'missing');
  assert.equal(finding(checks, 'cloudtrail:LookupEvents us-east-1').status, 'ok');
  assert.ok(isWell(checks));
});

test('a quota that others use up is a warning, not a lack', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  endpoint.faults.set('LookupEvents', {kind: 'throttling'});
  const checks = await examine(settings);
  const throttled = finding(checks, 'cloudtrail:LookupEvents us-east-1');
  assert.equal(throttled.status, 'warning');
  assert.match(throttled.advice, /share the quota/v);
  assert.ok(isWell(checks));
});

test('events of global services are looked at too, and are not needed', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  const regions: readonly ExaminedRegion[] = [
    {...home, name: 'eu-west-1'},
    {name: 'us-east-1', origin: 'global services', role: 'global'},
  ];
  const checks = await examine(settings, {regions});
  assert.ok(checks.every(({status}) => status === 'ok'));
  assert.deepEqual(
    endpoint.requests.filter(({region}) => region === 'us-east-1').map((each) => each.operation),
    ['LookupEvents'],
  );
});

test('without a region nothing is asked', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  const checks = await examine(settings, {regions: []});
  const missing = finding(checks, 'region');
  assert.equal(missing.status, 'missing');
  assert.match(missing.advice, /--region us-east-1, or set AWS_REGION/v);
  assert.equal(finding(checks, 'credentials').status, 'ok');
  assert.ok(!isWell(checks));
  assert.deepEqual(endpoint.requests, []);
});

test('a region that is not enabled is told from keys that are wrong', async (t) => {
  const {settings} = await startLoopback(t, {}, systemClock);
  const regions: readonly ExaminedRegion[] = [{...home, name: 'af-south-1'}, home];
  const checks = await examine(settings, {regions});
  assert.equal(finding(checks, 'identity').status, 'ok');
  const disabled = finding(checks, 'region af-south-1');
  assert.equal(disabled.status, 'failed');
  assert.match(disabled.detail, /not enabled in this account/v);
  assert.match(finding(checks, 'cloudtrail:LookupEvents af-south-1').advice, /not enabled/v);
  assert.equal(finding(checks, 'cloudtrail:LookupEvents us-east-1').status, 'ok');
  assert.ok(!isWell(checks));
});

test('without credentials it says where they can come from, and that AWS can be reached', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  const {credentials: _, ...found} = settings;
  const checks = await examine(found);
  const missing = finding(checks, 'credentials');
  assert.equal(missing.status, 'missing');
  assert.match(missing.advice, /AWS_PROFILE or --profile, sign in/v);
  assert.equal(finding(checks, 'reach cloudtrail us-east-1').status, 'ok');
  assert.equal(finding(checks, 'clock').status, 'ok');
  assert.match(finding(checks, 'actions').detail, /not tried: there are no credentials/v);
  assert.ok(!isWell(checks));
  assert.ok(
    endpoint.requests.every(({region}) => region === ''),
    'nothing was signed',
  );
});

test('credentials are named by their source and their ends, never whole', async (t) => {
  setVariables(t, {AWS_ACCESS_KEY_ID: 'AKIAEXAMPLELONG7Q', AWS_SECRET_ACCESS_KEY: 'geheim'});
  const {settings} = await startLoopback(t, {}, systemClock);
  const {credentials: _, ...found} = settings;
  const {detail} = finding(await examine(found), 'credentials');
  assert.match(detail, /^AKIA…7Q from AWS_ACCESS_KEY_ID in the environment; long-lived/v);
  assert.doesNotMatch(JSON.stringify(await examine(found)), /AKIAEXAMPLE|geheim/v);
});

test('a profile that does not exist is named, with those that do', async (t) => {
  configure(t, '[default]\nregion = us-east-1\n[profile prod]\n[sso-session corp]\n', '[old]\n');
  const {settings} = await startLoopback(t, {}, systemClock);
  const {credentials: _, ...found} = settings;
  const checks = await examine({...found, profile: 'pord'});
  const missing = finding(checks, 'profile');
  assert.equal(missing.status, 'missing');
  assert.match(missing.detail, /^profile pord is neither in /v);
  assert.equal(missing.advice, 'the profiles there: default, prod, old');
  assert.ok(!isWell(checks));
});

test("a profile's keys are found and said", async (t) => {
  configure(
    t,
    '[profile "oncall"]\nregion = us-east-1\n',
    '[oncall]\naws_access_key_id = AKIAEXAMPLELONG7Q\naws_secret_access_key = geheim\n',
  );
  const {settings} = await startLoopback(t, {}, systemClock);
  const {credentials: _, ...found} = settings;
  const checks = await examine({...found, profile: 'oncall'});
  assert.match(finding(checks, 'credentials').detail, /from the keys of profile oncall/v);
  assert.ok(checks.every(({status}) => status === 'ok'));
});

test('credentials that have ended are said without asking AWS with them', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  const expiration = new Date(systemClock.now() - minute);
  const checks = await examine({...settings, credentials: async () => ({...keys, expiration})});
  const ended = finding(checks, 'credentials');
  assert.equal(ended.status, 'failed');
  assert.match(ended.detail, /expired at \d{4}-/v);
  assert.match(ended.advice, /sign in again/v);
  assert.ok(!isWell(checks));
  assert.ok(
    endpoint.requests.every(({region}) => region === ''),
    'nothing was signed',
  );
});

test('credentials that end soon are a warning; later, they say when', async (t) => {
  const {settings} = await startLoopback(t, {}, systemClock);
  for (const [left, status, words] of [
    [10 * minute + 5000, 'warning', /good for 10 min, until/v],
    [130 * minute + 5000, 'ok', /good for 2 h 10 min, until/v],
  ] as const) {
    const expiration = new Date(systemClock.now() + left);
    const checks = await examine({...settings, credentials: async () => ({...keys, expiration})});
    const found = finding(checks, 'credentials');
    assert.equal(found.status, status);
    assert.match(found.detail, words);
    assert.ok(isWell(checks));
  }
});

test('a session that AWS takes for expired is said once, not once an action', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  endpoint.faults.set('*', {kind: 'expired-token'});
  const checks = await examine(settings);
  const expired = finding(checks, 'identity');
  assert.equal(expired.status, 'failed');
  assert.match(expired.detail, /the credentials have expired/v);
  assert.match(expired.advice, /sign in again/v);
  assert.match(finding(checks, 'actions').detail, /not tried: the credentials have expired/v);
  assert.equal(finding(checks, 'reach cloudtrail us-east-1').status, 'ok');
  assert.ok(!isWell(checks));
});

test('an endpoint at which nothing listens is named', async () => {
  const endpointUrl = await closedPort();
  const checks = await examine({endpointUrl, credentials: keys, proxyEnv: {}});
  const lost = finding(checks, 'reach cloudtrail us-east-1');
  assert.equal(lost.status, 'failed');
  assert.ok(lost.detail.startsWith(`cannot reach ${new URL(endpointUrl).host}: nothing listens`));
  assert.match(lost.advice, /HTTPS_PROXY/v);
  assert.match(
    finding(checks, 'cloudtrail:LookupEvents us-east-1').detail,
    /could not be tried: 127\.0\.0\.1:\d+ is not reached/v,
  );
  assert.ok(!isWell(checks));
});

test('who does not answer is not waited for for ever', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  endpoint.faults.set('LookupEvents', {kind: 'latency', ms: 600_000});
  const checks = await examine(settings, {limit: 1000});
  assert.equal(finding(checks, 'reach cloudtrail us-east-1').status, 'failed');
  assert.match(finding(checks, 'reach cloudtrail us-east-1').detail, /no answer in time/v);
  assert.equal(finding(checks, 'cloudwatch:GetMetricData us-east-1').status, 'ok');
});

test('a login page in between is told from AWS', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  endpoint.faults.set('LookupEvents', {kind: 'html'});
  const page = finding(await examine(settings), 'cloudtrail:LookupEvents us-east-1');
  assert.equal(page.status, 'failed');
  assert.match(page.detail, /something that is no AWS answer \(HTTP \d+\)/v);
  assert.match(page.advice, /login page may stand between/v);
});

test('an empty answer, a broken one and a failing server are no permission', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  for (const kind of ['empty', 'dropped', 'server-error'] as const) {
    endpoint.faults.set('*', {kind});
    const checks = await examine(settings);
    assert.ok(!isWell(checks), kind);
    assert.equal(finding(checks, 'cloudtrail:LookupEvents us-east-1').status, 'failed', kind);
  }
});

test('a clock that goes wrong is noticed: a little is a warning, much breaks signatures', async (t) => {
  const {settings} = await startLoopback(t, {}, systemClock);
  for (const [skew, status, words] of [
    [-30_000, 'ok', /^within \d+ s of AWS$/v],
    [2 * minute, 'warning', /^1[12]\d s ahead of AWS/v],
    [-20 * minute, 'failed', /^1[12]\d\d s behind AWS, which refuses/v],
  ] as const) {
    const checks = await examine(settings, {clock: skewedClock(skew)});
    const clock = finding(checks, 'clock');
    assert.equal(clock.status, status);
    assert.match(clock.detail, words);
    assert.equal(isWell(checks), status !== 'failed');
  }
});

test('an answer without a date says nothing of the clock', async (t) => {
  const endpointUrl = await startServer(t, (request, response) => {
    request.resume();
    response.sendDate = false;
    response.end('{}');
  });
  const checks = await examine({endpointUrl, credentials: keys, proxyEnv: {}});
  assert.ok(checks.every(({name}) => name !== 'clock'));
});

test('a proxy is named without its password, and so is its failure', async (t) => {
  const proxy = await startServer(t, (request, response) => {
    request.resume();
    response.writeHead(407);
    response.end();
  });
  const env = {
    HTTP_PROXY: proxy.replace('//', '//kim:geheim@'),
    HTTPS_PROXY: 'https://kim:geheim@[broken',
  };
  const wrong = await examine({credentials: keys, proxyEnv: env}, {env});
  assert.match(
    JSON.stringify(wrong),
    /HTTPS_PROXY = https:\/\/\[broken \(user and password not shown\) is no URL/v,
  );
  assert.doesNotMatch(JSON.stringify(wrong), /geheim/v);
  assert.ok(!isWell(wrong));

  const {HTTP_PROXY} = env;
  const refused = await examine(
    {endpointUrl: 'http://127.0.0.1:1', credentials: keys, proxyEnv: {HTTP_PROXY}},
    {env: {HTTP_PROXY}},
  );
  assert.match(finding(refused, 'proxy').detail, /^HTTP_PROXY = http:\/\/127\.0\.0\.1:\d+ \(user/v);
  assert.match(
    finding(refused, 'reach cloudtrail us-east-1').detail,
    /^http:\/\/127\.0\.0\.1:\d+ \(user and password not shown\) wants a user and a password/v,
  );
  assert.doesNotMatch(JSON.stringify(refused), /geheim/v);
});

test('--region all stands for the enabled ones; without the permission that is said', async (t) => {
  const {endpoint, settings} = await startLoopback(t, {}, systemClock);
  assert.deepEqual(await findRegions(settings, 'us-east-1', systemClock), {
    names: ['eu-west-1', 'us-east-1'],
    checks: [],
  });
  endpoint.faults.set('DescribeRegions', {kind: 'access-denied'});
  const {names, checks} = await findRegions(settings, 'us-east-1', systemClock);
  assert.deepEqual(names, []);
  assert.match(checks[0]?.detail ?? '', /not allowed to call ec2:DescribeRegions/v);
  assert.match(checks[0]?.advice ?? '', /or name the regions/v);
  assert.ok(!isWell(checks));
});

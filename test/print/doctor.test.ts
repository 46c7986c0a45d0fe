import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import fc from 'fast-check';
import {check, type Check} from '../../source/core/check.ts';
import {safe} from '../../source/core/sanitize.ts';
import {reportJson, reportTable} from '../../source/print/doctor.ts';
import {systemClock} from '../../source/sources/system-clock.ts';
import {closedPort, startLoopback} from '../sources/loopback.ts';
import {anyText} from '../support/hostile-text.ts';
import {neutralEnvironment} from '../support/neutral-environment.ts';
import {programArguments} from '../support/program.ts';

const checks: readonly Check[] = [
  check('clock', 'ok', 'within 1 s of AWS'),
  check('ec2:DescribeInstances eu-west-1', 'missing', 'not allowed to call ec2:DescribeInstances', {
    advice: 'allow it; without it: their ids are shown',
  }),
];

test('the report is aligned: status, name, what was found, and below it what to do', () => {
  assert.equal(
    reportTable(checks, {ascii: false, columns: Infinity}),
    `ok       clock                            within 1 s of AWS
missing  ec2:DescribeInstances eu-west-1  not allowed to call ec2:DescribeInstances
                                          -> allow it; without it: their ids are shown

Everything that trailtop needs works: 1 missing.
`,
  );
});

test('on a narrow terminal the text stands below the name, and no line is longer than it', () => {
  const text = reportTable(checks, {ascii: false, columns: 40});
  assert.equal(
    text,
    `ok       clock
         within 1 s of AWS
missing  ec2:DescribeInstances eu-west-1
         not allowed to call
         ec2:DescribeInstances
         -> allow it; without it: their
         ids are shown

Everything that trailtop needs works: 1 missing.
`,
  );
});

test('the last line says how it stands', () => {
  const last = (all: readonly Check[]) =>
    reportTable(all, {ascii: false, columns: 80}).trimEnd().split('\n').at(-1);
  const [fine] = checks;
  assert.ok(fine);
  assert.equal(last([fine]), 'Everything works.');
  const warning = check('clock', 'warning', 'x', {isNeeded: true});
  assert.equal(last([warning, warning]), 'Everything that trailtop needs works: 2 warnings.');
  assert.equal(
    last([...checks, check('region', 'missing', 'x', {isNeeded: true}), warning]),
    'Something that trailtop needs is not there: 2 missing, 1 warning.',
  );
});

test('the JSON holds ok, and of each check its name, status, detail and advice', () => {
  assert.deepEqual(JSON.parse(reportJson(checks)), {
    ok: true,
    checks: [
      {name: 'clock', status: 'ok', detail: 'within 1 s of AWS', advice: ''},
      {
        name: 'ec2:DescribeInstances eu-west-1',
        status: 'missing',
        detail: 'not allowed to call ec2:DescribeInstances',
        advice: 'allow it; without it: their ids are shown',
      },
    ],
  });
});

test('hostile text is shown, never obeyed', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(30, 120, Infinity), (text, columns) => {
      const hostile = [check(text, 'failed', text, {advice: text})];
      for (const line of reportTable(hostile, {ascii: false, columns}).split('\n')) {
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/v);
      }

      assert.match(reportTable(hostile, {ascii: true, columns}), /^[\n\u0020-\u007E]*$/v);
      const report = JSON.parse(reportJson(hostile)) as {readonly checks: readonly Check[]};
      assert.equal(report.checks[0]?.detail, safe(text));
    }),
  );
});

type Ended = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

/** Runs `trailtop doctor`. */
async function doctor(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...programArguments, 'doctor', ...words], {
    cwd: path.resolve(import.meta.dirname, '..', '..'),
    env: neutralEnvironment(variables),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({code, stdout, stderr});
    });
  });
}

const keyVariables = {AWS_ACCESS_KEY_ID: 'ASIAEXAMPLEONCALL', AWS_SECRET_ACCESS_KEY: 'geheim'};

test('the demo is well, whatever the environment says', async () => {
  const {code, stdout, stderr} = await doctor(['--demo'], {
    AWS_PROFILE: 'nobody',
    HTTP_PROXY: 'http://127.0.0.1:1',
    AWS_CA_BUNDLE: '/no/file',
  });
  assert.equal(stderr, '');
  assert.match(stdout, /^ok +program +trailtop \d+\.\d+\.\d+(?: \(.+\))?, Node v\d+/v);
  assert.match(stdout, /^ok +cloudtrail:LookupEvents us-east-1 +allowed/mv);
  assert.match(stdout, /\nEverything works\.\n$/v);
  assert.doesNotMatch(stdout.replaceAll('\n', ''), /\p{Cc}/v);
  assert.equal(code, 0);
});

test('an account that works is well; without LookupEvents the status is 1', async (t) => {
  const {endpoint} = await startLoopback(t, {}, systemClock);
  const words = ['--endpoint-url', endpoint.url, '--output', 'json'];
  const well = await doctor(words, {...keyVariables, AWS_DEFAULT_REGION: 'eu-west-1'});
  assert.deepEqual([well.code, well.stderr], [0, '']);
  const report = JSON.parse(well.stdout) as {ok: boolean; checks: readonly Check[]};
  assert.equal(report.ok, true);
  const detailOf = (name: string) => report.checks.find((each) => each.name === name)?.detail;
  assert.equal(detailOf('region eu-west-1'), 'from AWS_DEFAULT_REGION; enabled');
  assert.equal(detailOf('region us-east-1'), 'from global services (--no-global); enabled');
  assert.doesNotMatch(well.stdout, /geheim|ASIAEXAMPLE/v);

  endpoint.faults.set('LookupEvents', {kind: 'access-denied'});
  const ill = await doctor([...words, '-r', 'eu-west-1', '--no-global'], {
    ...keyVariables,
    AWS_REGION: 'eu-west-1',
  });
  assert.equal(ill.code, 1);
  assert.match(ill.stdout, /"ok": false/v);
  assert.match(ill.stdout, /from --region; enabled/v);
  assert.doesNotMatch(ill.stdout, /us-east-1/v);
});

test('every enabled region is looked at with -r all', async (t) => {
  const {endpoint} = await startLoopback(t, {}, systemClock);
  const {code, stdout} = await doctor(['--endpoint-url', endpoint.url, '-r', 'all'], {
    ...keyVariables,
    AWS_REGION: 'eu-west-1',
  });
  assert.match(stdout, /^ok +region eu-west-1 +from AWS_REGION; enabled$/mv);
  assert.match(stdout, /^ok +region us-east-1 +from --region all; enabled$/mv);
  assert.equal(code, 0);
});

test('without region, credentials or network the status is 1, and each is said', async () => {
  const bare = await doctor([]);
  assert.equal(bare.code, 1);
  assert.equal(bare.stderr, '');
  assert.match(bare.stdout, /^missing +credentials +no usable credentials/mv);
  assert.match(bare.stdout, /^missing +region +no region is set/mv);

  const lost = await doctor(
    ['--endpoint-url', await closedPort(), '-r', 'us-east-1'],
    keyVariables,
  );
  assert.equal(lost.code, 1);
  assert.match(lost.stdout, /^failed +reach cloudtrail us-east-1 +cannot reach 127\.0\.0\.1/mv);
});

test('a wrong command line is status 2', async () => {
  for (const [words, sentence] of [
    [['--output', 'csv'], /doctor prints --output table or json, not csv/v],
    [['logs/'], /doctor takes no path/v],
  ] as const) {
    const {code, stdout, stderr} = await doctor(words);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, sentence);
  }
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {printFilter} from '../source/core/filter.ts';
import {safe} from '../source/core/sanitize.ts';
import {hour, minute} from '../source/core/time.ts';
import {readOptions, UsageError, type Options} from '../source/options.ts';
import {ago, noon} from './support/a-record.ts';

function read(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Options {
  const localZone = {label: safe('Local'), offset: () => -5 * hour};
  return readOptions(argv, {now: noon, localZone, env});
}

function refusal(argv: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  let message = '';
  assert.throws(
    () => read(argv, env),
    (error) => {
      assert.ok(error instanceof UsageError, String(error));
      message = error.message;
      return true;
    },
    argv.join(' '),
  );
  assert.doesNotMatch(message, /\n/v);
  return message;
}

test('without flags it is the last hour, live', () => {
  const options = read([]);
  assert.deepEqual(options.choice, {kind: 'live', span: hour});
  assert.deepEqual(options.paths, []);
  assert.deepEqual(options.regions, []);
  assert.equal(options.filter, undefined);
  assert.equal(options.refresh, 5000);
  assert.equal(options.rate, 1);
  assert.equal(options.zone, 'utc');
  assert.ok(options.hasGlobal && !options.isDemo && !options.ascii && !options.isPlain);
});

test('paths show everything in them', () => {
  const options = read(['logs', '2026', '-']);
  assert.deepEqual(options.paths, ['logs', '2026', '-']);
  assert.deepEqual(options.choice, {kind: 'all'});
});

test('what looks like a flag is a path after --', () => {
  assert.deepEqual(read(['--', '--odd', '-x']).paths, ['--odd', '-x']);
});

test('regions come from the flag, repeated or in a list, else from the environment', () => {
  assert.deepEqual(read(['-r', 'eu-west-1,us-east-2', '--region', 'eu-west-1']).regions, [
    'eu-west-1',
    'us-east-2',
  ]);
  assert.deepEqual(read([], {AWS_DEFAULT_REGION: 'eu-north-1'}).regions, ['eu-north-1']);
  assert.deepEqual(read([], {AWS_REGION: 'us-gov-west-1', AWS_DEFAULT_REGION: 'x'}).regions, [
    'us-gov-west-1',
  ]);
  assert.deepEqual(read([], {AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-north-1'}).regions, [
    'eu-north-1',
  ]);
  assert.deepEqual(read(['-r', 'us-east-1'], {AWS_REGION: 'eu-north-1'}).regions, ['us-east-1']);
  assert.equal(read(['--no-global']).hasGlobal, false);
});

test('times are durations, clock times and ISO times', () => {
  assert.deepEqual(read(['--since', '15m']).choice, {kind: 'live', span: 15 * minute});
  assert.deepEqual(read(['--since=2d', '--until=now']).choice, {kind: 'live', span: 48 * hour});
  assert.deepEqual(read(['--since', '11:00', '--until', '11:30']).choice, {
    kind: 'fixed',
    since: ago(60),
    until: ago(30),
  });
  assert.deepEqual(read(['--since', '30m', '--until', '2026-11-22T11:00Z']).choice, {
    kind: 'fixed',
    since: ago(90),
    until: ago(60),
  });
  assert.deepEqual(read(['--until', '11:00']).choice, {
    kind: 'fixed',
    since: ago(120),
    until: ago(60),
  });
  // What is ago counts from now on both sides.
  assert.deepEqual(read(['--since', '30m', '--until', '20m']).choice, {
    kind: 'fixed',
    since: ago(30),
    until: ago(20),
  });
  assert.deepEqual(read(['--until', '1h']).choice, {
    kind: 'fixed',
    since: ago(120),
    until: ago(60),
  });
  assert.deepEqual(read(['--local', '--since', '06:00', '--until', '06:30']).choice, {
    kind: 'fixed',
    since: ago(60),
    until: ago(30),
  });
});

test('with paths, what counts from now is kept until the newest event is known', () => {
  const choiceOf = (...argv: readonly string[]) => {
    const {choice} = read(['logs', ...argv]);
    return choice.kind === 'said' ? [choice.since, choice.until, choice.margin / minute] : choice;
  };

  assert.deepEqual(choiceOf('--since', '12:15'), ['12:15', 'now', 0]);
  assert.deepEqual(choiceOf('--since', '2h', '--until', '12:15'), ['2h', '12:15', 0]);
  assert.deepEqual(choiceOf('--until', '30m'), ['1h30m', '30m', 0]);
  assert.deepEqual(choiceOf('--since', '23:50', '--until', '0:10'), ['23:50', '0:10', 0]);
  assert.deepEqual(choiceOf('--around', '12:15'), [undefined, '12:15', 30]);
  assert.deepEqual(choiceOf('--since', '2h'), {kind: 'live', span: 2 * hour});
  assert.deepEqual(choiceOf('--since', '2026-11-22T10:00Z', '--until', '2026-11-22T11:00Z'), {
    kind: 'fixed',
    since: ago(120),
    until: ago(60),
  });
  assert.match(refusal(['logs', '--since', 'soon']), /--since takes 15m/v);
  assert.match(refusal(['logs', '--around', '25:00']), /--around takes/v);
});

test('a filter may begin with a minus, as a filter often does', () => {
  const printed = (...argv: readonly string[]) => printFilter(read(argv).filter ?? []);
  assert.equal(printed('--filter', 'is:denied'), 'is:denied');
  assert.equal(printed('--filter', '-user:deploy-bot'), '-user:deploy-bot');
});

test('the quotes of a filter stay, also around all of it', () => {
  const printed = (...argv: readonly string[]) => printFilter(read(argv).filter ?? []);
  assert.equal(printed('--filter', '"two words"'), '"two words"');
  assert.equal(printed('--filter="user":x "two words"'), 'user:x "two words"');
  assert.match(refusal(['--filter', '"']), /never closed/v);
  assert.equal(printed('--filter', '-via:console is:write'), '-via:console is:write');
  assert.equal(printed('--filter=-user:kim'), '-user:kim');
  assert.equal(printed('--filter', '--odd'), printed('--filter=--odd'));
  assert.equal(read(['--filter', '']).filter, undefined);
});

test('everything else is read as it is written', () => {
  const options = read(
    [
      '-p prod -i i-1,i-2 --instance i-3 --refresh 10 --rate 0.5 --demo-port 4566 --color off',
      '--endpoint-url http://127.0.0.1:4566 --time-column when --ascii --plain',
    ].flatMap((words) => words.split(' ')),
  );
  assert.equal(options.profile, 'prod');
  assert.deepEqual(options.instances, ['i-1', 'i-2', 'i-3']);
  assert.equal(options.refresh, 10_000);
  assert.equal(options.rate, 0.5);
  assert.equal(options.endpointUrl, 'http://127.0.0.1:4566');
  assert.equal(options.timeColumn, 'when');
  assert.equal(options.color, 'off');
  assert.equal(options.demoPort, 4566);
  assert.ok(options.ascii && options.isPlain && options.isDemo);
  assert.equal(
    read([], {AWS_ENDPOINT_URL: 'http://localhost:1'}).endpointName,
    'http://localhost:1',
  );
});

test('a wrong flag is named, with the one that was probably meant', () => {
  assert.match(refusal(['--regions', 'x']), /--regions is no flag; did you mean --region\?/v);
  assert.match(refusal(['--sinc=1h']), /--sinc is no flag; did you mean --since/v);
  assert.match(refusal(['-x']), /-x is no flag/v);
  assert.match(refusal(['--__proto__', 'x']), /is no flag/v);
  assert.match(refusal(['--constructor']), /is no flag/v);
});

test('a wrong value is said in one line', () => {
  for (const [argv, words] of [
    [['--region', 'mars'], /"mars" is no region/v],
    [['-r', 'us-east-1; rm'], /is no region/v],
    [['--since', 'soon'], /--since takes 15m.*not "soon"/v],
    [['--since', ''], /--since/v],
    [['--until', 'soon'], /--until takes/v],
    [['events', '--follow', '--until', '11:00'], /leave --until out/v],
    [
      ['events', '--follow', '--since', '2026-11-22T11:00Z', '--until', '23:59'],
      /leave --until out/v,
    ],
    [['--since', '11:30', '--until', '11:00'], /ends before it begins/v],
    [['--since', '20m', '--until', '30m'], /ends before it begins/v],
    [['--since', '13:00', '--until', '12:00'], /ends before it begins/v],
    [['logs', '--since', '11:00', '--until', '10:00'], /ends before it begins/v],
    [['logs', '--since', '20m', '--until', '30m'], /ends before it begins/v],
    [['logs', '--since', '2026-11-22', '--until', '2026-11-21'], /ends before it begins/v],
    [['--since', '-5m'], /--since takes 15m.*not "-5m"/v],
    [['logs', '--since', '-5m'], /--since takes 15m.*not "-5m"/v],
    [['--until', '-5m'], /--until takes/v],
    [['--around', '-5m'], /--around takes/v],
    [['--since', '2026-02-30'], /--since takes/v],
    [['--filter', 'is:nonsense'], /--filter, column \d+: /v],
    [['--filter', '"open'], /--filter, column \d+: /v],
    [['--refresh', '0'], /--refresh takes a number from 1 to 3600, not "0"/v],
    [['--refresh', 'often'], /--refresh/v],
    [['--rate', '10'], /--rate takes a number from 0.05 to 2/v],
    [['--rate', ''], /--rate/v],
    [['--rate', '-1'], /--rate/v],
    [['--demo-port', '70000'], /--demo-port takes a port/v],
    [['--demo-port', 'x'], /--demo-port takes a port/v],
    [['--endpoint-url', 'localhost:4566'], /--endpoint-url takes a URL/v],
    [['--endpoint-url', 'http://'], /--endpoint-url takes a URL/v],
    [['--color', 'green'], /--color takes auto, on or off/v],
  ] as const) {
    assert.match(refusal(argv), words);
  }
});

test('a flag without its value is said, not passed over', () => {
  for (const flag of [
    '--region',
    '-r',
    '--profile',
    '-p',
    '--instance',
    '--since',
    '--until',
    '--filter',
    '--rate',
    '--refresh',
    '--endpoint-url',
    '--time-column',
    '--metrics-from',
    '--demo-port',
    '--color',
  ]) {
    assert.match(refusal([flag]), /takes a value/v, flag);
    assert.match(refusal(['--ascii', flag]), /takes a value/v, flag);
  }
});

test('a flag that is given twice is said', () => {
  assert.match(refusal(['--since', '1h', '--since', '2h']), /--since.*once/v);
  assert.match(refusal(['--time-column', 'a', '--time-column', 'b']), /--time-column.*once/v);
});

test('a recorded series needs archived events, on the screen', () => {
  assert.equal(read(['--metrics-from', 'cpu.csv', 'trail']).metricsFrom, 'cpu.csv');
  for (const argv of [[], ['--demo'], ['events', 'trail'], ['doctor']]) {
    assert.match(refusal([...argv, '--metrics-from', 'cpu.csv']), /under archived events/v);
  }
});

test('a region from the environment that is none is said to be', () => {
  assert.match(refusal([], {AWS_REGION: 'mars'}), /"mars" is no region/v);
  assert.match(refusal([], {AWS_ENDPOINT_URL: 'mars'}), /takes a URL/v);
});

test('where AWS is not asked, the environment cannot be wrong', () => {
  const env = {AWS_REGION: 'mars', AWS_DEFAULT_REGION: 'x', AWS_ENDPOINT_URL: 'mars'};
  for (const argv of [['--demo'], ['--demo-port', '4566'], ['a.json'], ['events', 'a.json']]) {
    const {regions, environmentRegion, endpointName} = read(argv, env);
    assert.deepEqual([regions, environmentRegion, endpointName], [[], '', ''], argv.join(' '));
  }

  assert.deepEqual(read(['--demo', '-r', 'eu-west-1'], env).regions, ['eu-west-1']);
  assert.match(refusal(['events'], env), /"mars" is no region/v);
  assert.match(refusal(['doctor'], env), /"mars" is no region/v);
});

test('the demo reads no archive', () => {
  assert.match(refusal(['--demo', 'a.json']), /--demo plays its own incidents/v);
});

test('a chart draws eight instances and no more', () => {
  const ids = Array.from({length: 8}, (_, index) => `i-${index}`);
  assert.deepEqual(read(['-i', ids.join(','), '-i', 'i-7']).instances, ids);
  assert.match(refusal(['-i', [...ids, 'i-8'].join(',')]), /9 instances are named.*8 at the most/v);
});

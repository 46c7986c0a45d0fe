import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {defaultMetric} from '../../source/core/metric/choice.ts';
import {safe} from '../../source/core/sanitize.ts';
import {day, hour, minute} from '../../source/core/time.ts';
import {readOptions, UsageError, type Options} from '../../source/options.ts';
import {noon} from '../support/a-record.ts';

function read(...argv: readonly string[]): Options {
  const localZone = {label: safe('Local'), offset: () => -5 * hour};
  return readOptions(argv, {now: noon, localZone, env: {}});
}

function refusal(...argv: readonly string[]): string {
  let message = '';
  assert.throws(
    () => read(...argv),
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

describe('what is charted', () => {
  test('is the average CPU unless said otherwise', () => {
    assert.deepEqual(read().metric, defaultMetric);
    assert.equal(read('metrics').command, 'metrics');
  });

  test('any metric, statistic and period, in the case that CloudWatch wants', () => {
    const {metric} = read('--metric', 'NetworkIn', '--stat', 'maximum', '--period', '5m');
    assert.deepEqual(metric, {
      ...defaultMetric,
      metric: 'NetworkIn',
      statistic: 'Maximum',
      period: 300,
    });
    assert.equal(read('--stat', 'p99.9').metric.statistic, 'p99.9');
  });

  test('any namespace and dimension, beside instances or instead of them', () => {
    const {metric, instances} = read(
      '--namespace',
      'CWAgent',
      '--metric',
      'disk_used_percent',
      '-i',
      'i-1',
      '--dimension',
      'path=/',
      '--dimension',
      'Name=fstype,Value=xfs',
    );
    assert.equal(metric.namespace, 'CWAgent');
    assert.deepEqual(instances, ['i-1']);
    assert.deepEqual(metric.dimensions, [
      {name: 'path', value: '/'},
      {name: 'fstype', value: 'xfs'},
    ]);
    assert.deepEqual(read('--dimension', 'AutoScalingGroupName=web').instances, [
      'AutoScalingGroupName=web',
    ]);
    assert.deepEqual(read('--dimension', 'InstanceId=i-2').instances, ['i-2']);
  });

  test('instances may be named without a flag where datapoints are printed', () => {
    assert.deepEqual(read('metrics', 'i-0a1b2c3d4e5f60718', '-i', 'i-1').instances, [
      'i-1',
      'i-0a1b2c3d4e5f60718',
    ]);
    assert.match(
      refusal('metrics', 'trail.json.gz'),
      /takes ids of instances and no path: "trail\.json\.gz" is none/v,
    );
  });
});

describe('what is wrong is said with what is right', () => {
  for (const [argv, words] of [
    [['--stat', 'Averag'], /did you mean Average\?/v],
    [['--metric', 'cpuutilization'], /did you mean CPUUtilization\?/v],
    [['--metric', 'CPUUtilisation'], /did you mean CPUUtilization\?/v],
    [['--metric', ' '], /takes the name of a metric/v],
    [['--period', '7s'], /multiples of 60/v],
    [
      ['--period', '60', '--since', '20d'],
      /of 1m are kept for 15d, and this range begins 20d ago: take 5m/v,
    ],
    [['--period', '300', '--since', '80d'], /of 5m are kept for 63d/v],
    [['--period', '10', '--since', '4h'], /below a minute are kept for 3h/v],
    [['-i', 'web-1'], /takes an id such as i-.*, not "web-1": i in the monitor finds/v],
    [['--namespace', 'CWAgent'], /name one with --metric/v],
    [['--namespace', 'AWS/RDS', '--metric', 'CPUUtilization'], /--dimension Name=Value/v],
    [['--namespace', '', '--metric', 'x'], /takes a namespace/v],
    [['--dimension', 'InstanceId'], /takes Name=Value/v],
    [['--dimension', '=x'], /takes Name=Value/v],
    [['--dimension', 'a=é'], /takes Name=Value/v],
    [['--dimension', 'a=1', '--dimension', 'a=2'], /names a twice/v],
    [['--metric', 'NetworkIn', 'logs'], /an archive has no CloudWatch: --metrics-from/v],
    [['events', '--stat', 'Sum'], /belongs to the monitor and to trailtop metrics/v],
    [['--chart'], /belongs to trailtop metrics/v],
    [['metrics', '--chart', '--output', 'json'], /leave --follow and --output out/v],
    [['metrics', '--chart', '--follow'], /leave --follow and --output out/v],
    [['metrics', '--follow', '--output', 'json'], /take --output jsonl/v],
    [['metrics', '--filter', 'name:Run*'], /about events/v],
    [['metrics', '--max-items', '5'], /about events/v],
    [['metrics', '--since', '456d'], /last 455 days only/v],
    [
      ['metrics', '--since', '2020-01-01', '--until', '2020-01-02'],
      /keeps datapoints for 455 days/v,
    ],
  ] as const) {
    test(argv.join(' '), () => {
      assert.match(refusal(...argv), words);
    });
  }

  test('a period that the range just allows is taken', () => {
    assert.equal(read('--period', '60', '--since', '15d').metric.period, 60);
    assert.equal(read('--period', '1', '--since', '3h').metric.period, 1);
    assert.equal(read('metrics', '--since', '455d', '--period', '1h').metric.period, 3600);
    assert.deepEqual(read('metrics', '--since', '455d').choice, {kind: 'live', span: 455 * day});
  });
});

describe('when', () => {
  test("the AWS CLI's names mean the same, and may be seconds since 1970", () => {
    const range = {kind: 'fixed', since: noon - 2 * hour, until: noon - hour};
    const iso = (time: number) => new Date(time).toISOString();
    assert.deepEqual(
      read('--start-time', iso(range.since), '--end-time', iso(range.until)).choice,
      range,
    );
    assert.deepEqual(
      read('--start-time', String(range.since / 1000), '--end-time', String(range.until / 1000))
        .choice,
      range,
    );
    assert.match(refusal('--since', '1h', '--start-time', '2h'), /another name/v);
  });

  test('around a moment is the hour about it, in the shown zone', () => {
    const around = (text: string, ...more: readonly string[]) => {
      const {choice} = read('--around', text, ...more);
      return choice.kind === 'fixed' ? choice : assert.fail(choice.kind);
    };

    assert.deepEqual(around('11:15'), {
      kind: 'fixed',
      since: noon - 75 * minute,
      until: noon - 15 * minute,
    });
    assert.equal(around('06:15', '--local').since, noon - 75 * minute);
    assert.equal(around('2h').since, noon - 150 * minute);
    assert.match(refusal('--around', 'lunch'), /takes a moment such as 12:15/v);
    assert.match(refusal('--around', '11:00', '--since', '2h'), /an hour by itself/v);
    assert.match(refusal('--around', new Date(noon + hour).toISOString()), /in the future/v);
    assert.match(refusal('events', '--follow', '--around', '11:00'), /without end/v);
  });
});

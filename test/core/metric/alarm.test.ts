import assert from 'node:assert/strict';
import {test} from 'node:test';
import {alarmMetric, alarmRule, concerns} from '../../../source/core/metric/alarm.ts';
import {defaultMetric} from '../../../source/core/metric/choice.ts';
import {anAlarm} from '../../support/an-alarm.ts';

const tree = 'i-0aaaa1111bbbb2222';

test('a rule reads as people say it', () => {
  assert.equal(alarmRule(anAlarm(tree)), '> 90 % for 2 of 3');
  assert.equal(
    alarmRule(anAlarm(tree, {watches: {evaluationPeriods: 1, datapoints: 1}})),
    '> 90 %',
  );
  assert.equal(
    alarmRule(
      anAlarm(tree, {
        watches: {metric: 'NetworkIn', comparison: 'LessThanOrEqualToThreshold', threshold: 2e6},
      }),
    ),
    '<= 2 MB for 2 of 3',
  );
  assert.equal(
    alarmRule(anAlarm(tree, {watches: {statistic: 'SampleCount', threshold: 5}})),
    '> 5 for 2 of 3',
  );
  assert.equal(alarmMetric(anAlarm(tree), false), 'CPUUtilization Average 1m');
});

test('a comparison that nobody knows is written as it came, and never obeyed', () => {
  const rule = alarmRule(anAlarm(tree, {watches: {comparison: 'toString\u001B[31m'}}));
  assert.match(rule, /^toString␛\[31m 90 %/v);
});

test('an alarm concerns the chart of its own metric and machine', () => {
  const of = (watches: Parameters<typeof anAlarm>[1], choice = defaultMetric, ids = [tree]) =>
    concerns(anAlarm(tree, watches), choice, ids, 60);
  assert.ok(of({}));
  assert.ok(!of({}, defaultMetric, ['i-0cccc3333dddd4444']));
  assert.ok(!of({}, {...defaultMetric, metric: 'NetworkIn'}));
  assert.ok(!of({}, {...defaultMetric, namespace: 'CWAgent'}));
  // A threshold for the mean says something about the maximum, and nothing about a count.
  assert.ok(of({}, {...defaultMetric, statistic: 'Maximum'}));
  assert.ok(!of({}, {...defaultMetric, statistic: 'SampleCount'}));
  const sum = {watches: {statistic: 'Sum', period: 300}};
  assert.ok(!of(sum, {...defaultMetric, statistic: 'Sum'}));
  assert.ok(concerns(anAlarm(tree, sum), {...defaultMetric, statistic: 'Sum'}, [tree], 300));
});

test('dimensions may come in any order, and all of them count', () => {
  const named = [
    {name: 'path', value: '/'},
    {name: 'InstanceId', value: tree},
  ];
  const watches = {namespace: 'CWAgent', metric: 'disk_used_percent', dimensions: named};
  const choice = {
    ...defaultMetric,
    namespace: 'CWAgent',
    metric: 'disk_used_percent',
    dimensions: [{name: 'path', value: '/'}],
  };
  assert.ok(concerns(anAlarm(tree, {watches}), choice, [tree], 60));
  assert.ok(!concerns(anAlarm(tree, {watches}), {...choice, dimensions: []}, [tree], 60));
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  chartedBy,
  choiceKey,
  defaultMetric,
  dimensionsOf,
  seriesId,
  seriesLabel,
} from '../../../source/core/metric/choice.ts';

test('an instance is called by its id, a group by its dimensions, and both lead back to their dimensions', () => {
  const group = seriesId([{name: 'AutoScalingGroupName', value: 'web=blue'}]);
  assert.equal(seriesId([{name: 'InstanceId', value: 'i-1'}]), 'i-1');
  assert.deepEqual(dimensionsOf(defaultMetric, 'i-1'), [{name: 'InstanceId', value: 'i-1'}]);
  assert.deepEqual(dimensionsOf(defaultMetric, group), [
    {name: 'AutoScalingGroupName', value: 'web=blue'},
  ]);
  assert.equal(seriesLabel(group), 'web=blue');
  assert.equal(seriesLabel('i-1'), 'i-1');
});

test('dimensions beside an instance hold for each instance; without one they are a thing by themselves', () => {
  const path = {name: 'path', value: '/'};
  const instance = {name: 'InstanceId', value: 'i-2'};
  assert.deepEqual(chartedBy(['i-1'], [path, instance]), {ids: ['i-1', 'i-2'], dimensions: [path]});
  assert.deepEqual(chartedBy([], [path]), {ids: ['path=/'], dimensions: []});
  assert.deepEqual(chartedBy([], []), {ids: [], dimensions: []});
  assert.deepEqual(dimensionsOf({dimensions: [path]}, 'i-1'), [
    {name: 'InstanceId', value: 'i-1'},
    path,
  ]);
});

test('choices are told apart by everything but their period', () => {
  const p5 = {...defaultMetric, period: 300};
  assert.equal(choiceKey(defaultMetric), choiceKey(p5));
  for (const other of [
    {namespace: 'CWAgent'},
    {metric: 'NetworkIn'},
    {statistic: 'Sum'},
    {dimensions: [{name: 'a', value: 'b'}]},
  ]) {
    assert.notEqual(choiceKey({...defaultMetric, ...other}), choiceKey(defaultMetric));
  }
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {defaultMetric} from '../../../source/core/metric/choice.ts';
import {isPercent, unitOf, unitOfStatistic} from '../../../source/core/metric/unit.ts';

test('the units of EC2 are known, others are told by the name, or not at all', () => {
  const unit = (metric: string, namespace = 'AWS/EC2') => unitOf({namespace, metric});
  assert.equal(unit('NetworkIn'), 'Bytes');
  assert.equal(unit('CPUCreditBalance'), 'Count');
  assert.equal(unit('EBSIOBalance%'), 'Percent');
  assert.equal(unit('mem_used_percent', 'CWAgent'), 'Percent');
  assert.equal(unit('NetworkReceiveBytes', 'x'), 'Bytes');
  assert.equal(unit('temperature', 'x'), '');
  assert.equal(unit('constructor'), '');
});

test('percentages fill 0 to 100 unless they are added up or counted', () => {
  const percent = (statistic: string) => isPercent({...defaultMetric, statistic});
  assert.ok(percent('Average') && percent('p95') && percent('Maximum'));
  assert.ok(!percent('Sum') && !percent('SampleCount'));
  assert.equal(unitOfStatistic({...defaultMetric, statistic: 'SampleCount'}), 'Count');
});

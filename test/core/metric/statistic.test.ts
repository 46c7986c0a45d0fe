import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isExtended, readStatistic} from '../../../source/core/metric/statistic.ts';

function message(text: string): string {
  const answer = readStatistic(text);
  return answer.ok ? assert.fail(`${text} is ${answer.statistic}`) : answer.message;
}

test('statistics are read in any case, percentiles with their decimals', () => {
  for (const [typed, statistic] of [
    ['average', 'Average'],
    ['SAMPLECOUNT', 'SampleCount'],
    ['p95', 'p95'],
    ['P99.9', 'p99.9'],
    [' p0 ', 'p0'],
    ['p100', 'p100'],
  ] as const) {
    assert.deepEqual(readStatistic(typed), {ok: true, statistic});
  }
});

test('what is none is refused with the one that was probably meant', () => {
  assert.match(message('Averag'), /did you mean Average\?$/v);
  assert.match(message('max'), /did you mean Maximum\?$/v);
  assert.match(message('median'), /did you mean p50\?$/v);
  assert.match(message('nonsense'), /it is Average, Maximum.* or a percentile such as p95$/v);
  assert.match(message('p101'), /end at p100/v);
  assert.match(message('constructor'), /there is no statistic "constructor"/v);
  assert.match(message(''), /there is no statistic/v);
});

test('percentiles are what GetMetricStatistics calls extended', () => {
  assert.ok(isExtended('p95') && !isExtended('SampleCount'));
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {defaultMetric} from '../../source/core/metric/choice.ts';
import {day, hour} from '../../source/core/time.ts';
import {costCheck} from '../../source/sources/doctor/cost.ts';

function said(instances: readonly string[], period: 'auto' | number = 'auto', span = hour): string {
  const {name, status, detail} = costCheck(
    {instances, metric: {...defaultMetric, period}},
    {kind: 'live', span},
  );
  assert.deepEqual([name, status], ['cost', 'ok']);
  return detail;
}

test('doctor tells what an hour of the chart costs as it is set', () => {
  assert.match(
    said([]),
    /2 series together at 1m, as a bare start charts them: about 60 .*\$0\.0012 an hour/v,
  );
  assert.match(said(['i-1']), /1 series at 1m: about 60 .*\$0\.00060 an hour/v);
  assert.match(said(['i-1', 'i-2'], 300), /2 series together at 5m: about 12 .*\$0\.00024/v);
  assert.match(said(['i-1'], 'auto', 7 * day), /at 5m: about 12 /v);
  assert.match(said([]), /free million/v);
});

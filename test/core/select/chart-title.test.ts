import assert from 'node:assert/strict';
import {test} from 'node:test';
import {selectChart} from '../../../source/core/select.ts';
import {type Series} from '../../../source/core/metric.ts';
import {read} from '../../support/a-record.ts';
import {charting, cpuOf, machine} from '../../support/spike-world.ts';

const {tree, river} = machine;

function title(series: readonly Series[], columns = 120): string {
  const pane = {top: 1, width: columns, height: 14};
  return read(selectChart(charting(series, [], {columns}), pane)).split('\n', 1)[0] ?? '';
}

const fine = cpuOf(tree, 20);
const coarse: Series = {
  ...cpuOf(river, 20),
  period: 300,
  points: cpuOf(river, 20).points.filter((_, index) => index % 5 === 0),
};

test('the title tells the period of every line, each once', () => {
  assert.match(title([fine]), /CPUUtilization Average 1m /v);
  assert.match(title([coarse]), /CPUUtilization Average 5m /v);
  assert.match(title([coarse, fine]), /CPUUtilization Average 1m\/5m /v);
  assert.match(title([fine, {...fine, id: river}], 80), /CPUUtilization Average 1m /v);
});

test('a line without datapoints has no period to tell', () => {
  assert.match(title([{...fine, points: []}, coarse]), /CPUUtilization Average 5m /v);
});

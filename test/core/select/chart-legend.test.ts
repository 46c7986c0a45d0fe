import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {isChartVisible} from '../../../source/core/chart/shown-frame.ts';
import {chartLegend, legendLines, valuesLegend} from '../../../source/core/select/chart-legend.ts';
import {selectChart} from '../../../source/core/select.ts';
import {type State} from '../../../source/core/state.ts';
import {lineText, lineWidth} from '../../../source/core/text.ts';
import {after, noon, press, read} from '../../support/a-record.ts';
import {charting, cpuOf, launched, machine, made} from '../../support/spike-world.ts';

const ids = Array.from({length: 8}, (_, index) => `i-0${index}aaaaaaaaaaaaaaa`);

function lines(count: number, options: Parameters<typeof charting>[2] = {}): State {
  const state = charting(
    ids.slice(0, count).map((id) => cpuOf(id, 5)),
    [],
    options,
  );
  return after(state, {
    type: 'instances',
    instances: ids.map((id, index) => ({id, name: `web-${index}`})),
  });
}

const title = (state: State, room: number) => lineText(chartLegend(state, room));
const values = (state: State, room: number) => lineText(valuesLegend(state, room));

describe('the names beside the title', () => {
  test('bear their marks and ids where there is room, then names only', () => {
    assert.equal(title(lines(2), 100), '  ● web-0 i-00aa…  ■ web-1 i-01aa…');
    assert.equal(title(lines(2), 24), '  ● web-0  ■ web-1');
  });

  test('and where not all fit, those that do and how many more there are', () => {
    assert.equal(title(lines(8), 40), '  ● web-0  ■ web-1  ◆ web-2  ▼ web-3  +4');
    assert.equal(title(lines(8), 0), '  ● web-0  +7');
  });

  test('a name that only the launch told of is there too', () => {
    const tags = [{key: 'Name', value: 'river-1'}];
    const state = charting(
      [cpuOf(machine.river, 5)],
      [
        launched('run', machine.tree, 50),
        made('named', 'RunInstances', 50, {
          requestParameters: {
            tagSpecificationSet: {items: [{resourceType: 'instance', tags}]},
          },
          responseElements: {instancesSet: {items: [{instanceId: machine.river}]}},
        }),
      ],
    );
    assert.match(title(state, 100), /river-1 i-0cccc3333dddd4444/v);
  });
});

describe('latest, highest and lowest in the bottom border', () => {
  test('of one line with their times', () => {
    assert.equal(values(lines(1), 100), '● latest 97 % 11:59 max 98 % 11:55 min 10 % 11:00');
  });

  test('of several with less of each, until only some fit', () => {
    assert.match(
      values(lines(2), 100),
      /^● web-0 latest 97 % max 98 % min 10 % {2}■ web-1 latest/v,
    );
    assert.match(values(lines(4), 90), /^● max 98 % min 10 % {2}■ max/v);
    assert.match(values(lines(8), 60), /\+6$/v);
    for (let room = 30; room < 200; room++) {
      assert.ok(lineWidth(valuesLegend(lines(8), room)) <= room);
    }
  });
});

test('the chart at full height has a row for each line', () => {
  const state = press(lines(8), 'tab', '\\');
  assert.equal(legendLines(state, 118).length, 8);
  assert.match(read(legendLines(state, 118)), /● web-0 +i-00aaaaaaaaaaaaaaa +latest +97 % 11:59/v);
  assert.deepEqual(valuesLegend(state, 100), []);
  const drawn = selectChart(state, {top: 1, width: 120, height: 38});
  assert.equal(drawn.length, 38);
  assert.ok(drawn.every((line) => lineWidth(line) === 120));
  assert.equal(legendLines(lines(8), 118).length, 0);
});

test('a chart is visible unless the list has the screen, or the screen is too small', () => {
  const state = lines(1);
  assert.equal(isChartVisible(state), true);
  assert.equal(isChartVisible(press(state, '\\')), false);
  assert.equal(isChartVisible(press(state, 'tab', '\\')), true);
  const size = (columns: number, rows: number) => after(state, {type: 'resize', columns, rows});
  assert.equal(isChartVisible(size(60, 16)), false);
  assert.equal(isChartVisible(press(size(60, 16), 'tab')), true);
  assert.equal(isChartVisible(size(30, 8)), false);
});

test('what was paid is kept', () => {
  const state = after(
    lines(1),
    {type: 'paid', metrics: 2},
    {type: 'paid', metrics: 8},
    {type: 'tick', now: noon + 1},
  );
  assert.equal(state.chart.cost.calls, 2);
  assert.ok(Math.abs(state.chart.cost.dollars - 0.0001) < 1e-12);
});

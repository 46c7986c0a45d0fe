import assert from 'node:assert/strict';
import {test} from 'node:test';
import {selectChart} from '../../../source/core/select/chart.ts';
import {reduce, type State} from '../../../source/core/state.ts';
import {type Series} from '../../../source/core/metric.ts';
import {after, ago, arrive, aScreen, aWrite, noon, press, read} from '../../support/a-record.ts';

function chart(state: State): string {
  return read(selectChart(state, {top: 1, width: state.size.columns, height: 9}));
}

/** The calls row without its label. */
function calls(state: State): string {
  return /calls(?<row>.*)│/v.exec(chart(state))?.groups?.['row'] ?? '';
}

function covered(state: State, pushed: string, minutes: number): State {
  const coverage = {region: 'us-east-1', pushed, since: ago(minutes), until: noon, asOf: noon};
  return reduce(state, {type: 'coverage', coverage});
}

test('where nothing has been read, and where only the writes, is told from where nothing was', () => {
  for (const columns of [120, 80]) {
    const empty = aScreen({columns, rows: 24});
    assert.match(calls(empty), /^░{40,} +$/v);
    const writes = covered(covered(empty, 'ReadOnly=false', 40), 'all', 15);
    assert.match(calls(writes), /^░+╌+ +$/v);
    assert.match(calls(covered(writes, 'ReadOnly=false', 70)), /^╌+ +$/v);
    assert.match(calls(covered(writes, 'all', 70)), /^ +$/v);
    assert.match(calls(arrive(writes, [aWrite('a', 50)])), /░·░/v);
  }
});

test('an archive is read as a whole', () => {
  assert.doesNotMatch(calls(aScreen({mode: 'archive', choice: {kind: 'all'}})), /░/v);
});

const series: Series = {
  id: 'i-1',
  name: 'web-1',
  metric: 'CPUUtilization',
  statistic: 'Average',
  unit: 'Percent',
  period: 60,
  points: Array.from({length: 50}, (_, index) => ({time: ago(60 - index), value: 1})),
  provisionalFrom: Infinity,
};

test('behind the newest datapoint the chart says that there is none yet', () => {
  for (const columns of [120, 80]) {
    const start = aScreen({columns, rows: 24, charted: ['i-1']});
    const state = after(arrive(start, [aWrite('a', 1)]), {
      type: 'series',
      now: noon,
      generation: start.generation,
      range: start.range,
      series: [series],
    });
    assert.match(chart(press(state, 'tab')), /web-1 no data yet 11:5\d/v);
    let back = press(state, 'tab');
    for (let step = 0; step < columns / 2; step++) {
      back = press(back, 'left');
    }

    assert.match(chart(back), /web-1 1\.0 % 11:\d\d|web-1 1 % 11:\d\d/v);
  }
});

test('no cursor cuts the words about newer events', () => {
  for (let minutes = 1; minutes < 30; minutes++) {
    const state = reduce(arrive(aScreen(), [aWrite('a', minutes)]), {
      type: 'feed',
      region: 'us-east-1',
      generation: 1,
      settledTo: ago(30),
    });
    assert.match(chart(state), /newer events may still arrive/v, String(minutes));
  }
});

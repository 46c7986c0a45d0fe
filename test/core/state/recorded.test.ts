import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {readRecordedSeries} from '../../../source/core/archive/recorded-series.ts';
import {selectChart} from '../../../source/core/select.ts';
import {type State} from '../../../source/core/state.ts';
import {problemLines} from '../../../source/core/select/readings.ts';
import {
  after,
  ago,
  arrive,
  aScreen,
  aWrite,
  press,
  read,
  archiveRead,
} from '../../support/a-record.ts';
import {realDataFolder, skipWithoutRealData} from '../../support/real-data.ts';

/** An archive of an hour before noon, beside a file with a recorded series. */
function archive(text: string, file = '/tmp/cpu.csv'): State {
  const state = arrive(
    aScreen({
      mode: 'archive',
      choice: {kind: 'all'},
      startedWith: {paths: ['trail'], metricsFrom: file},
    }),
    [aWrite('one', 50), aWrite('two', 10)],
    'load',
  );
  return after(
    state,
    {type: 'recorded', path: file, recorded: readRecordedSeries(text)},
    archiveRead,
  );
}

function chartOf(state: State): string {
  return read(selectChart(state, {top: 0, width: 100, height: 14}));
}

/** Rows of a series, one a minute of the hour. */
function rows(value: (minute: number) => number, series = ''): string {
  return Array.from(
    {length: 60},
    (_, index) => `${ago(60 - index)},${value(index)}${series === '' ? '' : `,${series}`}`,
  ).join('\n');
}

test('the file stands in the title, its series are drawn, and the range is that of the events', () => {
  const state = archive(rows((minute) => minute));
  const chart = chartOf(state);
  assert.match(chart, /cpu\.csv 1m {2}● value/v);
  assert.doesNotMatch(chart, /CPUUtilization|no series/v);
  assert.match(chart, / 100 ┤/v);
  assert.deepEqual(state.range, {since: ago(50), until: ago(10) + 1000});
});

test('values beyond 0 to 100 are fitted, and Y turns that', () => {
  const state = archive(rows((minute) => minute * 100));
  assert.equal(state.chart.scale, 'fit');
  assert.equal(press(state, 'tab', 'Y').chart.scale, 'percent');
});

test('of more than eight series eight are drawn, the others are named, and i offers all', () => {
  const names = Array.from({length: 11}, (_, index) => `s${index}`);
  const state = archive(names.map((name) => rows(() => 5, name)).join('\n'));
  assert.equal(state.chart.charted.length, 8);
  assert.match(
    read(problemLines(state)),
    /cpu\.csv: has 11 series: 8 are drawn and i chooses others; left out: s8, s9, s10/v,
  );
  const chosen = press(state, 'i', 's', '1', '0', 'enter');
  assert.deepEqual(chosen.chart.charted, ['s10']);
  assert.match(chartOf(chosen), /● s10/v);
});

test('bad rows are told at once and under !', () => {
  const state = archive(`${rows(() => 5)}\nbad,row`);
  assert.match(state.notice, /cpu\.csv: has 1 row without a readable time or number \(line 61\)/v);
  assert.match(read(problemLines(state)), /line 61/v);
});

test('a series of another time says which times it has', () => {
  assert.match(
    chartOf(archive('2014-02-14 14:30:00,1\n2014-02-28 14:30:00,2')),
    /no datapoint in this range: the file has 2014-02-14 14:30 to 2014-02-28 14:30/v,
  );
});

test('a file that holds none says so; without a file the chart says how to have one', () => {
  assert.match(chartOf(archive('hello')), /no line could be read from the file: ! tells why/v);
  assert.match(chartOf(arrive(aScreen({mode: 'archive'}), [aWrite('a', 1)])), /--metrics-from/v);
});

test('hostile names of the file and of series are shown, never obeyed', () => {
  const chart = chartOf(
    archive(
      rows(() => 5, '\u001B[31m\u202Eevil'),
      '/tmp/\u001B]0;x.csv',
    ),
  );
  assert.match(chart, /␛\]0;x\.csv/v);
  assert.match(chart, /␛\[31m<U\+202E>evil/v);
});

test('the real series of NAB are drawn as they were measured', skipWithoutRealData, () => {
  const folder = path.join(realDataFolder() ?? '', 'cpu');
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.csv'))) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const {series, problems} = readRecordedSeries(text);
    const lines = text.trim().split('\n').slice(1);
    assert.deepEqual(problems, []);
    assert.equal(series.length, 1);
    assert.equal(series[0]?.period, 300);
    assert.equal(
      series[0]?.points.length,
      new Set(lines.map((line) => line.split(',', 1)[0])).size,
    );
  }
});

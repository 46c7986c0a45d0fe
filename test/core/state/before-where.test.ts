import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readRecordedSeries} from '../../../source/core/archive/recorded-series.ts';
import {type TrailEvent} from '../../../source/core/event.ts';
import {type Series} from '../../../source/core/metric.ts';
import {selectBefore} from '../../../source/core/select.ts';
import {type State} from '../../../source/core/state.ts';
import {type RangeChoice} from '../../../source/core/state/range.ts';
import {hour, minute} from '../../../source/core/time.ts';
import {after, ago, aScreen, arrive, noon, press, read} from '../../support/a-record.ts';
import {machine, made, on} from '../../support/spike-world.ts';

const {tree, river} = machine;

/** A recorded series: values at so many minutes before noon. */
function recorded(id: string, values: ReadonlyArray<readonly [minutes: number, value: number]>) {
  const rows = values.map(
    ([minutes, value]) => `${new Date(ago(minutes)).toISOString()},${value},${id}`,
  );
  const [series] = readRecordedSeries(['timestamp,value,series', ...rows].join('\n')).series;
  assert.ok(series);
  return series;
}

/** Every five minutes from one time on, up to another. */
function every5(from: number, to: number, value: (minutes: number) => number) {
  const points: Array<readonly [number, number]> = [];
  for (let minutes = from; minutes >= to; minutes -= 5) {
    points.push([minutes, value(minutes)]);
  }

  return points;
}

function archive(
  choice: RangeChoice,
  series: readonly Series[],
  events: readonly TrailEvent[],
): State {
  const state = arrive(
    aScreen({mode: 'archive', choice, startedWith: {paths: ['trail'], metricsFrom: 'cpu.csv'}}),
    events,
    'load',
  );
  return after(state, {type: 'recorded', path: 'cpu.csv', recorded: {series, problems: []}});
}

function shown(state: State): string {
  const {columns, rows} = state.size;
  return read(selectBefore(state, {top: 1, width: columns, height: rows - 2})).replaceAll(
    /[\s│]+/gv,
    ' ',
  );
}

/** The chart's cursor as near to a time as its columns allow. */
function chartAt(state: State, time: number): State {
  let at = press(state, 'tab');
  for (let moves = 0; moves < 200 && (at.chart.cursor ?? 0) > time; moves++) {
    at = press(at, 'left');
  }

  return at;
}

/** One machine falls an hour before noon; another, which was busier, ended a day and more before. */
const falls = recorded(
  tree,
  every5(40 * 60, 0, (minutes) => (minutes > 60 ? 60 : 10) + ((minutes / 5) % 3)),
);
const ended = recorded(
  river,
  every5(40 * 60, 30 * 60, (minutes) => 90 + ((minutes / 5) % 2) / 5),
);
const someEvents = [made('first', 'PutSomething', 23 * 60), made('last', 'PutSomething', 0)];
const aDay: RangeChoice = {kind: 'fixed', since: noon - 24 * hour, until: noon + minute};

test('b on the chart goes back from the chosen datapoint, not to a line that ended days before it', () => {
  const state = chartAt(archive(aDay, [falls, ended], someEvents), ago(45));
  const text = shown(press(state, 'b'));
  assert.match(text, /Before: i-0aaaa1111bbbb2222 6\d → 1\d from 11:00 UTC/v);
  assert.doesNotMatch(shown(press(state, 'b', 'tab')), /i-0cccc/v);
});

test('a line that ended in the range gives way to one that shows a datapoint at the cursor', () => {
  const late = recorded(
    river,
    every5(40 * 60, 300, (minutes) => 90 + ((minutes / 5) % 2) / 5),
  );
  const state = chartAt(archive(aDay, [late, falls], someEvents), ago(45));
  assert.match(shown(press(state, 'b')), /i-0aaaa1111bbbb2222 6\d → 1\d from 11:00/v);
  assert.match(shown(press(state, 'b', 'tab')), /i-0cccc3333dddd4444 9\d.* → no data/v);
});

test('a change that lies before the range is not what b shows', () => {
  const range: RangeChoice = {kind: 'fixed', since: ago(45), until: noon + minute};
  const state = chartAt(
    archive(range, [falls, ended], [...someEvents, made('in it', 'PutSomething', 30)]),
    ago(30),
  );
  const asked = press(state, 'b');
  assert.equal(asked.overlay, undefined);
  assert.match(asked.notice, /kept its level: no rise in this range \(- shows more\)/v);
});

const sparse = [
  [90, 10],
  [85, 12],
  [84, 95],
  [80, 99],
] as const;
const command = made('command', 'RebootInstances', 84, {
  ...on(tree),
  eventTime: new Date(ago(84) + 1000).toISOString(),
});
const around = [made('first', 'PutSomething', 120), command, made('last', 'PutSomething', 60)];

test('a rise between few and uneven datapoints is a rise, and the call within it is found', () => {
  const text = shown(press(archive({kind: 'all'}, [recorded(tree, sparse)], around), 'b'));
  assert.match(text, /Before: i-0aaaa1111bbbb2222 12 → 99 from 10:36 UTC/v);
  assert.match(text, /▸ 10:36:01 .*RebootInstances.*names this instance/v);
});

test('the same where one stands on the call, and where a single datapoint leads to the rise', () => {
  const list = archive({kind: 'all'}, [recorded(tree, sparse)], around);
  assert.match(shown(press(list, 'j', 'b')), /1[12] → 99 from 10:36 UTC/v);
  const single = recorded(tree, sparse.slice(1));
  assert.match(
    shown(press(archive({kind: 'all'}, [single], around), 'b')),
    /12 → 99 from 10:36 UTC/v,
  );
});

test('where minutes give way to wider distances no machine ends and begins again', () => {
  const minutes = Array.from({length: 12}, (_, index) => [100 - index, 10 + (index % 3)] as const);
  const wide = [
    [84, 11],
    [79, 12],
    [74, 10],
    [69, 95],
    [64, 97],
  ] as const;
  const state = archive({kind: 'all'}, [recorded(tree, [...minutes, ...wide])], around);
  assert.match(shown(press(state, 'b')), /11 → 97 from 10:51 UTC/v);
});

test('quiet datapoints of a file are no rise', () => {
  const quiet = recorded(tree, [
    [90, 10],
    [85, 12],
    [84, 11],
    [80, 13],
  ]);
  const asked = press(archive({kind: 'all'}, [quiet], around), 'b');
  assert.doesNotMatch(shown(asked), /10 → 1[23]/v);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Alarm} from '../../../source/core/metric/alarm.ts';
import {selectAlarms, selectChart} from '../../../source/core/select.ts';
import {reduce, type State} from '../../../source/core/state.ts';
import {alarmEntries, alarmView} from '../../../source/core/state/alarms.ts';
import {day, hour} from '../../../source/core/time.ts';
import {ago, aScreen, noon, press, read, type} from '../../support/a-record.ts';
import {anAlarm} from '../../support/an-alarm.ts';
import {charting, cpuOf, machine, made, on} from '../../support/spike-world.ts';

const {tree, river} = machine;

function knowing(state: State, alarms: readonly Alarm[], isCut = false): State {
  return reduce(state, {type: 'alarms', known: {alarms, isCut}});
}

const math: Alarm = {
  name: 'error rate',
  state: 'OK',
  changedAt: ago(5),
  reason: '',
  watches: {none: 'watches metric math: an expression is of no single instance and metric'},
};

const three = [
  anAlarm(river, {name: 'river-low', state: 'OK', changedAt: ago(3 * 24 * 60)}),
  math,
  anAlarm(tree, {name: 'tree-high'}),
];

const rect = {top: 1, width: 120, height: 38};

test('a lists the alarms, those in ALARM first, then the last that changed, with the reason of the chosen one', () => {
  const state = press(knowing(charting([cpuOf(tree, 20)], []), three), 'a');
  const shown = read(selectAlarms(state, rect));
  assert.match(shown, /^┌ Alarms · 1 of 3 in ALARM/v);
  const names = shown.match(/tree-high|river-low|error rate/gv);
  assert.deepEqual(names, ['tree-high', 'error rate', 'river-low']);
  assert.match(shown, /▸ ! ALARM +11:50 +tree-high +> 90 % for 2 of 3 +i-0aaaa1111bbbb2222 CPUU/v);
  assert.match(shown, /OK +11-19 12:00 +river-low/v);
  assert.match(shown, /Threshold Crossed: 2 out of the last 3/v);
});

test('what is typed narrows the list', () => {
  const state = type(press(knowing(aScreen(), three), 'a'), 'river');
  assert.deepEqual(read(selectAlarms(state, rect)).match(/tree-high|river-low|error rate/gv), [
    'river-low',
  ]);
});

test('Enter leads to the instance, the metric and the time of the last change, and Esc Esc back', () => {
  const start = knowing(charting([cpuOf(river, 0)], []), three);
  const there = press(start, 'a', 'up', 'up', 'enter');
  assert.deepEqual(there.chart.charted, [tree]);
  assert.equal(there.chart.metric.period, 60);
  assert.deepEqual(there.choice, {kind: 'live', span: hour});
  assert.equal(there.focus, 'chart');
  assert.equal(there.chart.cursor, ago(10));
  assert.ok(there.chart.generation > start.chart.generation);
  assert.equal(there.overlay, undefined);
  const old = press(type(press(start, 'a'), 'river'), 'enter');
  assert.deepEqual(old.choice, {
    kind: 'fixed',
    since: ago(3 * 24 * 60 + 45),
    until: ago(3 * 24 * 60 - 15),
  });
  assert.deepEqual(press(old, 'esc', 'esc').choice, start.choice);
});

test('back from an alarm the chart is what it was: the instance, the metric, its scale and why', () => {
  const start = press(
    knowing(charting([cpuOf(river, 0)], []), three),
    'p',
    'down',
    'down',
    'enter',
  );
  assert.equal(start.chart.metric.period, 300);
  const there = press(start, 'a', 'up', 'up', 'enter');
  assert.equal(there.chart.why, 'alarm tree-high');
  const back = press(there, 'esc', 'esc');
  assert.deepEqual(back.chart.charted, [river]);
  assert.deepEqual(back.chart.metric, start.chart.metric);
  assert.equal(back.chart.why, start.chart.why);
  assert.equal(back.chart.cursor, start.chart.cursor);
  assert.ok(back.chart.generation > there.chart.generation);
});

test('what is chosen after an alarm and a pivot stays when Esc leads back from the pivot', () => {
  const events = [made('restart', 'RebootInstances', 12, on(tree))];
  const start = knowing(charting([cpuOf(river, 0)], events), three);
  const there = press(start, 'a', 'up', 'up', 'enter');
  const statistic = press(there, 's', 'down', 'enter').chart.metric;
  assert.equal(statistic.statistic, 'Maximum');
  const pivoted = press(there, 's', 'down', 'enter', 'esc', 'f', 'esc');
  assert.deepEqual(pivoted.chart.metric, statistic);
  assert.deepEqual(pivoted.chart.charted, [tree]);
});

test('who stands on an alarm goes on standing on it when another goes off; one that is gone leaves its place', () => {
  const list = press(knowing(aScreen(), three), 'a', 'down', 'down');
  const chosen = (state: State) =>
    alarmEntries(state)[state.overlay?.kind === 'alarms' ? state.overlay.selected : -1]?.name;
  assert.equal(chosen(list), 'river-low');
  const ringing = anAlarm(river, {name: 'river-low', state: 'ALARM', changedAt: ago(1)});
  const turned = knowing(list, [ringing, math, anAlarm(tree, {name: 'tree-high'})]);
  assert.equal(chosen(turned), 'river-low');
  assert.equal(alarmEntries(turned)[0]?.name, 'river-low');
  assert.equal(chosen(knowing(list, three.slice(1))), 'error rate');
  const waiting = press(charting([cpuOf(river, 0)], []), 'a');
  assert.equal(
    chosen(knowing(waiting, three)),
    'river-low',
    'the alarm of what is charted, once it is known',
  );
});

test('Enter where no alarm holds what is typed leaves the list there, and closes an empty one', () => {
  const state = press(type(press(knowing(aScreen(), three), 'a'), 'zebra'), 'enter');
  assert.equal(state.overlay?.kind, 'alarms');
  assert.equal(press(knowing(aScreen(), []), 'a', 'enter').overlay, undefined);
});

test('metric math and other alarms that are no line say so, and the list stays', () => {
  const state = press(type(press(knowing(aScreen(), three), 'a'), 'rate'), 'enter');
  assert.equal(
    state.notice,
    'the alarm error rate watches metric math: an expression is of no single instance and metric',
  );
  assert.equal(state.overlay?.kind, 'alarms');
  const bare = alarmView(anAlarm(tree, {watches: {dimensions: []}}), noon);
  assert.match(bare.ok ? '' : bare.message, /without a dimension/v);
});

test('an alarm on other dimensions charts what they name', () => {
  const dimensions = [{name: 'AutoScalingGroupName', value: 'web'}];
  const group = alarmView(anAlarm(tree, {watches: {dimensions}}), noon);
  assert.deepEqual(group.ok && group.view.ids, ['AutoScalingGroupName=web']);
  const disk = alarmView(
    anAlarm(tree, {
      watches: {
        dimensions: [
          {name: 'path', value: '/'},
          {name: 'InstanceId', value: tree},
        ],
      },
    }),
    noon,
  );
  assert.deepEqual(disk.ok && disk.view.ids, [tree]);
  assert.deepEqual(disk.ok && disk.view.metric.dimensions, [{name: 'path', value: '/'}]);
});

test('a period that CloudWatch no longer keeps gives way to what it does', () => {
  const old = alarmView(anAlarm(tree, {changedAt: noon - 20 * day}), noon);
  assert.equal(old.ok && old.view.metric.period, 'auto');
  const untold = alarmView(anAlarm(tree, {changedAt: Number.NaN}), noon);
  assert.equal(untold.ok && untold.view.choice, undefined);
});

test('before the answer, without one, without alarms and with too many the list says what is the matter', () => {
  const open = (state: State) => read(selectAlarms(press(state, 'a'), rect));
  assert.match(open(aScreen()), /asking CloudWatch for its alarms/v);
  assert.match(open(knowing(aScreen(), [])), /CloudWatch has no alarm in this region/v);
  assert.match(open(knowing(aScreen(), three, true)), /only the first 3 by name were read/v);
  const denied = reduce(aScreen(), {
    type: 'instances',
    instances: [],
    lacks: {
      action: 'cloudwatch:DescribeAlarms',
      problem: {
        title: 'not allowed: cloudwatch:DescribeAlarms',
        advice: 'ask for it',
        code: 'AccessDenied',
        action: 'cloudwatch:DescribeAlarms',
      },
    },
  });
  assert.match(open(denied), /Not allowed: cloudwatch:DescribeAlarms/v);
  const archive = press(aScreen({mode: 'archive'}), 'a');
  assert.match(archive.notice, /an archive has no alarms: --threshold/v);
});

test('hostile names are shown and never obeyed, and leave every line its width', () => {
  const name = '\u001B[2J\u202Eevil\n'.repeat(20);
  const alarms = [anAlarm(tree, {name, state: name, reason: name}), {...math, name}];
  const state = press(knowing(charting([cpuOf(tree, 20)], []), alarms), 'a');
  for (const width of [40, 80, 120]) {
    const shown = read(selectAlarms(state, {top: 1, width, height: 20}));
    assert.ok(!shown.includes('\u001B') && !shown.includes('\u202E'));
    assert.equal(shown.split('\n').length, 20);
  }
});

test('the chart draws the alarm of what is charted, and no other', () => {
  const state = knowing(charting([cpuOf(tree, 20)], []), three);
  const shown = read(selectChart(state, {top: 1, width: 120, height: 14}));
  assert.match(shown, /[┅◈] > 90 % for 2 of 3 ALARM/v);
  assert.match(shown, /┅◈/v);
  const other = knowing(charting([cpuOf(tree, 20)], []), three.slice(0, 2));
  assert.doesNotMatch(read(selectChart(other, {top: 1, width: 120, height: 14})), /┅/v);
});

test('--threshold draws a level without CloudWatch', () => {
  const shown = read(
    selectChart(charting([cpuOf(tree, 20)], [], {threshold: 80}), {top: 1, width: 120, height: 14}),
  );
  assert.match(shown, /┅ threshold 80 % /v);
});

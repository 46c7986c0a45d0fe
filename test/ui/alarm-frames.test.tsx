import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {type Alarm} from '../../source/core/metric/alarm.ts';
import {reduce, type State} from '../../source/core/state.ts';
import {minute} from '../../source/core/time.ts';
import {ago} from '../support/a-record.ts';
import {demoStart, demoState, demoWorld} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {showMonitor, type MonitorScreen} from '../support/monitor-screen.tsx';
import {
  byAutoScaling,
  charting,
  cpuOf,
  launched,
  machine,
  made,
  on,
} from '../support/spike-world.ts';

async function shown(t: TestContext, state: State): Promise<MonitorScreen> {
  const monitor = await showMonitor(state);
  t.after(monitor.unmount);
  return monitor;
}

/** The demo's alarms as DescribeAlarms tells them. */
const alarms = demoWorld.alarms(demoStart + 5 * minute).map((alarm): Alarm => ({
  name: alarm.name,
  state: alarm.state,
  changedAt: alarm.stateUpdatedAt,
  reason: alarm.stateReason,
  watches: {
    namespace: alarm.metric.namespace,
    metric: alarm.metric.name,
    statistic: alarm.statistic,
    period: alarm.period,
    dimensions: alarm.metric.dimensions.map(({Name: name, Value: value}) => ({name, value})),
    threshold: alarm.threshold,
    comparison: alarm.comparison,
    datapoints: alarm.evaluationPeriods,
    evaluationPeriods: alarm.evaluationPeriods,
  },
}));

function demo(columns: number, rows: number, ascii = false): State {
  return reduce(demoState({columns, rows, ascii}), {
    type: 'alarms',
    known: {alarms, isCut: false},
  });
}

const {tree, river} = machine;

/** A screen on which a line has ended: a member of a group that the group has terminated. */
function ended(columns: number, rows: number): State {
  const whole = cpuOf(river, 0, 96, 40);
  const points = whole.points.filter(({time}) => time < ago(30));
  return charting(
    [cpuOf(tree, 0), {...whole, points}],
    [
      launched('launch', river, 59, {group: 'web'}),
      made('end', 'TerminateInstances', 29.5, {...on(river), ...byAutoScaling}),
    ],
    {columns, rows},
  );
}

for (const [columns, rows] of [
  [120, 40],
  [80, 24],
] as const) {
  const size = `${columns}x${rows}`;

  test(`an alarm on the chart, the list of alarms and where one leads at ${size}`, async (t) => {
    const monitor = await shown(t, demo(columns, rows));
    assertFrame(`alarm-${size}`, monitor.screen());
    await monitor.press('a');
    assertFrame(`alarms-${size}`, monitor.screen());
    await monitor.press('enter');
    assertFrame(`alarm-led-${size}`, monitor.screen());
  });

  test(`a line that ends, and the cursor behind its end, at ${size}`, async (t) => {
    const monitor = await shown(t, ended(columns, rows));
    assertFrame(`ending-${size}`, monitor.screen());
    await monitor.press('tab', 'right', 'right', 'right', 'right');
    assertFrame(`ending-cursor-${size}`, monitor.screen());
  });
}

test('in ASCII every cell of alarms and their list is ASCII', async (t) => {
  const monitor = await shown(t, demo(80, 24, true));
  assert.match(monitor.screen().join('\n'), /=A=/v);
  for (const key of ['a', 'enter']) {
    assert.doesNotMatch(monitor.screen().join(''), /[^\u0020-\u007E]/v);
    await monitor.press(key);
  }

  assert.doesNotMatch(monitor.screen().join(''), /[^\u0020-\u007E]/v);
});

import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {groupId} from '../../source/core/instances/groups.ts';
import {reduce, type State} from '../../source/core/state.ts';
import {minute} from '../../source/core/time.ts';
import {demoStart, demoState, demoWorld} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {byAutoScaling, machine, made, on} from '../support/spike-world.ts';
import {showMonitor, type MonitorScreen} from '../support/monitor-screen.tsx';

async function shown(t: TestContext, state: State): Promise<MonitorScreen> {
  const monitor = await showMonitor(state);
  t.after(monitor.unmount);
  return monitor;
}

const gone = machine.tree;

/** The demo's screen, and what ListMetrics and DescribeInstances say of its groups. */
function demo(columns: number, rows: number, more: {ascii?: boolean; charted?: string[]} = {}) {
  const state = demoState({columns, rows, ...more});
  const ended = reduce(state, {
    type: 'events',
    now: state.now,
    how: 'load',
    events: [
      made('end', 'TerminateInstances', 4, on(gone)),
      made('end of worker', 'TerminateInstances', 9, {...on(machine.river), ...byAutoScaling}),
    ],
  });
  return reduce(ended, {
    type: 'instances',
    instances: [
      ...demoWorld
        .instances(demoStart + 5 * minute)
        .filter(({autoScalingGroup}) => autoScalingGroup !== '')
        .map(({id, autoScalingGroup: group, stateReason: reason}) => ({id, group, reason})),
      {
        id: gone,
        name: 'web-0',
        type: 'm6i.large',
        group: 'web',
        reason: 'Client.UserInitiatedShutdown: User initiated shutdown',
      },
      {id: groupId('jobs'), name: 'jobs'},
      {id: groupId('nightly'), name: 'nightly'},
    ],
  });
}

/** As many as are drawn. */
const eight = demoWorld
  .instances(demoStart)
  .filter(({launchedAt, endedAt}) => launchedAt <= demoStart && endedAt > demoStart)
  .slice(0, 8)
  .map(({id}) => id);

for (const [columns, rows] of [
  [120, 40],
  [80, 24],
  [60, 16],
] as const) {
  const size = `${columns}x${rows}`;

  test(`the picker with Auto Scaling groups and what has ended, at ${size}`, async (t) => {
    const monitor = await shown(t, demo(columns, rows));
    await monitor.press('i', ...'web');
    assertFrame(`picker-group-${size}`, monitor.screen());
    await monitor.press('down', 'down', 'down');

    assertFrame(`picker-ended-${size}`, monitor.screen());
    await monitor.press('esc', 'i', ...'nightly');
    assertFrame(`picker-own-metric-${size}`, monitor.screen());
  });

  test(`eight lines and their legend, at ${size}`, async (t) => {
    const monitor = await shown(t, demo(columns, rows, {charted: eight}));
    await monitor.press('tab');
    assertFrame(`legend-eight-${size}`, monitor.screen());
    await monitor.press('\\');
    assertFrame(`legend-rows-${size}`, monitor.screen());
  });
}

test('in ASCII every cell of picker and legend is ASCII', async (t) => {
  const monitor = await shown(t, demo(120, 40, {ascii: true, charted: eight}));
  for (const keys of [['i'], ['esc', 'tab'], ['\\']]) {
    await monitor.press(...keys);
    assert.doesNotMatch(monitor.screen().join(''), /[^\u0020-\u007E]/v);
  }
});

import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {createWorld} from '../../source/demo/incidents/create-world.ts';
import {type KnownMetric} from '../../source/core/state/metrics.ts';
import {reduce, type State} from '../../source/core/state.ts';
import {minute} from '../../source/core/time.ts';
import {demoStart, demoState} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {showMonitor, type MonitorScreen} from '../support/monitor-screen.tsx';

async function shown(t: TestContext, state: State): Promise<MonitorScreen> {
  const monitor = await showMonitor(state);
  t.after(monitor.unmount);
  return monitor;
}

const world = createWorld({seed: 20_261_122, startedAt: demoStart});

/** The demo's screen, and what ListMetrics says of what is charted there. */
function demo(columns: number, rows: number, ascii = false): State {
  const state = demoState({columns, rows, ascii});
  const {charted} = state.chart;
  const known = new Map<string, KnownMetric>();
  for (const {namespace, name: metric, dimensions} of world.metrics(demoStart + 5 * minute)) {
    const id = charted.find((each) => dimensions.some(({Value}) => Value === each));
    if (id !== undefined) {
      const before = known.get(metric)?.ids ?? [];
      known.set(metric, {namespace, metric, dimensions: [], ids: [...before, id], isRecent: true});
    }
  }

  return reduce(state, {
    type: 'metrics',
    known: {ids: charted, metrics: [...known.values()], problem: undefined},
  });
}

for (const [columns, rows] of [
  [120, 40],
  [80, 24],
] as const) {
  const size = `${columns}x${rows}`;

  test(`the menus of metric, statistic and period at ${size}`, async (t) => {
    const monitor = await shown(t, demo(columns, rows));
    await monitor.press('m');
    assertFrame(`metric-${size}`, monitor.screen());
    await monitor.press(...'net');
    assertFrame(`metric-typed-${size}`, monitor.screen());
    await monitor.press('esc', 's');
    assertFrame(`statistic-${size}`, monitor.screen());
    await monitor.press('esc', '8', 'p');
    assertFrame(`period-${size}`, monitor.screen());
  });
}

test('in ASCII every cell of the menus is ASCII', async (t) => {
  const monitor = await shown(t, demo(80, 24, true));
  for (const key of ['m', 's', 'p']) {
    await monitor.press(key);
    assert.doesNotMatch(monitor.screen().join(''), /[^\u0020-\u007E]/v);

    await monitor.press('esc');
  }
});

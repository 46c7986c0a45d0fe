import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {type State} from '../../source/core/state.ts';
import {hour, minute} from '../../source/core/time.ts';
import {demoStart, demoState, demoWorld} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {showMonitor, type MonitorScreen} from '../support/monitor-screen.tsx';

async function shown(t: TestContext, state: State): Promise<MonitorScreen> {
  const monitor = await showMonitor(state);
  t.after(monitor.unmount);
  return monitor;
}

type Size = {readonly columns: number; readonly rows: number; readonly ascii?: boolean};

/** The demo's last hour so long after its start, with the machine of this name that runs then on the chart. */
function watching(name: string, after: number, size: Size): State {
  const now = demoStart + after;
  const instance = demoWorld
    .instances(now)
    .find((each) => each.name === name && each.endedAt > now);
  return demoState({...size, after, charted: [instance?.id ?? '']});
}

/** The call at the cursor, and the words below it. */
function first(monitor: MonitorScreen): string {
  const lines = monitor.screen();
  const at = lines.findIndex((line) => line.includes('▸'));
  return lines.slice(at, at + 2).join('\n');
}

const stories = [
  {
    name: 'mining',
    state: (size: Size) => watching('batch-7', 5 * minute, size),
    expected: /SendComm.*\n.*names this instance · write/v,
  },
  {
    name: 'launch',
    state: (size: Size) => watching('batch-worker', 5 * minute, size),
    expected: /RunInst.*\n.*names this instance · write/v,
  },
  {
    name: 'refresh',
    state: (size: Size) => watching('web-1', -5 * hour + 35 * minute, size),
    expected: /StartInst.*\n.*behind RunInstances/v,
  },
  {
    name: 'unexplained',
    state: (size: Size) => watching('db-1', -9 * hour + 30 * minute, size),
    expected: undefined,
  },
];

for (const {name, state, expected} of stories) {
  for (const [columns, rows] of [
    [120, 40],
    [80, 24],
    [60, 16],
  ] as const) {
    test(`before the spike of the ${name} story at ${columns}x${rows}`, async (t) => {
      const monitor = await shown(t, state({columns, rows}));
      await monitor.press('b');
      if (expected) {
        assert.match(first(monitor), expected);
      } else {
        assert.match(monitor.screen().join('\n'), /No loaded call explains this\./v);
      }

      assertFrame(`before-${name}-${columns}x${rows}`, monitor.screen());
    });
  }
}

test('in ASCII every cell of the calls before a spike is ASCII', async (t) => {
  const monitor = await shown(
    t,
    watching('web-1', -5 * hour + 35 * minute, {columns: 80, rows: 24, ascii: true}),
  );
  await monitor.press('b');
  assert.match(monitor.screen().join('\n'), /\\ svc auto/v);
  assert.doesNotMatch(monitor.screen().join(''), /[^\u0020-\u007E]/v);
});

test('from the opening to the record of the call behind the spike in two keys', async (t) => {
  const monitor = await shown(t, watching('batch-7', 5 * minute, {columns: 120, rows: 40}));
  await monitor.press('b', 'enter');
  assert.match(monitor.screen().join('\n'), /┌ SendCommand ssm 2026-11-22T12:17:37Z/v);
});

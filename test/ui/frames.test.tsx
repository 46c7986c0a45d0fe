import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {demoState} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {showMonitor, type MonitorScreen} from '../support/monitor-screen.tsx';

const sizes = [
  {columns: 120, rows: 40},
  {columns: 80, rows: 24},
  {columns: 60, rows: 16},
] as const;

type Look = {readonly name: string; readonly keys: readonly string[]};

const looks: readonly Look[] = [
  {name: 'opening', keys: []},
  {name: 'chart', keys: ['tab', 'left', 'left', 'left', 'left']},
  {name: 'detail', keys: ['j', 'j', 'enter']},
  {name: 'detail-search', keys: ['j', 'j', 'enter', '/', 'k', 'i', 'm', 'enter', 'n']},
  {name: 'filter', keys: ['/', ...'user:kim is:denied']},
  {name: 'filter-wrong', keys: ['/', ...'user:kim is:evil']},
  {name: 'filter-none', keys: ['/', ...'name:Nothing', 'enter']},
  {name: 'filter-data-event', keys: ['/', ...'name:GetObject', 'enter']},
  {name: 'everywhere', keys: ['R']},
  {name: 'long-range', keys: ['8']},
  {name: 'column', keys: ['right', 'right']},
  {name: 'writes', keys: ['w']},
  {name: 'all', keys: ['w', 'w', 'G']},
  {name: 'range-15m', keys: ['1']},
  {name: 'range-day', keys: ['6']},
  {name: 'range-typed', keys: ['t', ...'11:50 to 12:05', 'enter']},
  {name: 'help', keys: ['?']},
  {name: 'palette', keys: [':', ...'range']},
  {name: 'picker', keys: ['i', 'down', ' ']},
  {name: 'maximised', keys: ['\\']},
  {name: 'frozen', keys: [' ']},
];

async function shown(
  t: TestContext,
  state: Parameters<typeof demoState>[0],
): Promise<MonitorScreen> {
  const monitor = await showMonitor(demoState(state));
  t.after(monitor.unmount);
  return monitor;
}

for (const {columns, rows} of sizes) {
  for (const {name, keys} of looks) {
    test(`${name} at ${columns}×${rows}`, async (t) => {
      const monitor = await shown(t, {columns, rows});
      await monitor.press(...keys);
      assertFrame(`${name}-${columns}x${rows}`, monitor.screen());
    });
  }
}

test('in ASCII every cell is ASCII', async (t) => {
  const monitor = await shown(t, {columns: 80, rows: 24, ascii: true});
  assertFrame('opening-ascii-80x24', monitor.screen());
  assert.doesNotMatch(monitor.screen().join(''), /[^\u0020-\u007E]/v);
});

test('a terminal that is too small says which size is needed, and q still quits', async (t) => {
  const monitor = await shown(t, {columns: 30, rows: 8});
  assertFrame('too-small-30x8', monitor.screen());
  await monitor.press('q');
  assert.ok(monitor.screen().some((row) => row.includes('not saved: q quits')));
  await monitor.press('q');
  await monitor.exited;
});

test('a resized terminal ends in the frame of its new size', async (t) => {
  const monitor = await shown(t, {columns: 120, rows: 40});
  for (const [columns, rows] of [
    [61, 17],
    [200, 60],
    [45, 12],
    [80, 24],
  ] as const) {
    await monitor.resize(columns, rows);
  }

  assertFrame('opening-80x24', monitor.screen());
});

test('the list opens on what is notable and says how much that hides', async (t) => {
  const monitor = await shown(t, {columns: 120, rows: 40});
  const title = monitor.screen().find((row) => row.includes('Events')) ?? '';
  const [, shownCount = '', total = ''] =
    /Events (?<shown>[\d,]+) of (?<total>[\d,]+)/v.exec(title) ?? [];
  assert.ok(Number(shownCount.replaceAll(',', '')) > 20);
  assert.ok(Number(total.replaceAll(',', '')) > Number(shownCount.replaceAll(',', '')) * 4);
});

import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test} from 'node:test';
import {followSaves} from '../../source/files/saves.ts';
import {demoState} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {showMonitor} from '../support/monitor-screen.tsx';

const sizes = [
  {columns: 120, rows: 40},
  {columns: 80, rows: 24},
  {columns: 60, rows: 16},
] as const;

for (const {columns, rows} of sizes) {
  const size = `${columns}x${rows}`;
  test(`the menu of S at ${size}`, async (t) => {
    const monitor = await showMonitor(demoState({columns, rows}));
    t.after(monitor.unmount);
    await monitor.press('S');
    assertFrame(`save-${size}`, monitor.screen());
  });

  test(`a refused name at ${size}: why, and the one that is free`, async (t) => {
    const monitor = await showMonitor(demoState({columns, rows}));
    t.after(monitor.unmount);
    await monitor.press('S', 'down', 'down', ...'note.md', 'enter');
    monitor.store.dispatch({
      type: 'save',
      serial: 1,
      report: {
        status: 'failed',
        message:
          '/home/kim/note.md is there already and is never written over: Enter takes the name above, which is free',
        free: 'note-2.md',
      },
    });
    await monitor.waitFor((screen) => screen.some((row) => row.includes('note-2.md')));
    assertFrame(`save-refused-${size}`, monitor.screen());
  });

  test(`what was saved at ${size}: the whole path`, async (t) => {
    const monitor = await showMonitor(demoState({columns, rows}));
    t.after(monitor.unmount);
    await monitor.press('S', 'enter');
    monitor.store.dispatch({
      type: 'save',
      serial: 1,
      report: {
        status: 'saved',
        path: '/home/kim/incidents/2026/november/trailtop-demo-20261122T1135Z-20261122T1235Z.jsonl',
        events: 1204,
        bytes: 3_456_789,
      },
    });
    await monitor.waitFor((screen) => screen.some((row) => row.includes('Saved 1,204 events')));
    assertFrame(`save-saved-${size}`, monitor.screen());
  });
}

test('a person presses S and Enter, and sees where it was written', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
  const monitor = await showMonitor(demoState({columns: 120, rows: 40}));
  const stop = followSaves({
    holder: monitor.store,
    folder: () => folder,
    home: folder,
    now: () => 0,
  });
  t.after(() => {
    stop();
    rmSync(folder, {recursive: true});
  });
  t.after(monitor.unmount);
  await monitor.press('S', 'enter');
  const isSaved = (screen: readonly string[]) => screen.some((row) => row.includes('Saved '));
  await monitor.waitFor(isSaved);
  const row = monitor.screen().find((each) => each.includes(folder)) ?? '';
  const file = /│ (?<path>\/\S+\.jsonl) +│/v.exec(row)?.groups?.['path'] ?? '';
  const shown = /Saved (?<count>\d+) events/v.exec(monitor.screen().join('\n'))?.groups?.['count'];
  assert.equal(readFileSync(file, 'utf8').trimEnd().split('\n').length, Number(shown));
  await monitor.press('enter');
  assert.ok(!isSaved(monitor.screen()));
  assert.ok(monitor.screen().some((each) => each.includes('Events')));
});

import {test} from 'node:test';
import {demoState} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {showMonitor} from '../support/monitor-screen.tsx';

for (const [columns, rows] of [
  [120, 40],
  [80, 24],
  [60, 16],
] as const) {
  test(`the prompt for the name of a view at ${columns}×${rows}`, async (t) => {
    const monitor = await showMonitor(demoState({columns, rows}));
    t.after(monitor.unmount);
    await monitor.press('/', ...'user:kim is:denied', 'enter', 'W', ...'2x', 'enter');
    assertFrame(`keep-view-${columns}x${rows}`, monitor.screen());
  });
}

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {noFigures, type Figures} from '../../source/core/select.ts';
import {demoState} from '../support/demo-state.ts';
import {showMonitor} from '../support/monitor-screen.tsx';

/** Figures that a test sets, and a second that passes when it says so. */
function meter() {
  let figures: Figures = noFigures;
  const watching = new Set<() => void>();
  return {
    watching,
    set(next: Partial<Figures>) {
      figures = {...figures, ...next};
    },
    passes() {
      for (const call of watching) {
        call();
      }
    },
    source: {
      read: () => figures,
      everySecond(call: () => void) {
        watching.add(call);
        return () => {
          watching.delete(call);
        };
      },
    },
  };
}

for (const [columns, rows] of [
  [120, 40],
  [80, 24],
  [60, 16],
] as const) {
  test(`^O at ${columns}×${rows}: the figures stand below the keys and tick while they are looked at, only then`, async (t) => {
    const {source, watching, set, passes} = meter();
    const monitor = await showMonitor(demoState({columns, rows}), {figures: source});
    t.after(monitor.unmount);
    const before = monitor.screen();
    assert.equal(watching.size, 0, 'nobody looks: no timer');

    set({lastFrame: 386});
    await monitor.press('ctrl+o');
    assert.match(monitor.screen().join('\n'), /q quit[^\n]*\n frame 386 B/v);
    assert.equal(watching.size, 1);
    set({lastFrame: 97, pollAge: 3000});
    passes();
    await monitor.waitFor('frame 97 B');
    await monitor.waitFor('poll 3 s ago');
    await monitor.press('j');
    assert.ok(monitor.screen().some((row) => row.includes('frame 97 B')));
    await monitor.press('k', 'ctrl+o');
    assert.equal(watching.size, 0);
    assert.deepEqual(monitor.screen(), before);
  });
}

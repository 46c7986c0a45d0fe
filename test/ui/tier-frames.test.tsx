import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {demoState} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {showMonitor, type MonitorScreen} from '../support/monitor-screen.tsx';
import {places} from '../support/places.ts';
import {type TerminalModel} from '../support/terminal-model.ts';

/** One size of each tier: both panes with room, both panes, one pane at a time, and the smallest there is. */
const tiers = [
  {columns: 120, rows: 40},
  {columns: 80, rows: 24},
  {columns: 60, rows: 16},
  {columns: 40, rows: 10},
] as const;

async function shown(
  t: TestContext,
  state: Parameters<typeof demoState>[0],
  hasColor: boolean,
): Promise<MonitorScreen> {
  const monitor = await showMonitor(demoState(state), {hasColor});
  t.after(monitor.unmount);
  return monitor;
}

/** Below the text of the screen: in each cell the look that it has without colours, first letters of bold, dim … */
function looks({rows, cells}: TerminalModel): readonly string[] {
  return Array.from({length: rows}, (_, row) =>
    cells(row)
      .map(({inverse, bold, dim, underline}) =>
        inverse ? 'i' : bold ? 'b' : dim ? 'd' : underline ? 'u' : ' ',
      )
      .join('')
      .trimEnd(),
  );
}

for (const {columns, rows} of tiers) {
  const size = `${columns}x${rows}`;
  test(`UTF-8 and sixteen colours at ${size}`, async (t) => {
    const {model, screen} = await shown(t, {columns, rows}, true);
    assertFrame(`opening-${size}`, screen());
    for (let row = 0; row < rows; row++) {
      for (const {fg, bg} of model.cells(row)) {
        for (const color of [fg, bg]) {
          assert.ok(color === 'default' || (typeof color === 'number' && color < 16), `${color}`);
        }
      }
    }
  });

  test(`ASCII at ${size}`, async (t) => {
    const {screen} = await shown(t, {columns, rows, ascii: true}, true);
    assertFrame(`opening-ascii-${size}`, screen());
  });

  test(`without colour at ${size}, what is marked is still to be seen`, async (t) => {
    const {model, screen} = await shown(t, {columns, rows}, false);
    assertFrame(`opening-mono-${size}`, [...screen(), '', ...looks(model)]);
    for (let row = 0; row < rows; row++) {
      assert.ok(model.cells(row).every(({fg, bg}) => fg === 'default' && bg === 'default'));
    }
  });

  test(`in ASCII every cell of every pane is ASCII at ${size}`, async () => {
    for (const [name, ...keys] of places) {
      const monitor = await showMonitor(demoState({columns, rows, ascii: true}));
      await monitor.press(...keys);
      const strange = monitor.screen().filter((row) => /[^\u0020-\u007E]/v.test(row));
      assert.deepEqual(strange, [], name);
      await monitor.unmount();
    }
  });
}

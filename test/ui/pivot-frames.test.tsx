import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {reduce, type State} from '../../source/core/state.ts';
import {demoState} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {aChainOfKeys} from '../support/minting.ts';
import {aScreen} from '../support/a-record.ts';
import {showMonitor, type MonitorScreen} from '../support/monitor-screen.tsx';

async function shown(t: TestContext, state: State): Promise<MonitorScreen> {
  const monitor = await showMonitor(state);
  t.after(monitor.unmount);
  return monitor;
}

for (const [columns, rows] of [
  [120, 40],
  [80, 24],
] as const) {
  const size = `${columns}x${rows}`;
  const keys = (state: State): State =>
    reduce(
      {...state, size: {columns, rows}},
      {
        type: 'events',
        now: state.now,
        events: aChainOfKeys(),
        how: 'load',
      },
    );

  test(`the menu of pivots at ${size}`, async (t) => {
    const monitor = await shown(t, demoState({columns, rows}));
    await monitor.press('e', '>');
    assertFrame(`pivots-${size}`, monitor.screen());
    await monitor.press(...'same', 'down');
    assertFrame(`pivots-typed-${size}`, monitor.screen());
    await monitor.press('enter');
    assertFrame(`pivots-led-${size}`, monitor.screen());
  });

  test(`the chain of a key at ${size}`, async (t) => {
    const monitor = await shown(t, demoState({columns, rows}));
    await monitor.press('e', '>', ...'chain', 'enter');
    assertFrame(`chain-${size}`, monitor.screen());
  });

  test(`a chain of several keys at ${size}`, async (t) => {
    const monitor = await shown(t, keys(aScreen({columns, rows})));
    await monitor.press('j', '>', ...'chain', 'enter');
    assertFrame(`chain-of-keys-${size}`, monitor.screen());
  });
}

test('in ASCII every cell of the menu and of the chain is ASCII', async (t) => {
  const monitor = await shown(t, demoState({columns: 80, rows: 24, ascii: true}));
  await monitor.press('e', '>');
  assert.doesNotMatch(monitor.screen().join(''), /[^\u0020-\u007E]/v);
  await monitor.press(...'chain', 'enter');
  assert.match(monitor.screen().join('\n'), /\\ AssumeRole -> ASIA/v);
  assert.doesNotMatch(monitor.screen().join(''), /[^\u0020-\u007E]/v);
});

test('from a denied call with a minted key back to who minted it in seven keys', async (t) => {
  const monitor = await shown(t, demoState({columns: 120, rows: 40}));
  await monitor.press('e', '>', 'c', 'h', 'a', 'enter', 'enter');
  const row = monitor.screen().find((line) => line.includes('▸')) ?? '';
  assert.match(row, /AssumeRole +kim +203\.0\.113\.9 +role\/ops as kim → ASIA/v);
  // And back again: to the chain, out of it, to the denied call.
  await monitor.press('esc', 'esc');
  assert.match(monitor.screen().find((line) => line.includes('▸')) ?? '', /! DENIED/v);
});

test('from the opening to the denied calls of one user in three keys', async (t) => {
  const monitor = await shown(t, demoState({columns: 120, rows: 40}));
  await monitor.press('>', 'enter', 'e');
  const lines = monitor.screen();
  assert.match(lines.join('\n'), /all \(w: notable, writes\) · user:kim/v);
  assert.match(lines.find((line) => line.includes('▸')) ?? '', /kim .*! (?:DENIED|FAILED)/v);
});

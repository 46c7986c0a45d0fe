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
  {name: 'suggest-fields', keys: ['/']},
  {name: 'suggest-word', keys: ['/', ...'us']},
  {name: 'suggest-values', keys: ['/', ...'us', 'tab', 'down']},
  {name: 'suggest-taken', keys: ['/', ...'user:k', 'tab']},
  {name: 'filter-error', keys: ['/', ...'user:kim is:evil name:Run*']},
  {name: 'palette-presets', keys: [':', 'down']},
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

test('a person types /, us, Tab, picks a value with ↓ and Tab, Enter', async (t) => {
  const monitor = await shown(t, {columns: 80, rows: 24});
  await monitor.press('/');
  await monitor.type('us');
  await monitor.press('tab', 'down', 'tab');
  const line = monitor.screen().at(-1) ?? '';
  const picked = /filter: (?<filter>user:\S+)/v.exec(line)?.groups?.['filter'];
  assert.ok(picked, line);
  await monitor.press('enter');
  const screen = monitor.screen().join('\n');
  assert.ok(screen.includes(`${picked} (here)`), screen);
  assert.doesNotMatch(screen, /loaded\n/v, 'what was offered is gone');
});

test('in ASCII everything that is offered and told is ASCII', async (t) => {
  const monitor = await shown(t, {columns: 80, rows: 24, ascii: true});
  for (const keys of [['/'], [...'user:'], [...'x is:evil '], ['esc', ':']]) {
    await monitor.press(...keys);
    assert.doesNotMatch(monitor.screen().join(''), /[^\u0020-\u007E]/v, keys.join(''));
  }
});

test('where the chart has the keyboard on a small screen the list of suggestions lies over it', async (t) => {
  const monitor = await shown(t, {columns: 60, rows: 16});
  await monitor.press('tab', '/');
  assert.match(monitor.screen().join('\n'), /▸ name:/v);
  assert.equal(monitor.screen().length, 16);
});

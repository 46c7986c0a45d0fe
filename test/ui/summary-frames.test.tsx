import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import fc from 'fast-check';
import {fromRecord} from '../../source/core/event.ts';
import {reduce} from '../../source/core/state.ts';
import {call} from '../support/event-records.ts';
import {demoState, demoStart, type DemoStateOptions} from '../support/demo-state.ts';
import {assertFrame} from '../support/golden.ts';
import {showMonitor, type MonitorScreen} from '../support/monitor-screen.tsx';
import {anyText} from '../support/hostile-text.ts';

async function shown(
  t: TestContext,
  options: DemoStateOptions,
  events: ReadonlyArray<ReturnType<typeof call>> = [],
): Promise<MonitorScreen> {
  const state = demoState(options);
  const monitor = await showMonitor(
    reduce(state, {type: 'events', now: state.now, how: 'load', events}),
  );
  t.after(monitor.unmount);
  return monitor;
}

for (const [columns, rows] of [
  [120, 40],
  [80, 24],
  [60, 16],
] as const) {
  test(`the summary at ${columns}×${rows}`, async (t) => {
    const monitor = await shown(t, {columns, rows});
    await monitor.press('v');
    assertFrame(`summary-${columns}x${rows}`, monitor.screen());
  });

  test(`the summary of one caller at ${columns}×${rows}`, async (t) => {
    const monitor = await shown(t, {columns, rows});
    await monitor.press('v', 'f', 'tab', 'j');
    assertFrame(`summary-narrowed-${columns}x${rows}`, monitor.screen());
  });
}

test('in ASCII every cell of the summary is ASCII', async (t) => {
  const monitor = await shown(t, {columns: 80, rows: 24, ascii: true});
  await monitor.press('v', 'j');
  assertFrame('summary-ascii-80x24', monitor.screen());
  assert.doesNotMatch(monitor.screen().join(''), /[^\u0020-\u007E]/v);
});

test('a value further down scrolls into its table', async (t) => {
  const monitor = await shown(t, {columns: 120, rows: 40});
  await monitor.press('v', 'tab', 'G');
  assert.match(monitor.screen().join('\n'), /▸[A-Z]/v);
  assert.match(monitor.screen().join('\n'), /EVENT \d+–(?<last>\d+) of \k<last>/v);
});

test('hostile and wide text keeps every border in its place', async (t) => {
  const texts = [...fc.sample(anyText, {numRuns: 80, seed: 7}), '한국어 이름 아주 아주 긴 이름'];
  const events = texts.map((text, index) =>
    call('ec2', text, {
      eventID: `hostile-${index}`,
      eventTime: new Date(demoStart).toISOString(),
      sourceIPAddress: text,
      readOnly: false,
      userIdentity: {type: 'IAMUser', userName: text},
    }),
  );
  for (const [columns, rows] of [
    [120, 40],
    [80, 24],
  ] as const) {
    const monitor = await shown(t, {columns, rows}, events);
    await monitor.press('v');
    for (let step = 0; step < 8; step++) {
      await monitor.press('tab', 'pagedown');
      for (const row of monitor.screen().slice(2, -1)) {
        if (columns === 80 && row.startsWith('│')) {
          assert.match(row.trimEnd(), /│$/v);
        }
      }
    }
  }
});

/** Denied calls of one kind, one a second. */
function denials(count: number): ReadonlyArray<ReturnType<typeof call>> {
  return Array.from({length: count}, (_, index) =>
    fromRecord({
      ...call('s3', 'PutBucketPolicy').record,
      eventID: `denial-${index}`,
      eventTime: new Date(demoStart - index * 1000).toISOString(),
      errorCode: 'AccessDenied',
      readOnly: false,
    }),
  );
}

test('a person sees ×214 for 214 identical denials, opens them with Enter and closes them with Esc', async (t) => {
  const monitor = await shown(t, {columns: 120, rows: 40}, denials(214));
  await monitor.press('/', ...'name:PutBucketPolicy', 'enter');
  const rows = () =>
    monitor.screen().filter((row) => row.includes('PutBucketPolicy') && row.includes('DENIED'));
  assert.equal(rows().length, 1);
  assert.match(rows()[0] ?? '', /▸ .*12:26:00\s+PutBucketPolicy ×214 .*since 12:22\s+! DENIED/v);
  assert.match(monitor.screen().join('\n'), /Events 214 of/v);
  await monitor.press('enter');
  assert.ok(rows().length > 15);
  assert.doesNotMatch(monitor.screen().join('\n'), /×/v);
  await monitor.press('j', 'j', 'esc');
  assert.equal(rows().length, 1);
  assert.match(rows()[0] ?? '', /▸ .*×214/v);
});

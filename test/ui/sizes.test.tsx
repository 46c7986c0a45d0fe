import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {smallest} from '../../source/core/layout.ts';
import {reduce, type State} from '../../source/core/state.ts';
import {arrive, aWrite} from '../support/a-record.ts';
import {assertBorders} from '../support/borders.ts';
import {demoState} from '../support/demo-state.ts';
import {places} from '../support/places.ts';
import {showMonitor, type MonitorScreen} from '../support/monitor-screen.tsx';

/** What is typed there stands over the lower border of the panes. */
const covering = new Set(['filter', 'wrong filter', 'range', 'debug']);

/** What takes no, one or two cells, joins its neighbours, runs the other way, or is obeyed by careless terminals. */
const odd = [
  '漢字テスト',
  '한국어 \u1112\u1161\u11AB',
  'e\u0301e\u0301 Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334',
  '👨‍👩‍👧 👍🏽 🇩🇪 ❤\uFE0F 1\u20E3 😀',
  'שלום עולם مرحبا',
  '\u202Eevil\u202C \u2066x\u2069',
  'क्षि ำ ﾊﾟ \u{1FAE8}',
  'a\u200Bb\u00ADc\uFEFF',
  '\u001B[2J\u001B]0;t\u0007\u009B31m',
  '\u{E0041}\u{E0042} \uD83D \u2028',
] as const;

/** The demo with records whose every text is odd. */
function oddState(columns: number, rows: number): State {
  const base = demoState({columns, rows});
  const events = odd.map((text, index) =>
    aWrite(`odd-${index}`, 0, {
      eventTime: new Date(base.now - index * 1000).toISOString(),
      eventName: `Run${text}`,
      eventSource: `${text}.amazonaws.com`,
      awsRegion: text,
      sourceIPAddress: text,
      userAgent: text,
      errorCode: index % 3 === 0 ? text : null,
      errorMessage: text,
      userIdentity: {type: 'IAMUser', userName: text, accessKeyId: text, arn: text},
      requestParameters: {[text]: text, instanceId: 'i-0123456789abcdef0', list: [text, {x: text}]},
    }),
  );
  const named = base.chart.instances.map((instance, index) => ({
    ...instance,
    name: index % 2 === 0 ? (odd[index % odd.length] ?? '') : instance.name,
    alarm: odd[(index + 3) % odd.length] ?? '',
  }));
  return reduce(arrive(base, events), {
    type: 'instances',
    instances: named,
    suggested: {ids: base.chart.charted, why: odd[0]},
  });
}

async function show(t: TestContext, state: State): Promise<MonitorScreen> {
  const monitor = await showMonitor(state);
  t.after(monitor.unmount);
  return monitor;
}

for (const [columns, rows] of [
  [250, 80],
  [120, 40],
  [80, 24],
  [70, 20],
  [60, 16],
  [40, 10],
] as const) {
  test(`nothing in a record shifts a border, in any pane of ${columns}×${rows}`, async () => {
    const start = oddState(columns, rows);
    let boxes = 0;
    for (const [name, ...keys] of places) {
      const monitor = await showMonitor(start);
      await monitor.press(...keys);
      if (!covering.has(name)) {
        boxes += assertBorders(monitor.model, `${name} at ${columns}×${rows}`);
      }

      // A frame that was too tall would have scrolled the status line away; a row that was too long, the last line.
      assert.match(monitor.screen()[0] ?? '', /^ .*\d\d:\d\d UTC $|^ .*\d\d:\d\d UTC$/v, name);
      await monitor.unmount();
    }

    assert.ok(boxes >= places.length - covering.size, `only ${boxes} boxes were seen`);
  });
}

test('a storm of resizes ends in the frame of the last size', async () => {
  for (const keys of [[], ['v'], ['i'], ['enter'], ['?']]) {
    const monitor = await showMonitor(demoState({columns: 120, rows: 40}));
    await monitor.press(...keys);
    for (let step = 0; step < 60; step++) {
      // Not waited for: the next size comes before the last one is drawn.
      void monitor.resize(20 + ((step * 53) % 231), 5 + ((step * 29) % 76));
    }

    await monitor.resize(97, 31);
    const fresh = await showMonitor(demoState({columns: 97, rows: 31}));
    await fresh.press(...keys);
    assert.deepEqual(monitor.screen(), fresh.screen(), keys.join(' '));
    await monitor.unmount();
    await fresh.unmount();
  }
});

test('below the smallest size, from 20×5 on, each screen says what it needs and nothing wraps', async (t) => {
  const monitor = await show(t, demoState({columns: 120, rows: 40}));
  for (const [columns, rows] of [
    [20, 5],
    [39, 10],
    [40, 9],
    [39, 80],
    [250, 9],
  ] as const) {
    await monitor.resize(columns, rows);
    const text = monitor.screen().join('\n');
    assert.match(
      text,
      new RegExp(`${smallest.columns}x${smallest.rows}`, 'v'),
      `${columns}×${rows}`,
    );
    assert.match(text, /q quits/v);
  }
});

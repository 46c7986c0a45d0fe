import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {type Clipboard} from '../../source/core/copy/clipboard.ts';
import {minute} from '../../source/core/time.ts';
import {aroundClipped, clipped} from '../support/clipped.ts';
import {demoState} from '../support/demo-state.ts';
import {showMonitor, type MonitorScreen} from '../support/monitor-screen.tsx';

async function shown(t: TestContext, clipboard: Clipboard): Promise<MonitorScreen> {
  const monitor = await showMonitor({...demoState({columns: 100, rows: 30}), clipboard});
  t.after(monitor.unmount);
  return monitor;
}

function idUnderCursor({store}: MonitorScreen): string {
  const {cursor = -1, store: events} = store.getState();
  return events.field(cursor, 'id')[0] ?? '';
}

test('y e writes one OSC 52 with the event id, and the screen stays whole', async (t) => {
  const monitor = await shown(t, 'direct');
  await monitor.press('j', 'y', 'e');
  assert.deepEqual(clipped(monitor.written()), [idUnderCursor(monitor)]);
  assert.ok(monitor.model.sequences.has('OSC 52'));
  assert.match(monitor.screen().at(-1) ?? '', /copied the event id: /v);
  assert.match(monitor.screen().join('\n'), /┌ Events/v);
  // What is drawn afterwards copies nothing again.
  await monitor.press('j', 'k', 'y', 'esc', 'enter', 'esc');
  monitor.store.dispatch({type: 'tick', now: monitor.store.getState().now + minute});
  await monitor.flush();
  await monitor.resize(90, 28);
  assert.equal(clipped(monitor.written()).length, 1);
  await monitor.press('y', 'e');
  assert.equal(clipped(monitor.written()).length, 2);
});

test('the sequence is never inside a frame', async (t) => {
  const monitor = await shown(t, 'direct');
  await monitor.press('y', 'r');
  const [before = '', after = ''] = aroundClipped(monitor.written());
  const begun = (text: string) =>
    text.split('\u001B[?2026h').length - text.split('\u001B[?2026l').length;
  assert.equal(begun(before), 0);
  assert.equal(begun(after), 0);
});

test('inside tmux the text goes plain and wrapped, each once', async (t) => {
  const monitor = await shown(t, 'tmux');
  await monitor.press('y', 'e');
  const id = idUnderCursor(monitor);
  const base64 = Buffer.from(id).toString('base64');
  assert.deepEqual(clipped(monitor.written()), [id]);
  assert.equal(
    monitor.written().split(`\u001BPtmux;\u001B\u001B]52;c;${base64}\u0007\u001B\\`).length,
    2,
  );
  assert.match(monitor.screen().join('\n'), /┌ Events/v);
});

test('a terminal without a clipboard gets no sequence, and a word about it', async (t) => {
  const monitor = await shown(t, 'none');
  await monitor.press('y', 'e');
  assert.ok(!monitor.model.sequences.has('OSC 52'));
  assert.match(monitor.screen().at(-1) ?? '', /no clipboard/v);
});

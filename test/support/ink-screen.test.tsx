import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {Counter} from './fixtures/counter.tsx';
import {renderScreen, type ScreenOptions} from './ink-screen.ts';

async function open(t: TestContext, options: ScreenOptions = {}) {
  const screen = await renderScreen(<Counter />, options);
  t.after(screen.unmount);
  return screen;
}

test('the first frame fills the alternate screen', async (t) => {
  const screen = await open(t, {columns: 30, rows: 6});
  assert.deepEqual(screen.screen(), [
    '╭────────────────────────────╮',
    '│size 30x6                   │',
    '│count 0, twice 0            │',
    '│last nothing                │',
    '│                            │',
    '╰────────────────────────────╯',
  ]);
  assert.equal(screen.model.isAlternate, true);
  assert.equal(screen.model.modes.bracketedPaste, true);
  assert.equal(screen.model.modes.mouse, 'none');
});

test('a key is handled and drawn when press resolves', async (t) => {
  const screen = await open(t);
  await screen.press('up', 'up', 'up');
  assert.match(screen.screen()[2] ?? '', /count 3, twice 6/v);
  await screen.press('down');
  assert.match(screen.screen()[2] ?? '', /count 2, twice 4/v);
  assert.ok(screen.lastFrame.bytes > 0);
  assert.ok(screen.lastFrame.bytes < 500, 'only what changed');
});

test('Esc, control keys, typed text and pastes are told apart', async (t) => {
  const screen = await open(t);
  await screen.press('esc', 'j');
  await screen.waitFor('last j');
  await screen.press('esc');
  assert.match(screen.screen()[3] ?? '', /last Esc/v);
  await screen.press('ctrl+o');
  assert.match(screen.screen()[3] ?? '', /last ctrl\+o/v);
  await screen.press('alt+x');
  assert.match(screen.screen()[3] ?? '', /last meta\+x/v);
  await screen.type('abc');
  assert.match(screen.screen()[3] ?? '', /last c/v);
  await screen.paste('q\nq');
  assert.match(screen.screen()[3] ?? '', /last paste of 3/v);
});

test('cells carry colour although the tests run without a terminal', async (t) => {
  const screen = await open(t);
  const cell = screen.model.cells(2)[1];
  assert.deepEqual([cell?.char, cell?.fg, cell?.bold], ['c', 1, true]);
});

test('a resize is drawn again at the new size', async (t) => {
  const screen = await open(t);
  await screen.resize(40, 8);
  assert.match(screen.screen()[1] ?? '', /size 40x8/v);
  assert.equal(screen.screen().length, 8);
  await screen.resize(100, 30);
  assert.match(screen.screen()[1] ?? '', /size 100x30/v);
});

test('Ink itself stays within the control functions that it is known to use', async (t) => {
  const screen = await open(t);
  await screen.press('up', 'a');
  await screen.resize(60, 20);
  await screen.unmount();
  const known = new Set(
    ['?h', '?l', 'm', 'A', 'B', 'C', 'E', 'G', 'H', 'J', 'K'].map((end) => `CSI ${end}`),
  );
  assert.deepEqual(
    [...screen.model.sequences].filter((kind) => !known.has(kind)),
    [],
  );
});

test('unmounting restores the terminal', async (t) => {
  const screen = await open(t);
  assert.notDeepEqual(screen.model.restored(), []);
  await screen.unmount();
  assert.deepEqual(screen.model.restored(), []);
});

test('an element that ends itself settles exited', async (t) => {
  const screen = await open(t);
  await screen.press('q');
  assert.equal(await screen.exited, 'done');
  assert.deepEqual(screen.model.restored(), []);
});

test('an element that throws fails waits at once, with its error', async (t) => {
  const screen = await open(t);
  await screen.press('!');
  await assert.rejects(screen.exited, /broken on purpose/v);
  await assert.rejects(screen.waitFor('something'), (error: Error) => {
    assert.match(String(error.cause), /broken on purpose/v);
    return true;
  });
});

test('a layer between Ink and the terminal may count what passes', async (t) => {
  let writes = 0;
  const screen = await open(t, {
    wrapOutput: (output) =>
      new Proxy(output, {
        get(target, name) {
          writes += name === 'write' ? 1 : 0;
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      }),
  });
  assert.match(screen.screen()[2] ?? '', /count 0/v);
  assert.ok(writes > 0);
});

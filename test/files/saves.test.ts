import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {open} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {followSaves, type SavesOptions} from '../../source/files/saves.ts';
import {type Opener} from '../../source/files/safe-file.ts';
import {type State} from '../../source/core/state.ts';
import {createStore, type Store} from '../../source/store.ts';
import {arrive, aScreen, aWrite, press, type} from '../support/a-record.ts';

type Desk = {readonly store: Store; readonly folder: string; readonly stop: () => void};

/** A person before a screen with some events, in a folder of their own. */
function desk(
  t: TestContext,
  {events = 3, ...options}: Partial<SavesOptions> & {readonly events?: number} = {},
): Desk {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-saves-'));
  const calls = Array.from({length: events}, (_, index) =>
    aWrite(`e${index}`, 1 + (50 * index) / events),
  );
  const store = createStore(arrive(aScreen(), calls, 'load'), (call) => {
    const soon = setImmediate(call);
    return () => {
      clearImmediate(soon);
    };
  });
  let clock = 0;
  const stop = followSaves({
    holder: store,
    folder: () => folder,
    home: path.join(folder, 'home'),
    // Each look at this clock is a turn's end: the writer rests after every event.
    now() {
      clock += 1000;
      return clock;
    },
    ...options,
  });
  t.after(() => {
    stop();
    rmSync(folder, {recursive: true, force: true});
  });
  return {store, folder, stop};
}

/** The keys of the menu, pressed in the store. */
function does(store: Store, ...keys: readonly string[]): void {
  const commands: Readonly<Record<string, 'save' | 'accept' | 'back' | 'menuDown'>> = {
    S: 'save',
    enter: 'accept',
    esc: 'back',
    down: 'menuDown',
  };
  for (const key of keys) {
    const id = commands[key];
    store.dispatch(id ? {type: 'command', id} : {type: 'text', text: key});
  }
}

/** Resolves once the state is as wanted. */
async function until(store: Store, wanted: (state: State) => boolean): Promise<State> {
  return new Promise((resolve) => {
    const look = () => {
      if (wanted(store.getState())) {
        unsubscribe();
        resolve(store.getState());
      }
    };

    const unsubscribe = store.subscribe(look);
    look();
  });
}

function menuOf(state: State) {
  const {overlay} = state;
  if (overlay?.kind !== 'save') {
    assert.fail('the menu is not open');
  }

  return overlay;
}

const isIdle = (state: State) => state.saving === undefined;

test('S and Enter: the file is there and the menu says where, how many and how large', async (t) => {
  const {store, folder} = desk(t);
  does(store, 'S', 'enter');
  const {saved} = menuOf(await until(store, isIdle));
  const [name = ''] = readdirSync(folder);
  assert.match(name, /^trailtop-live-20261122T\d{4}Z-20261122T1205Z\.jsonl$/v);
  const text = readFileSync(path.join(folder, name), 'utf8');
  assert.equal(text.trimEnd().split('\n').length, 3);
  assert.deepEqual(saved, {
    path: path.join(folder, name),
    events: 3,
    bytes: text.length,
    lacks: ['nothing of this range is loaded yet'],
  });
  does(store, 'enter');
  assert.equal(store.getState().overlay, undefined);
});

test('each format goes into a file of its own ending', async (t) => {
  const {store, folder} = desk(t);
  for (const keys of [[], ['down'], ['down', 'down']]) {
    does(store, 'S', ...keys, 'enter');
    await until(store, isIdle);
    does(store, 'enter');
  }

  assert.deepEqual(
    readdirSync(folder).map((name) => path.extname(name)),
    ['.csv', '.jsonl', '.md'],
  );
});

test('a name is relative to the folder, and ~/ is the home folder', async (t) => {
  const {store, folder} = desk(t);
  mkdirSync(path.join(folder, 'home'));
  does(store, 'S', '~/a.jsonl', 'enter');
  await until(store, isIdle);
  assert.deepEqual(readdirSync(path.join(folder, 'home')), ['a.jsonl']);
});

for (const kind of ['a file', 'a link to nothing', 'a folder'] as const) {
  test(`${kind} of that name is refused with the next free name, which Enter takes`, async (t) => {
    const {store, folder} = desk(t);
    const place = path.join(folder, 'a.md');
    if (kind === 'a file') {
      writeFileSync(place, 'precious');
    } else if (kind === 'a folder') {
      mkdirSync(place);
    } else {
      symlinkSync(path.join(folder, 'nothing'), place);
    }

    writeFileSync(path.join(folder, 'a-2.md'), 'precious too');
    const before = lstatSync(place).mtimeMs;
    does(store, 'S', 'a.md', 'enter');
    const menu = menuOf(await until(store, isIdle));
    assert.match(menu.problem, /a\.md is there already and is never written over/v);
    assert.equal(menu.line.text, 'a-3.md');
    does(store, 'enter');
    assert.ok(menuOf(await until(store, isIdle)).saved?.path.endsWith('a-3.md'));
    assert.equal(lstatSync(place).mtimeMs, before);
    assert.equal(readFileSync(path.join(folder, 'a-2.md'), 'utf8'), 'precious too');
    assert.deepEqual(readdirSync(folder).sort(), ['a-2.md', 'a-3.md', 'a.md']);
  });
}

test('a folder that is not there, and one that may not be written to, are said in words', async (t) => {
  const {store, folder} = desk(t);
  does(store, 'S', 'no/a.jsonl', 'enter');
  assert.match(
    menuOf(await until(store, isIdle)).problem,
    /no\/a\.jsonl: there is no such folder/v,
  );
  if (process.getuid?.() === 0) {
    // The administrator may write everywhere.
    return;
  }

  chmodSync(folder, 0o500);
  does(store, 'esc', 'S', 'enter');
  const {problem} = menuOf(await until(store, isIdle));
  chmodSync(folder, 0o700);
  assert.match(problem, /you may not write there/v);
});

/** Opens files whose disk is full after so many writes. */
function smallDisk(writes: number): Opener {
  return async (place, flags, mode) => {
    const handle = await open(place, flags, mode);
    const write = handle.write.bind(handle) as unknown as (...all: unknown[]) => unknown;
    let left = writes;
    Object.assign(handle, {
      async write(...all: unknown[]) {
        if (left-- <= 0) {
          throw Object.assign(new Error('ENOSPC: no space left on device'), {code: 'ENOSPC'});
        }

        return write(...all);
      },
    });
    return handle;
  };
}

test('a full disk is said in words, and the part that was written is taken away', async (t) => {
  const {store, folder} = desk(t, {events: 20, opener: smallDisk(5)});
  does(store, 'S', 'enter');
  const {problem} = menuOf(await until(store, isIdle));
  assert.match(problem, /^nothing was saved as trailtop-.*: the disk is full$/v);
  assert.deepEqual(readdirSync(folder), []);
});

test('Esc stops it: the part that was written is gone', async (t) => {
  const {store, folder} = desk(t, {events: 500});
  does(store, 'S', 'enter');
  await until(store, ({saving}) => (saving?.done ?? 0) > 10);
  assert.equal(readdirSync(folder).length, 1);
  does(store, 'esc');
  const state = await until(store, isIdle);
  assert.equal(state.notice, 'stopped: nothing was saved');
  assert.equal(state.overlay, undefined);
  assert.deepEqual(readdirSync(folder), []);
});

test('it is stopped before it has begun, too', async (t) => {
  const {store, folder} = desk(t);
  does(store, 'S', 'enter', 'esc');
  await until(store, isIdle);
  assert.deepEqual(readdirSync(folder), []);
});

test('Enter goes on with it out of sight; q does not throw it away, and the end is told', async (t) => {
  const {store} = desk(t, {events: 300});
  store.dispatch({type: 'resize', columns: 200, rows: 40});
  does(store, 'S', 'enter');
  await until(store, ({saving}) => (saving?.done ?? 0) > 1);
  does(store, 'enter');
  assert.equal(store.getState().overlay, undefined);
  store.dispatch({type: 'command', id: 'quit'});
  assert.equal(store.getState().isQuitting, false);
  assert.match(store.getState().notice, /being written/v);
  store.dispatch({type: 'command', id: 'down'});
  const state = await until(store, isIdle);
  assert.match(state.notice, /saved \/.*\.jsonl \(300 events, [\d,]+ bytes\)$/v);
});

test('a path that the bottom line cannot hold is told in the menu', async (t) => {
  const {store} = desk(t, {events: 300});
  store.dispatch({type: 'resize', columns: 70, rows: 24});
  does(store, 'S', 'enter');
  await until(store, ({saving}) => (saving?.done ?? 0) > 1);
  does(store, 'enter');
  assert.equal(menuOf(await until(store, isIdle)).saved?.events, 300);
});

test('when the program ends what is not whole is taken away at once', async (t) => {
  const {store, folder, stop} = desk(t, {events: 500});
  does(store, 'S', 'enter');
  await until(store, ({saving}) => (saving?.done ?? 0) > 10);
  stop();
  assert.deepEqual(readdirSync(folder), []);
});

test('events that arrive meanwhile do not come into the file', async (t) => {
  const {store} = desk(t, {events: 100});
  does(store, 'S', 'enter');
  await until(store, ({saving}) => (saving?.done ?? 0) > 3);
  store.dispatch({type: 'events', now: 0, how: 'follow', events: [aWrite('later', 0.5)]});
  assert.equal(menuOf(await until(store, isIdle)).saved?.events, 100);
});

test('the menu reads keys as a person presses them', () => {
  const opened = press(arrive(aScreen(), [aWrite('a', 1)]), 'S');
  assert.equal(menuOf(opened).line.isSelected, true);
  assert.equal(menuOf(type(opened, 'my file.jsonl')).line.text, 'my file.jsonl');
  const down = press(opened, 'down', 'down', 'down');
  assert.match(menuOf(down).line.text, /\.md$/v);
  assert.match(menuOf(press(down, 'up', 'up')).line.text, /\.jsonl$/v);
  assert.match(menuOf(press(type(opened, 'a'), 'backspace', 'enter')).problem, /type a file name/v);
  assert.equal(press(opened, 'esc').overlay, undefined);
});

test('where no event is shown there are no records to save, but a note can say so', () => {
  const opened = press(aScreen(), 'S', 'enter');
  assert.match(menuOf(opened).problem, /only the incident note/v);
  assert.ok(press(opened, 'down', 'down', 'enter').saving);
});

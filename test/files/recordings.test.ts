import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {open, type FileHandle} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {Recorder, openRecording} from '../../source/files/recorder.ts';
import {handedOn} from '../../source/files/record-sources.ts';
import {followRecording} from '../../source/files/recordings.ts';
import {type Opener} from '../../source/files/safe-file.ts';
import {type TrailEvent} from '../../source/core/event.ts';
import {problemLines} from '../../source/core/select/readings.ts';
import {selectStatus} from '../../source/core/select.ts';
import {type State} from '../../source/core/state.ts';
import {createStore, type Store} from '../../source/store.ts';
import {aScreen, aWrite, read} from '../support/a-record.ts';

const isPosix = process.platform !== 'win32';

function folder(t: TestContext): string {
  const made = mkdtempSync(path.join(tmpdir(), 'trailtop-record-'));
  t.after(() => {
    rmSync(made, {recursive: true, force: true});
  });
  return made;
}

type Desk = {
  readonly store: Store;
  readonly load: (...ids: readonly string[]) => void;
  /** Everything that has come is written, or cannot be for now. */
  readonly written: () => Promise<void>;
  readonly stop: () => number;
  /** The wait before what failed is tried again is over. */
  readonly later: () => void;
};

/** A live screen whose events are recorded in a file. */
async function desk(t: TestContext, place: string, opener?: Opener): Promise<Desk> {
  const file = await openRecording(place, opener);
  const store = createStore(aScreen(), (call) => {
    call();
    return () => undefined;
  });
  let retry: (() => void) | undefined;
  const {stop, idle} = followRecording(file, {
    holder: store,
    path: place,
    now: () => 0,
    schedule(call) {
      retry = call;
      return () => {
        retry = undefined;
      };
    },
    ...(opener ? {opener} : {}),
  });
  t.after(stop);
  return {
    store,
    load(...ids) {
      const events = ids.map((id, index) => aWrite(id, 10 + index));
      store.dispatch({type: 'events', now: store.getState().now, events, how: 'load'});
    },
    written: idle,
    stop,
    later() {
      retry?.();
    },
  };
}

function idsIn(place: string): readonly string[] {
  return readFileSync(place, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as {readonly eventID: string}).eventID);
}

/** The status line and what `!` lists. */
function said(state: State): string {
  return [read([selectStatus(state)]), read(problemLines(state)), state.notice].join('\n');
}

test('each event is a line of the file as soon as it is loaded, once', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  const {load, written, store} = await desk(t, place);
  load('a', 'b');
  await written();
  assert.deepEqual(idsIn(place), ['a', 'b']);
  load('b', 'c');
  await written();
  assert.deepEqual(idsIn(place), ['a', 'b', 'c']);
  assert.match(said(store.getState()), / recording /v);
  assert.match(said(store.getState()), /recording to .*a\.jsonl: 3 events so far/v);
});

test(
  'only its owner may read it, whatever the umask and whatever it was',
  {skip: !isPosix},
  async (t) => {
    const place = path.join(folder(t), 'a.jsonl');
    const mode = () => statSync(place).mode % 0o1000;
    const before = process.umask(0);
    try {
      const first = await openRecording(place);
      await first.close();
    } finally {
      process.umask(before);
    }

    assert.equal(mode(), 0o600);
    writeFileSync(place, `${JSON.stringify({eventID: 'a'})}\n`);
    chmodSync(place, 0o644);
    const second = await openRecording(place);
    await second.close();
    assert.equal(mode(), 0o600);
  },
);

test('no link is followed, nothing but a recording is added to, and what is refused stays as it was', async (t) => {
  const inside = folder(t);
  const precious = path.join(inside, 'precious');
  writeFileSync(precious, 'precious\n');
  chmodSync(precious, 0o644);
  const link = path.join(inside, 'link');
  symlinkSync(path.join(inside, 'nothing'), link);
  await assert.rejects(openRecording(link), {message: /links are never followed/v});
  assert.throws(() => lstatSync(path.join(inside, 'nothing')));
  for (const content of [
    'precious\n',
    '{"Records":[{"eventID":"a"}]}',
    '[1]\n',
    '{\n"a": 1}\n',
    '\u0000',
  ]) {
    writeFileSync(precious, content);
    await assert.rejects(openRecording(precious), {message: /something else than one record/v});
    assert.equal(readFileSync(precious, 'utf8'), content);
    assert.equal(statSync(precious).mode % 0o1000, 0o644);
  }

  await assert.rejects(openRecording(inside), {message: /is a folder/v});
  await assert.rejects(openRecording(path.join(inside, 'no', 'a')), {message: /no such folder/v});
  await assert.rejects(openRecording('/dev/null'), {message: /no file|somebody else/v});
});

test('a recording that is there is gone on with, without what is in it', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  const first = await desk(t, place);
  first.load('a', 'b');
  await first.written();
  first.stop();
  const second = await desk(t, place);
  second.load('b', 'c');
  await second.written();
  assert.deepEqual(idsIn(place), ['a', 'b', 'c']);
  assert.match(said(second.store.getState()), /1 events? so far beside 2 earlier/v);
});

test('a last line that was cut off gets its end, and its event comes again', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  writeFileSync(place, '{"eventID":"a"}\n{"eventID":"b","eventN');
  const {load, written} = await desk(t, place);
  load('a', 'b');
  await written();
  const lines = readFileSync(place, 'utf8').split('\n');
  assert.deepEqual(lines.slice(0, 2), ['{"eventID":"a"}', '{"eventID":"b","eventN']);
  assert.match(lines[2] ?? '', /^\{.*"b".*\}$/v);
  assert.equal(lines.length, 4);
  const cut = path.join(folder(t), 'first-line-cut.jsonl');
  writeFileSync(cut, '{"eventVersion":"1.');
  const again = await desk(t, cut);
  again.load('a');
  await again.written();
  assert.equal(readFileSync(cut, 'utf8').split('\n').length, 3);
});

/** A disk that takes so many bytes more, then nothing. */
function fullDisk(): {readonly opener: Opener; room: number} {
  const disk = {
    room: 0,
    async opener(place: string, flags: number, mode: number): Promise<FileHandle> {
      const handle = await open(place, flags, mode);
      const write = handle.write.bind(handle) as (
        buffer: Buffer,
      ) => Promise<{bytesWritten: number}>;
      return Object.assign(handle, {
        async write(buffer: Buffer) {
          if (disk.room === 0) {
            throw Object.assign(new Error('no room'), {code: 'ENOSPC'});
          }

          const part = buffer.subarray(0, disk.room);
          disk.room -= part.length;
          return write(part);
        },
      });
    },
  };
  return disk;
}

test('a full disk is said and stays said; once there is room the file is whole', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  const disk = fullDisk();
  disk.room = 100;
  const {load, written, later, store} = await desk(t, place, disk.opener);
  load('a', 'b');
  await written();
  assert.match(said(store.getState()), /NOT RECORDED \(!\)/v);
  assert.match(said(store.getState()), /NOT RECORDED to .*a\.jsonl: the disk is full/v);
  store.dispatch({type: 'command', id: 'down'});
  assert.match(said(store.getState()), /NOT RECORDED \(!\)/v);
  assert.equal(store.getState().list.total, 2);
  load('c');
  later();
  await written();
  assert.match(said(store.getState()), /NOT RECORDED/v);
  disk.room = 1_000_000;
  later();
  await written();
  assert.deepEqual(idsIn(place), ['a', 'b', 'c']);
  assert.doesNotMatch(read([selectStatus(store.getState())]), /NOT REC/v);
});

for (const [what, goes] of [
  [
    'removed',
    (place: string) => {
      rmSync(place);
    },
  ],
  [
    'moved',
    (place: string) => {
      renameSync(place, `${place}.1`);
    },
  ],
] as const) {
  test(`a file that is ${what} under the program is begun again with all that is known`, async (t) => {
    const place = path.join(folder(t), 'a.jsonl');
    const {load, written, store} = await desk(t, place);
    load('a', 'b');
    await written();
    goes(place);
    load('c');
    await written();
    assert.deepEqual(idsIn(place), ['a', 'b', 'c']);
    assert.equal(store.getState().recording?.problem, '');
  });
}

test('a folder that is taken away is said; once it is there again nothing is missing', async (t) => {
  const inside = path.join(folder(t), 'inner');
  mkdirSync(inside);
  const place = path.join(inside, 'a.jsonl');
  const {load, written, later, store} = await desk(t, place);
  load('a');
  await written();
  rmSync(inside, {recursive: true});
  load('b');
  await written();
  assert.match(said(store.getState()), /NOT RECORDED.*no such folder/v);
  mkdirSync(inside);
  later();
  await written();
  assert.deepEqual(idsIn(place), ['a', 'b']);
});

test('what has come is in the file when the program ends at once', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  const {load, stop} = await desk(t, place);
  load('a', 'b');
  stop();
  assert.deepEqual(new Set(idsIn(place)), new Set(['a', 'b']));
});

test('what there is no time for at the end is counted', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  const source = handedOn();
  let now = 0;
  const clock = () => {
    now += 400;
    return now;
  };

  const recorder = new Recorder(
    {path: place, source, tell: () => undefined, now: clock, schedule: () => () => undefined},
    await openRecording(place),
  );
  source.take([aWrite('a', 1), aWrite('b', 2), aWrite('c', 3)]);
  assert.equal(recorder.stop(), 1);
  assert.deepEqual(idsIn(place), ['a', 'b']);
  assert.equal(recorder.stop(), 0, 'said once');
});

test('without a screen events are handed on one after the other', async (t) => {
  const place = path.join(folder(t), 'a.jsonl');
  const source = handedOn();
  const recorder = new Recorder(
    {path: place, source, tell: () => undefined, now: () => 0, schedule: () => () => undefined},
    await openRecording(place),
  );
  t.after(() => {
    recorder.stop();
  });
  const events: TrailEvent[] = [aWrite('a', 1), aWrite('b', 2)];
  source.take(events.slice(0, 1));
  await recorder.idle();
  source.take(events.slice(1));
  await recorder.idle();
  assert.deepEqual(idsIn(place), ['a', 'b']);
});

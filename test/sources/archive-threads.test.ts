import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {gzipSync} from 'node:zlib';
import {EventStore} from '../../source/core/event-store.ts';
import {initialState, type State} from '../../source/core/state.ts';
import {Crew} from '../../source/sources/archive/crew.ts';
import {readArchive} from '../../source/sources/archive.ts';
import {codec} from '../../source/sources/codec.ts';
import {feedArchive} from '../../source/sources/feed-archive.ts';
import {systemClock} from '../../source/sources/system-clock.ts';
import {searchTexts} from '../../source/sources/text-search.ts';
import {createStore, type Store} from '../../source/store.ts';

/** A folder of packed log files; a number in every record tells it from the others. */
async function folderOf(context: TestContext, files: number, records: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trailtop-threads-'));
  context.after(async () => rm(folder, {recursive: true, force: true}));
  for (let file = 0; file < files; file++) {
    const Records = Array.from({length: records}, (_, index) => {
      const serial = file * records + index + 1;
      return {
        eventVersion: '1.11',
        userIdentity: {type: 'IAMUser', userName: serial % 7 === 0 ? 'lee' : 'kim'},
        eventTime: new Date(Date.UTC(2026, 0, 1) + serial * 1000).toISOString(),
        eventName: serial % 2 === 0 ? 'RunInstances' : 'DescribeInstances',
        eventID: `00000000-0000-0000-0000-${String(serial).padStart(12, '0')}`,
        requestParameters: {note: `number ${serial}.`, path: String.raw`a\b`},
      };
    });
    const name = join(folder, `f${String(file).padStart(3, '0')}.json.gz`);
    await writeFile(name, gzipSync(JSON.stringify({Records})));
  }

  return folder;
}

/** The list of a store, as a number a record: the newest first. */
function numbers({store}: State, rows: readonly number[]): readonly number[] {
  return rows.map((row) => Number(store.field(row, 'id')[0]?.slice(-12)));
}

/** An archive's screen without a screen. */
function aHolder(): Store {
  return createStore(
    initialState({
      mode: 'archive',
      now: Date.UTC(2026, 0, 2),
      columns: 120,
      rows: 40,
      choice: {kind: 'all'},
      view: 'all',
      store: new EventStore({codec}),
    }),
    (call) => {
      const turn = setImmediate(call);
      return () => {
        clearImmediate(turn);
      };
    },
  );
}

/** Resolves once a state is as it should be. */
async function until(holder: Store, isSo: (state: State) => boolean): Promise<State> {
  const {promise, resolve} = Promise.withResolvers<undefined>();
  const look = () => {
    if (isSo(holder.getState())) {
      resolve(undefined);
    }
  };

  const unsubscribe = holder.subscribe(look);
  look();
  await promise;
  unsubscribe();
  return holder.getState();
}

test('several threads read what one reads, and the files come in their order', async (context) => {
  const folder = await folderOf(context, 9, 40);
  const idsOf = async (crew: Crew) => {
    const store = new EventStore({codec});
    const paths: string[] = [];
    for await (const {path, packed} of readArchive([folder], {crew})) {
      paths.push(path.slice(-11, -8));
      if (packed) {
        store.addPacked(packed);
      }
    }

    await crew.close();
    assert.deepEqual(paths, [...paths].sort());
    return store.order.map((row) => [store.field(row, 'id')[0], store.event(row)?.text]);
  };

  const alone = await idsOf(new Crew(0));
  assert.equal(alone.length, 360);
  assert.deepEqual(await idsOf(new Crew(3)), alone);
});

test('an abort ends the reading, and no thread stays', async (context) => {
  const folder = await folderOf(context, 20, 10);
  const stop = new AbortController();
  const crew = new Crew(2);
  const seen: string[] = [];
  for await (const {path} of readArchive([folder], {crew, signal: stop.signal})) {
    seen.push(path);
    stop.abort();
  }

  assert.equal(seen.length, 1);
  await crew.close();
  await assert.rejects(
    crew.do('read', {
      found: {kind: 'file', path: join(folder, 'f000.json.gz'), isGiven: true, root: undefined},
      wish: {kind: 'columns'},
    }),
  );
});

test('packed anew after loading, every record is what it was', async (context) => {
  const folder = await folderOf(context, 3, 900);
  const holder = aHolder();
  const {store} = holder.getState();
  const kinds = () => [...new Set(store.scanPlan().map(({block}) => block.packing))].join(' ');
  const {promise, resolve} = Promise.withResolvers<undefined>();
  let before: readonly unknown[] = [];
  const stop = feedArchive({
    paths: [folder],
    stdin: process.stdin,
    timeColumn: undefined,
    now: () => 0,
    isStopped: () => holder.getState().archive.isStopped,
    dispatch(action) {
      if (action.type === 'archive' && action.isDone) {
        assert.equal(kinds(), 'gzip');
        before = store.order.map((row) => store.event(row)?.text);
      }

      holder.dispatch(action);
      if (action.type === 'repacked' && kinds() === 'zstd') {
        resolve(undefined);
      }
    },
  });
  await promise;
  stop();
  const other = new EventStore({codec});
  for (const row of store.order) {
    const event = store.event(row);
    assert.ok(event);
    other.add([event]);
  }

  assert.equal(before.length, 2700);
  assert.deepEqual(
    store.order.map((row) => store.event(row)?.text),
    before,
  );
});

test('Esc ends the reading: what was read stays, and the screen says how much that is', async (context) => {
  const folder = await folderOf(context, 30, 20);
  const holder = aHolder();
  const stop = feedArchive({
    paths: [folder],
    stdin: process.stdin,
    timeColumn: undefined,
    now: () => 0,
    isStopped: () => holder.getState().archive.isStopped,
    dispatch(action) {
      holder.dispatch(action);
      if (action.type === 'archive' && action.filesDone === 3) {
        holder.dispatch({type: 'command', id: 'back'});
      }
    },
  });
  const {archive, store, notice} = await until(holder, ({archive: {isDone}}) => isDone);
  stop();
  assert.deepEqual([archive.isStopped, archive.filesDone, archive.filesTotal], [true, 3, 30]);
  assert.equal(store.count, 60);
  assert.match(notice, /stopped/v);
});

/** An archive that is open, and what a person who types a filter sees at its end. */
async function opened(context: TestContext, paths: readonly string[]) {
  const holder = aHolder();
  const stopReading = feedArchive({
    paths,
    stdin: process.stdin,
    timeColumn: undefined,
    now: () => 0,
    isStopped: () => holder.getState().archive.isStopped,
    dispatch: holder.dispatch,
  });
  const stopSearching = searchTexts({holder, clock: systemClock});
  context.after(() => {
    stopSearching();
    stopReading();
  });
  await until(holder, ({archive}) => archive.isDone);
  return async (query: string) => {
    holder.dispatch({type: 'command', id: 'filter'});
    holder.dispatch({type: 'text', text: query});
    holder.dispatch({type: 'command', id: 'accept'});
    const {list} = await until(holder, ({list: {waiting}}) => waiting === 0);
    return list.rows.length;
  };
}

test('twenty words at once are searched to the end', async (context) => {
  const folder = await folderOf(context, 4, 300);
  const ask = await opened(context, [folder]);
  const words = 'n u m b e r . i a d t s 2 0 1'.split(' ').map((word) => `"${word}"`);
  assert.equal(await ask(words.join(' ')), 1200);
  assert.equal(await ask(`${words.join(' ')} "number 77."`), 1);
  assert.equal(await ask(`${words.join(' ')} nowhere`), 0);
});

test('a column of a CSV is asked for beside records, also one called id and one of many values', async (context) => {
  const folder = await folderOf(context, 3, 600);
  const rows = Array.from({length: 6000}, (_, index) =>
    [`row${index}`, `message ${index}`, index % 3 === 0 ? 'TERMINATED' : 'RUNNING'].join(','),
  );
  await writeFile(join(folder, 'rows.csv'), `id,message,event_type\n${rows.join('\n')}\n`);
  const ask = await opened(context, [folder]);
  assert.equal(await ask('event_type:TERMINATED'), 2000);
  assert.equal(await ask('-event_type:*'), 1800);
  assert.equal(await ask('id:row77'), 1);
  assert.equal(await ask('id:row7*'), 111);
  assert.equal(await ask('message:"message 599"*'), 11);
  assert.equal(await ask('id:00000000-0000-0000-0000-000000000042'), 1);
  assert.equal(await ask('name:RunInstances'), 900);
  assert.equal(await ask('eventName:RunInstances'), 900);
});

test('a text is searched in other threads, with progress, and the list fills as it is found', async (context) => {
  const folder = await folderOf(context, 6, 400);
  const holder = aHolder();
  const stopReading = feedArchive({
    paths: [folder],
    stdin: process.stdin,
    timeColumn: undefined,
    now: () => 0,
    isStopped: () => holder.getState().archive.isStopped,
    dispatch: holder.dispatch,
  });
  await until(holder, ({archive}) => archive.isDone);
  const progress: number[] = [];
  const unsubscribe = holder.subscribe(() => {
    progress.push(holder.getState().search?.done ?? 0);
  });
  const stopSearching = searchTexts({holder, clock: systemClock});
  const type = (query: string) => {
    holder.dispatch({type: 'command', id: 'filter'});
    holder.dispatch({type: 'text', text: query});
    holder.dispatch({type: 'command', id: 'accept'});
  };

  const ask = async (query: string) => {
    type(query);
    return until(holder, ({list, search}) => list.waiting === 0 && search !== undefined);
  };

  type('"Number 217."');
  assert.ok(holder.getState().list.waiting > 2000, 'nobody waits for the search');
  const one = await until(holder, ({list}) => list.waiting === 0);
  assert.deepEqual(numbers(one, one.list.rows), [217]);
  const none = await ask('-"number" user:lee');
  assert.deepEqual(numbers(none, none.list.rows), []);
  const some = await ask(String.raw`"a\b" name:Run* user:lee`);
  assert.equal(some.list.rows.length, Math.floor(2400 / 14));
  assert.ok(progress.some((done) => done > 0));
  unsubscribe();
  stopSearching();
  stopReading();
});

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {open} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {configPath, readConfigFile} from '../../source/files/config-file.ts';
import {followKeptViews, keepView} from '../../source/files/keep-views.ts';
import {createStore} from '../../source/store.ts';
import {type KeepReport} from '../../source/core/state/keeping.ts';
import {type State} from '../../source/core/state.ts';
import {aScreen} from '../support/a-record.ts';

const keeping = {name: 'night', entries: {filter: 'is:denied'}, mayReplace: false};

function configIn(t: TestContext, text?: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-config-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  const file = path.join(folder, 'trailtop', 'config.json');
  if (text !== undefined) {
    mkdirSync(path.dirname(file));
    writeFileSync(file, text, {mode: 0o644});
  }

  return file;
}

function messageOf(report: KeepReport): string {
  return report.status === 'failed' ? report.message : report.status;
}

function modeOf(file: string): number {
  return lstatSync(file).mode & 0o777;
}

test('the first view makes folder and file, for their owner alone', async (t) => {
  const file = configIn(t);
  assert.deepEqual(await keepView(keeping, {file, pid: 1}), {status: 'kept', path: file});
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {views: {night: keeping.entries}});
  assert.deepEqual([modeOf(file), modeOf(path.dirname(file))], [0o600, 0o700]);
  assert.deepEqual(readdirSync(path.dirname(file)), ['config.json']);
});

test('what is there stays, and the file is the owner’s alone from then on', async (t) => {
  const before = '{\n\t"defaults": {"rate": 0.5}, "mine": 1\n}\n';
  const file = configIn(t, before);
  await keepView(keeping, {file, pid: 1});
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {
    defaults: {rate: 0.5},
    mine: 1,
    views: {night: keeping.entries},
  });
  assert.ok(readFileSync(file, 'utf8').startsWith('{\n\t"defaults": {"rate": 0.5}, "mine": 1'));
  assert.equal(modeOf(file), 0o600);
});

test('a view of the name is replaced only by who says so', async (t) => {
  const before = '{"views": {"night": {"since": "2h"}}}';
  const file = configIn(t, before);
  assert.deepEqual(await keepView(keeping, {file, pid: 1}), {status: 'exists'});
  assert.equal(readFileSync(file, 'utf8'), before);
  const replaced = await keepView({...keeping, mayReplace: true}, {file, pid: 1});
  assert.equal(replaced.status, 'kept');
  assert.match(readFileSync(file, 'utf8'), /is:denied/v);
});

test('a file with errors is not written over, and the line is told', async (t) => {
  const before = '{\n  "views": {},\n}\n';
  const file = configIn(t, before);
  const report = await keepView({...keeping, mayReplace: true}, {file, pid: 1});
  assert.match(messageOf(report), /config\.json:2: a comma .*mend that first/v);
  assert.equal(readFileSync(file, 'utf8'), before);
});

test('a link is not written through, nor replaced', async (t) => {
  const target = configIn(t, '{}');
  const file = path.join(path.dirname(target), 'link.json');
  symlinkSync(target, file);
  const report = await keepView(keeping, {file, pid: 1});
  // What is kept in a folder of dotfiles is the person's to change there: the line is ready to be put in.
  assert.equal(
    messageOf(report),
    `${file} is a link, which is never written through. Put this into "views" of ${realpathSync(target)}: ` +
      '"night": {"filter":"is:denied"}',
  );
  assert.equal(readFileSync(target, 'utf8'), '{}');
  assert.ok(lstatSync(file).isSymbolicLink());
  // Nor where somebody has laid one for the file that is being written.
  symlinkSync(target, `${target}.1`);
  assert.equal((await keepView(keeping, {file: target, pid: 1})).status, 'failed');
  assert.equal(readFileSync(target, 'utf8'), '{}');
});

test('a full disk leaves the file as it was, and nothing beside it', async (t) => {
  const file = configIn(t, '{"defaults": {}}');
  const report = await keepView(keeping, {
    file,
    pid: 1,
    async opener(name, flags, mode) {
      const handle = await open(name, flags, mode);
      handle.write = async () => {
        throw Object.assign(new Error('full'), {code: 'ENOSPC'});
      };

      return handle;
    },
  });
  assert.match(messageOf(report), /the disk is full/v);
  assert.equal(readFileSync(file, 'utf8'), '{"defaults": {}}');
  assert.deepEqual(readdirSync(path.dirname(file)), ['config.json']);
});

test('what another program writes at the same moment is not lost', async (t) => {
  const file = configIn(t, '{}');
  const report = await keepView(keeping, {
    file,
    pid: 1,
    async opener(name, flags, mode) {
      writeFileSync(file, '{"views": {"theirs": {}}}');
      return open(name, flags, mode);
    },
  });
  assert.match(messageOf(report), /changed at this moment/v);
  assert.equal(readFileSync(file, 'utf8'), '{"views": {"theirs": {}}}');
  assert.deepEqual(readdirSync(path.dirname(file)), ['config.json']);
});

test('without a home folder that is said', async () => {
  const report = await keepView(keeping, {file: '', pid: 1});
  assert.match(messageOf(report), /no home folder/v);
});

test('the key, the name and Enter: it is kept, and the command line that opens it is told', async (t) => {
  const file = configIn(t);
  const store = createStore(aScreen({now: Date.now()}), (call) => {
    call();
    return () => undefined;
  });
  t.after(followKeptViews({holder: store, file, pid: 1}));
  const {promise, resolve} = Promise.withResolvers<State>();
  store.subscribe(() => {
    if (store.getState().kept.length > 0) {
      resolve(store.getState());
    }
  });
  store.dispatch({type: 'command', id: 'keepView'});
  store.dispatch({type: 'text', text: 'night'});
  store.dispatch({type: 'command', id: 'accept'});
  const {notice, kept, prompt} = await promise;
  assert.equal(notice, `kept: trailtop @night  (${file})`);
  assert.deepEqual([kept, prompt], [['trailtop @night'], undefined]);
  assert.ok(existsSync(file));
});

test('the file is where the XDG specification has it', () => {
  assert.equal(configPath({XDG_CONFIG_HOME: '/x', HOME: '/h'}), '/x/trailtop/config.json');
  assert.equal(configPath({HOME: '/h'}), '/h/.config/trailtop/config.json');
  assert.equal(configPath({XDG_CONFIG_HOME: 'x', HOME: '/h'}), '/h/.config/trailtop/config.json');
  assert.equal(configPath({XDG_CONFIG_HOME: '', HOME: '/h'}), '/h/.config/trailtop/config.json');
});

test('what is no file, too large or not to be read is said, and holds nothing up', (t) => {
  const file = configIn(t, '{}');
  const folder = path.dirname(file);
  const readingOf = (name: string) => {
    const found = readConfigFile(name);
    return found.status === 'unreadable' ? found.message : found.status;
  };

  assert.equal(readingOf(path.join(folder, 'none.json')), 'absent');
  assert.equal(readingOf(path.join(file, 'under-a-file')), 'absent');
  assert.equal(readingOf(folder), 'it is no file');
  execFileSync('mkfifo', [path.join(folder, 'pipe')]);
  assert.equal(readingOf(path.join(folder, 'pipe')), 'it is no file');
  writeFileSync(path.join(folder, 'large'), ' '.repeat(1_048_577));
  assert.match(readingOf(path.join(folder, 'large')), /larger than 1 MB/v);
  if (process.getuid?.() !== 0) {
    chmodSync(file, 0);
    assert.match(readingOf(file), /you may not read it/v);
  }
});

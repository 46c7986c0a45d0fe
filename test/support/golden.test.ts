import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {assertFrame} from './golden.ts';

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-frames-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  return folder;
}

test('a frame is written once, then compared', (t) => {
  const folder = temporaryFolder(t);
  assertFrame('monitor-80x24', ['one', '', 'three'], {folder, env: {}});
  assert.equal(readFileSync(path.join(folder, 'monitor-80x24.txt'), 'utf8'), 'one\n\nthree\n');
  assertFrame('monitor-80x24', ['one', '', 'three'], {folder, env: {CI: 'true'}});
});

test('a difference shows the rows, their numbers and trailing spaces', (t) => {
  const folder = temporaryFolder(t);
  const rows = Array.from({length: 12}, (_, row) => `row ${row}`);
  assertFrame('rows', rows, {folder, env: {}});
  assert.throws(
    () => {
      assertFrame('rows', rows.with(6, 'row six  ').slice(0, 11), {folder, env: {}});
    },
    {
      message: [
        'The screen is not rows.txt (- file, + screen; UPDATE_FRAMES=1 accepts it)',
        '    ⋮',
        '  4   │row 4',
        '  5   │row 5',
        '  6 - │row 6',
        '  6 + │row six··',
        '  7   │row 7',
        '  8   │row 8',
        '  9   │row 9',
        ' 10   │row 10',
        ' 11 - │row 11',
      ].join('\n'),
    },
  );
});

test('a space too many at the end of a row is a difference that can be seen', (t) => {
  const folder = temporaryFolder(t);
  assertFrame('spaces', ['row'], {folder, env: {}});
  assert.throws(() => {
    assertFrame('spaces', ['row '], {folder, env: {}});
  }, /\+ │row·/v);
});

test('rows at the end, also empty ones, belong to the frame', (t) => {
  const folder = temporaryFolder(t);
  assertFrame('ends', ['one', '', ''], {folder, env: {}});
  assertFrame('ends', ['one', '', ''], {folder, env: {}});
  assert.throws(() => {
    assertFrame('ends', ['one', ''], {folder, env: {}});
  }, /2 - │/v);
});

test('UPDATE_FRAMES=1 writes what is on the screen', (t) => {
  const folder = temporaryFolder(t);
  assertFrame('panes/list', ['old'], {folder, env: {}});
  assertFrame('panes/list', ['new'], {folder, env: {UPDATE_FRAMES: '1'}});
  assert.equal(readFileSync(path.join(folder, 'panes', 'list.txt'), 'utf8'), 'new\n');
});

test('a missing frame fails in CI and is not written', (t) => {
  const folder = temporaryFolder(t);
  assert.throws(() => {
    assertFrame('missing', ['row'], {folder, env: {CI: 'true'}});
  }, /There is no .*missing\.txt/v);
  assert.equal(existsSync(path.join(folder, 'missing.txt')), false);
});

test('a name cannot leave the folder', (t) => {
  const folder = temporaryFolder(t);
  assert.throws(() => {
    assertFrame('../elsewhere', [], {folder, env: {}});
  }, /A frame is named/v);
});

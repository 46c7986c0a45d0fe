import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {neutralEnvironment} from '../support/neutral-environment.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');
const skip = spawnSync('tmux', ['-V']).status === 0 ? false : 'tmux is not installed';

/** How long a screen is waited for, and how often it is looked at, ms. */
const patience = 20_000;
const glance = 100;

/** A tmux of its own with a shell in it. */
function startTmux(
  t: TestContext,
  columns: number,
  rows: number,
  env: Record<string, string> = {},
) {
  const name = `trailtop-test-${process.pid}-${columns}`;
  const tmux = (...args: readonly string[]) =>
    execFileSync('tmux', ['-L', name, '-f', '/dev/null', ...args], {
      encoding: 'utf8',
      env: neutralEnvironment(env),
    });
  tmux('new-session', '-d', '-x', `${columns}`, '-y', `${rows}`, '-c', repository, 'sh');
  t.after(() => {
    tmux('kill-server');
  });
  const screen = () => tmux('capture-pane', '-p').replace(/\n$/v, '').split('\n');
  return {
    screen,
    /** The device that it is for the programs in it. */
    terminal: () => tmux('display-message', '-p', '#{pane_tty}').trim(),
    keys(...keys: readonly string[]) {
      tmux('send-keys', ...keys);
    },
    resize(newColumns: number, newRows: number) {
      tmux('resize-window', '-x', `${newColumns}`, '-y', `${newRows}`);
    },
    async waitFor(pattern: RegExp): Promise<void> {
      const deadline = Date.now() + patience;
      while (!pattern.test(screen().join('\n'))) {
        assert.ok(Date.now() < deadline, `${pattern.source}\n${screen().join('\n')}`);
        await delay(glance);
      }
    },
  };
}

const program = `"${process.execPath}" --import=tsx source/cli.ts`;

test('in tmux: keys, sizes and the way out, and what stood there before', {skip}, async (t) => {
  const {keys, screen, resize, waitFor} = startTmux(t, 120, 40);
  await waitFor(/[#$] *\n*$/v);
  keys('echo before', 'Enter');
  await waitFor(/^before$/mv);
  keys(`${program} --demo`, 'Enter');
  await waitFor(/^┌ Events \d/mv);
  await waitFor(/^│▸/mv);
  for (const [columns, rows] of [
    [60, 16],
    [200, 50],
    [30, 8],
    [80, 24],
  ] as const) {
    resize(columns, rows);
  }

  await waitFor(/^┌ Events [^\n]{60,}┐$/mv);
  const rows = screen();
  assert.equal(rows.length, 24);
  assert.ok(rows.every((row) => [...row].length <= 80));
  keys('v');
  await waitFor(/Summary/v);
  keys('q');
  await waitFor(/^┌ Events/mv);
  keys('C-c');
  await waitFor(/[#$] *\n*$/v);
  assert.match(screen().join('\n'), /^before$/mv);
  assert.doesNotMatch(screen().join('\n'), /┌/v);
});

test('ctrl+l draws anew what something else has written over', {skip}, async (t) => {
  const {keys, waitFor, terminal} = startTmux(t, 82, 24);
  await waitFor(/[#$] *\n*$/v);
  keys(`${program} --demo`, 'Enter');
  await waitFor(/^┌ Events \d/mv);
  // Frozen, so that nothing is drawn by itself.
  keys('Space');
  await waitFor(/FROZEN/v);
  writeFileSync(terminal(), '\u001B[18;5HBroadcast message: the system goes down');
  await waitFor(/Broadcast message/v);
  keys('C-l');
  await waitFor(/^(?![\s\S]*Broadcast)[\s\S]*FROZEN/v);
  keys('C-c');
  await waitFor(/[#$] *\n*$/v);
});

test('in tmux with a locale of C every cell is ASCII', {skip}, async (t) => {
  const {keys, screen, waitFor} = startTmux(t, 81, 24, {LANG: 'C', LC_ALL: 'C'});
  await waitFor(/[#$] *\n*$/v);
  keys(`LC_ALL=C ${program} --demo`, 'Enter');
  await waitFor(/^\+ Events \d/mv);
  assert.doesNotMatch(screen().join(''), /[^\u0020-\u007E]/v);
  keys('C-c');
  await waitFor(/[#$] *\n*$/v);
});

test('in tmux with TERM=dumb there are lines and never a screen', {skip}, async (t) => {
  const {keys, screen, waitFor} = startTmux(t, 119, 40);
  await waitFor(/[#$] *\n*$/v);
  keys(`TERM=dumb ${program} --demo --since 10m --rate 2`, 'Enter');
  await waitFor(/Z {2}-- trailtop, demo/v);
  await waitFor(/Z {2}-- CPUUtilization/v);
  await waitFor(/Z {2}[A-Z]\w+ {2}/v);
  assert.doesNotMatch(screen().join(''), /[┌│]/v);
  keys('C-c');
  await waitFor(/[#$] *\n*$/v);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {capabilitiesOf, type Surroundings} from '../../source/terminal/capabilities.ts';

function capable(parts: Partial<Surroundings> = {}) {
  return capabilitiesOf({
    env: {LANG: 'en_US.UTF-8', TERM: 'xterm-256color'},
    isStdoutTty: true,
    isStdinTty: true,
    color: 'auto',
    ascii: false,
    ...parts,
  });
}

test('a terminal of today gets a screen, Unicode and colour', () => {
  assert.deepEqual(capable({columns: 120, rows: 40}), {
    display: 'screen',
    isScreen: true,
    ascii: false,
    color: true,
    multiplexer: 'none',
    isLinuxConsole: false,
    synchronized: 'asked',
    size: {columns: 120, rows: 40},
  });
});

test('in a pipe, or on a dumb terminal, there are plain lines and no colour', () => {
  const dumb = {LANG: 'C.UTF-8', TERM: 'dumb'};
  for (const parts of [{isStdoutTty: false, columns: 80, rows: 24}, {env: dumb}]) {
    const {display, isScreen, color, synchronized, size} = capable(parts);
    assert.deepEqual(
      {display, isScreen, color, synchronized, size},
      {
        display: 'plain',
        isScreen: false,
        color: false,
        synchronized: 'no',
        size: undefined,
      },
    );
  }

  assert.equal(capable({isStdinTty: false}).display, 'plain');
});

test('--plain and a screen reader are asked for; plain lines go before words', () => {
  const reader = {LANG: 'C.UTF-8', TERM: 'xterm', INK_SCREEN_READER: 'true'};
  assert.equal(capable({isPlain: true}).display, 'plain');
  assert.equal(capable({isSpoken: true}).display, 'spoken');
  assert.equal(capable({env: reader}).display, 'spoken');
  assert.equal(capable({env: {...reader, INK_SCREEN_READER: 'false'}}).display, 'screen');
  assert.equal(capable({env: reader, isPlain: true}).display, 'plain');
  assert.equal(capable({env: {...reader, TERM: 'dumb'}}).display, 'plain', 'no keys there');
  assert.equal(capable({isSpoken: true, isStdoutTty: false}).display, 'plain');
});

test('what stands between the program and the terminal is known by its names', () => {
  for (const [env, multiplexer, synchronized] of [
    [{TMUX: '/tmp/tmux-0/default,1,0'}, 'tmux', 'asked'],
    [{TERM: 'tmux-256color'}, 'tmux', 'asked'],
    [{TERM: 'screen-256color', STY: '1.pts'}, 'screen', 'no'],
    [{TERM: 'screen'}, 'none', 'asked'],
    [{TERM: 'linux'}, 'none', 'no'],
  ] as const) {
    const found = capable({env: {LANG: 'C.UTF-8', ...env}});
    assert.deepEqual([found.multiplexer, found.synchronized], [multiplexer, synchronized]);
  }

  assert.equal(capable({env: {TERM: 'linux'}}).isLinuxConsole, true);
});

test('NO_COLOR is honoured where it is not empty, and --color decides before it', () => {
  const env = {LANG: 'C.UTF-8', NO_COLOR: '1'};
  assert.equal(capable({env}).color, false);
  assert.equal(capable({env: {...env, NO_COLOR: ''}}).color, true);
  assert.equal(capable({env, color: 'on'}).color, true);
  assert.equal(capable({env: {LANG: 'C.UTF-8', FORCE_COLOR: '0'}}).color, false);
  assert.equal(capable({color: 'off'}).color, false);
});

test('a locale without UTF-8 gets ASCII, in the order in which the C library looks', () => {
  const ascii = (env: Readonly<Record<string, string>>) => capable({env}).ascii;
  assert.equal(ascii({}), true);
  assert.equal(ascii({LANG: 'C'}), true);
  assert.equal(ascii({LANG: 'de_DE.utf8'}), false);
  assert.equal(ascii({LC_ALL: 'C', LANG: 'en_US.UTF-8'}), true);
  assert.equal(ascii({LC_ALL: '', LC_CTYPE: 'en_US.UTF-8', LANG: 'C'}), false);
  assert.equal(ascii({LANG: 'en_US.UTF-8', TERM: 'linux'}), true, 'its font has few of the signs');
  assert.equal(capable({ascii: true}).ascii, true);
});

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
  assert.deepEqual(capable(), {isScreen: true, ascii: false, color: true});
});

test('in a pipe, or on a dumb terminal, there is no screen and no colour', () => {
  assert.deepEqual(capable({isStdoutTty: false}), {isScreen: false, ascii: false, color: false});
  assert.equal(capable({isStdinTty: false}).isScreen, false);
  assert.deepEqual(capable({env: {LANG: 'C.UTF-8', TERM: 'dumb'}}), {
    isScreen: false,
    ascii: false,
    color: false,
  });
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

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openTerminal} from '../../source/terminal/tty.ts';

test('what is not there, or is no terminal, has no keys', () => {
  for (const path of ['/nowhere/tty', '/dev/null', import.meta.filename]) {
    assert.equal(openTerminal(path), undefined, path);
  }
});

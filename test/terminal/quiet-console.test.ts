import assert from 'node:assert/strict';
import {once} from 'node:events';
import process from 'node:process';
import {test} from 'node:test';
import {quietConsole} from '../../source/terminal/quiet-console.ts';

test('what a library says while the screen is up becomes a word to the person', () => {
  const told: string[] = [];
  const log = console.warn;
  const restore = quietConsole(process, (text) => {
    told.push(text);
  });
  console.warn('profile %s has keys too', 'prod');
  console.error(new Error('lost').message);
  restore();
  assert.deepEqual(told, ['profile prod has keys too', 'lost']);
  assert.equal(console.warn, log);
});

test("Node's own warnings are kept off the screen as well", async () => {
  const told: string[] = [];
  const restore = quietConsole(process, (text) => {
    told.push(text);
  });
  const warned = once(process, 'warning');
  process.emitWarning('old ways', 'DeprecationWarning');
  await warned;
  restore();
  assert.deepEqual(told, ['DeprecationWarning: old ways']);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {KeyInput} from '../../source/terminal/key-input.ts';
import {FakeInput} from '../support/fake-tty.ts';

/** A terminal whose keys are read, and the one wait that is under way. */
function keyboard() {
  const terminal = new FakeInput();
  let begun = 0;
  let wait: {readonly ms: number; readonly call: () => void} | undefined;
  const input = new KeyInput(terminal as unknown as NodeJS.ReadStream, (call, ms) => {
    begun++;
    const own = {ms, call};
    wait = own;
    return () => {
      wait = wait === own ? undefined : wait;
    };
  });
  const read = () => {
    const keys: unknown[] = [];
    for (let key: unknown = input.read(); key !== null; key = input.read()) {
      keys.push(key);
    }

    return keys;
  };

  return {
    input,
    terminal,
    read,
    type(bytes: string | Uint8Array) {
      terminal.emit('data', bytes);
    },
    waits: () => wait?.ms,
    begun: () => begun,
    passes() {
      const over = wait;
      wait = undefined;
      over?.call();
    },
  };
}

const esc = '\u001B[27u';

test('a lone Esc acts soon; a sequence that has begun gets more time, a paste most', () => {
  const {type, waits, passes, read} = keyboard();
  type('j');
  assert.equal(waits(), undefined, 'no timer without need');
  type('\u001B');
  const short = waits() ?? Infinity;
  assert.ok(short <= 100);
  assert.deepEqual(read(), ['j']);
  type('[');
  const long = waits() ?? 0;
  assert.ok(long > short);
  type('A');
  assert.equal(waits(), undefined);
  assert.deepEqual(read(), ['\u001B[A']);
  type('\u001B[200~a');
  assert.ok((waits() ?? 0) > long);
  passes();
  assert.deepEqual(read(), ['\u001B[200~a\u001B[201~']);
});

test('the rest of a sequence is known for what it is, though its Esc was taken alone', () => {
  const {type, passes, read} = keyboard();
  type('\u001B');
  passes();
  type('[A');
  assert.deepEqual(read(), [esc, '\u001B[A']);
  type('\u001B');
  passes();
  passes();
  type('[A');
  assert.deepEqual(read(), [esc, '[A']);
});

test('an answer without an end does not swallow typing for long', () => {
  const {type, begun, passes, read} = keyboard();
  type('\u001B]');
  type('j');
  type('k');
  assert.equal(begun(), 1, 'the wait does not begin anew with each key');
  passes();
  type('j');
  assert.deepEqual(read(), ['j']);
});

test('a character that the line has cut is whole', () => {
  const {type, read} = keyboard();
  const bytes = Buffer.from('é😀');
  for (const byte of bytes) {
    type(Uint8Array.of(byte));
  }

  assert.equal(read().join(''), 'é😀');
});

test('at the end no timer is left, and what is typed is no longer ours', () => {
  const {input, terminal, type, waits, read} = keyboard();
  type('\u001B');
  input.close();
  assert.equal(waits(), undefined);
  assert.equal(terminal.listenerCount('data'), 0);
  type('j');
  assert.deepEqual(read(), []);
});

test('a terminal that is gone has no modes, and that is no fault; any other is', () => {
  const {input, terminal} = keyboard();
  const refuse = (code: string) => {
    terminal.setRawMode = () => {
      throw Object.assign(new Error(`setRawMode ${code}`), {code});
    };
  };

  refuse('EIO');
  assert.equal(input.setRawMode(false), input);
  refuse('EINVAL');
  assert.throws(() => input.setRawMode(false), /EINVAL/v);
});

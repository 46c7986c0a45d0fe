import assert from 'node:assert/strict';
/* eslint-disable unicorn/prefer-event-target -- a process and its streams are emitters */
import {EventEmitter} from 'node:events';
import {test} from 'node:test';
import {guardLifecycle} from '../../source/terminal/lifecycle.ts';

/** A program with nothing but its events, and what happened to it in order. */
function program({isGone = false}: {readonly isGone?: boolean} = {}) {
  const said: string[] = [];
  const process = Object.assign(new EventEmitter(), {
    stdout: new EventEmitter(),
    stdin: new EventEmitter(),
    stderr: {
      write(text: string) {
        said.push(text);
      },
    },
  });
  const guard = guardLifecycle({
    process: process as unknown as NodeJS.Process,
    restore() {
      said.push('restored');
      if (isGone) {
        throw new Error('EIO');
      }
    },
    exit(code) {
      said.push(`exit ${code}`);
    },
  });
  return {process, guard, said};
}

test('a signal gives the terminal back and ends as a shell expects', () => {
  for (const [signal, status] of [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGTERM', 143],
  ] as const) {
    const {process, said} = program();
    process.emit(signal, signal);
    assert.deepEqual(said, ['restored', `exit ${status}`]);
  }
});

test('the terminal is given back once, however many ways out there are', () => {
  const {process, said} = program();
  process.emit('SIGTERM', 'SIGTERM');
  process.emit('SIGTERM', 'SIGTERM');
  process.stdin.emit('end');
  process.emit('uncaughtException', new Error('late'));
  assert.deepEqual(said, ['restored', 'exit 143']);
});

test('a fault is told after the terminal is back, in one printable line, without a stack', () => {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    const {process, said} = program();
    process.emit(event, new TypeError(`bad \u001B[2J\n${'x'.repeat(5000)}`));
    assert.deepEqual([said[0], said[2]], ['restored', 'exit 1']);
    assert.match(said[1] ?? '', /fault of its own[\s\S]*TypeError: bad \?\[2J\?x/v);
    assert.match(said[1] ?? '', /^[\u0020-\u007E\n]{1,700}$/v);
    assert.equal(said[1]?.split('\n').length, 3);
  }
});

test('what is thrown need not be an error', () => {
  for (const thrown of [undefined, null, 'text', {}, Object.create(null)]) {
    const {process, said} = program();
    process.emit('unhandledRejection', thrown);
    assert.equal(said.at(-1), 'exit 1');
  }
});

test('a terminal that has gone away ends the program as if it had been hung up', () => {
  for (const leave of [
    ({stdin}: {readonly stdin: EventEmitter}) => stdin.emit('end'),
    ({stdin}: {readonly stdin: EventEmitter}) => stdin.emit('error', new Error('EIO')),
    ({stdout}: {readonly stdout: EventEmitter}) => stdout.emit('error', new Error('EPIPE')),
  ]) {
    const {process, said} = program({isGone: true});
    leave(process);
    assert.deepEqual(said, ['restored', 'exit 129']);
  }
});

test('once the person has quit, nothing is guarded any more; a late error of the terminal does no harm', () => {
  const {process, guard, said} = program();
  guard.dispose();
  for (const event of ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'uncaughtException']) {
    assert.equal(process.listenerCount(event), 0);
  }

  assert.equal(process.stdin.listenerCount('end'), 0);
  process.stdout.emit('error', new Error('EPIPE'));
  process.stdin.emit('error', new Error('EIO'));
  process.stdout.emit('error', new Error('EPIPE again'));
  assert.deepEqual(said, []);
});
/* eslint-enable unicorn/prefer-event-target */

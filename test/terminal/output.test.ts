import assert from 'node:assert/strict';
import {Writable} from 'node:stream';
import {test} from 'node:test';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {RowTickets} from '../../source/core/row-tickets.ts';
import {FrameOutput} from '../../source/terminal/output.ts';

function terminal(size: {columns?: number; rows?: number} = {columns: 100, rows: 30}) {
  const writes: string[] = [];
  const stream = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk, _encoding, done) {
        writes.push(String(chunk));
        done();
      },
    }),
    size,
  );
  return {stream, writes, output: new FrameOutput(stream as unknown as NodeJS.WriteStream)};
}

test('the pieces of a frame leave as one write, and are counted in bytes', async () => {
  const {output, writes} = terminal();
  output.write('\u001B[H');
  output.write('漢');
  output.write(new TextEncoder().encode('!'));
  assert.deepEqual(writes, []);
  await nextTurn();
  assert.deepEqual(writes, ['\u001B[H漢!']);
  assert.deepEqual(output.counters, {bytes: 7, frames: 1, lastFrame: 7});
});

test('the next frame is a write of its own; an empty one is none', async () => {
  const {output, writes} = terminal();
  output.write('a');
  await nextTurn();
  output.write('');
  await nextTurn();
  output.write('b');
  await nextTurn();
  assert.deepEqual(writes, ['a', 'b']);
  assert.equal(output.counters.frames, 2);
});

test('at the end what waits is written at once, and not again later', async () => {
  const {output, writes} = terminal();
  output.write('bye');
  output.flush();
  assert.deepEqual(writes, ['bye']);
  await nextTurn();
  output.flush();
  assert.deepEqual(writes, ['bye']);
});

test('who writes is called back, with or without an encoding, also for nothing', async () => {
  const {output} = terminal();
  const called: string[] = [];
  const call = (name: string) => () => {
    called.push(name);
  };

  output.write('a', call('a'));
  output.write('b', 'utf8', call('b'));
  output.write('', call('empty'));
  await nextTurn();
  assert.deepEqual(called, ['a', 'b', 'empty']);
});

test('a terminal that has gone away is not written to, and nobody waits for it', async () => {
  const {stream, output, writes} = terminal();
  stream.destroy();
  let isCalled = false;
  output.write('a', () => {
    isCalled = true;
  });
  await nextTurn();
  assert.deepEqual(writes, []);
  assert.ok(isCalled);
  assert.equal(output.writable, false);
});

test('its size is that of the terminal, and it says when that changes', () => {
  const {stream, output} = terminal();
  let resizes = 0;
  output.on('resize', () => {
    resizes++;
  });
  assert.deepEqual([output.columns, output.rows], [100, 30]);
  Object.assign(stream, {columns: 60, rows: 16}).emit('resize');
  assert.deepEqual([output.columns, output.rows, resizes], [60, 16, 1]);
  const unknown = terminal({}).output;
  assert.deepEqual([unknown.columns, unknown.rows], [80, 24]);
});

test('where rows are tickets Ink makes a drawing of one column, and the terminal shows whole rows', async () => {
  const {stream, writes} = terminal({columns: 12, rows: 3});
  const tickets = new RowTickets();
  const output = new FrameOutput(stream as unknown as NodeJS.WriteStream, {tickets});
  assert.equal(output.columns, 1);
  assert.deepEqual(output.getWindowSize(), [12, 3]);
  const rows = ['one', 'a row that is too long'].map((text) =>
    tickets.ticket(tickets.open() ?? 0, text),
  );
  output.write(`\u001B[?1049h\u001B[H${rows.join('\n')}`);
  await nextTurn();
  assert.match(writes.join(''), /one.*a row that i$/sv);
});

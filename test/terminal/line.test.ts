import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {Line} from '../../source/terminal/line.ts';
import {LineRate} from '../../source/terminal/line-rate.ts';
import {FrameOutput} from '../../source/terminal/output.ts';

const escape = '\u001B';
const enter = `${escape}[?1049h`;

/** A line that takes what is written only when the test says so. */
function slowLine() {
  const writes: string[] = [];
  const dones: Array<() => void> = [];
  const blocking: boolean[] = [];
  const stream = {
    columns: 20,
    rows: 2,
    isTTY: true,
    writable: true,
    _handle: {
      setBlocking(isBlocking: boolean) {
        blocking.push(isBlocking);
      },
    },
    on: () => undefined,
    write(text: string, done: () => void) {
      writes.push(text);
      dones.push(done);
      return false;
    },
  };
  const line = new Line(stream as unknown as NodeJS.WriteStream);
  return {
    line,
    writes,
    blocking,
    output: new FrameOutput(line.stream, {line}),
    take() {
      for (const done of dones.splice(0)) {
        done();
      }
    },
  };
}

const draw = (text: string) => `${escape}[H${escape}[J${text}`;

test('the program does not stand still until a terminal has taken everything', () => {
  assert.deepEqual(slowLine().blocking, [false]);
});

test('while the line has not taken a frame the next ones wait, and only the newest is written', async () => {
  const {output, writes, take} = slowLine();
  output.write(enter + draw('1111'));
  await nextTurn();
  assert.equal(writes.length, 1);
  for (const text of ['2222', '3333', '4444']) {
    output.write(draw(text));
    await nextTurn();
  }

  assert.equal(writes.length, 1);
  take();
  await nextTurn();
  assert.equal(writes.length, 2);
  assert.match(writes[1] ?? '', /4444/v);
  assert.doesNotMatch(writes[1] ?? '', /22|33/v);
});

test('what has become as it was while the line was busy is not written', async () => {
  const {output, writes, take} = slowLine();
  output.write(enter + draw('1111'));
  await nextTurn();
  output.write(draw('2222'));
  await nextTurn();
  output.write(draw('1111'));
  await nextTurn();
  take();
  await nextTurn();
  assert.equal(writes.length, 1);
});

test('what gives the terminal back waits for nothing', async () => {
  const {output, writes} = slowLine();
  output.write(enter + draw('1111'));
  await nextTurn();
  output.write(`${escape}[?1049l${escape}[?25h`);
  output.flush();
  assert.equal(writes.at(-1), `${escape}[?1049l${escape}[?25h`);
});

test('data is drawn when the line has taken the frame before it', (t) => {
  t.mock.timers.enable({apis: ['setTimeout']});
  const {line, take} = slowLine();
  let calls = 0;
  const call = () => {
    calls++;
  };

  line.schedule(call, 100);
  t.mock.timers.tick(100);
  assert.equal(calls, 1);
  line.write('a frame');
  line.schedule(call, 100);
  t.mock.timers.tick(5000);
  assert.equal(calls, 1);
  take();
  t.mock.timers.tick(0);
  assert.equal(calls, 2);
});

test('data that is told with a key is not told again', (t) => {
  t.mock.timers.enable({apis: ['setTimeout']});
  const {line, take} = slowLine();
  let calls = 0;
  line.write('a frame');
  const cancel = line.schedule(() => {
    calls++;
  }, 100);
  t.mock.timers.tick(100);
  cancel();
  take();
  t.mock.timers.tick(1000);
  assert.equal(calls, 0);
});

test('a line that was never held up is thought to be empty at once', () => {
  const rate = new LineRate();
  rate.begin(100_000, 0);
  rate.taken(100_000, 0, 2);
  assert.equal(rate.emptyAt, 0);
});

test('after a jam what the system holds is still on its way, and later frames take their time', () => {
  const rate = new LineRate();
  rate.begin(20_000, 0);
  // 20,000 bytes in 10 s: 2 bytes a ms.
  rate.taken(20_000, 0, 10_000);
  assert.equal(rate.emptyAt, 10_000 + 16_384 / 2);
  rate.begin(1000, 30_000);
  rate.taken(1000, 30_000, 30_000);
  assert.equal(rate.emptyAt, 30_500);
});

test('a line that has not been held up for long is thought to be faster', () => {
  const rate = new LineRate();
  rate.begin(2000, 0);
  rate.taken(2000, 0, 1000);
  rate.begin(2000, 100_000);
  assert.equal(rate.emptyAt, 100_500);
});

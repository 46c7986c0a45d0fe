import assert from 'node:assert/strict';
import test from 'node:test';
import {setImmediate as nextTurn} from 'node:timers/promises';
import fc from 'fast-check';
import {createTerminalModel} from './terminal-model.ts';
import {waitForScreen} from './wait-for-screen.ts';

const small = {columns: 20, rows: 4};

test('the screen shows text where the program put it, without trailing spaces', async () => {
  const model = createTerminalModel(small);
  await model.write('one  \r\n\u001B[4;5Hfour');
  assert.deepEqual(model.screen(), ['one', '', '', '    four']);
  assert.deepEqual(model.cursor, {x: 8, y: 3, visible: true});
});

test('wide characters and emoji take two cells', async () => {
  const model = createTerminalModel(small);
  await model.write('한🚀x');
  assert.equal(model.cursor.x, 5);
  assert.equal(model.screen()[0], '한🚀x');
  const [first, second, third] = model.cells(0);
  assert.deepEqual([first?.char, first?.width], ['한', 2]);
  assert.deepEqual([second?.char, second?.width], ['', 0]);
  assert.deepEqual([third?.char, third?.width], ['🚀', 2]);
});

test('cells tell colours and attributes', async () => {
  const model = createTerminalModel(small);
  await model.write(
    '\u001B[1;2;31;104mA\u001B[0;4;7mB\u001B[0;8;38;2;1;2;255mC\u001B[0;48;5;200mD',
  );
  const [a, b, c, d, blank] = model.cells(0);
  assert.deepEqual([a?.fg, a?.bg, a?.bold, a?.dim, a?.inverse], [1, 12, true, true, false]);
  assert.deepEqual([b?.fg, b?.bg, b?.underline, b?.inverse], ['default', 'default', true, true]);
  assert.deepEqual([c?.fg, c?.conceal], ['#0102ff', true]);
  assert.deepEqual([d?.char, d?.bg], ['D', 200]);
  assert.deepEqual([blank?.char, blank?.bg], [' ', 'default']);
});

test('a row outside the screen is an error', () => {
  assert.throws(() => createTerminalModel(small).cells(4), RangeError);
  assert.throws(() => createTerminalModel(small).cells(-1), RangeError);
});

test('the kinds of control functions are collected, text is not', async () => {
  const model = createTerminalModel(small);
  await model.write('\u001B[?1049h\u001B[?25l\u001B[31mtext\r\n\u001B[2J');
  assert.deepEqual([...model.sequences].sort(), ['CSI ?h', 'CSI ?l', 'CSI J', 'CSI m']);
  assert.deepEqual([...model.privateModes], [1049, 25]);
  await model.write(
    '\u0007\u001B]52;c;YQ==\u0007\u001B]8;;http://x\u001B\\\u001B7\u001B(B\u009B1m\u001BPq\u001B\\',
  );
  assert.deepEqual([...model.sequences].filter((kind) => !kind.startsWith('CSI')).sort(), [
    'C0 07',
    'C1 9B',
    'DCS',
    'ESC (B',
    'ESC 7',
    'OSC 52',
    'OSC 8',
  ]);
});

test('sequences cut between writes are still seen whole', async () => {
  const output = 'a\u001B[?2004h\u001B]52;c;YQ==\u001B\\\u001B[38;5;1mb\u001B=';
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(output.length)), async (cuts) => {
      const model = createTerminalModel(small);
      const ends = [...cuts.sort((a, b) => a - b), output.length];
      let start = 0;
      for (const end of ends) {
        void model.write(output.slice(start, end));
        start = end;
      }

      await model.drained();
      assert.deepEqual([...model.sequences].sort(), ['CSI ?h', 'CSI m', 'ESC =', 'OSC 52']);
      assert.equal(model.screen()[0], 'ab');
    }),
    {numRuns: 30},
  );
});

test('bytes are counted as UTF-8, writes as they come', async () => {
  const model = createTerminalModel(small);
  await model.write('é');
  await model.write('ab');
  assert.equal(model.bytesWritten, 4);
  assert.equal(model.writes, 2);
});

test('everything that a program may leave behind is named, and nothing once it is restored', async () => {
  const model = createTerminalModel(small);
  assert.deepEqual(model.restored(), []);
  await model.write(
    '\u001B[?1049h\u001B[?25l\u001B[?2004h\u001B[?1003h\u001B[?1004h\u001B[?7l\u001B[?1h\u001B=\u001B[4h\u001B[1;38;5;4m',
  );
  assert.deepEqual(model.restored(), [
    'the alternate screen was left on',
    'the cursor was left hidden',
    'bracketed paste was left on',
    'mouse tracking (any) was left on',
    'focus events were left on',
    'line wrapping was left off',
    'application cursor keys were left on',
    'the application keypad was left on',
    'insert mode was left on',
    'text attributes were left on: bold, foreground',
  ]);
  await model.write(
    '\u001B[22;39m\u001B[4l\u001B>\u001B[?1l\u001B[?7h\u001B[?1004l\u001B[?1003l\u001B[?2004l\u001B[?25h\u001B[?1049l',
  );
  assert.deepEqual(model.restored(), []);
});

test('queries are answered as a terminal answers them', async () => {
  const model = createTerminalModel(small);
  const replies: string[] = [];
  model.onReply((data) => {
    replies.push(data);
  });
  await model.write('ab\u001B[6n');
  assert.deepEqual(replies, ['\u001B[1;3R']);
});

test('a wait ends as soon as the text appears', async () => {
  const model = createTerminalModel(small);
  const waits = [
    waitForScreen(model, 'ready'),
    waitForScreen(model, /^r.*y$/mv),
    waitForScreen(model, (screen) => screen[1] === 'ready'),
  ];
  void model.write('\r\nready');
  await Promise.all(waits);
});

test('a wait does not look in the middle of a synchronized update', async () => {
  const model = createTerminalModel(small);
  let isSeen = false;
  const wait = waitForScreen(model, 'half').then(() => {
    isSeen = true;
  });
  await model.write('\u001B[?2026hhalf');
  await nextTurn();
  assert.equal(isSeen, false);
  await model.write(' whole\u001B[?2026l');
  await wait;
  assert.equal(model.screen()[0], 'half whole');
});

test('a wait that fails prints the whole screen and the last failed assertion', async () => {
  const model = createTerminalModel(small);
  await model.write('something else');
  await assert.rejects(waitForScreen(model, 'ready', {timeoutMs: 1}), (error: Error) => {
    assert.match(
      error.message,
      /^Timed out after 1 ms, waiting for "ready"\.\n20×4, normal screen/v,
    );
    assert.match(error.message, / 0 │something else\n/v);
    return true;
  });
  await assert.rejects(
    waitForScreen(
      model,
      (screen) => {
        assert.equal(screen[1], 'second row');
        return true;
      },
      {timeoutMs: 1},
    ),
    (error: Error) => error.cause instanceof assert.AssertionError,
  );
});

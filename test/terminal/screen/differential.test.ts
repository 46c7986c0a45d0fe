import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {test} from 'node:test';
import {setImmediate as nextTurn} from 'node:timers/promises';
import fc from 'fast-check';
import {FrameOutput} from '../../../source/terminal/output.ts';
import {createTerminalModel, type TerminalModel} from '../../support/terminal-model.ts';

const escape = '\u001B';

/** What a frame is made of: rows of styled texts, not wider than the terminal. */
type Piece = {readonly look: string; readonly text: string};
type Step = {
  readonly rows: ReadonlyArray<readonly Piece[]>;
  readonly way: 'lines' | 'home' | 'changed';
  readonly size: readonly [columns: number, rows: number] | undefined;
};

const looks = [
  '',
  '1',
  '2',
  '7',
  '36',
  '90',
  '1;93',
  '4;38;5;208',
  '48;2;10;20;30',
  '3;9;41',
  '1;2;38;2;1;2;3',
  '1;38;2;1;2;3',
];
const letters = [
  ...'abcXYZ 019',
  ' ',
  '─',
  '│',
  '▸',
  '漢',
  '字',
  '한',
  '🚀',
  '🍣',
  '☀',
  'e\u0301',
  'a\u0316\u0301',
  '漢\u0301',
  'é',
];

const cellsOf = (letter: string) => (/[漢字한🚀🍣]/v.test(letter) ? 2 : 1);

function clipped(
  pieces: ReadonlyArray<{look: string; letters: readonly string[]}>,
  columns: number,
): Piece[] {
  let left = columns;
  return pieces.map(({look, letters: all}) => {
    let text = '';
    for (const letter of all) {
      if (cellsOf(letter) > left) {
        break;
      }

      text += letter;
      left -= cellsOf(letter);
    }

    return {look, text};
  });
}

/** As Ink writes a row: styles around the texts, no blanks at its end. */
function written(row: readonly Piece[]): string {
  return row
    .map(({look, text}) =>
      look === '' || text === '' ? text : `${escape}[${look}m${text}${escape}[0m`,
    )
    .join('');
}

const pieces = fc.array(
  fc.record({
    look: fc.constantFrom(...looks),
    letters: fc.oneof<Array<fc.Arbitrary<readonly string[]>>>(
      fc.array(fc.constantFrom(...letters), {maxLength: 12}),
      fc.constantFrom([...' '.repeat(9)], [...'x'.repeat(20)], [...'─'.repeat(40)]),
    ),
  }),
  {maxLength: 4},
);
const size = fc.tuple(fc.integer({min: 4, max: 30}), fc.integer({min: 2, max: 7}));
const steps = fc.array(
  fc.record({
    changes: fc.array(fc.tuple(fc.nat(6), pieces), {maxLength: 4}),
    way: fc.constantFrom('lines', 'home', 'changed'),
    size: fc.option(size, {nil: undefined, freq: 6}),
  }),
  {minLength: 1, maxLength: 12},
);

function createDifferential(columns: number, rows: number) {
  const model = createTerminalModel({columns, rows});
  // eslint-disable-next-line unicorn/prefer-event-target -- A stream is one.
  const stream = Object.assign(new EventEmitter(), {
    columns,
    rows,
    isTTY: true,
    writable: true,
    write(text: string, done: () => void) {
      void model.write(text).then(done);
      return true;
    },
  });
  const output = new FrameOutput(stream as unknown as NodeJS.WriteStream);
  return {
    model,
    output,
    resize(newColumns: number, newRows: number) {
      model.resize(newColumns, newRows);
      Object.assign(stream, {columns: newColumns, rows: newRows}).emit('resize');
    },
    async settled() {
      await nextTurn();
      await model.drained();
      await nextTurn();
      await model.drained();
    },
  };
}

function shown(model: TerminalModel) {
  return Array.from({length: model.rows}, (_, row) => model.cells(row));
}

async function paintedWhole(text: string, columns: number, rows: number) {
  const whole = createTerminalModel({columns, rows, isWithoutTty: true});
  await whole.write(`${escape}[?1049h${escape}[H${text}`);
  return shown(whole);
}

/** The three ways in which Ink puts a frame in the place of the one before. */
function replacement(
  way: Step['way'],
  before: readonly string[],
  after: readonly string[],
): string {
  switch (way) {
    case 'home': {
      return `${escape}[H${escape}[J${after.join('\n')}`;
    }

    case 'lines': {
      return `${`${escape}[2K${escape}[1A`.repeat(before.length - 1)}${escape}[2K${escape}[G${after.join('\n')}`;
    }

    case 'changed': {
      const lines = after.map((line, index) => {
        const end = index === after.length - 1 ? '' : '\n';
        return line === before[index]
          ? end && `${escape}[E`
          : `${escape}[G${escape}[K${line}${end}`;
      });
      return `${escape}[${before.length - 1}A${lines.join('')}`;
    }
  }
}

test('whatever is drawn after whatever: the terminal shows it as if it were painted whole', async () => {
  await fc.assert(
    fc.asyncProperty(size, steps, async ([firstColumns, firstRows], all) => {
      let [columns, rows] = [firstColumns, firstRows];
      const terminal = createDifferential(columns, rows);
      terminal.output.write(`${escape}[?1049h${escape}[?25l`);
      let frame = Array.from({length: rows}, () => '');
      terminal.output.write(frame.join('\n'));
      await terminal.settled();
      for (const {changes, way, size: newSize} of all) {
        let isNew = false;
        if (newSize) {
          [columns, rows] = newSize;
          terminal.resize(columns, rows);
          frame = Array.from({length: rows}, () => '');
          isNew = true;
        }

        const next = [...frame];
        for (const [row, content] of changes) {
          next[row % rows] = written(clipped(content, columns));
        }

        terminal.output.write(replacement(isNew ? 'home' : way, frame, next));
        frame = next;
        await terminal.settled();
        assert.deepEqual(
          shown(terminal.model),
          await paintedWhole(frame.join('\n'), columns, rows),
        );
        assert.deepEqual(
          [...terminal.model.sequences].filter(
            (kind) => !/^CSI (?:\?h|\?l|[mAGKEHJ])$/v.test(kind),
          ),
          [],
        );
      }
    }),
    {numRuns: 300},
  );
});

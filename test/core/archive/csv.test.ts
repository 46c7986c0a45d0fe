import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
  findDelimiter,
  firstLine,
  readCsv,
  type Delimiter,
} from '../../../source/core/archive/csv.ts';

function read(text: string, delimiter: Delimiter = ',') {
  const unclosed: number[] = [];
  const rows = [
    ...readCsv(text, delimiter, (line) => {
      unclosed.push(line);
    }),
  ];
  return {rows, cells: rows.map((row) => row.cells), unclosed};
}

test('what a spreadsheet writes comes back cell by cell', () => {
  const cell = fc.string({unit: fc.constantFrom('a', ' ', '"', ',', ';', '\t', '\n', '\r', 'é')});
  const table = fc.array(fc.array(cell, {minLength: 2, maxLength: 4}), {maxLength: 5});
  const delimiters = fc.constantFrom<Delimiter>(',', ';', '\t');
  fc.assert(
    fc.property(table, delimiters, fc.constantFrom('\n', '\r\n'), (rows, delimiter, lineEnd) => {
      const text = rows
        .map(
          (row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter) + lineEnd,
        )
        .join('');
      assert.deepEqual(read(text, delimiter).cells, rows);
    }),
  );
});

test('bare cells may hold quotes, and text may follow a closing quote', () => {
  assert.deepEqual(read('a,5" disk,"b"c\n"d",e\r\n').cells, [
    ['a', '5" disk', 'bc'],
    ['d', 'e'],
  ]);
});

test('rows are named by the line on which they begin', () => {
  const {rows} = read('a,b\n\n"x\ny",1\r\nlast,2');
  assert.deepEqual(
    rows.map(({line}) => line),
    [1, 3, 5],
  );
});

test('an empty last cell stays a cell', () => {
  assert.deepEqual(read('a,b\n"x",\n,').cells, [
    ['a', 'b'],
    ['x', ''],
    ['', ''],
  ]);
});

test('a quote that is never closed loses no row behind it', () => {
  const {cells, unclosed} = read('a,b\n1,"x\n2,y\n3,z\n');
  assert.deepEqual(cells, [
    ['a', 'b'],
    ['1', '"x'],
    ['2', 'y'],
    ['3', 'z'],
  ]);
  assert.deepEqual(unclosed, [2]);
});

test('the delimiter is what the header uses most, outside of quotes', () => {
  assert.equal(findDelimiter('a,b,c'), ',');
  assert.equal(findDelimiter('a;b;"c,d,e,f"'), ';');
  assert.equal(findDelimiter('a\tb\tc,d'), '\t');
  assert.equal(findDelimiter('alone'), ',');
});

test('no text makes it throw or lose characters of bare rows', () => {
  fc.assert(
    fc.property(fc.string({unit: fc.constantFrom('a', '"', ',', '\n', '\r')}), (text) => {
      const {cells} = read(text);
      const letters = cells.flat().join('').replaceAll(/[^a]/gv, '');
      assert.equal(letters, text.replaceAll(/[^a]/gv, ''));
    }),
    {numRuns: 500},
  );
});

test('the first line ends outside of quotes, and says what lines end in', () => {
  assert.deepEqual(firstLine('a,"b\nc"\r\nd'), {line: 'a,"b\nc"', end: '\n'});
  assert.deepEqual(firstLine('a,5" disk\rb\nc'), {line: 'a,5" disk', end: '\r'});
  assert.deepEqual(firstLine('"open\nb'), {line: '"open', end: '\n'});
  assert.deepEqual(firstLine('a'), {line: 'a', end: ''});
});

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {readCsv} from '../../../source/core/archive/csv.ts';
import {safe} from '../../../source/core/sanitize.ts';
import {csvCell, csvRow} from '../../../source/core/written/csv.ts';
import {anyText} from '../../support/hostile-text.ts';

describe('CSV', () => {
  test('a spreadsheet computes nothing: formulas get an apostrophe, numbers stay numbers', () => {
    const written = new Map([
      ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
      ['+1+1', "'+1+1"],
      ['-2+3', "'-2+3"],
      ['@SUM(1)', "'@SUM(1)"],
      ['-', "'-"],
      ['\tx', `'\tx`],
      ['\r=1', `"'\r=1"`],
      ['-5', '-5'],
      ['+1.5e3', '+1.5e3'],
      ['-.5', '-.5'],
      ['a=b', 'a=b'],
      ['a,b', '"a,b"'],
      ['two\nlines', '"two\nlines"'],
      [' x', '" x"'],
      ['', ''],
    ]);
    for (const [text, cell] of written) {
      assert.equal(csvCell(text), cell);
    }
  });

  test('whatever the cells hold, the same cells are read again, and none begins a formula', () => {
    fc.assert(
      fc.property(fc.array(anyText, {minLength: 2, maxLength: 7}), (texts) => {
        const cells = texts.map((text) => safe(text));
        const row = csvRow(cells);
        const [read, ...more] = readCsv(row, ',', () => undefined);
        assert.deepEqual(more, []);
        assert.deepEqual(
          read?.cells.map((cell) => cell.replace(/^'(?=[=+\-@])/v, '')),
          cells.map((cell) => cell.replace(/^'(?=[=+\-@])/v, '')),
        );
        assert.ok(row.endsWith('\n'));
        for (const cell of read?.cells ?? []) {
          assert.ok(!/^[=+\-@\t\r]/v.test(cell) || !Number.isNaN(Number(cell)), cell);
        }
      }),
    );
  });
});

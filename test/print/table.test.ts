import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {safe} from '../../source/core/sanitize.ts';
import {cellWidth} from '../../source/core/text.ts';
import {columnNames} from '../../source/core/written/columns.ts';
import {tableRow} from '../../source/print/table.ts';
import {anyText} from '../support/hostile-text.ts';

const seven = fc.array(
  anyText.map((text) => safe(text)),
  {minLength: 7, maxLength: 7},
);

describe('a table', () => {
  test('on a terminal no line is wider than it, whatever the cells hold', () => {
    fc.assert(
      fc.property(seven, fc.integer({min: 1, max: 300}), (cells, columns) => {
        const line = tableRow(columns, false)(cells);
        assert.ok(line.endsWith('\n'));
        assert.ok(!line.slice(0, -1).includes('\n'));
        assert.ok(cellWidth(safe(line.slice(0, -1))) <= columns, line);
      }),
    );
  });

  test('on 80 columns each column still has its place, and wide characters keep it', () => {
    const row = tableRow(80, false);
    const header = row(columnNames);
    const wide = row(
      ['2026-01-01T12:00:00Z', '漢字漢字漢字漢字漢字', '', 'x', 'y', 'z', 'ok'].map((cell) =>
        safe(cell),
      ),
    );
    assert.equal(cellWidth(safe(wide.slice(0, wide.indexOf(' ok')))), header.indexOf(' OUTCOME'));
  });

  test('where there is no terminal nothing is cut, and empty cells show a -', () => {
    const long = 'x'.repeat(300);
    const line = tableRow(
      undefined,
      false,
    )(['t', long, '', 'kim', '', long, '! DENIED'].map((cell) => safe(cell)));
    assert.deepEqual(line.trim().split(/\s{2,}/v), ['t', long, '-', 'kim', '-', long, '! DENIED']);
  });
});

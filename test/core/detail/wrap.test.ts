import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {wrapText} from '../../../source/core/detail/wrap.ts';
import {safe} from '../../../source/core/sanitize.ts';
import {cellWidth} from '../../../source/core/text.ts';
import {anyText} from '../../support/hostile-text.ts';

test('words stay whole, and a long name is broken after one of its joints', () => {
  assert.deepEqual(wrapText(safe('the quick brown fox'), 10), ['the quick', 'brown fox']);
  assert.deepEqual(wrapText(safe('arn:aws:sts::123456789012:assumed-role/ops/kim'), 45), [
    'arn:aws:sts::123456789012:assumed-role/ops/',
    'kim',
  ]);
  assert.deepEqual(wrapText(safe('x'.repeat(12)), 5), ['xxxxx', 'xxxxx', 'xx']);
  assert.deepEqual(wrapText(safe(''), 5), []);
});

test('every row fits, and nothing but spaces is lost', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyText, fc.string(), fc.lorem()),
      fc.integer({min: 8, max: 60}),
      (text, cells) => {
        const shown = safe(text);
        const rows = wrapText(shown, cells);
        assert.ok(rows.every((row) => cellWidth(row) <= cells));
        assert.equal(rows.join('').replaceAll(' ', ''), shown.replaceAll(' ', ''));
      },
    ),
  );
});

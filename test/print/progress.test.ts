import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Progress} from '../../source/print/progress.ts';
import {day, minute, second} from '../../source/core/time.ts';

const noon = Date.UTC(2026, 0, 2, 12);

function told(steps: ReadonlyArray<readonly [after: number, back: number, isPrinted: boolean]>) {
  const lines: string[] = [];
  const progress = new Progress((text) => {
    lines.push(text);
  }, noon);
  for (const [after, back, isPrinted] of steps) {
    progress.read(noon - back, isPrinted, noon + after);
  }

  return lines;
}

test('who waits for what does not come is told every ten seconds how far it was read', () => {
  const lines = told([
    [3 * second, 10 * minute, false],
    [10 * second, 30 * minute, false],
    [15 * second, 45 * minute, false],
    [20 * second, 2 * day, false],
  ]);
  assert.deepEqual(lines, [
    'trailtop: read back to 11:30 UTC so far; ^C ends it\n',
    'trailtop: read back to 2025-12-31 12:00 UTC so far; ^C ends it\n',
  ]);
});

test('where rows are printed they tell it, and an unreadable time tells nothing', () => {
  assert.deepEqual(
    told([
      [9 * second, minute, true],
      [18 * second, minute, false],
      [30 * second, Number.NaN, false],
    ]),
    [],
  );
});

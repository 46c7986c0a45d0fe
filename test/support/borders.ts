import assert from 'node:assert/strict';
import {type TerminalModel} from './terminal-model.ts';

const corners = {
  unicode: {topLeft: '┌', topRight: '┐', bottomLeft: '└', bottomRight: '┘'},
} as const;
const leftEdge = new Set(['│', '├', '└']);
const rightEdge = new Set(['│', '┤', '┘']);

/**
 * Asserts, cell by cell, that every box on a screen is whole: from each upper left corner its edges run straight down to
 * the lower ones, so that nothing within it has moved a border. Returns how many boxes there are.
 */
export function assertBorders({rows, columns, cells}: TerminalModel, message: string): number {
  const {topLeft, topRight, bottomLeft, bottomRight} = corners.unicode;
  const grid = Array.from({length: rows}, (_, row) => cells(row).map(({char}) => char));
  let count = 0;
  for (const [top, line] of grid.entries()) {
    for (let left = line.indexOf(topLeft); left !== -1; left = line.indexOf(topLeft, left + 1)) {
      count++;
      const right = line.indexOf(topRight, left);
      assert.notEqual(
        right,
        -1,
        `${message}: the border in row ${top} has no end: ${line.join('')}`,
      );
      for (let row = top + 1; row < rows && grid[row - 1]?.[left] !== bottomLeft; row++) {
        const [start = '', end = ''] = [grid[row]?.[left], grid[row]?.[right]];
        assert.ok(
          leftEdge.has(start) &&
            rightEdge.has(end) &&
            (end === bottomRight) === (start === bottomLeft),
          `${message}: a border of row ${row} is not in columns ${left} and ${right} of ${columns}: ${grid[row]?.join('')}`,
        );
      }
    }
  }

  return count;
}

import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {withoutTrailingSpaces} from './trailing-spaces.ts';

export type GoldenOptions = {
  /** Where the frames are; test/frames unless said otherwise. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
};

/** Unchanged rows shown around a changed one. */
const context = 2;

/**
 * Asserts that a screen is the one in test/frames/NAME.txt, row by row. With UPDATE_FRAMES=1 it writes that file
 * instead. A frame that has no file yet is written too, except in CI, where that is a failure.
 */
export function assertFrame(
  name: string,
  screen: readonly string[],
  {
    folder = path.resolve(import.meta.dirname, '..', 'frames'),
    env = process.env,
  }: GoldenOptions = {},
): void {
  assert.match(
    name,
    /^[0-9a-z][\-\/0-9a-z]*$/v,
    'A frame is named in lower case, digits and dashes',
  );
  const file = path.join(folder, `${name}.txt`);
  const expected = env['UPDATE_FRAMES'] === '1' ? undefined : read(file);
  if (expected === undefined) {
    const mayWrite = env['UPDATE_FRAMES'] === '1' || (env['CI'] ?? '') === '';
    assert.ok(mayWrite, `There is no ${file}; run with UPDATE_FRAMES=1 and commit it`);
    mkdirSync(path.dirname(file), {recursive: true});
    writeFileSync(file, screen.join('\n') + '\n');
    return;
  }

  const difference = describeDifference(expected, screen);
  if (difference !== '') {
    // `actual` and `expected` stay out of the error: the runner would print its own, less readable difference.
    assert.fail(
      `The screen is not ${name}.txt (- file, + screen; UPDATE_FRAMES=1 accepts it)\n${difference}`,
    );
  }
}

/** The rows that differ, with their numbers and some rows around them; trailing spaces as `·`. Empty where none do. */
export function describeDifference(expected: readonly string[], actual: readonly string[]): string {
  const count = Math.max(expected.length, actual.length);
  const differs = Array.from({length: count}, (_, row) => expected[row] !== actual[row]);
  const lines: string[] = [];
  let lastShown = -1;
  for (let row = 0; row < count; row++) {
    if (!differs.slice(Math.max(0, row - context), row + context + 1).includes(true)) {
      continue;
    }

    if (row > lastShown + 1) {
      lines.push('    ⋮');
    }

    lastShown = row;
    const number = String(row).padStart(3);
    if (differs[row] === false) {
      lines.push(`${number}   │${visible(expected[row] ?? '')}`);
      continue;
    }

    if (row < expected.length) {
      lines.push(`${number} - │${visible(expected[row] ?? '')}`);
    }

    if (row < actual.length) {
      lines.push(`${number} + │${visible(actual[row] ?? '')}`);
    }
  }

  return lines.join('\n');
}

function visible(row: string): string {
  return withoutTrailingSpaces(row).padEnd(row.length, '·');
}

function read(file: string): string[] | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/\n$/v, '').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }

    throw error;
  }
}

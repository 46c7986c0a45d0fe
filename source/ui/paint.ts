import {type Line} from '../core/span.ts';
import {sgrOf} from './theme.ts';

const escape = '\u001B';

const known = new WeakMap<Line, {readonly hasColor: boolean; readonly text: string}>();

/** A line of safe text as a string for the terminal. Neighbours of one look share their escape. */
export function paint(line: Line, hasColor: boolean): string {
  const before = known.get(line);
  if (before?.hasColor === hasColor) {
    return before.text;
  }

  const text = paintAnew(line, hasColor);
  known.set(line, {hasColor, text});
  return text;
}

function paintAnew(line: Line, hasColor: boolean): string {
  let painted = '';
  let current = '';
  for (const {text, style} of line) {
    if (text === '') {
      continue;
    }

    const sgr = sgrOf(style, hasColor);
    if (sgr !== current) {
      painted += current === '' ? '' : `${escape}[0m`;
      painted += sgr === '' ? '' : `${escape}[${sgr}m`;
      current = sgr;
    }

    painted += text;
  }

  return current === '' ? painted : `${painted}${escape}[0m`;
}

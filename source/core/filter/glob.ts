import {foldCase, type Pattern} from './term.ts';

const many = -1;
const one = -2;

/** A pattern as the matcher walks it: code points of the folded literals, and the wildcards below zero. */
export type Glob = readonly number[];

/** A pattern ready to be matched, ignoring case. */
export function compileGlob(pattern: Pattern): Glob {
  const glob: number[] = [];
  for (const part of pattern) {
    if (typeof part !== 'string') {
      glob.push(part.wildcard === '*' ? many : one);
      continue;
    }

    for (const character of foldCase(part)) {
      glob.push(codePointAt(character, 0));
    }
  }

  return glob;
}

/**
 * Whether a whole folded text matches. Only the last `*` is ever tried again, because an earlier one could not do
 * better: the work is at most (text + 1) × (pattern + 1) steps, which `tally` counts.
 */
export function matchGlob(glob: Glob, text: string, tally?: {steps: number}): boolean {
  let at = 0;
  let place = 0;
  let starPlace = -1;
  let starAt = 0;
  while (at < text.length) {
    if (tally) {
      tally.steps++;
    }

    const wanted = glob[place];
    const character = codePointAt(text, at);
    if (wanted === many) {
      starPlace = place++;
      starAt = at;
    } else if (wanted === one || wanted === character) {
      at += unitsOf(character);
      place++;
    } else if (starPlace === -1) {
      return false;
    } else {
      starAt += unitsOf(codePointAt(text, starAt));
      at = starAt;
      place = starPlace + 1;
    }
  }

  while (glob[place] === many) {
    place++;
  }

  return place === glob.length;
}

/** A test for whole values, ignoring case. The common shapes of a pattern do without the walk. */
export function compilePattern(pattern: Pattern): (value: string) => boolean {
  const literals = pattern.filter((part) => typeof part === 'string').map((part) => foldCase(part));
  const shape = pattern.map((part) => (typeof part === 'string' ? 'x' : part.wildcard)).join('');
  const text = literals[0] ?? '';
  switch (shape) {
    case '*': {
      return () => true;
    }

    case 'x': {
      return (value) =>
        value === text || (value.length === text.length && foldCase(value) === text);
    }

    case 'x*': {
      return (value) =>
        value.length >= text.length && foldCase(value.slice(0, text.length)) === text;
    }

    case '*x': {
      return (value) =>
        value.length >= text.length && foldCase(value.slice(value.length - text.length)) === text;
    }

    case '*x*': {
      return (value) => value.length >= text.length && foldCase(value).includes(text);
    }

    default: {
      const glob = compileGlob(pattern);
      return (value) => matchGlob(glob, foldCase(value));
    }
  }
}

function codePointAt(text: string, at: number): number {
  return text.codePointAt(at) ?? 0;
}

function unitsOf(codePoint: number): number {
  return codePoint > 0xff_ff ? 2 : 1;
}

import {stillSafe, t, joinSafe, type SafeText} from '../../sanitize.ts';

/**
 * Markdown that outside text cannot break: whatever a record may hold stands in code spans and fenced blocks only, in
 * which nothing is a link, an image, emphasis or HTML. Safe text has no line ends, so none can begin a line of its own.
 */

/** A text as a code span, delimited by more backticks than it holds in a row. */
export function code(text: SafeText): SafeText {
  if (text === '') {
    return t`(none)`;
  }

  const ticks = stillSafe('`'.repeat(longestRun(text) + 1));
  // One blank on either side is no part of the span; without it a backtick at the end would join the delimiter.
  const needsBlanks = /^[ `]|[ `]$/v.test(text);
  return needsBlanks ? t`${ticks} ${text} ${ticks}` : t`${ticks}${text}${ticks}`;
}

/** Lines as a fenced block; none of them can close it. */
export function fenced(lines: readonly SafeText[], language: SafeText = t``): readonly SafeText[] {
  let longest = 2;
  for (const line of lines) {
    longest = Math.max(longest, longestRun(line));
  }

  const fence = stillSafe('`'.repeat(longest + 1));
  return [t`${fence}${language}`, ...lines.map((line) => trimEnd(line)), fence];
}

/** An item of a list. */
export function item(...parts: readonly SafeText[]): SafeText {
  return t`- ${joinSafe(parts, t``)}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/gv)].map(([run]) => run.length));
}

function trimEnd(text: SafeText): SafeText {
  return stillSafe(text.trimEnd());
}

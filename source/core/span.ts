import {type SafeText} from './sanitize.ts';

/**
 * What a piece of a line means. The theme turns meanings into the sixteen named colours of the user's terminal; the
 * words and marks beside them carry the same meaning without colour.
 */
export type Style =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'title'
  | 'border'
  | 'borderFocus'
  | 'good'
  | 'warn'
  | 'bad'
  | 'info'
  | 'key'
  | 'cursor'
  | 'cursorLine'
  | 'axis'
  | 'mark'
  | 'markStrong'
  | 'provisional'
  | 'jsonKey'
  | 'jsonString'
  | 'jsonNumber'
  | 'found'
  | `series${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`;

/** A run of characters of one meaning. */
export type Span = {readonly text: SafeText; readonly style: Style};

/** One line of the screen, left to right. */
export type Line = readonly Span[];

/** A span; plain unless said otherwise. */
export function span(text: SafeText, style: Style = 'plain'): Span {
  return {text, style};
}

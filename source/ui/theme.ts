import {type Style} from '../core/span.ts';

/**
 * Meanings as SGR parameters: the sixteen named colours only, so that the user's own theme applies. Without colour the
 * weight is kept, and words and marks carry the rest.
 */
const colored: Readonly<Record<Style, string>> = {
  plain: '',
  dim: '2',
  strong: '1',
  title: '1',
  border: '90',
  borderFocus: '36',
  good: '32',
  warn: '33',
  bad: '91',
  info: '36',
  key: '36',
  cursor: '7',
  cursorLine: '96',
  axis: '90',
  mark: '33',
  markStrong: '1;93',
  provisional: '90',
  jsonKey: '36',
  jsonString: '32',
  jsonNumber: '33',
  found: '7',
  series0: '92',
  series1: '93',
  series2: '96',
  series3: '95',
  series4: '94',
  series5: '32',
  series6: '33',
  series7: '36',
};

const plain: Readonly<Partial<Record<Style, string>>> = {
  strong: '1',
  title: '1',
  borderFocus: '1',
  bad: '1',
  cursor: '7',
  found: '7',
  cursorLine: '1',
  markStrong: '1',
};

/** SGR parameters of a style; '' for none. */
export function sgrOf(style: Style, hasColor: boolean): string {
  return hasColor ? colored[style] : (plain[style] ?? '');
}

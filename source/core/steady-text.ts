import stringWidth from 'string-width';
import {stillSafe, type SafeText} from './sanitize.ts';
import {cellWidth} from './text.ts';

const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'});
const plainAscii = /^[\u0020-\u007E]*$/v;

/**
 * A text for a place with something of the screen to the right of it that is drawn by itself, as the tables of the
 * summary are. Who joins such pieces measures whole signs, a terminal adds up their characters; where the two differ,
 * what stands to the right would shift, so the sign is shown by its code points.
 */
export function steadyText(text: SafeText): SafeText {
  if (plainAscii.test(text)) {
    return text;
  }

  let steady = '';
  for (const {segment} of segmenter.segment(text)) {
    steady +=
      stringWidth(segment) === cellWidth(stillSafe(segment)) ? segment : codePoints(segment);
  }

  return stillSafe(steady);
}

function codePoints(sign: string): string {
  return [...sign]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
    })
    .join('');
}

import {safe, t} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {type State} from '../state/model.ts';
import {wrapWords} from '../text.ts';

/** A word to the person in as many lines as it takes, three at the most; none where there is nothing to say. */
export function noticeLines({notice, isQuitAsked, size, ascii}: State): readonly Line[] {
  return notice === '' || isQuitAsked
    ? []
    : wrapWords(safe(notice, {ascii}), size.columns - 2)
        .slice(0, size.rows < 12 ? 1 : 3)
        .map((text): Line => [span(t` ${text}`, 'warn')]);
}

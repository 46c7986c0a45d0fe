import {printFilter, type Filter} from '../filter.ts';
import {pushedTerm} from '../loading/pushed-filter.ts';
import {safe, t} from '../sanitize.ts';
import {span, type Line, type Span} from '../span.ts';
import {type State} from '../state/model.ts';
import {grouped} from './numbers.ts';

/** How many events of how many, by which view and filter; `isShort` leaves out which other views there are. */
export function listTitle(state: State, isShort = false): Line {
  const {list, view, filter, ascii} = state;
  const dot = ascii ? t` - ` : t` · `;
  const others = (['notable', 'writes', 'all'] as const).filter((each) => each !== view);
  const line: Span[] = [
    span(t`Events ${grouped(list.rows.length)} of ${grouped(list.total)}`, 'title'),
    ...searchWords(state),
    span(
      isShort ? t`${dot}${safe(view)}` : t`${dot}${safe(view)} (w: ${safe(others.join(', '))})`,
      'plain',
    ),
  ];
  if (state.isTurned) {
    line.push(span(t`${dot}oldest first`, 'plain'));
  }

  if (list.own > 0) {
    line.push(span(t`${dot}${grouped(list.own)} own hidden`, 'dim'));
  }

  if (filter && filter.length > 0) {
    line.push(...filterSpans(state, filter));
  }

  return line;
}

/** The filter, and of each term whether AWS selects by it or it is looked at here. */
function filterSpans(state: State, filter: Filter): readonly Span[] {
  const {ascii, isFilterOff} = state;
  const dot = ascii ? t` - ` : t` · `;
  if (isFilterOff) {
    return [span(t`${dot}${safe(printFilter(filter), {ascii})} (off: F)`, 'dim')];
  }

  const pushed = pushedTerm(state);
  const here = filter.filter((term) => term !== pushed?.term);
  const spans: Span[] = [];
  if (pushed) {
    spans.push(span(t`${dot}${safe(printFilter([pushed.term]), {ascii})} (in AWS)`, 'warn'));
  }

  if (here.length > 0) {
    spans.push(span(t`${dot}${safe(printFilter(here), {ascii})} (here)`, 'warn'));
  }

  return spans;
}

/** While records are being searched, the numbers beside are what has been found so far. */
function searchWords({list, search, ascii}: State): Line {
  if (list.waiting === 0) {
    return [];
  }

  const dot = ascii ? t` - ` : t` · `;
  const percent = search ? Math.floor((search.done / Math.max(1, search.total)) * 100) : 0;
  return [span(t`${dot}searching ${percent} %`, 'warn')];
}

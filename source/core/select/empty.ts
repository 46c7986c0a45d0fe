import {dataEventsIn} from '../loading/data-events.ts';
import {doubtfulTerms, printFilter, type Filter} from '../filter.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {pushedAll, pushedWrites} from '../loading/passes.ts';
import {watchedRegions, zoneOf, type State} from '../state/model.ts';
import {wrapWords} from '../text.ts';
import {vocabularyOf} from '../filter/vocabulary.ts';
import {grouped} from './numbers.ts';
import {feedTroubles} from './troubles.ts';
import {loadedBack, moment, settledTo} from './status.ts';

/** An empty list says why it is empty, and never that nothing happened. */
export function emptyWords(state: State, cells: number): readonly Line[] {
  const paragraphs = state.mode === 'live' ? liveWords(state) : archiveWords(state);
  return [
    [],
    ...paragraphs.flatMap((words) =>
      wrapWords(words, cells - 4).map((text) => [span(t`  ${text}`)]),
    ),
  ];
}

function liveWords(state: State): readonly SafeText[] {
  const {ascii} = state;
  const trouble = feedTroubles(state);
  if (trouble.length > 0) {
    return trouble;
  }

  const regions = joinSafe(
    watchedRegions(state).map((region) => safe(region, {ascii})),
    t`, `,
  );
  const hidden = [...dataEventWords(state), ...hiddenWords(state)];
  if (state.feeds.size === 0 || (state.list.total === 0 && settledTo(state) === undefined)) {
    return [t`Nothing is loaded yet: asking CloudTrail in ${regions}.`];
  }

  const settled = settledTo(state);
  const until =
    settled === undefined
      ? t`; nothing is settled yet`
      : t`, settled to ${moment(settled, state, zoneOf(state))} ${zoneOf(state).label}`;
  return [
    ...unreadWords(state),
    t`No matching management event is loaded for ${regions} in this range${until}.`,
    ...hidden,
  ];
}

/** How far the range has been read, where it has not been read whole. */
function unreadWords(state: State): readonly SafeText[] {
  const pushed = state.view === 'all' ? [pushedAll] : [pushedWrites, pushedAll];
  const back = loadedBack(state, pushed);
  if (back === undefined) {
    return [t`This range has not been read yet.`];
  }

  return back > state.range.since
    ? [t`This range has been read back to ${moment(back, state, zoneOf(state))} only.`]
    : [];
}

function archiveWords(state: State): readonly SafeText[] {
  const {archive, store, ascii} = state;
  if (store.count === 0) {
    const problems = archive.problems
      .slice(0, 8)
      .map(({path, message}) => t`${safe(path, {ascii})}: ${safe(message, {ascii})}`);
    return archive.isDone
      ? [t`No event could be read from what was given.`, ...problems]
      : [t`Nothing is loaded yet: reading ${archive.filesTotal} files.`];
  }

  return [t`No event of the archive matches in this range.`, ...hiddenWords(state)];
}

/** What the view and the filter hide, and the key that shows it. */
function hiddenWords(state: State): readonly SafeText[] {
  const {list, view, filter, isFilterOff, ascii} = state;
  const words: SafeText[] = [];
  if (list.total > 0) {
    words.push(
      t`${grouped(list.total)} events are in the range${view === 'all' ? t`` : t`: w shows writes or all`}${filter && !isFilterOff ? t`; F turns the filter off` : t``}.`,
    );
  }

  if (filter && !isFilterOff) {
    words.push(t`The filter is ${safe(printFilter(filter), {ascii})}`, ...doubts(filter, state));
  }

  return words;
}

/** Data events are not late or filtered out: LookupEvents never holds them. */
function dataEventWords({filter, isFilterOff}: State): readonly SafeText[] {
  const what = filter && !isFilterOff ? dataEventsIn(filter) : '';
  return what === ''
    ? []
    : [
        t`These are data events (${safe(what)}): LookupEvents never holds them. Where the trail records them they are in its files: open those with trailtop PATH.`,
      ];
}

function doubts(filter: Filter, state: State): readonly SafeText[] {
  const {ascii} = state;
  return doubtfulTerms(filter, vocabularyOf(state.archive.columns)).map(
    ({text, suggestion}) =>
      t`${safe(text, {ascii})} is searched as text; did you mean ${safe(suggestion, {ascii})}?`,
  );
}

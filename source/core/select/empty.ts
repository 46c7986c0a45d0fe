import {dataEventsIn} from '../loading/data-events.ts';
import {doubtfulTerms, printFilter, type Filter} from '../filter.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {
  isTooOld,
  isWhole,
  keptSince,
  leftOutRegions,
  answeringPushes,
  answeringTerm,
  listReach,
  loadedBack,
  settledTo,
} from '../loading/reach.ts';
import {asShown, cameSince} from '../state/frozen.ts';
import {isAllWanted, isLoadingWanted, watchedRegions, zoneOf, type State} from '../state/model.ts';
import {pushedAll, pushedWrites} from '../loading/passes.ts';
import {wrapWords} from '../text.ts';
import {formatDate, formatMinute} from '../time.ts';
import {vocabularyOf} from '../filter/vocabulary.ts';
import {grouped} from './numbers.ts';
import {outsideWords} from './outside.ts';
import {feedTroubles} from './troubles.ts';
import {moment} from './moment.ts';

/** An empty list says why it is empty, and never that nothing happened. */
export function emptyWords(given: State, cells: number): readonly Line[] {
  const state = asShown(given);
  const paragraphs =
    state.list.waiting > 0
      ? searchingWords(state)
      : [
          ...frozenWords(given),
          ...(state.mode === 'live' ? liveWords(state) : archiveWords(state)),
        ];
  return [
    [],
    ...paragraphs.flatMap((words) =>
      wrapWords(words, cells - 4).map((text) => [span(t`  ${text}`)]),
    ),
  ];
}

/** What follows is said of the moment at which the screen was frozen. */
function frozenWords(state: State): readonly SafeText[] {
  if (state.frozenAt === undefined) {
    return [];
  }

  const zone = zoneOf(state);
  const since =
    state.mode === 'live' ? t` at ${moment(state.frozenSince, state, zone)} ${zone.label}` : t``;
  const more = cameSince(state);
  const [events, them] =
    more === 1
      ? [t`1 event that came since is`, t`it`]
      : [t`${grouped(more)} events that came since are`, t`them`];
  return more === 0
    ? [t`This is how it stood when the screen was frozen${since}: Space goes on.`]
    : [
        t`This is how it stood when the screen was frozen${since}: ${events} not looked at. Space shows ${them}.`,
      ];
}

/** Nothing can be said before all records have been looked into. */
function searchingWords({list, search}: State): readonly SafeText[] {
  const percent = search ? Math.floor((search.done / Math.max(1, search.total)) * 100) : 0;
  return [
    t`Nothing found yet: the records of ${grouped(list.waiting)} events are being searched, ${percent} % are done.`,
  ];
}

function liveWords(state: State): readonly SafeText[] {
  const {ascii} = state;
  const trouble = feedTroubles(state);
  const leftOut = leftOutRegions(state);
  const {back, writes} = listReach(state);
  const hasAll = isWhole(state, back) && leftOut.length === 0;
  // Where no region can be read and nothing was, that alone is the reason.
  if (
    trouble.length > 0 &&
    leftOut.length === 0 &&
    writes === undefined &&
    state.list.total === 0
  ) {
    return trouble;
  }

  if (isTooOld(state)) {
    return [
      ...trouble,
      t`LookupEvents holds the last 90 days; what is older is in the files of a trail only: open those with trailtop PATH.`,
    ];
  }

  const regions = joinSafe(
    watchedRegions(state)
      .filter((region) => !leftOut.includes(region))
      .map((region) => safe(region, {ascii})),
    t`, `,
  );
  const settled = settledTo(state);
  if (
    state.feeds.size === 0 ||
    (state.list.total === 0 && settled === undefined && back === undefined && writes === undefined)
  ) {
    return [...trouble, t`Nothing is loaded yet: asking CloudTrail in ${regions}.`];
  }

  const until =
    settled === undefined
      ? t`; nothing is settled yet`
      : t`, settled to ${moment(settled, state, zoneOf(state))} ${zoneOf(state).label}`;
  const isGone = back === undefined && keptSince(state) !== undefined;
  return [
    ...(isGone ? [] : unreadWords(state)),
    ...keptWords(state),
    t`No matching management event is ${hasAll ? t`there` : t`loaded`} for ${regions} in this range${until}${hasAll ? wholeWords(state) : t``}.`,
    ...outsideWords(state),
    // How complete the list is comes first: a small pane has no room for every region's trouble.
    ...trouble.slice(0, 1),
    ...(trouble.length > 1 ? [t`${trouble.length} regions are interrupted: ! tells of each.`] : []),
    ...dataEventWords(state),
    ...hiddenWords(state),
  ];
}

/** Nothing is left to be loaded that could match: what was read that says so. */
function wholeWords(state: State): SafeText {
  const term = answeringTerm(state);
  return term === undefined
    ? answeringPushes(state).includes(pushedWrites) &&
      !isWhole(state, loadedBack(state, [pushedAll]))
      ? t`: all its writes are read`
      : t`: all of it is read`
    : t`: all ${safe(term, {ascii: state.ascii})} of it are read, and nothing else can match`;
}

/** Older events of the range have gone from memory. */
function keptWords(state: State): readonly SafeText[] {
  const kept = keptSince(state);
  return kept === undefined
    ? []
    : [
        t`Only the newest events are kept, back to ${moment(kept, state, zoneOf(state))}: older ones of this range have gone (--max-events keeps more).`,
      ];
}

/** How far the range has been read, where it has not been read whole: the writes may be further than everything. */
function unreadWords(state: State): readonly SafeText[] {
  const {back, writes} = listReach(state);
  const at = (time: number) => moment(time, state, zoneOf(state));
  if (isWhole(state, back)) {
    return [];
  }

  if (writes === undefined) {
    return [t`This range has not been read yet.`];
  }

  const term = answeringTerm(state);
  if (term !== undefined) {
    const howFar =
      back === undefined ? t`not been read yet` : t`been read back to ${at(back)} only`;
    const isGoingOn =
      isLoadingWanted(state) && feedTroubles(state).length === 0 && state.frozenAt === undefined;
    return [
      t`${safe(term, {ascii: state.ascii})} of this range has ${howFar}${isGoingOn ? t`: older ones are being loaded` : t``}.`,
    ];
  }

  if (back === writes) {
    return [t`This range has been read back to ${at(writes)} only.`];
  }

  const howFar = isWhole(state, writes) ? t`been read` : t`been read back to ${at(writes)}`;
  const rest = back === undefined ? t`nothing else yet` : t`everything else only to ${at(back)}`;
  const isSaid = isAllWanted(state) || !isLoadingWanted(state) || state.frozenAt !== undefined;
  const more = isSaid ? t`` : t` A loads the rest.`;
  return [
    t`Of this range the writes have ${howFar}, ${rest}: denied and sensitive reads may be missing.${more}`,
  ];
}

function archiveWords(state: State): readonly SafeText[] {
  const {archive, store, ascii} = state;
  if (store.count === 0) {
    const problems = archive.problems
      .slice(0, 8)
      .map(({path, message}) => t`${safe(path, {ascii})}: ${safe(message, {ascii})}`);
    return archive.isDone
      ? [t`No event could be read from what was given.`, ...problems]
      : [t`Nothing is loaded yet: reading ${filesWords(archive.filesTotal)}.`];
  }

  const unread = archive.filesTotal - archive.filesDone;
  const isAllRead =
    archive.isDone && !archive.isStopped && archive.problems.every(({named}) => !named);
  const until =
    unread > 0
      ? t` (${grouped(unread)} files are not read${archive.isStopped ? t`` : t` yet`})`
      : t``;
  return [
    t`No event of the archive matches${state.choice.kind === 'all' ? t`` : t` in this range`}${until}${isAllRead ? t`: all of it is read` : t``}.`,
    ...extentWords(state),
    ...outsideWords(state),
    ...hiddenWords(state),
  ];
}

/** How many files there are is known only with the first that has been read. */
function filesWords(total: number): SafeText {
  return total === 0 ? t`what was given` : total === 1 ? t`1 file` : t`${grouped(total)} files`;
}

/** Where the archive's events are, when none of them is in the range. */
function extentWords(state: State): readonly SafeText[] {
  const {extent} = state.store;
  if (state.list.total > 0 || !extent) {
    return [];
  }

  const zone = zoneOf(state);
  const at = (time: number) => t`${formatDate(time, zone)} ${formatMinute(time, zone)}`;
  return [
    t`Its events are of ${at(extent.since)} to ${at(extent.until - 1)} ${zone.label}: t takes a time in there, . leads to the newest.`,
  ];
}

/** What the view and the filter hide, and the key that shows it. */
function hiddenWords(state: State): readonly SafeText[] {
  const {list, view, filter, isFilterOff, ascii} = state;
  const words: SafeText[] = [];
  if (list.total > 0) {
    words.push(
      t`${grouped(list.total)} ${list.total === 1 ? t`event is` : t`events are`} in the range${view === 'all' ? t`` : t`: w shows writes or all`}${filter && !isFilterOff ? t`; F turns the filter off` : t``}.`,
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
    ({text, name, suggestion}) =>
      suggestion === undefined
        ? t`${safe(text, {ascii})} is searched as text: there is no field ${safe(name, {ascii})}`
        : t`${safe(text, {ascii})} is searched as text; did you mean ${safe(suggestion, {ascii})}?`,
  );
}

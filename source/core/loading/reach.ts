import {asShown} from '../state/frozen.ts';
import {mentionsOwn} from '../state/visible.ts';
import {printFilter, pushDown} from '../filter.ts';
import {watchedRegions, type State} from '../state/model.ts';
import {day, minute, type TimeRange} from '../time.ts';
import {loadedBackTo, missing} from './coverage.ts';
import {pushedAll, pushedName, pushedWrites} from './passes.ts';
import {pushedTerm} from './pushed-filter.ts';

/** How far behind now the newest walk may have begun and still count as the present. */
const presentSlack = 6 * minute;

/** LookupEvents holds nothing older. */
export const retention = 90 * day;

/** What LookupEvents holds begins later every second; a reading that ends this much after it has read all there is. */
const retentionSlack = 10 * minute;

/**
 * Regions that cannot be read and of whose present nothing is known, where others can be read: what is said of completeness
 * is then said without them. What was read of a region before it was interrupted still counts: how far it goes is true.
 */
export function leftOutRegions(state: State): readonly string[] {
  const watched = watchedRegions(state);
  const unknown = watched.filter((region) => {
    const feed = asShown(state).feeds.get(region);
    return (
      feed?.problem &&
      (feed.settledTo === undefined ||
        regionBack(state, region, [pushedAll, pushedWrites]) === undefined)
    );
  });
  return unknown.length < watched.length ? unknown : [];
}

function readableRegions(state: State): readonly string[] {
  const leftOut = leftOutRegions(state);
  return watchedRegions(state).filter((region) => !leftOut.includes(region));
}

/** The newest instant that is settled in every readable region; undefined before the first sweep has ended everywhere. */
export function settledTo(state: State): number | undefined {
  const regions = readableRegions(state);
  const instants = regions.flatMap((region) => asShown(state).feeds.get(region)?.settledTo ?? []);
  return regions.length > 0 && instants.length === regions.length
    ? Math.min(...instants)
    : undefined;
}

/**
 * How far back everything of a kind is here for every readable region, within the range: loaded, and not gone from memory
 * again. Undefined where nothing is.
 */
export function loadedBack(state: State, pushed: readonly string[]): number | undefined {
  const {coverage, range, now, store} = asShown(state);
  let newest = -Infinity;
  for (const region of readableRegions(state)) {
    const back = regionBack(state, region, pushed);
    if (back === undefined) {
      return undefined;
    }

    newest = Math.max(newest, back);
  }

  const back = Math.max(newest, store.keptBackTo ?? -Infinity);
  const isNothing = coverage.length === 0 || newest === -Infinity;
  return isNothing || back >= Math.min(range.until, now) ? undefined : Math.max(back, range.since);
}

/** How far back everything of a kind is loaded for one region; undefined where nothing is. */
export function regionBack(
  state: State,
  region: string,
  pushed: readonly string[],
): number | undefined {
  const {coverage, range, now} = asShown(state);
  const ends = coverage
    .filter(
      (item) => item.region === region && pushed.includes(item.pushed) && item.since < range.until,
    )
    .map((item) => Math.min(item.until, range.until));
  const end = Math.max(-Infinity, ...ends);
  return end < Math.min(range.until, now) - presentSlack
    ? undefined
    : loadedBackTo(coverage, region, pushed, end);
}

/** Whether a reading that goes back so far is all of the range that LookupEvents holds. */
export function isWhole(state: State, back: number | undefined): boolean {
  const {range, now} = asShown(state);
  return back !== undefined && back <= Math.max(range.since, now - retention + retentionSlack);
}

/** Whether the range lies before all that LookupEvents holds. */
export function isTooOld({mode, range, now}: State): boolean {
  return mode === 'live' && range.until <= now - retention;
}

/** Since when events are kept, where older ones of the range have gone from memory. */
export function keptSince({store: {keptBackTo}, range}: State): number | undefined {
  return keptBackTo !== undefined && keptBackTo > range.since ? keptBackTo : undefined;
}

/** How far back the list is complete: in all that it may show, and in the writes among it. */
export type ListReach = {
  readonly back: number | undefined;
  readonly writes: number | undefined;
};

export function listReach(state: State): ListReach {
  const pushed = answeringPushes(state);
  const back = loadedBack(state, pushed);
  return {
    back,
    writes: pushed.includes(pushedWrites) ? back : loadedBack(state, [...pushed, pushedWrites]),
  };
}

/**
 * Which readings hold everything that the list may show: that of everything; that of the writes, where view or filter
 * show nothing else (denied reads, sign-ins and reads of secrets are notable too); that of the term that AWS selects by.
 */
export function answeringPushes(state: State): readonly string[] {
  const term = pushedTerm(state);
  return [
    pushedAll,
    ...(showsOnlyWrites(state) ? [pushedWrites] : []),
    ...(term ? [pushedName({key: term.attribute, value: term.value})] : []),
  ];
}

/**
 * The term of the filter that AWS selects by, as a person writes it, where its reading holds what no other one does: all
 * that can match is then here, though not everything is. Undefined where it makes no difference.
 */
export function answeringTerm(state: State): string | undefined {
  const term = pushedTerm(state);
  if (!term) {
    return undefined;
  }

  const own = pushedName({key: term.attribute, value: term.value});
  const others = answeringPushes(state).filter((pushed) => pushed !== own);
  return isWhole(state, loadedBack(state, others)) ? undefined : printFilter([term.term]);
}

function showsOnlyWrites({view, filter, isFilterOff}: State): boolean {
  const terms = filter && !isFilterOff ? filter : [];
  if (mentionsOwn(terms)) {
    // Our own calls are reads, and who asks for them is shown them in every view.
    return false;
  }

  return (
    view === 'writes' ||
    terms.some(
      (term) =>
        term.kind === 'class' &&
        !term.negated &&
        term.classes.length > 0 &&
        term.classes.every((name) => name === 'write'),
    ) ||
    pushDown(terms, new Set()).some(
      ({attribute, value}) => attribute === 'ReadOnly' && value === 'false',
    )
  );
}

/**
 * What of the range has been read in every readable region: everything that the list may show, and at least the writes.
 * What is newer than the newest reading is not told as unread for as long as the present is followed.
 */
export function readStretches(state: State): {
  readonly whole: readonly TimeRange[];
  readonly writes: readonly TimeRange[];
  readonly now: number;
} {
  const now = asShown(state).now - presentSlack;
  const pushed = answeringPushes(state);
  return {
    whole: stretchesOf(state, pushed, now),
    writes: stretchesOf(state, [...pushed, pushedWrites], now),
    now,
  };
}

function stretchesOf(state: State, pushed: readonly string[], now: number): readonly TimeRange[] {
  const since = Math.max(state.range.since, state.store.keptBackTo ?? -Infinity);
  const until = Math.min(state.range.until, now);
  const asked = {since, until};
  const holes = readableRegions(state)
    .flatMap((region) => missing(asShown(state).coverage, region, pushed, asked))
    .sort((a, b) => a.since - b.since);
  const read: TimeRange[] = [];
  let from = since;
  for (const hole of holes) {
    read.push({since: from, until: hole.since});
    from = Math.max(from, hole.until);
  }

  return [...read, {since: from, until}].filter((stretch) => stretch.since < stretch.until);
}

import {missing} from '../loading/coverage.ts';
import {pushedAll, pushedWrites} from '../loading/passes.ts';
import {leftOutRegions, settledTo} from '../loading/reach.ts';
import {leastLateness} from '../loading/slices.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {asShown} from '../state/frozen.ts';
import {presentOf, watchedRegions, zoneOf, type State} from '../state/model.ts';
import {formatDate, formatMinute, sameDay, second, type TimeRange} from '../time.ts';
import {moment} from './moment.ts';
import {grouped} from './numbers.ts';

/** How complete the loading is in a time. */
export function completenessWords(state: State, range: TimeRange): SafeText {
  return state.mode === 'archive' ? archiveWords(state, range) : liveWords(state, range);
}

function liveWords(given: State, range: TimeRange): SafeText {
  const state = asShown(given);
  const {store, coverage, now, ascii} = state;
  const settled = settledTo(state);
  const kept = Math.max(range.since, store.keptBackTo ?? -Infinity);
  const leftOut = leftOutRegions(state);
  const regions = watchedRegions(state).filter((region) => !leftOut.includes(region));
  // What is newer than the newest reading is told as what may still arrive.
  const until = settled === undefined ? now : Math.max(settled, newestRead(state, regions));
  const asked = {since: kept, until: Math.min(range.until, until)};
  const holes = (pushed: readonly string[]): readonly TimeRange[] =>
    regions
      .flatMap((region) => missing(coverage, region, pushed, asked))
      .filter((hole) => holdsSecond(hole));
  const all = holes([pushedAll]);
  const writes = holes([pushedAll, pushedWrites]);
  // What was read that long after it had happened is settled, also before the first sweep has ended.
  const isOld = settled === undefined && range.until <= now - leastLateness && writes.length === 0;
  // Nor does what has had to go come back.
  const isGone = kept >= range.until;
  const late =
    !isOld && !isGone && range.until > (settled ?? -Infinity)
      ? settled === undefined
        ? t`; nothing is settled yet`
        : t`; newer ones may still arrive (settled to ${moment(settled, state, zoneOf(state))})`
      : t``;
  const without =
    leftOut.length === 0
      ? t``
      : t`; without ${joinSafe(
          leftOut.map((region) => safe(region, {ascii})),
          t`, `,
        )}, which cannot be read`;
  const frozen =
    state.frozenAt === undefined
      ? t``
      : t`; frozen at ${moment(state.frozenSince, state, zoneOf(state))}: what came since is not looked at`;
  return t`${keptWords(state, all, writes, range)}${late}${without}${frozen}.`;
}

/** Up to when every region has been read at all; -Infinity before. */
function newestRead({coverage}: State, regions: readonly string[]): number {
  return Math.min(
    ...regions.map((name) =>
      Math.max(
        -Infinity,
        ...coverage.map(({region, until}) => (region === name ? until : -Infinity)),
      ),
    ),
  );
}

/** Calls are told by the second: between two of them there is none. */
function holdsSecond({since, until}: TimeRange): boolean {
  return Math.ceil(since / second) * second < until;
}

/** What has gone from memory comes first: no loading brings it back. */
function keptWords(
  state: State,
  all: readonly TimeRange[],
  writes: readonly TimeRange[],
  range: TimeRange,
): SafeText {
  const kept = state.store.keptBackTo ?? -Infinity;
  if (kept <= range.since) {
    return coveredWords(state, all, writes, range, t`of that time`);
  }

  const more = t`(--max-events keeps more)`;
  return kept >= range.until
    ? t`All of that time has gone from memory ${more}`
    : t`Gone from memory: ${stretch(state, {since: range.since, until: kept})} ${more}. ${coveredWords(state, all, writes, range, t`of the rest`)}`;
}

function coveredWords(
  state: State,
  all: readonly TimeRange[],
  writes: readonly TimeRange[],
  range: TimeRange,
  what: SafeText,
): SafeText {
  if (all.length === 0) {
    return t`All calls ${what} are loaded`;
  }

  const more = range.since < state.range.since ? t` (- in the chart loads more)` : t``;
  return writes.length === 0
    ? t`All writes ${what} are loaded, reads not ${stretches(state, all)}${more}`
    : t`Not loaded: ${stretches(state, writes)}${more}`;
}

function archiveWords(given: State, {since}: TimeRange): SafeText {
  const state = asShown(given);
  const unread = unreadWords(state);
  if (unread !== undefined) {
    return unread;
  }

  const {extent} = state.store;
  return extent && extent.since > since
    ? t`The opened files begin at ${moment(extent.since, state, zoneOf(state))}: what was before is not in them.`
    : t`What is not in the opened files (other regions, other days) was not looked at.`;
}

/** Files whose calls were not looked at; undefined where all are read. */
function unreadWords({archive, frozenAt}: State): SafeText | undefined {
  const {filesDone, filesTotal, isDone, isStopped} = archive;
  if (isDone && !isStopped) {
    return undefined;
  }

  const unread = grouped(filesTotal - filesDone);
  const some = t`${grouped(filesDone)} of ${filesTotal === 1 ? t`1 file` : t`${grouped(filesTotal)} files`}`;
  if (frozenAt !== undefined) {
    return filesTotal === 0
      ? t`Frozen before a file was read: Esc, then Space, goes on.`
      : t`Frozen after ${some}: what the other ${unread} hold is not looked at. Esc, then Space, goes on.`;
  }

  if (isStopped) {
    return t`Reading was stopped after ${some}: what the other ${unread} hold was not looked at.`;
  }

  return filesTotal === 0
    ? t`The files are still being read: their calls appear here by themselves.`
    : t`Only ${some} are read yet: the calls of the other ${unread} appear here by themselves.`;
}

function stretches(state: State, holes: readonly TimeRange[]): SafeText {
  const shown = holes.slice(0, 2).map((hole) => stretch(state, hole));
  return t`${joinSafe(shown, t`, `)}${holes.length > 2 ? t` and more` : t``}`;
}

/** `11:35 to 11:51`, with the dates where they are not today; of less than a minute `some seconds of 11:35`. */
export function stretch(state: State, {since, until}: TimeRange): SafeText {
  const zone = zoneOf(state);
  const isToday = sameDay(since, presentOf(state), zone);
  const at = (time: number, isDated: boolean) =>
    t`${isDated ? t`${formatDate(time, zone)} ` : t``}${formatMinute(time, zone)}`;
  const from = at(since, !isToday);
  return from === at(until, !isToday)
    ? t`some seconds of ${from}`
    : t`${from} to ${at(until, !sameDay(since, until, zone))}`;
}

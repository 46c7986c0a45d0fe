import {isWhole, keptSince, leftOutRegions, listReach} from '../loading/reach.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {grouped} from '../select/numbers.ts';
import {moment} from '../select/moment.ts';
import {asShown} from '../state/frozen.ts';
import {zoneOf, type State} from '../state/model.ts';

/**
 * Why the list is only a part of what it will be, or would have been: records that are still being searched, files that
 * are not read, a part of the range that CloudTrail has not been asked for yet. Nothing where the list is whole.
 */
export function lackWords(state: State): readonly SafeText[] {
  return [...searchLack(state), ...readingLack(state)];
}

/** The same of a search alone. */
export function searchLack({list, search}: State): readonly SafeText[] {
  if (list.waiting === 0) {
    return [];
  }

  const percent = search ? Math.floor((search.done / Math.max(1, search.total)) * 100) : 0;
  const records = list.waiting === 1 ? t`1 event` : t`${grouped(list.waiting)} events`;
  return [t`the records of ${records} are still being searched, ${percent} % are done`];
}

function readingLack(state: State): readonly SafeText[] {
  const {mode, archive, frozenAt} = asShown(state);
  const {filesDone, filesTotal, isDone, isStopped} = archive;
  if (mode === 'live') {
    return liveLack(state);
  }

  if (isDone && !isStopped) {
    return [];
  }

  const files = filesTotal === 1 ? t`1 file` : t`${grouped(filesTotal)} files`;
  const how = isStopped ? t`stopped after` : frozenAt === undefined ? t`reading` : t`frozen after`;
  return [t`${how} ${grouped(filesDone)} of ${files}`];
}

/**
 * How far back the range is read, where that is not all of it. That its newest minutes are not settled is no lack: what
 * has not been delivered cannot be saved by anybody.
 */
function liveLack(state: State): readonly SafeText[] {
  const {back, writes} = listReach(state);
  const kept = keptSince(state);
  const at = (time: number) => moment(time, state, zoneOf(state));
  const gone = kept === undefined ? [] : [t`what is older than ${at(kept)} has gone from memory`];
  const isTold = isWhole(state, back) || (kept !== undefined && back === kept);
  const leftOut = leftOutRegions(state).map((region) => safe(region, {ascii: state.ascii}));
  return [
    ...gone,
    ...(isTold ? [] : [reachWords(state, back, writes, at)]),
    ...(leftOut.length === 0 ? [] : [t`nothing of ${joinSafe(leftOut, t`, `)} can be read`]),
  ];
}

function reachWords(
  state: State,
  back: number | undefined,
  writes: number | undefined,
  at: (time: number) => SafeText,
): SafeText {
  if (writes === undefined) {
    return t`nothing of this range is loaded yet`;
  }

  if (back === writes) {
    return t`this range is loaded back to ${at(writes)} only`;
  }

  const howFar = isWhole(state, writes) ? t`all writes are` : t`the writes are`;
  const since = isWhole(state, writes) ? t`` : t` back to ${at(writes)}`;
  const rest = back === undefined ? t`the rest not yet` : t`the rest only back to ${at(back)}`;
  return t`${howFar} loaded${since}, ${rest}`;
}

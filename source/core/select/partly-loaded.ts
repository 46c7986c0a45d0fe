import {
  answeringPushes,
  answeringTerm,
  isTooOld,
  isWhole,
  keptSince,
  leftOutRegions,
  listReach,
} from '../loading/reach.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {isAllWanted, isLoadingWanted, zoneOf, type State} from '../state/model.ts';
import {moment} from './moment.ts';

/**
 * How far back the list goes, where it ends only because no more is loaded or kept: the same sentence in several lengths,
 * the longest first; none where the list is whole.
 */
export function partlyLoadedWords(state: State): readonly SafeText[] {
  const {back, writes} = listReach(state);
  const kept = keptSince(state);
  const at = (time: number) => moment(time, state, zoneOf(state));
  if (kept !== undefined && (back === undefined || back <= kept)) {
    return [
      t`older events have gone: only the newest are kept, back to ${at(kept)} (--max-events)`,
      t`kept back to ${at(kept)} only (--max-events)`,
    ];
  }

  if (isTooOld(state)) {
    return [];
  }

  const term = answeringTerm(state);
  const {ascii} = state;
  if (isWhole(state, back)) {
    return term === undefined
      ? []
      : [
          t`all ${safe(term, {ascii})} of this range are read: no other event can match`,
          t`all ${safe(term, {ascii})} are read`,
          t`all that can match is read`,
        ];
  }

  const next = nextWords(state);
  if (term !== undefined) {
    return back === undefined
      ? [t`${safe(term, {ascii})} of this range is not read yet; ${next}`, t`not read yet; ${next}`]
      : [
          t`${safe(term, {ascii})} is read back to ${at(back)} only; ${next}`,
          t`read back to ${at(back)} only; ${next}`,
        ];
  }

  if (writes === undefined) {
    return [t`this range has not been read yet; ${next}`];
  }

  const isAllWrites = isWhole(state, writes);
  if (back === undefined) {
    return isAllWrites
      ? [t`only the writes of this range are read; ${next}`, t`only writes are read; ${next}`]
      : [
          t`only the writes are read, and back to ${at(writes)} only; ${next}`,
          t`only writes, to ${at(writes)}; ${next}`,
        ];
  }

  if (isAllWrites) {
    return [
      t`before ${at(back)} only the writes are read; ${next}`,
      t`before ${at(back)} only writes; ${next}`,
    ];
  }

  return back === writes
    ? [t`read back to ${at(back)} only; ${next}`]
    : [
        t`everything is read back to ${at(back)}, the writes to ${at(writes)}; ${next}`,
        t`all read to ${at(back)}, writes to ${at(writes)}; ${next}`,
        t`all read to ${at(back)}, writes to ${at(writes)}`,
      ];
}

/** What becomes of what is not read yet. */
function nextWords(state: State): SafeText {
  if (state.frozenAt !== undefined) {
    return t`space shows what came since`;
  }

  if (leftOutRegions(state).length > 0 || [...state.feeds.values()].some(({problem}) => problem)) {
    return t`! tells why`;
  }

  if (!isLoadingWanted(state)) {
    return t`A goes on`;
  }

  // What AWS selects by the filter, and the writes, are loaded without being asked for.
  return isAllWanted(state) || answeringPushes(state).length > 1
    ? t`more is being loaded`
    : t`A loads the rest`;
}

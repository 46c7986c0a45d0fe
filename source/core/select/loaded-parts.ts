import {pushedAll, pushedWrites} from '../loading/passes.ts';
import {isTooOld, isWhole, keptSince, loadedBack} from '../loading/reach.ts';
import {t} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {asShown} from '../state/frozen.ts';
import {type State} from '../state/model.ts';
import {type Zone} from '../time.ts';
import {moment} from './moment.ts';
import {roughDuration} from './numbers.ts';
import {dotOf, one, wordings, type Part, type Wording} from './status-parts.ts';

/** How far back the writes and how far back everything is here. */
export function loadedParts(state: State, zone: Zone): readonly Part[] {
  if (isTooOld(state)) {
    return [
      wordings(
        [t`older than the 90 days that CloudTrail answers for`, 7],
        [t`older than 90 days`, 9],
      ),
    ];
  }

  const kept = keptSince(state);
  const keptParts: readonly Part[] =
    kept === undefined ? [] : [wordings([t`kept back to ${moment(kept, state, zone)}`, 8])];
  const all = loadedBack(state, [pushedAll]);
  const writes = loadedBack(state, [pushedWrites, pushedAll]);
  const isGone = kept !== undefined && kept >= Math.min(state.range.until, asShown(state).now);
  if (isGone || (kept !== undefined && all === kept)) {
    // Loading cannot bring back what there is no room for: how far it is kept says all.
    return keptParts;
  }

  const left = one(timeLeft(state), 2);
  const at = (time: number) => moment(time, state, zone);
  if (all !== undefined && (isWhole(state, all) || writes === all)) {
    return [wordings([t`all to ${at(all)}`, 4.6], [t`all ${at(all)}`, 7]), left, ...keptParts];
  }

  const isAllWrites = writes !== undefined && isWhole(state, writes);
  // Where both have no room, how far everything is loaded stays, since the writes are loaded as far at least: but for a
  // list of which every row that can be a write is there.
  const last: Wording =
    isAllWrites && state.view !== 'all'
      ? [t`all writes`, 7]
      : all === undefined
        ? [t`rest not loaded`, 7]
        : [t`all ${at(all)}`, 7];
  if (writes === undefined) {
    const words = all === undefined ? wordings([t`nothing loaded yet`, 7]) : wordings(last);
    return [words, left, ...keptParts];
  }

  const dot = dotOf(state.ascii);
  const [long, short] = isAllWrites
    ? [t`all writes`, t`all writes`]
    : [t`writes to ${at(writes)}`, t`writes ${at(writes)}`];
  const rest = isAllWrites ? t`rest` : t`all`;
  const part: Part =
    all === undefined
      ? wordings(
          [t`${long}${dot}the rest not yet loaded`, 4.4],
          [t`${long}${dot}rest not loaded`, 5.5],
          [t`${short}${dot}rest not loaded`, 6.5],
          last,
        )
      : wordings(
          [t`${long}${dot}${rest} to ${at(all)}`, 4.6],
          [t`${short}${dot}${rest} ${at(all)}`, 6.5],
          last,
        );
  return [part, left, ...keptParts];
}

/** `~2m left`: what the pass under way still takes at the request rate, in the region that takes longest. */
function timeLeft(state: State): Line {
  if (state.frozenAt !== undefined) {
    // What is being loaded does not come onto a frozen screen.
    return [];
  }

  const left = [...state.feeds.values()].map(({progress}) => progress?.left ?? 0);
  const most = Math.max(0, ...left);
  return most === 0 ? [] : [span(t`~${roughDuration(most / state.rate)} left`)];
}

import {missing} from '../loading/coverage.ts';
import {pushedAll, pushedWrites} from '../loading/passes.ts';
import {leftOutRegions} from '../loading/reach.ts';
import {isInstance, seriesLabel} from '../metric/choice.ts';
import {isInstanceId} from '../reading/instances.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {type BeforeAnswer} from '../spike/before.ts';
import {machineOf} from '../state/before.ts';
import {type BeforeOverlay} from '../state/before-overlay.ts';
import {asShown} from '../state/frozen.ts';
import {isLoadingWanted, watchedRegions, type State} from '../state/model.ts';

/** What stands for a series that is no instance id: the machine of that name, or only the word itself. */
export function standInWords(state: State, overlay: BeforeOverlay): readonly SafeText[] {
  const {instance} = overlay;
  if (!isInstance(instance) || isInstanceId(instance)) {
    return [];
  }

  const {ascii} = state;
  const name = safe(seriesLabel(instance), {ascii});
  const {id, namesakes} = machineOf(state, overlay);
  return id === instance
    ? [
        t`${name} is no instance id, and no loaded record gives an instance that name: only calls that say this very word can be tied to it. Name the series by instance id.`,
      ]
    : [
        namesakes === 1
          ? t`${name} is the name of ${safe(id, {ascii})} in the loaded records: its calls are looked for.`
          : t`${namesakes} instances of the loaded records are called ${name}: ${safe(id, {ascii})}, the last of them to begin, is looked for.`,
      ];
}

/** Whether not even the writes of a time are loaded, in no region and at no minute, and nothing of it is in memory. */
export function isNothingLoaded(state: State, {range, looked}: BeforeAnswer): boolean {
  const {mode, coverage, now} = asShown(state);
  const until = Math.min(range.until, now);
  if (mode === 'archive' || looked > 0 || until <= range.since) {
    return false;
  }

  return watchedRegions(state).every((region) => {
    const [hole] = missing(coverage, region, [pushedAll, pushedWrites], {
      since: range.since,
      until,
    });
    return hole !== undefined && hole.since <= range.since && hole.until >= until;
  });
}

/** What is said where nothing of a time is loaded: whether it comes by itself, and what to do where not. */
export function nothingLoadedWords(state: State, {range}: BeforeAnswer): SafeText {
  if (state.frozenAt !== undefined) {
    return t`Nothing of that time was loaded when the screen was frozen: Esc, then Space, goes on.`;
  }

  if (leftOutRegions(state).length > 0 || [...state.feeds.values()].some(({problem}) => problem)) {
    return t`Nothing of that time is loaded: reading is interrupted, ! tells why.`;
  }

  const isInRange = range.until > state.range.since && range.since < state.range.until;
  if (!isLoadingWanted(state)) {
    return t`Nothing of that time is loaded, and loading was not wanted: A in the list loads it.`;
  }

  return isInRange
    ? t`Nothing of that time is loaded yet: it is being read, and the calls appear here by themselves.`
    : t`Nothing of that time is loaded: it lies before the range, - in the chart widens that and loads it.`;
}

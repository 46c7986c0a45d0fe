import {pushedAll, pushedWrites} from '../../loading/passes.ts';
import {joinSafe, safe, t, type SafeText} from '../../sanitize.ts';
import {grouped} from '../../select/numbers.ts';
import {leftOutRegions, loadedBack, settledTo} from '../../loading/reach.ts';
import {feedTroubles, problemSentences} from '../../select/troubles.ts';
import {asShown, cameSince} from '../../state/frozen.ts';
import {zoneOf, type State} from '../../state/model.ts';
import {searchLack} from '../lacks.ts';
import {code} from './markdown.ts';
import {momentOf} from './moment.ts';

/** Problems of an archive that are told one by one. */
const mostProblems = 50;

/**
 * What is loaded and what is not, in the words of the status line and the problems page, as Markdown; times with their
 * dates.
 */
export function completeness(given: State): readonly SafeText[] {
  const state = asShown(given);
  const own = [
    ...searchLack(state).map((words) => t`${words}: what follows is not complete`),
    ...(state.mode === 'live' ? liveWords(state) : archiveWords(state)),
  ];
  return state.frozenAt === undefined
    ? own
    : [
        state.mode === 'live'
          ? t`FROZEN at ${momentOf(state.frozenSince, zoneOf(state))}: ${leftOutSince(given)}, and the rest of this is said of that moment`
          : t`FROZEN: ${leftOutSince(given)}`,
        ...own,
      ];
}

/** What has come after a freeze is in no note of it. */
function leftOutSince(state: State): SafeText {
  const more = cameSince(state);
  if (more === 0) {
    return t`what is loaded later is left out`;
  }

  return more === 1
    ? t`1 event loaded since is left out`
    : t`${grouped(more)} events loaded since are left out`;
}

function liveWords(state: State): readonly SafeText[] {
  const zone = zoneOf(state);
  const {chart, ascii, store} = state;
  const settled = settledTo(state);
  const writes = loadedBack(state, [pushedWrites, pushedAll]);
  const all = loadedBack(state, [pushedAll]);
  const kept = store.keptBackTo;
  const chartTroubles = [...(chart.problem ? [chart.problem] : []), ...chart.lacks];
  return [
    settled === undefined
      ? t`nothing is settled yet: events may still arrive for the whole range`
      : t`settled to ${momentOf(settled, zone)}${settled < state.range.until ? t`: newer events may still arrive` : t``}`,
    writes === undefined
      ? t`the writes not yet loaded`
      : t`writes to ${momentOf(writes, zone)}${backWords(state, writes)}`,
    all === undefined
      ? t`the rest not yet loaded`
      : t`all to ${momentOf(all, zone)}${backWords(state, all)}`,
    ...(kept === undefined
      ? []
      : [t`kept back to ${momentOf(kept, zone)}: what is older has gone from memory`]),
    ...leftOutWords(state),
    ...feedTroubles(state).map((words) => code(words)),
    ...chartTroubles.map((problem) => t`chart: ${code(problemSentences(problem, ascii))}`),
  ];
}

/** What is said above holds for the regions that can be read. */
function leftOutWords(state: State): readonly SafeText[] {
  const regions = leftOutRegions(state).map((region) => code(safe(region, {ascii: state.ascii})));
  return regions.length === 0 ? [] : [t`all of this without ${joinSafe(regions, t`, `)}`];
}

function backWords({range}: State, back: number): SafeText {
  return back <= range.since ? t` (the whole range)` : t``;
}

function archiveWords({archive, ascii, frozenAt}: State): readonly SafeText[] {
  const {filesDone, filesTotal, problems, skipped, isDone, isStopped} = archive;
  const files = filesTotal === 1 ? t`1 file` : t`${grouped(filesTotal)} files`;
  const more = problems.length - mostProblems;
  return [
    isDone && !isStopped
      ? t`archive of ${files}, ${problems.length === 0 ? t`all of it read` : t`read but for what is told here`}`
      : t`${isStopped ? t`stopped after` : frozenAt === undefined ? t`reading` : t`frozen after`} ${grouped(filesDone)} of ${files}: what follows is not complete`,
    ...problems
      .slice(0, mostProblems)
      .map(({path, message}) => t`${code(safe(path, {ascii}))}: ${code(safe(message, {ascii}))}`),
    ...(more > 0 ? [t`and ${grouped(more)} more problems`] : []),
    ...(skipped > 0 ? [t`${grouped(skipped)} other files hold no events`] : []),
  ];
}

import {pushedAll} from '../loading/passes.ts';
import {isWhole, keptSince, leftOutRegions, loadedBack} from '../loading/reach.ts';
import {asCollected} from './frozen.ts';
import {isAllWanted, isLoadingWanted, type RegionFeed, type State} from './model.ts';

/** So many requests for the writes of a range are made without a question: ten thousand writes. */
const unasked = 200;

/** Where fewer are left, what a question saves is not worth it. */
const fewLeft = 60;

/** After many requests for the first passes of a range, and many more to make, the person is asked. */
export function askedFirst(state: State, {progress}: RegionFeed): State {
  const left = progress?.left ?? 0;
  return state.loadFirst.answer === 'auto' &&
    progress !== undefined &&
    progress.pass !== 'all' &&
    progress.requests >= unasked &&
    left > fewLeft
    ? {...withoutLoading(state), loadFirst: {answer: 'ask', left}}
    : state;
}

/** What is under way for the range is given up; what it has brought stays. */
function withoutLoading(state: State): State {
  return {
    ...state,
    generation: state.generation + 1,
    feeds: new Map(
      [...state.feeds].map(([region, {progress: _, ...feed}]) => [region, feed] as const),
    ),
  };
}

/** Esc: the loading that is under way and takes a while; undefined where there is none. */
export function stopLoading(state: State): State | undefined {
  const {archive} = state;
  if (state.mode === 'archive') {
    return archive.isDone
      ? undefined
      : {
          ...state,
          archive: {...archive, isDone: true, isStopped: true},
          notice: 'reading is stopped; what was read stays',
        };
  }

  const running = [...state.feeds.values()].flatMap(({progress}) => progress ?? []);
  if (isAllWanted(state) && running.some(({pass}) => pass === 'all')) {
    return {...state, loadAll: 'no', notice: 'loading of the rest is stopped; A goes on with it'};
  }

  const left = Math.max(0, ...running.map((progress) => progress.left ?? 0));
  return isLoadingWanted(state) && left > fewLeft
    ? {
        ...withoutLoading(state),
        loadFirst: {answer: 'no', left},
        notice: 'loading is stopped; A goes on with it',
      }
    : undefined;
}

/** `A`: what was stopped goes on, else everything is loaded beyond the writes; where that is so already, that is said. */
export function loadRest(state: State): State {
  if (state.mode === 'archive') {
    return {...state, notice: 'an archive is read as a whole'};
  }

  // A frozen screen may hold less than what is loaded behind it.
  const present = asCollected(state);
  if (isWhole(present, loadedBack(present, [pushedAll]))) {
    const leftOut = leftOutRegions(present).join(', ');
    const isBehind = !isWhole(state, loadedBack(state, [pushedAll]));
    const notice = `everything in this range is loaded${isBehind ? ' by now: Space shows it' : ''}`;
    return {
      ...state,
      notice: leftOut === '' ? notice : `${notice}, but for ${leftOut}: ! tells why`,
    };
  }

  if (!isLoadingWanted(state)) {
    return {
      ...state,
      loadFirst: {answer: 'yes', left: state.loadFirst.left},
      notice: 'loading goes on; Esc stops it',
    };
  }

  return isAllWanted(state)
    ? {...state, notice: whyNotYet(state)}
    : {...state, loadAll: 'yes', notice: 'loading everything; Esc stops it'};
}

/** Everything is wanted, and is not here: why. */
function whyNotYet(state: State): string {
  const feeds = [...state.feeds.values()];
  if (feeds.some(({problem}) => problem)) {
    return 'it goes on by itself once AWS answers again: ! tells more';
  }

  if (keptSince(state) !== undefined) {
    return 'older events were loaded and have gone: --max-events says how many are kept';
  }

  return feeds.some(({progress}) => progress?.pass === 'all')
    ? 'it is being loaded; Esc stops it'
    : 'everything is loaded next, after the writes';
}

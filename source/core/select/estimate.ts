import {missing} from '../loading/coverage.ts';
import {pushedAll} from '../loading/passes.ts';
import {watchedRegions, type State} from '../state/model.ts';

const pageSize = 50;
const leastKnown = 60_000;

/**
 * Requests that the rest of the range takes, in the region that takes most, at the density of events where everything is
 * loaded already; undefined where too little is loaded to tell.
 */
export function estimateRequests(state: State): number | undefined {
  const until = Math.min(state.range.until, state.now);
  const asked = {since: state.range.since, until};
  const left = watchedRegions(state).map((region) => {
    const known = state.coverage
      .filter((item) => item.region === region && item.pushed === pushedAll)
      .reduce((total, item) => total + item.until - item.since, 0);
    const holes = missing(state.coverage, region, [pushedAll], asked);
    const open = holes.reduce((total, hole) => total + hole.until - hole.since, 0);
    return {known, open};
  });
  const known = Math.max(0, ...left.map((each) => each.known));
  if (known < leastKnown) {
    return undefined;
  }

  const perMs = state.store.count / known;
  const open = Math.max(0, ...left.map((each) => each.open));
  return Math.ceil((open * perMs) / pageSize);
}

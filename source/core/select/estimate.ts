import {missing, type Coverage} from '../loading/coverage.ts';
import {pushedAll} from '../loading/passes.ts';
import {retention} from '../loading/reach.ts';
import {type EventStore} from '../event-store.ts';
import {watchedRegions, type State} from '../state/model.ts';
import {minute, type TimeRange} from '../time.ts';

const pageSize = 50;

/** Less than this, loaded whole, says too little of how many events there are. */
const leastKnown = 5 * minute;

/**
 * Requests that the rest of the range takes, in the region that takes most: for each region at the density of events where
 * everything of it is loaded already. Undefined where too little is loaded to tell.
 */
export function estimateRequests(state: State): number | undefined {
  const {coverage, range, now} = state;
  const asked = {since: Math.max(range.since, now - retention), until: Math.min(range.until, now)};
  let most: number | undefined;
  for (const region of watchedRegions(state)) {
    const {known, events} = densityOf(state.store, coverage, region);
    if (known >= leastKnown) {
      const holes = missing(coverage, region, [pushedAll], asked);
      const open = holes.reduce((total, hole) => total + hole.until - hole.since, 0);
      most = Math.max(most ?? 0, Math.ceil((open * events) / known / pageSize));
    }
  }

  return most;
}

type Density = {readonly known: number; readonly events: number};

const remembered = new WeakMap<
  readonly Coverage[],
  {version: number; densities: Map<string, Density>}
>();

/** The stretches (ms) where everything of a region is loaded, and the events in them. Drawn with every key: remembered. */
function densityOf(store: EventStore, coverage: readonly Coverage[], region: string): Density {
  let memory = remembered.get(coverage);
  if (memory?.version !== store.version) {
    memory = {version: store.version, densities: new Map()};
    remembered.set(coverage, memory);
  }

  let density = memory.densities.get(region);
  if (!density) {
    density = measure(store, coverage, region);
    memory.densities.set(region, density);
  }

  return density;
}

function measure(store: EventStore, coverage: readonly Coverage[], region: string): Density {
  const kept = store.keptBackTo ?? -Infinity;
  let known = 0;
  let events = 0;
  for (const item of coverage) {
    const since = Math.max(item.since, kept);
    if (item.region === region && item.pushed === pushedAll && since < item.until) {
      known += item.until - since;
      events += countIn(store, region, {since, until: item.until});
    }
  }

  return {known, events};
}

function countIn(store: EventStore, region: string, {since, until}: TimeRange): number {
  const {order} = store;
  let count = 0;
  for (let position = firstBefore(store, until); position < order.length; position++) {
    const row = order[position] ?? -1;
    if (!(store.time(row) >= since)) {
      break;
    }

    const [named] = store.field(row, 'region');
    count += named === undefined || named === region ? 1 : 0;
  }

  return count;
}

/** The first position in the store's order whose time is before an instant. */
function firstBefore(store: EventStore, until: number): number {
  const {order} = store;
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (store.time(order[middle] ?? -1) >= until) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return low;
}

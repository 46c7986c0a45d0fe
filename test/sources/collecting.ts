import {addCoverage, type Coverage} from '../../source/core/loading/coverage.ts';
import {EventStore} from '../../source/core/event-store.ts';
import {type Action} from '../../source/core/state.ts';
import {hour, type TimeRange} from '../../source/core/time.ts';
import {RequestBudget} from '../../source/sources/budget.ts';
import {RegionCollector, type Wanted} from '../../source/sources/collector.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {tinyRandom} from '../support/tiny-world.ts';
import {TrailModel} from './trail-model.ts';

export const noon = Date.UTC(2026, 10, 22, 12);

type ActionOf<T extends Action['type']> = Extract<Action, {readonly type: T}>;

/** A collector of one region at noon over a trail that a test fills, and what the screen would know of it. */
export function collecting(
  options: {
    readonly rate?: number;
    readonly random?: () => number;
    /** As --max-events. */
    readonly limit?: number;
  } = {},
) {
  const {rate = 1, random = tinyRandom(), limit = Infinity} = options;
  const clock = createSimulatedClock(noon);
  const trail = new TrailModel(clock);
  const store = new EventStore({limit});
  const actions: Array<{readonly at: number; readonly action: Action}> = [];
  const firstSeen = new Map<string, number>();
  const lies: string[] = [];
  const shown: string[] = [];
  let coverage: readonly Coverage[] = [];
  const budget = new RequestBudget(rate, clock);

  const collector = new RegionCollector({
    region: 'us-east-1',
    endpoint: '',
    lookup: trail,
    budget,
    clock,
    random,
    store,
    coverage: () => coverage,
    dispatch(action) {
      actions.push({at: clock.now(), action});
      if (action.type === 'events') {
        for (const row of store.add(action.events, {how: action.how})) {
          // What is new may be too old to be kept with what came beside it.
          shown.push(...store.field(row, 'id'));
        }

        for (const {id} of action.events) {
          firstSeen.set(id, firstSeen.get(id) ?? clock.now());
        }
      } else if (action.type === 'coverage') {
        coverage = addCoverage(coverage, action.coverage);
        check(action.coverage);
      }
    },
    refresh: 5000,
  });

  /** What is said to be read is read: whatever was visible when the reading began is in the store. */
  function check({since, until, asOf, pushed}: Coverage): void {
    if (until > asOf) {
      lies.push(`what had not happened yet is said to be read, ${until - asOf} ms of it`);
    }

    for (const {id, time, visibleAt, isRead} of trail.made) {
      const isKept = id !== '' && time > (store.keptBackTo ?? -Infinity);
      const isCovered = time >= since && time < until && visibleAt <= asOf && isKept;
      if (isCovered && (pushed === 'all' || !isRead) && store.rowOf(id) === undefined) {
        lies.push(`${id} is said to be read as of ${asOf - noon} ms, and is not here`);
      }
    }
  }

  const wanted = (more: Partial<Wanted> = {}): Wanted => ({
    range: {since: noon - hour, until: noon + 5 * 60_000},
    generation: 1,
    isLive: true,
    refreshes: 0,
    ...more,
  });

  return {
    clock,
    trail,
    store,
    budget,
    collector,
    actions,
    /** Coverage that claimed too much: a test is wrong where there is any. */
    lies: lies as readonly string[],
    wanted,
    coverage: () => coverage,
    has: (id: string) => store.rowOf(id) !== undefined,
    /** Every event that came as new, as often as it did. */
    shown: shown as readonly string[],
    /** When the screen first had an event, ms since 1970. */
    seenAt: (id: string) => firstSeen.get(id),
    feeds: () =>
      actions.flatMap(({at, action}) => (action.type === 'feed' ? [{...action, at}] : [])),
    lastFeed: () =>
      actions.findLast(({action}) => action.type === 'feed')?.action as
        ActionOf<'feed'> | undefined,
    /** Whether all of a range has been read, writes or everything. */
    isRead: (range: TimeRange, pushed: readonly string[]) =>
      missingIn(coverage, pushed, range) === 0,
  };
}

/** How much of a range, in ms, no interval covers. */
function missingIn(
  coverage: readonly Coverage[],
  pushed: readonly string[],
  range: TimeRange,
): number {
  const intervals = coverage
    .filter((item) => pushed.includes(item.pushed))
    .sort((a, b) => a.since - b.since);
  let reached = range.since;
  let gap = 0;
  for (const {since, until} of intervals) {
    gap += Math.max(0, Math.min(since, range.until) - reached);
    reached = Math.max(reached, until);
  }

  return gap + Math.max(0, range.until - reached);
}

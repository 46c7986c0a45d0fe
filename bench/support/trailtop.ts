import {addCoverage, missing, type Coverage} from '../../source/core/loading/coverage.ts';
import {EventStore} from '../../source/core/event-store.ts';
import {second, type TimeRange} from '../../source/core/time.ts';
import {RequestBudget} from '../../source/sources/budget.ts';
import {RegionCollector} from '../../source/sources/collector.ts';
import {withPage} from '../../source/sources/with-page.ts';
import {Shown} from './shown.ts';
import {type Trail} from './trail.ts';

/** The default options: `--rate` and `--refresh auto`. */
export const rate = 1;
const refresh = 5 * second;
const region = 'us-east-1';

export type TrailtopWatch = ReturnType<typeof watchWithTrailtop>;

type WatchOptions = {
  /** As --max-events. */
  readonly limit?: number;
  /** How far trailtop's clock is ahead of AWS's, ms. */
  readonly ahead?: number;
};

/** trailtop's collector over a trail, with a store that keeps so many events, a budget and the default options. */
export function watchWithTrailtop(
  trail: Trail,
  random: () => number,
  {limit = 100_000, ahead = 0}: WatchOptions = {},
) {
  const {clock} = trail;
  const ourClock = {...clock, now: () => clock.now() + ahead};
  const tooOld = new Set<string>();
  const looks: number[] = [];
  let lag = 0;
  const lookup = withPage(trail.lookup, async (request, signal) => {
    if (request.token === undefined && request.until > clock.now()) {
      looks.push(clock.now());
    }

    const page = await trail.lookup.page(request, signal);
    for (const {id, time} of page.events) {
      if (time <= (store.keptBackTo ?? -Infinity) && !shown.has(id)) {
        tooOld.add(id);
      }
    }

    return page;
  });
  lookup.skew = () => -ahead;
  const store = new EventStore({limit});
  const shown = new Shown();
  let coverage: readonly Coverage[] = [];
  const collector = new RegionCollector({
    region,
    endpoint: '',
    lookup,
    budget: new RequestBudget(rate, clock),
    clock: ourClock,
    random,
    store,
    coverage: () => coverage,
    dispatch(action) {
      switch (action.type) {
        case 'coverage': {
          coverage = addCoverage(coverage, action.coverage);
          break;
        }

        case 'events': {
          for (const {id} of action.events) {
            if (store.rowOf(id) === undefined) {
              shown.show(id, clock.now());
            } else {
              shown.again++;
            }
          }

          store.add(action.events, {how: action.how});
          break;
        }

        case 'feed': {
          lag = action.lag ?? 0;
          break;
        }

        default: {
          break;
        }
      }
    },
    refresh,
  });
  return {
    shown,
    store,
    isTooOld: (id: string) => tooOld.has(id),
    /** When the newest end was looked at, ms since 1970. */
    looks: looks as readonly number[],
    /** Seconds that it says to be behind. */
    lag: () => lag,
    want(range: TimeRange, isLive = true) {
      collector.want({range, generation: 1, isLive, refreshes: 0});
    },
    isLoaded: (range: TimeRange) => missing(coverage, region, ['all'], range).length === 0,
    stop() {
      collector.stop();
    },
  };
}

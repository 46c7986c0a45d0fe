import {addCoverage, missing, type Coverage} from '../../source/core/loading/coverage.ts';
import {EventStore} from '../../source/core/event-store.ts';
import {second, type TimeRange} from '../../source/core/time.ts';
import {RequestBudget} from '../../source/sources/budget.ts';
import {RegionCollector} from '../../source/sources/collector.ts';
import {Shown} from './shown.ts';
import {type Trail} from './trail.ts';

/** The default options: `--rate` and `--refresh auto`. */
export const rate = 1;
const refresh = 4 * second;
const region = 'us-east-1';

export type TrailtopWatch = ReturnType<typeof watchWithTrailtop>;

/** trailtop's collector over a trail, with a store that keeps so many events, a budget and the default options. */
export function watchWithTrailtop({lookup, clock}: Trail, random: () => number, limit = 100_000) {
  const store = new EventStore({limit});
  const shown = new Shown();
  let coverage: readonly Coverage[] = [];
  const collector = new RegionCollector({
    region,
    endpoint: '',
    lookup,
    budget: new RequestBudget(rate, clock),
    clock,
    random,
    store,
    coverage: () => coverage,
    dispatch(action) {
      if (action.type === 'coverage') {
        coverage = addCoverage(coverage, action.coverage);
      } else if (action.type === 'events') {
        for (const {id} of action.events) {
          if (store.rowOf(id) === undefined) {
            shown.show(id, clock.now());
          } else {
            shown.again++;
          }
        }

        store.add(action.events, {how: action.how});
      }
    },
    refresh,
  });
  return {
    shown,
    store,
    want(range: TimeRange, isLive = true) {
      collector.want({range, generation: 1, isLive, refreshes: 0});
    },
    isLoaded: (range: TimeRange) => missing(coverage, region, ['all'], range).length === 0,
    stop() {
      collector.stop();
    },
  };
}

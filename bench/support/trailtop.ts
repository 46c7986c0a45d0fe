import {addCoverage, missing, type Coverage} from '../../source/core/coverage.ts';
import {EventStore} from '../../source/core/event-store.ts';
import {type TimeRange} from '../../source/core/time.ts';
import {RequestBudget} from '../../source/sources/budget.ts';
import {RegionCollector} from '../../source/sources/collector.ts';
import {Shown} from './shown.ts';
import {type Trail} from './trail.ts';

const rate = 1;
const refresh = 4000;
const region = 'us-east-1';

/** trailtop's collector over a trail, with its own store and budget and the default options. */
export function watchWithTrailtop({lookup, clock}: Trail, random: () => number) {
  const store = new EventStore();
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
        const before = store.rowCount;
        store.add(action.events, {how: action.how});
        shown.again += action.events.length - (store.rowCount - before);
        for (let row = before; row < store.rowCount; row++) {
          shown.show(store.field(row, 'id')[0] ?? '', clock.now());
        }
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

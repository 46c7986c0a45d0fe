import {type Action, type State} from '../core/state.ts';
import {type Everywhere} from '../core/loading/everywhere.ts';
import {type PushedAttribute} from '../core/loading/passes.ts';
import {pushedTerm} from '../core/loading/pushed-filter.ts';
import {isChartWanted} from '../core/chart/shown-frame.ts';
import {chartGeneration, isAllWanted, isLoadingWanted} from '../core/state/model.ts';
import {unnamedIn} from '../core/state/picker.ts';
import {metricRefusal} from '../core/state/metric-menu.ts';
import {type TimeRange} from '../core/time.ts';
import {withSharedCredentials, type AwsSettings} from './aws-settings.ts';
import {RequestBudget} from './budget.ts';
import {AlarmList} from './alarm-list.ts';
import {createAlarms} from './alarms.ts';
import {ChartFeed} from './chart-feed.ts';
import {Chartable, nameChartable} from './chartable.ts';
import {type Clock, type Random} from './clock.ts';
import {createLookup, type Lookup} from './cloudtrail.ts';
import {createMetrics} from './cloudwatch.ts';
import {createMetricNames} from './metric-names.ts';
import {MetricList} from './metric-list.ts';
import {RegionCollector} from './collector.ts';
import {searchRegion} from './everywhere.ts';
import {callerIdentity} from './identity.ts';
import {OwnCalls} from './own-calls.ts';
import {enabledRegions} from './regions.ts';
import {InstanceList} from './instance-list.ts';
import {describeInstances} from './instances.ts';
import {persist} from './persist.ts';
import {explain} from './problem.ts';
import {Traffic} from './traffic.ts';

/** The store as the sources see it. */
export type StateHolder = {
  getState: () => State;
  subscribe: (listener: () => void) => () => void;
  dispatch: (action: Action) => void;
};

export type LiveOptions = {
  readonly settings: AwsSettings;
  readonly holder: StateHolder;
  readonly clock: Clock;
  readonly random: Random;
  readonly rate: number;
  readonly refresh: number;
  /** Counts the requests, for whoever wants to know. */
  readonly traffic?: Traffic;
};

/** How a region is reached: its client, and the requests that may be made there. */
type RegionAccess = {readonly lookup: Lookup; readonly budget: RequestBudget};

/** Watches AWS for as long as the screen is there. The returned function ends every request and timer. */
export function watchAws(options: LiveOptions): () => void {
  const {holder, clock, random, rate, refresh, traffic = new Traffic(clock)} = options;
  const {dispatch} = holder;
  const settings = withSharedCredentials(options.settings);
  const stop = new AbortController();
  const first = holder.getState();
  const [home = ''] = first.regions;
  const endpoint = settings.endpointUrl ?? settings.endpointName ?? '';
  const regions =
    first.globalRegion === '' ? first.regions : [...first.regions, first.globalRegion];

  let expiry: number | undefined;
  const learnEnd = (expiresAt: number | undefined) => {
    if (expiresAt !== expiry) {
      expiry = expiresAt;
      dispatch({type: 'expiry', expiresAt});
    }
  };

  const own = new OwnCalls({
    onNewKey() {
      dispatch({type: 'isOwn', isOwn: own.isOwn});
    },
    onEnd: learnEnd,
  });

  // One budget and one client a region, shared by everything that asks there.
  const access = new Map<string, RegionAccess>();
  const accessTo = (region: string): RegionAccess => {
    const known = access.get(region);
    const found = known ?? {
      lookup: traffic.counting(own.learning(createLookup(settings, region))),
      budget: traffic.watch(new RequestBudget(rate, clock)),
    };
    access.set(region, found);
    return found;
  };

  const collectors = regions.map(
    (region) =>
      new RegionCollector({
        region,
        endpoint,
        ...accessTo(region),
        clock,
        random,
        store: first.store,
        coverage: () => holder.getState().coverage,
        dispatch,
        refresh,
      }),
  );
  const chartOptions = {
    region: home,
    endpoint,
    api: createMetrics(settings, home, (metrics) => {
      dispatch({type: 'paid', metrics});
    }),
    clock,
    random,
    dispatch,
  };
  const chart = new ChartFeed(chartOptions);
  const alarms = new AlarmList({...chartOptions, api: createAlarms(settings, home)});
  const metrics = new MetricList({...chartOptions, api: createMetricNames(settings, home)});
  const describe = async (ids: readonly string[], signal: AbortSignal) =>
    describeInstances(settings, home, ids, signal);
  const instances = new InstanceList({
    ...chartOptions,
    chart: () => holder.getState().chart,
    describe,
  });
  const chartable = new Chartable({
    name: nameChartable(settings, home),
    describe,
    clock,
    dispatch,
  });

  /** One value in every region that is enabled; in those that are watched where that may not be asked. */
  const searchEverywhere = async ({request, choice}: Everywhere) => {
    let enabled: readonly string[] = [];
    try {
      enabled = await enabledRegions(settings, home, stop.signal);
    } catch (error) {
      const where = {
        action: 'ec2:DescribeRegions',
        loses: 'the other regions',
        region: home,
        endpoint,
      };
      dispatch({type: 'everywhereLacks', request, problem: explain(error, where)});
    }

    const all = [...new Set([...regions, ...enabled])];
    for (const region of all) {
      dispatch({type: 'everywhere', request, region, answer: {status: 'asking'}});
    }

    await Promise.all(
      all.map(async (region) => {
        const answer = await searchRegion(
          {
            region,
            endpoint,
            ...accessTo(region),
            clock,
            attribute: choice.attribute,
            onEvents(events) {
              dispatch({type: 'events', now: clock.now(), events, how: 'load'});
            },
            onEmptyPages(pages) {
              dispatch({type: 'everywhere', request, region, answer: {status: 'asking', pages}});
            },
          },
          stop.signal,
        );
        if (!stop.signal.aborted) {
          dispatch({type: 'everywhere', request, region, answer});
        }
      }),
    );
  };

  let searched = 0;
  let before: State | undefined;
  const follow = () => {
    const state = holder.getState();
    if (state.everywhere && state.everywhere.request !== searched) {
      searched = state.everywhere.request;
      void searchEverywhere(state.everywhere);
    }

    if (state.overlay?.kind === 'metric' && state.overlay.what === 'metric') {
      metrics.want(state.chart.charted);
    }

    if (state.overlay?.kind === 'picker') {
      chartable.want({since: state.range.since, unnamed: unnamedIn(state)});
    }

    if (isSameQuestion(before, state)) {
      return;
    }

    const isRefreshed = before !== undefined && before.refreshes !== state.refreshes;
    before = state;
    for (const collector of collectors) {
      collector.want({
        range: wantedRange(state),
        generation: state.generation,
        isLive: true,
        refreshes: state.refreshes,
        pushed: pushedFor(state),
        isAllWanted: isAllWanted(state),
      });
    }

    chart.want({
      // What CloudWatch no longer keeps is not asked for; the chart says why.
      ids: metricRefusal(state) === undefined ? state.chart.charted : [],
      metric: state.chart.metric,
      names: new Map(state.chart.instances.map(({id, name}) => [id, name])),
      range: state.range,
      generation: chartGeneration(state),
      refreshes: state.refreshes,
      isVisible: isChartWanted(state),
    });
    if (isRefreshed) {
      instances.refresh();
      alarms.refresh();
    }
  };

  const unsubscribe = holder.subscribe(follow);
  follow();
  // Events first: each client of the SDK takes its time to load, and theirs is what is waited for.
  void import('@aws-sdk/client-cloudtrail').then(() => {
    if (stop.signal.aborted) {
      return;
    }

    instances.refresh();
    alarms.refresh();
    void persist({clock, random, signal: stop.signal}, async () => {
      const caller = await callerIdentity(settings, home, stop.signal);
      dispatch({type: 'identity', identity: {...caller, profile: settings.profile ?? ''}});
    });
  });
  return () => {
    stop.abort();
    unsubscribe();
    chart.stop();
    metrics.stop();
    alarms.stop();
    instances.stop();
    chartable.stop();
    for (const collector of collectors) {
      collector.stop();
    }

    for (const {lookup} of access.values()) {
      lookup.close();
    }
  };
}

/** What of the range is to be loaded: nothing of it once that was stopped. */
function wantedRange(state: State): TimeRange {
  const {range} = state;
  return isLoadingWanted(state) ? range : {since: range.until, until: range.until};
}

/** What AWS can select for the filter. */
function pushedFor(state: State): PushedAttribute | undefined {
  const pushed = pushedTerm(state);
  return pushed && {key: pushed.attribute, value: pushed.value};
}

function isSameQuestion(before: State | undefined, state: State): boolean {
  return (
    before?.range === state.range &&
    before.generation === state.generation &&
    before.refreshes === state.refreshes &&
    before.filter === state.filter &&
    before.isFilterOff === state.isFilterOff &&
    before.prompt === state.prompt &&
    before.loadAll === state.loadAll &&
    before.loadFirst === state.loadFirst &&
    before.chart.charted === state.chart.charted &&
    before.chart.metric === state.chart.metric &&
    before.chart.instances === state.chart.instances &&
    isChartWanted(before) === isChartWanted(state)
  );
}

import {EventStore} from '../../source/core/event-store.ts';
import {fromRecord} from '../../source/core/event.ts';
import {type Series} from '../../source/core/metric.ts';
import {resolveRange} from '../../source/core/state/range.ts';
import {
  chartGeneration,
  initialState,
  reduce,
  type Action,
  type State,
} from '../../source/core/state.ts';
import {hour, minute} from '../../source/core/time.ts';
import {createWorld} from '../../source/demo/incidents/create-world.ts';
import {type WorldInstance} from '../../source/demo/world.ts';

/** The moment at which the demo of the golden frames was started. */
export const demoStart = Date.UTC(2026, 10, 22, 12, 26);

/** The demo's world as it is in the golden frames and in the README's picture. */
export const demoWorld = createWorld({seed: 20_261_122, startedAt: demoStart});

const region = 'us-east-1';

export type DemoStateOptions = {
  readonly columns: number;
  readonly rows: number;
  readonly ascii?: boolean;
  /** ms since the demo was started. */
  readonly after?: number;
  readonly charted?: readonly string[];
};

/** The state of the monitor some time into the demo, all of the last hour loaded: no socket, no clock. */
export function demoState({
  columns,
  rows,
  ascii = false,
  after = 5 * minute,
  charted,
}: DemoStateOptions): State {
  const now = demoStart + after;
  const {since} = resolveRange({kind: 'live', span: hour}, now, undefined);
  const instances = demoWorld.instances(now);
  const names = charted ?? ['batch-7', 'api-1'];
  const shown = names.flatMap(
    (name) => instances.find(({id, name: called}) => called === name || id === name) ?? [],
  );
  const visible = demoWorld.events(region, since, now).filter(({visibleAt}) => visibleAt <= now);
  const actions: Action[] = [
    {
      type: 'identity',
      identity: {account: demoWorld.account, arn: demoWorld.caller.arn, profile: ''},
    },
    {
      type: 'instances',
      instances: instances.map(({id, name, type, monitoring, endedAt}) => ({
        id,
        name,
        type,
        monitoring,
        state: endedAt > now ? 'running' : 'terminated',
        alarm: name === 'batch-7' ? 'batch-7-cpu-high' : '',
      })),
      suggested: {ids: shown.map(({id}) => id), why: 'in ALARM'},
    },
    {
      type: 'events',
      now,
      how: 'load',
      events: visible.map(({record, resources}) =>
        fromRecord(
          record,
          resources.map(({ResourceType: type, ResourceName: name}) => ({type, name})),
        ),
      ),
    },
    {type: 'coverage', coverage: {region, pushed: 'all', since, until: now, asOf: now}},
  ];
  let state = initialState({
    mode: 'live',
    isDemo: true,
    now,
    columns,
    rows,
    ascii,
    regions: [region],
    choice: {kind: 'live', span: hour},
    store: new EventStore(),
  });
  for (const action of actions) {
    state = reduce(state, action);
  }

  state = reduce(state, {
    type: 'feed',
    region,
    generation: state.generation,
    settledTo: now - 15 * minute,
  });
  return reduce(state, {
    type: 'series',
    now,
    generation: chartGeneration(state),
    range: state.range,
    series: shown.map((instance) => cpuSeries(instance, since, now)),
  });
}

function cpuSeries({id, name, monitoring}: WorldInstance, since: number, now: number): Series {
  const metric = demoWorld
    .metrics(now)
    .find(
      (each) =>
        each.name === 'CPUUtilization' &&
        each.dimensions.length === 1 &&
        each.dimensions[0]?.Value === id,
    );
  return {
    id,
    name,
    metric: 'CPUUtilization',
    statistic: 'Average',
    unit: 'Percent',
    period: monitoring === 'detailed' ? 60 : 300,
    points: metric ? demoWorld.samples(metric, since, now - 2 * minute) : [],
    provisionalFrom: now - 10 * minute,
  };
}

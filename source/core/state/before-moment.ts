import {isInstance} from '../metric/choice.ts';
import {isInstanceId} from '../reading/instances.ts';
import {second} from '../time.ts';
import {type BeforeOverlay} from './before-overlay.ts';
import {type State} from './model.ts';

/** Records tell the time by the second. */
const period = second;

/**
 * `b` in an archive without a series to ask about: what was called before the row under the cursor (or the chart's
 * column) that may have to do with the instance that it names, else with the one that is charted. Undefined where no
 * instance or no time can be told.
 */
export function momentOverlay(state: State): BeforeOverlay | undefined {
  const {focus, chart, detail, cursor, store} = state;
  const isChart = focus === 'chart';
  const about = isChart ? undefined : (detail?.row ?? cursor);
  const asked = isChart ? chart.cursor : store.time(about ?? -1);
  const [instance] = machinesAt(state, about);
  return instance === undefined || asked === undefined || !Number.isFinite(asked)
    ? undefined
    : {
        kind: 'before',
        instance,
        change: {
          kind: 'moment',
          begin: asked,
          period,
          from: undefined,
          to: undefined,
          isProvisional: false,
        },
        how: 'moment',
        asked,
        lookBack: undefined,
        about,
        cursor: undefined,
      };
}

/** The machines that can be asked about at a call: of those that it names the charted ones first, then what else is charted. */
function machinesAt({store, chart: {charted}}: State, about: number | undefined) {
  const named = about === undefined ? [] : store.field(about, 'instance');
  return [
    ...new Set([
      ...charted.filter((id) => named.includes(id)),
      ...named,
      ...charted.filter((id) => isInstanceId(id) || !isInstance(id)),
    ]),
  ];
}

/** Tab: the same moment for the next machine; undefined where there is no other. */
export function nextMoment(state: State, overlay: BeforeOverlay): BeforeOverlay | undefined {
  const machines = machinesAt(state, overlay.about);
  const at = machines.indexOf(overlay.instance);
  const next = machines[(at + 1) % Math.max(1, machines.length)];
  return next === undefined || next === overlay.instance
    ? undefined
    : {...overlay, instance: next, cursor: undefined};
}

/** What is said where no instance can be told. */
export const noMachine =
  'no instance here: go to a row that names one, or i chooses one (or --metrics-from, series named by instance id)';

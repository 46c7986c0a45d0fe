import {groupId, groupName} from '../instances/groups.ts';
import {namedIn, seenIn, toldOf, type ToldInstance} from '../instances/seen.ts';
import {isInstance, seriesLabel} from '../metric/choice.ts';
import {isInstanceId} from '../reading/instances.ts';
import {type InstanceInfo, type State} from './model.ts';

/** Charted at the same time at the most: there are eight marks and colours. */
export const mostCharted = 8;

/** What the picker chooses from. Strings as they came from outside. */
export type PickerEntry = Omit<InstanceInfo, 'monitoring' | 'belongings'> & {
  readonly kind: 'instance' | 'group' | 'other';
  readonly group: string;
  readonly reason: string;
  /** Of a group: its members that are known, those in ALARM and alive first. */
  readonly members: readonly string[];
  /** The last call that changed its state, where the loaded events tell. */
  readonly last: ToldInstance['last'];
};

type Asked = Pick<State, 'mode' | 'store' | 'storeVersion' | 'range'> & {
  readonly chart: Pick<State['chart'], 'instances' | 'charted'>;
};

type Known = {
  readonly version: number;
  readonly range: State['range'];
  readonly charted: readonly string[];
  readonly entries: readonly PickerEntry[];
};

/** All that can be charted, by what is known of instances beside the events. */
const knownOf = new WeakMap<readonly InstanceInfo[], Known>();

/**
 * Instances and Auto Scaling groups of which the id, name, type, state or group holds every word that is typed: those in
 * ALARM first, then by name, those that have ended last. Beside those that CloudWatch lists, those that the loaded
 * events name in the range.
 */
export function pickerEntries(state: Asked, typed: string): readonly PickerEntry[] {
  const words = typed.toLowerCase().split(/\s+/v).filter(Boolean);
  const entries = allEntries(state);
  return words.length === 0
    ? entries
    : entries.filter(({id, name, type, state: itsState, alarm, group, kind}) => {
        const text =
          `${id} ${name} ${type} ${itsState} ${alarm} ${group} ${kind === 'group' ? 'auto scaling' : ''}`.toLowerCase();
        return words.every((word) => text.includes(word));
      });
}

function allEntries(state: Asked): readonly PickerEntry[] {
  const {store, storeVersion, range, chart} = state;
  const known = knownOf.get(chart.instances);
  if (known?.version === storeVersion && known.range === range && known.charted === chart.charted) {
    return known.entries;
  }

  const infos = new Map(chart.instances.map((info) => [info.id, info]));
  const isLive = state.mode === 'live';
  // The files are all there is: what their records name at any time can be asked about.
  const ids = new Set([
    ...infos.keys(),
    ...chart.charted,
    ...(isLive ? seenIn(store, range) : namedIn(store)),
  ]);
  const machines: PickerEntry[] = [];
  const groups = new Set<string>();
  for (const id of ids) {
    const name = groupName(id);
    if (name !== '') {
      groups.add(name);
      continue;
    }

    const entry =
      isInstance(id) && (isLive || isInstanceId(id))
        ? machineOf(state, id, infos.get(id))
        : otherOf(id, infos.get(id));
    machines.push(entry);
    if (entry.group !== '') {
      groups.add(entry.group);
    }
  }

  machines.sort(inOrder);
  const entries = [...machines, ...[...groups].map((name) => groupOf(name, machines))].sort(
    inOrder,
  );
  knownOf.set(chart.instances, {version: storeVersion, range, charted: chart.charted, entries});
  return entries;
}

function machineOf({store}: Asked, id: string, info: InstanceInfo | undefined): PickerEntry {
  const told = toldOf(store, id);
  return {
    kind: 'instance',
    id,
    name: info?.name || told.name,
    type: info?.type || told.type,
    // DescribeInstances was asked once; a call that came since then is newer.
    state: told.state === 'terminated' ? told.state : info?.state || told.state,
    alarm: info?.alarm ?? '',
    group: info?.group || told.group,
    reason: info?.reason ?? '',
    members: [],
    last: told.last,
  };
}

function otherOf(id: string, info: InstanceInfo | undefined): PickerEntry {
  return {
    kind: isInstance(id) ? 'instance' : 'other',
    id,
    name: info?.name || (isInstance(id) ? '' : seriesLabel(id)),
    type: info?.type ?? '',
    state: info?.state ?? '',
    alarm: info?.alarm ?? '',
    group: '',
    reason: '',
    members: [],
    last: undefined,
  };
}

function groupOf(name: string, machines: readonly PickerEntry[]): PickerEntry {
  const members = machines.filter(({group}) => group === name);
  return {
    kind: 'group',
    id: groupId(name),
    name,
    type: '',
    state: '',
    alarm: '',
    group: name,
    reason: '',
    members: members.map(({id}) => id),
    last: undefined,
  };
}

/** Whether an instance runs no more, as far as is known. */
export function hasEnded({state}: Pick<PickerEntry, 'state'>): boolean {
  return ['terminated', 'shutting-down', 'stopping', 'stopped'].includes(state);
}

function inOrder(a: PickerEntry, b: PickerEntry): number {
  return (
    Number(b.alarm !== '') - Number(a.alarm !== '') ||
    Number(hasEnded(a)) - Number(hasEnded(b)) ||
    compare(a.name || '\uFFFF', b.name || '\uFFFF') ||
    compare(a.id, b.id)
  );
}

/**
 * What is charted of what was chosen: of a group its members, of which those in ALARM and alive come first; its own
 * metric where none of them is known. No more than fit: `left` tells how many do not.
 */
export function chartedOf(
  state: Asked,
  chosen: readonly string[],
): {readonly ids: readonly string[]; readonly left: number} {
  const members = new Map(
    pickerEntries(state, '').flatMap((entry) =>
      entry.kind === 'group' ? [[entry.id, entry.members] as const] : [],
    ),
  );
  const ids = [
    ...new Set(
      chosen.flatMap((id) => {
        const own = members.get(id) ?? [];
        return own.length > 0 ? own : [id];
      }),
    ),
  ];
  return {ids: ids.slice(0, mostCharted), left: Math.max(0, ids.length - mostCharted)};
}

/** Instances of the picker that only CloudWatch or events have named so far. */
export function unnamedIn(state: Asked): readonly string[] {
  const told = new Set(state.chart.instances.filter((info) => info.type !== '').map(({id}) => id));
  return allEntries(state).flatMap(({kind, id}) =>
    kind === 'instance' && !told.has(id) ? [id] : [],
  );
}

/** Whether nothing was ticked or unticked: what is ticked is what is charted anyway. */
export function isUntouched(chosen: readonly string[], charted: readonly string[]): boolean {
  return chosen.length === charted.length && chosen.every((id, index) => id === charted[index]);
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }

  return a < b ? -1 : 1;
}

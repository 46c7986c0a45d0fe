import {eachRowNamed} from '../event-store/named-rows.ts';
import {type EventStore} from '../event-store.ts';
import {member} from '../json.ts';
import {eachNamed, launchParts, type BelongingKind, type Belongings} from './belongings.ts';

/** Calls that tell what a machine is made of, where they name it. */
const telling: ReadonlySet<string> = new Set([
  'RunInstances',
  'CreateTags',
  'AttachInstances',
  'AttachVolume',
  'AttachNetworkInterface',
  'AssociateIamInstanceProfile',
  'ReplaceIamInstanceProfileAssociation',
  'ModifyInstanceAttribute',
  'TerminateInstanceInAutoScalingGroup',
]);

/** Calls that tell what an Auto Scaling group makes its members of. */
const shaping: ReadonlySet<string> = new Set(['CreateAutoScalingGroup', 'UpdateAutoScalingGroup']);

/** More records than these are not opened for one machine: the newest tell. */
const mostOpened = 60;

type Index = {epoch: number; rowCount: number; telling: number[]; shaping: number[]};

const indexes = new WeakMap<EventStore, Index>();

function listFor(name: string): 'telling' | 'shaping' | undefined {
  if (telling.has(name)) {
    return 'telling';
  }

  return shaping.has(name) ? 'shaping' : undefined;
}

/** The rows of the calls that tell. */
function indexOf(store: EventStore): Index {
  let index = indexes.get(store);
  if (index?.epoch !== store.epoch) {
    index = {epoch: store.epoch, rowCount: 0, telling: [], shaping: []};
    indexes.set(store, index);
  }

  const lists = index;
  eachRowNamed(store, index.rowCount, listFor, (row, kind) => {
    lists[kind].push(row);
  });
  index.rowCount = store.rowCount;
  return index;
}

type Learned = {readonly version: number; readonly byInstance: Map<string, Belongings>};

const learned = new WeakMap<EventStore, Learned>();

/**
 * What the loaded events tell of a machine: its Auto Scaling group, launch template, security groups, volumes, role and so
 * on. What was never told is not in it: a machine that was launched before the oldest loaded event is known by its id only.
 */
export function belongingsOf(store: EventStore, instance: string): Belongings {
  let known = learned.get(store);
  if (known?.version !== store.version) {
    known = {version: store.version, byInstance: new Map()};
    learned.set(store, known);
  }

  let belongings = known.byInstance.get(instance);
  if (!belongings) {
    belongings = learn(store, instance);
    known.byInstance.set(instance, belongings);
  }

  return belongings;
}

function learn(store: EventStore, instance: string): Belongings {
  const found = new Map<BelongingKind, Set<string>>();
  const add = (kind: BelongingKind, name: string): void => {
    found.set(kind, (found.get(kind) ?? new Set()).add(name));
  };

  const index = indexOf(store);
  let opened = 0;
  for (const row of index.telling.toReversed()) {
    const named = store.field(row, 'instance');
    // A call that names several machines need not tell of this one, but a launch answers for each.
    const isLaunch = store.field(row, 'name')[0] === 'RunInstances';
    if (
      !named.includes(instance) ||
      (!isLaunch && named.length > 1) ||
      store.isClass(row, 'failed')
    ) {
      continue;
    }

    const record = store.event(row)?.record;
    for (const part of record
      ? isLaunch
        ? launchParts(record, instance)
        : [saidIn(record)]
      : []) {
      eachNamed(part, add);
    }

    if (++opened >= mostOpened) {
      break;
    }
  }

  const role = roleOf(store, instance);
  if (role !== '') {
    add('role', role);
  }

  const groups = found.get('group');
  if (groups) {
    for (const row of index.shaping.slice(-mostOpened)) {
      shape(store, row, groups, add);
    }
  }

  return found;
}

/** The role that a machine's own calls are made with: they bear its id as the name of their session. */
function roleOf(store: EventStore, instance: string): string {
  const column = store.columnOf('user');
  const code = column === undefined ? undefined : store.dictionaryOf(column).knownCode(instance);
  if (column === undefined || code === undefined) {
    return '';
  }

  const codeOf = store.codesOf(column);
  for (let row = store.rowCount - 1; row >= 0; row--) {
    if (codeOf(row) === code && store.raw(row) !== undefined) {
      return store.field(row, 'role')[0] ?? '';
    }
  }

  return '';
}

/** What a group makes its members of. */
function shape(
  store: EventStore,
  row: number,
  groups: ReadonlySet<string>,
  add: (kind: BelongingKind, name: string) => void,
): void {
  const named: Array<readonly [BelongingKind, string]> = [];
  eachNamed(member(store.event(row)?.record, 'requestParameters'), (kind, name) => {
    named.push([kind, name]);
  });
  if (named.some(([kind, name]) => kind === 'group' && groups.has(name))) {
    for (const [kind, name] of named) {
      if (kind === 'template' || kind === 'configuration') {
        add(kind, name);
      }
    }
  }
}

function saidIn(record: NonNullable<ReturnType<EventStore['open']>>) {
  return [record['requestParameters'] ?? null, record['responseElements'] ?? null];
}

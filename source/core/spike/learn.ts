import {eachRowNamed} from '../event-store/named-rows.ts';
import {type EventStore} from '../event-store.ts';
import {member} from '../json.ts';
import {isInstance, ownDimensions} from '../metric/choice.ts';
import {
  eachNamed,
  launchParts,
  noneTold,
  type BelongingKind,
  type Belongings,
  type Told,
} from './belongings.ts';

/** Calls that tell what a machine is made of, where they name it. */
const telling: ReadonlySet<string> = new Set([
  'RunInstances',
  'CreateFleet',
  'CreateTags',
  'AttachVolume',
  'AttachNetworkInterface',
  'AssociateIamInstanceProfile',
  'ReplaceIamInstanceProfileAssociation',
  'ModifyInstanceAttribute',
]);

/** Calls that name an Auto Scaling group together with some of its members. */
const grouping: ReadonlySet<string> = new Set([
  'AttachInstances',
  'DetachInstances',
  'EnterStandby',
  'ExitStandby',
  'SetInstanceProtection',
  'CompleteLifecycleAction',
  'RecordLifecycleActionHeartbeat',
  'TerminateInstanceInAutoScalingGroup',
]);

/** Calls that tell what an Auto Scaling group makes its members of. */
const shaping: ReadonlySet<string> = new Set(['CreateAutoScalingGroup', 'UpdateAutoScalingGroup']);

/** More records than these are not opened for one machine: the newest tell. */
const mostOpened = 60;

type Named = ReadonlyArray<readonly [BelongingKind, string]>;

type Index = {
  readonly epoch: number;
  rowCount: number;
  readonly telling: number[];
  readonly shaping: number[];
  /** What the requests of shaping calls name: their records are opened once, however often events come. */
  readonly shapes: Map<number, Named>;
};

const indexes = new WeakMap<EventStore, Index>();

function listFor(name: string): 'telling' | 'shaping' | undefined {
  if (telling.has(name) || grouping.has(name)) {
    return 'telling';
  }

  return shaping.has(name) ? 'shaping' : undefined;
}

/** The rows of the calls that tell. */
function indexOf(store: EventStore): Index {
  let index = indexes.get(store);
  if (index?.epoch !== store.epoch) {
    index = {epoch: store.epoch, rowCount: 0, telling: [], shaping: [], shapes: new Map()};
    indexes.set(store, index);
  }

  const lists = index;
  eachRowNamed(store, index.rowCount, listFor, (row, kind) => {
    lists[kind].push(row);
  });
  index.rowCount = store.rowCount;
  return index;
}

/** What the dimensions of a charted thing name. */
const dimensionKinds: Readonly<Record<string, BelongingKind>> = {
  AutoScalingGroupName: 'group',
  VolumeId: 'volume',
};

type Learned = {
  readonly version: number;
  readonly byTold: WeakMap<Told, Map<string, Belongings>>;
};

const learned = new WeakMap<EventStore, Learned>();

/**
 * What a machine is made of and stands in: its Auto Scaling group, launch template, security groups, volumes, role and so
 * on, as the loaded events and what is `told` beside them have it. What nobody told is not in it. Of the line of an Auto
 * Scaling group, by its id: the group, and what it makes its members of.
 */
export function belongingsOf(store: EventStore, id: string, told: Told = noneTold): Belongings {
  let known = learned.get(store);
  if (known?.version !== store.version) {
    known = {version: store.version, byTold: new WeakMap()};
    learned.set(store, known);
  }

  const byId = known.byTold.get(told) ?? new Map<string, Belongings>();
  known.byTold.set(told, byId);
  let belongings = byId.get(id);
  if (!belongings) {
    belongings = learn(store, id, told.get(id));
    byId.set(id, belongings);
  }

  return belongings;
}

function learn(store: EventStore, id: string, told: Belongings | undefined): Belongings {
  const found = new Map<BelongingKind, Set<string>>();
  const add = (kind: BelongingKind, name: string): void => {
    found.set(kind, (found.get(kind) ?? new Set()).add(name));
  };

  for (const [kind, names] of told ?? []) {
    for (const name of names) {
      add(kind, name);
    }
  }

  const index = indexOf(store);
  if (isInstance(id)) {
    learnInstance(store, index, id, add);
  } else {
    for (const {name, value} of ownDimensions(id)) {
      const kind = Object.hasOwn(dimensionKinds, name) ? dimensionKinds[name] : undefined;
      if (kind) {
        add(kind, value);
      }
    }
  }

  const groups = found.get('group');
  if (groups) {
    for (const row of index.shaping.slice(-mostOpened)) {
      shape(namedBy(store, index, row), groups, add);
    }
  }

  return found;
}

type Add = (kind: BelongingKind, name: string) => void;

function learnInstance(store: EventStore, index: Index, instance: string, add: Add): void {
  let opened = 0;
  for (const row of index.telling.toReversed()) {
    const named = store.field(row, 'instance');
    if (!named.includes(instance)) {
      continue;
    }

    // A call that names several machines need not tell of this one, but a launch answers for each.
    const [name = ''] = store.field(row, 'name');
    const isLaunch = name === 'RunInstances';
    const isOfGroup = grouping.has(name);
    const isOfEach = isLaunch || isOfGroup || name === 'CreateFleet';
    if ((!isOfEach && named.length > 1) || store.isClass(row, 'failed')) {
      continue;
    }

    const record = store.event(row)?.record;
    for (const part of record
      ? isLaunch
        ? launchParts(record, instance)
        : [saidIn(record)]
      : []) {
      eachNamed(part, (kind, which) => {
        if (!isOfGroup || kind === 'group') {
          add(kind, which);
        }
      });
    }

    if (++opened >= mostOpened) {
      break;
    }
  }

  const role = roleOf(store, instance);
  if (role !== '') {
    add('role', role);
  }
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

function namedBy(store: EventStore, {shapes}: Index, row: number): Named {
  let known = shapes.get(row);
  if (!known) {
    const named: Array<readonly [BelongingKind, string]> = [];
    eachNamed(member(store.event(row)?.record, 'requestParameters'), (kind, name) => {
      named.push([kind, name]);
    });
    known = named;
    shapes.set(row, known);
  }

  return known;
}

/** What a group makes its members of. */
function shape(named: Named, groups: ReadonlySet<string>, add: Add): void {
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

import {absent, elsewhere} from '../event-store/dictionary.ts';
import {eachRowNamed} from '../event-store/named-rows.ts';
import {type EventStore} from '../event-store.ts';
import {member, textAt, type Json, type JsonObject} from '../json.ts';
import {launchParts, eachNamed} from '../spike/belongings.ts';
import {type TimeRange} from '../time.ts';

/** Calls after which an instance is in another state, and those that tell its type or name. */
const states: Readonly<Record<string, string>> = {
  RunInstances: 'running',
  StartInstances: 'running',
  StopInstances: 'stopped',
  TerminateInstances: 'terminated',
  TerminateInstanceInAutoScalingGroup: 'terminated',
  BidEvictedEvent: 'terminated',
  RebootInstances: '',
  CreateTags: '',
};

/** What the loaded events tell of an instance; '' where they do not. Strings as they came from outside. */
export type ToldInstance = {
  readonly name: string;
  readonly type: string;
  readonly group: string;
  /** The state that the last call left it in. */
  readonly state: string;
  /** That call: when it was made, what it is called, who made it. */
  readonly last: {readonly time: number; readonly name: string; readonly user: string} | undefined;
};

/** More records than these are not opened for names and types: those that were asked for first tell. */
const mostOpened = 500;

type Index = {
  readonly epoch: number;
  rowCount: number;
  /** By instance, the rows of the calls above that name it. */
  readonly rows: Map<string, number[]>;
  /** What opened records told. */
  readonly parts: Map<number, ReadonlyMap<string, Parts>>;
};

type Parts = {readonly name: string; readonly type: string; readonly group: string};

const indexes = new WeakMap<EventStore, Index>();

function isTelling(name: string): true | undefined {
  return Object.hasOwn(states, name) || undefined;
}

function indexOf(store: EventStore): Index {
  let index = indexes.get(store);
  if (index?.epoch !== store.epoch) {
    index = {epoch: store.epoch, rowCount: 0, rows: new Map(), parts: new Map()};
    indexes.set(store, index);
  }

  const {rows, rowCount} = index;
  eachRowNamed(store, rowCount, isTelling, (row) => {
    for (const id of store.isClass(row, 'failed') ? [] : store.field(row, 'instance')) {
      const own = rows.get(id) ?? [];
      own.push(row);
      rows.set(id, own);
    }
  });
  index.rowCount = store.rowCount;
  return index;
}

type Known = {readonly version: number; readonly range: TimeRange; readonly ids: readonly string[]};

const seenOf = new WeakMap<EventStore, Known>();

/** Instances that were launched, started, stopped, terminated or named in a range, also those that are gone by now. */
export function seenIn(store: EventStore, range: TimeRange): readonly string[] {
  const known = seenOf.get(store);
  if (known?.version === store.version && known.range === range) {
    return known.ids;
  }

  const ids: string[] = [];
  for (const [id, rows] of indexOf(store).rows) {
    const isSeen = rows.some((row) => {
      const time = store.time(row);
      return time >= range.since && time < range.until;
    });
    if (isSeen) {
      ids.push(id);
    }
  }

  seenOf.set(store, {version: store.version, range, ids});
  return ids;
}

type Named = {readonly version: number; readonly byName: Map<string, readonly Called[]>};

/** A machine of a name, and when the first call came that told of it. */
export type Called = {readonly id: string; readonly since: number};

const calledOf = new WeakMap<EventStore, Named>();

/** Instances to which the loaded events give a name. */
export function instancesCalled(store: EventStore, name: string): readonly Called[] {
  let known = calledOf.get(store);
  if (known?.version !== store.version) {
    known = {version: store.version, byName: new Map()};
    calledOf.set(store, known);
  }

  let called = known.byName.get(name);
  if (!called) {
    called =
      name === ''
        ? []
        : [...indexOf(store).rows].flatMap(([id, rows]) =>
            toldOf(store, id).name === name
              ? [{id, since: Math.min(...rows.slice(0, 1000).map((row) => store.time(row)))}]
              : [],
          );
    known.byName.set(name, called);
  }

  return called;
}

type NamedEver = {readonly epoch: number; rowCount: number; readonly ids: Set<string>};

const namedOf = new WeakMap<EventStore, NamedEver>();

/** All instances that the records name, whatever was done to them. What arrives costs only itself. */
export function namedIn(store: EventStore): ReadonlySet<string> {
  let known = namedOf.get(store);
  if (known?.epoch !== store.epoch) {
    known = {epoch: store.epoch, rowCount: 0, ids: new Set()};
    namedOf.set(store, known);
  }

  const column = store.columnOf('instance');
  if (column !== undefined) {
    const codeOf = store.codesOf(column);
    const seen = new Set<number>([absent]);
    for (let row = known.rowCount; row < store.rowCount; row++) {
      const code = codeOf(row);
      // Records that name very many have to be asked each.
      if (!seen.has(code) || code === elsewhere) {
        seen.add(code);
        for (const id of store.field(row, 'instance')) {
          known.ids.add(id);
        }
      }
    }
  }

  known.rowCount = store.rowCount;
  return known.ids;
}

const toldBefore = new WeakMap<EventStore, {version: number; by: Map<string, ToldInstance>}>();

/** What the loaded events tell of an instance. Opens the records of launches and tags, each once. */
export function toldOf(store: EventStore, id: string): ToldInstance {
  let known = toldBefore.get(store);
  if (known?.version !== store.version) {
    known = {version: store.version, by: new Map()};
    toldBefore.set(store, known);
  }

  let told = known.by.get(id);
  if (!told) {
    told = readTold(store, id);
    known.by.set(id, told);
  }

  return told;
}

function readTold(store: EventStore, id: string): ToldInstance {
  const index = indexOf(store);
  const rows = (index.rows.get(id) ?? []).filter((row) => Number.isFinite(store.time(row)));
  rows.sort((a, b) => store.time(a) - store.time(b));
  let told: ToldInstance = {name: '', type: '', group: '', state: '', last: undefined};
  for (const row of rows) {
    const [call = ''] = store.field(row, 'name');
    const state = states[call] ?? '';
    if (state !== '') {
      const [user = ''] = store.field(row, 'user');
      told = {...told, state, last: {time: store.time(row), name: call, user}};
    }

    if (call === 'RunInstances' || call === 'CreateTags') {
      const {name = '', type = '', group = ''} = partsOf(store, index, row).get(id) ?? {};
      told = {
        ...told,
        name: name || told.name,
        type: type || told.type,
        group: group || told.group,
      };
    }
  }

  return told;
}

function partsOf(store: EventStore, {parts}: Index, row: number): ReadonlyMap<string, Parts> {
  let known = parts.get(row);
  if (!known) {
    const record = parts.size < mostOpened ? store.event(row)?.record : undefined;
    const ids = store.field(row, 'instance');
    const isLaunch = store.field(row, 'name')[0] === 'RunInstances';
    known = new Map(
      record
        ? ids.map((id) => [id, isLaunch ? launchedParts(record, id) : taggedParts(record)])
        : [],
    );
    parts.set(row, known);
  }

  return known;
}

function launchedParts(record: JsonObject, id: string): Parts {
  const request = member(record, 'requestParameters');
  const items = member(member(member(record, 'responseElements'), 'instancesSet'), 'items');
  const own = (Array.isArray(items) ? (items as readonly Json[]) : []).find(
    (item) => textAt(item, 'instanceId') === id,
  );
  const specifications = member(member(request, 'tagSpecificationSet'), 'items');
  const asked = Array.isArray(specifications)
    ? (specifications as readonly Json[])
        .filter((item) => textAt(item, 'resourceType') === 'instance')
        .map((item) => nameTag(member(item, 'tags')))
        .find((name) => name !== '')
    : undefined;
  return {
    name: nameTag(member(own, 'tagSet')) || (asked ?? ''),
    type: textAt(own, 'instanceType') || textAt(request, 'instanceType'),
    group: groupIn(launchParts(record, id)),
  };
}

/** The Auto Scaling group that a launch names: the tag of its machines tells. */
function groupIn(parts: readonly Json[]): string {
  let group = '';
  eachNamed(parts, (kind, name) => {
    group = kind === 'group' ? name : group;
  });
  return group;
}

function taggedParts(record: JsonObject): Parts {
  const request = member(record, 'requestParameters');
  return {name: nameTag(member(request, 'tagSet')), type: '', group: ''};
}

/** The value of the tag `Name` of a set, which records write as `{items: […]}` or as a list. */
function nameTag(set: Json | undefined): string {
  const items = Array.isArray(set) ? set : member(set, 'items');
  const tag = (Array.isArray(items) ? (items as readonly Json[]) : []).find(
    (item) => textAt(item, 'key') === 'Name',
  );
  return textAt(tag, 'value');
}

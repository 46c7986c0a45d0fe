import {absent, elsewhere} from '../event-store/dictionary.ts';
import {type EventStore} from '../event-store.ts';
import {member} from '../json.ts';
import {lastPart} from '../reading/arn.ts';
import {eachNamed, noneTold, type BelongingKind, type Told} from '../spike/belongings.ts';
import {belongingsOf} from '../spike/learn.ts';

/** Whether a call does something to what is charted. */
export type DoneTo = (row: number) => boolean;

/** What of a charted machine a call may change; its image and the stack it came from are changed without it. */
const counted: ReadonlySet<BelongingKind> = new Set([
  'group',
  'template',
  'configuration',
  'volume',
  'interface',
  'role',
  'profile',
  'security',
]);

/** Ids tell what they are; names do so only beside the service that the call went to. */
const serviceOfNames: Readonly<Partial<Record<BelongingKind, string>>> = {
  group: 'autoscaling.amazonaws.com',
  configuration: 'autoscaling.amazonaws.com',
  template: 'ec2.amazonaws.com',
  role: 'iam.amazonaws.com',
  profile: 'iam.amazonaws.com',
};

/** Launches use a security group or a role that others stand in too, and change nothing of it. */
const launching = /^(?:RunInstances|CreateFleet|RequestSpot(?:Fleet|Instances)|PassRole)$/v;

/** Calls that may change a belonging and name it in their request only: where the columns do not tell, it is opened. */
const changing =
  /SecurityGroup|AutoScaling|LaunchTemplate|LaunchConfiguration|InstanceRefresh|ScalingPolicy|ScheduledUpdateGroup|DesiredCapacity|Processes$|RolePolicy|InstanceProfile|AssumeRolePolicy|PermissionsBoundary|Volume|NetworkInterface/v;

/** More records than these are not opened: the first ones asked about, which are the newest. */
const mostOpened = 300;

type Known = {
  version: number;
  charted: readonly string[];
  told: Told;
  names: Names;
  key: string;
  test: DoneTo;
};

const knownOf = new WeakMap<EventStore, Known>();

/**
 * A test of calls: whether one names a charted instance, its security groups, Auto Scaling group, launch template, role
 * or volumes, and was not made by the instance itself. What belongs to it is learned from the loaded events and from
 * what is `told`. The same function comes back for as long as nothing new is known.
 */
export function doneToCharted(
  store: EventStore,
  charted: readonly string[],
  told: Told = noneTold,
): DoneTo {
  const known = knownOf.get(store);
  if (known?.version === store.version && known.charted === charted && known.told === told) {
    return known.test;
  }

  const names = namesOf(store, charted, told);
  const key = JSON.stringify([
    store.epoch,
    store.columnOf('name') !== undefined,
    [...names.instances],
    [...names.belongings].map(([kind, set]) => [kind, [...set].sort()]),
  ]);
  const test = known?.key === key ? known.test : testOf(store, names);
  knownOf.set(store, {version: store.version, charted, told, names, key, test});
  return test;
}

type Names = {
  readonly instances: ReadonlySet<string>;
  readonly belongings: ReadonlyMap<BelongingKind, ReadonlySet<string>>;
};

function namesOf(store: EventStore, charted: readonly string[], told: Told): Names {
  const belongings = new Map<BelongingKind, Set<string>>();
  const add = (kind: BelongingKind, name: string): void => {
    belongings.set(kind, (belongings.get(kind) ?? new Set()).add(name));
  };

  for (const id of charted) {
    for (const [kind, names] of belongingsOf(store, id, told)) {
      for (const name of counted.has(kind) ? names : []) {
        add(kind, name);
      }
    }
  }

  return {instances: new Set(charted), belongings};
}

function testOf(store: EventStore, names: Names): DoneTo {
  if (names.instances.size === 0) {
    return () => false;
  }

  const namesInstance = columnTest(store, 'instance', (values) =>
    values.some((id) => names.instances.has(id)),
  );
  if (names.belongings.size === 0) {
    return (row) => namesInstance(row) && isByOthers(store, row, names);
  }

  const isLaunch = columnTest(store, 'name', ([name = '']) => launching.test(name));
  const isChanging = columnTest(store, 'name', ([name = '']) => changing.test(name));
  const namesResource = resourceTest(store, names);
  let opened = 0;
  const answers = new Map<number, boolean>();
  const openedTest = (row: number): boolean => {
    let answer = answers.get(row);
    if (answer === undefined && opened < mostOpened) {
      opened++;
      answer = namesInRequest(store, row, names);
      answers.set(row, answer);
    }

    return answer ?? false;
  };

  return (row) => {
    if (namesInstance(row)) {
      return isByOthers(store, row, names);
    }

    return (
      !isLaunch(row) &&
      (namesResource(row) || (isChanging(row) && openedTest(row))) &&
      isByOthers(store, row, names)
    );
  };
}

/** An agent's heartbeat does nothing to the machine that it runs on. */
function isByOthers(store: EventStore, row: number, {instances}: Names): boolean {
  const [caller] = store.field(row, 'user');
  if (caller === undefined || !instances.has(caller)) {
    return true;
  }

  return store.field(row, 'instance').some((id) => id !== caller && instances.has(id));
}

/** A test of a column's values, made once for each that there is. */
function columnTest(
  store: EventStore,
  field: string,
  holds: (values: readonly string[]) => boolean,
): (row: number) => boolean {
  const column = store.columnOf(field);
  if (column === undefined) {
    return (row) => holds(store.field(row, field));
  }

  const codeOf = store.codesOf(column);
  const dictionary = store.dictionaryOf(column);
  const answers: boolean[] = [];
  return (row) => {
    const code = codeOf(row);
    if (code === absent) {
      return false;
    }

    if (code === elsewhere) {
      return holds(store.field(row, field));
    }

    answers[code] ??= holds(dictionary.valuesOf(code));
    return answers[code];
  };
}

function resourceTest(store: EventStore, {belongings}: Names): (row: number) => boolean {
  const ids = new Set<string>();
  const byService = new Map<string, Set<string>>();
  for (const [kind, names] of belongings) {
    const service = serviceOfNames[kind];
    for (const name of names) {
      if (service === undefined || name.startsWith('lt-')) {
        ids.add(name);
      } else {
        byService.set(service, (byService.get(service) ?? new Set()).add(lastPart(name)));
      }
    }
  }

  const namesId = columnTest(store, 'resource', (values) => values.some((each) => ids.has(each)));
  const tests = [...byService].map(([service, names]) => ({
    isService: columnTest(store, 'source', ([source]) => source === service),
    hasName: columnTest(store, 'resource', (values) => values.some((each) => names.has(each))),
  }));
  return (row) =>
    namesId(row) || tests.some(({isService, hasName}) => isService(row) && hasName(row));
}

function namesInRequest(store: EventStore, row: number, {belongings}: Names): boolean {
  let isNamed = false;
  eachNamed(member(store.event(row)?.record, 'requestParameters'), (kind, name) => {
    isNamed ||= belongings.get(kind)?.has(name) === true;
  });
  return isNamed;
}

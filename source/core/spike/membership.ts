import {eachRowNamed} from '../event-store/named-rows.ts';
import {type EventStore} from '../event-store.ts';

/** Calls that Auto Scaling makes for its members and for no other machine. */
const serving: ReadonlySet<string> = new Set([
  'RunInstances',
  'CreateFleet',
  'TerminateInstances',
  'RegisterTargets',
  'DeregisterTargets',
  'RegisterInstancesWithLoadBalancer',
  'DeregisterInstancesFromLoadBalancer',
]);

type Index = {readonly epoch: number; rowCount: number; readonly members: Set<string>};

const indexes = new WeakMap<EventStore, Index>();

/**
 * Whether Auto Scaling itself started, ended or registered a machine, as far as is loaded: it is a member of a group then,
 * also where nothing tells of which.
 */
export function isScaled(store: EventStore, instance: string): boolean {
  let index = indexes.get(store);
  if (index?.epoch !== store.epoch) {
    index = {epoch: store.epoch, rowCount: 0, members: new Set()};
    indexes.set(store, index);
  }

  const {members, rowCount} = index;
  eachRowNamed(
    store,
    rowCount,
    (name) => serving.has(name) || undefined,
    (row) => {
      const isByGroup = store.field(row, 'invokedby')[0]?.startsWith('autoscaling') === true;
      for (const id of isByGroup && !store.isClass(row, 'failed')
        ? store.field(row, 'instance')
        : []) {
        members.add(id);
      }
    },
  );
  index.rowCount = store.rowCount;
  return members.has(instance);
}

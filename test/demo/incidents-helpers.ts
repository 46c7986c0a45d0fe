import {textAt} from '../../source/core/json.ts';
import {createWorld} from '../../source/demo/incidents/create-world.ts';
import type {WorldEvent, WorldInstance} from '../../source/demo/world.ts';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A Wednesday noon, not on a whole minute. */
export const startedAt = Date.parse('2026-11-18T12:30:17Z');
export const home = 'us-east-1';

/** The world of a seed, started at that noon. */
export const worldOf = (seed: number, start = startedAt) => createWorld({seed, startedAt: start});

/** The world that most tests look at. */
export const world = worldOf(7);

export const nameOf = (event: WorldEvent) => textAt(event.record, 'eventName');
export const isRead = (event: WorldEvent) => event.record['readOnly'] === true;
export const addressOf = (event: WorldEvent) => textAt(event.record, 'sourceIPAddress');

/** Everything about an event that a caller can see. */
export const seen = ({time, visibleAt, region, username, resources, record}: WorldEvent) => ({
  time,
  visibleAt,
  region,
  username,
  resources,
  record,
});

/** The same of many. */
export const seenAll = (events: readonly WorldEvent[]) => events.map((event) => seen(event));

/** The running instance of a name. */
export function instanceNamed(name: string, now = startedAt): WorldInstance {
  const found = world.instances(now).find((instance) => instance.name === name);
  if (!found) {
    throw new Error(`no instance ${name}`);
  }

  return found;
}

/** CPUUtilization of a dimension in minutes from the start of the demo. */
export function cpuBetween(
  Value: string,
  from: number,
  to: number,
  Name = 'InstanceId',
): readonly number[] {
  const metric = {
    namespace: 'AWS/EC2',
    name: 'CPUUtilization',
    dimensions: [{Name, Value}],
    unit: 'Percent',
    interval: 60,
  } as const;
  return world
    .samples(metric, startedAt + from * minute, startedAt + to * minute)
    .map(({value}) => value);
}

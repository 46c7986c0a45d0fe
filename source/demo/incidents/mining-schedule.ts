import {minute, second} from '../../core/time.ts';
import type {Account} from './account.ts';
import type {Load} from './machine.ts';

/** When the decisive calls were made, in seconds from the start of the demo. */
export const at = {
  first: -905,
  assumeRole: -792,
  launch: -611,
  openPort: -599,
  command: -503,
  stopLogging: -330,
  protect: -250,
  /** The next machine is taken while the demo is on screen. */
  runner: 284,
} as const;

/** How long a session of the role ops is used before the next one, in seconds; it would last an hour. */
export const sessionLength = 3000;

/** The role's session that is in use at a time: its number, from 0. */
export function sessionNumber(account: Account, time: number): number {
  const since = (time - account.startedAt) / second - at.assumeRole;
  return Math.max(0, Math.floor(since / sessionLength));
}

/** When a session of the role was opened, ms since 1970. */
export function sessionOpened(account: Account, number: number): number {
  return account.startedAt + (at.assumeRole + number * sessionLength) * second;
}

/** When the machines were launched, ms since 1970. */
export function launchTime(account: Account): number {
  return account.startedAt + at.launch * second;
}

/** What mining does to the machines. */
export function miningLoads(account: Account): readonly Load[] {
  const {startedAt, machines} = account;
  const load = (id: string, from: number, level: number): Load => ({
    id,
    from: startedAt + from * second,
    until: Infinity,
    level,
    ramp: minute,
  });
  return [
    load(machines.batch, at.command + 15, 98.6),
    load(machines.runner, at.runner + 15, 98.2),
    // Their first datapoint comes some minutes after the launch, already at the ceiling.
    ...machines.miners.map((id, index) => load(id, at.launch + 40, 98.4 + (index % 4) * 0.3)),
  ];
}

/** When the alarm on batch-7 went off, ms since 1970: three whole minutes above its threshold, and then evaluated. */
export function batchAlarm(account: Account): number {
  return Math.ceil((account.startedAt + at.command * second) / minute) * minute + 4 * minute;
}

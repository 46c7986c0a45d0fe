import {day, hour, minute, second} from '../../core/time.ts';
import {futureLength, historyLength, type Account} from './account.ts';
import {firstSample, spotShutdown, userShutdown, type Machine} from './machine.ts';
import {Dice, keyOf} from './random.ts';

// The group `jobs` starts a worker now and then and ends it again; each three hours have one.
const block = 3 * hour;

/** How a worker ended. */
export type Ending = 'scaledIn' | 'evicted';

/** The worker of a block of three hours. */
export type Worker = {readonly machine: Machine; readonly ending: Ending; readonly block: number};

/** Workers that lived at any time in a range, oldest first. */
export function workersWithin(account: Account, since: number, until: number): readonly Worker[] {
  const from = Math.max(since, account.startedAt - historyLength - block);
  const to = Math.min(until, account.startedAt + futureLength);
  const workers: Worker[] = [];
  for (let index = Math.floor(from / block); index * block < to; index++) {
    const worker = workerOf(account, index);
    if (worker.machine.launchedAt < until && worker.machine.endedAt > since) {
      workers.push(worker);
    }
  }

  return workers;
}

/** The worker with this instance id. The block is in the id, so that none has to be kept. */
export function workerById(account: Account, id: string): Worker | undefined {
  const digits = /^i-0[0-9a-f]{10}(?<block>[0-9a-f]{6})$/v.exec(id)?.groups?.['block'];
  if (digits === undefined) {
    return undefined;
  }

  const index = (Number.parseInt(digits, 16) - mask(account) + 0x1_00_00_00) % 0x1_00_00_00;
  const worker = workerOf(account, index);
  return worker.machine.id === id ? worker : undefined;
}

function workerOf(account: Account, index: number): Worker {
  const dice = new Dice(account.seed, 'worker', index);
  const number = ((index + mask(account)) % 0x1_00_00_00).toString(16).padStart(6, '0');
  const launchedAt = index * block + dice.int(8 * minute, 55 * minute);
  const ending = dice.chance(0.35) ? 'evicted' : 'scaledIn';
  return {
    block: index,
    ending,
    machine: {
      id: `i-0${dice.hex(10)}${number}`,
      name: 'jobs',
      type: dice.pick(['c6a.xlarge', 'c6i.xlarge', 'm6a.xlarge']),
      availabilityZone: dice.pick(['us-east-1a', 'us-east-1b', 'us-east-1c']),
      launchedAt: wholeSecond(launchedAt),
      endedAt: wholeSecond(launchedAt + dice.int(25 * minute, 110 * minute)),
      monitoring: 'basic',
      securityGroups: [account.groups.batch],
      privateAddress: `10.0.2.${dice.int(100, 250)}`,
      autoScalingGroup: 'jobs',
      ending: ending === 'evicted' ? spotShutdown : userShutdown,
      profile: {idle: 57, swing: 0, peak: 12, noise: 14, bursts: 0},
    },
  };
}

/** The workers that sent data in the two weeks before a moment. */
export function recentWorkers(account: Account, now: number): readonly Machine[] {
  return workersWithin(account, now - 14 * day, now)
    .map(({machine}) => machine)
    .filter((machine) => firstSample(machine) < Math.min(now, machine.endedAt));
}

function mask(account: Account): number {
  return keyOf(account.seed, 'worker') % 0x1_00_00_00;
}

function wholeSecond(time: number): number {
  return Math.floor(time / second) * second;
}

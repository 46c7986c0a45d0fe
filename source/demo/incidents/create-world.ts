import {day, hour, minute} from '../../core/time.ts';
import type {World, WorldEvent} from '../world.ts';
import {
  accountId,
  describeAccount,
  futureLength,
  historyLength,
  home,
  regions,
  type Account,
} from './account.ts';
import {alarmsAt} from './alarms.ts';
import {eventsOfDay} from './daily.ts';
import {roleId} from './identity.ts';
import {accessKeyId} from './ids.ts';
import {listMachines} from './instances.ts';
import {seenAt, type Machine} from './machine.ts';
import {Metrics} from './metrics.ts';
import {miningMinute} from './mining-live.ts';
import {miningLoads} from './mining-schedule.ts';
import {miningStory} from './mining-story.ts';
import {bounded} from './bounded.ts';
import {refreshLoads} from './refresh-schedule.ts';
import {refreshStory} from './refresh-story.ts';
import {noiseMinute} from './timeline.ts';
import {unexplainedLoads} from './unexplained-story.ts';
import {workersWithin} from './workers.ts';
import {workerEvents} from './workers-events.ts';

/**
 * The demo's account with its three incidents: the theft of kim's access key and what was mined with it, from a quarter
 * of an hour before the start and going on; an instance refresh gone wrong five hours before; and a spike of db-1 nine
 * hours before that no call explains.
 *
 * Everything follows from the seed and from `startedAt` (ms since 1970): the same question has the same answer, whatever
 * was asked before. Questions before the 90 days of history or more than 30 days ahead find nothing.
 */
export function createWorld(options: {readonly seed: number; readonly startedAt: number}): World {
  const account = describeAccount(options.seed, options.startedAt);
  const machines = listMachines(account);
  const loads = [...miningLoads(account), ...refreshLoads(account), ...unexplainedLoads(account)];
  const metrics = new Metrics(account, machines, loads);
  return {
    account: accountId,
    caller: {
      arn: `arn:aws:sts::${accountId}:assumed-role/OncallRO/oncall`,
      userId: `${roleId(account.seed, 'OncallRO')}:oncall`,
      accessKeyId: accessKeyId('ASIA', account.seed, 'OncallRO'),
    },
    regions,
    events: eventsOf(account, machines),
    samples: (metric, since, until) => metrics.samples(metric, ...clamp(account, since, until)),
    metrics: (now) => metrics.list(now),
    instances: (now) => instancesAt(account, machines, now),
    alarms: (now) => alarmsAt(account, metrics, now),
  };
}

function eventsOf(account: Account, machines: readonly Machine[]): World['events'] {
  const minutes = Object.fromEntries(
    regions.map((region) => [
      region,
      bounded(2000, (index: number) => noiseMinute(account, region, index)),
    ]),
  );
  const days = bounded(8, (index: number) => eventsOfDay(account, index));
  const live = bounded(240, (index: number) => miningMinute(account, index));
  const stories = [...refreshStory(account, machines), ...miningStory(account, machines)];

  return (region, from, to) => {
    const noise = minutes[region];
    const [since, until] = clamp(account, from, to);
    if (!noise || !(since < until)) {
      return [];
    }

    const events: WorldEvent[] = [];
    const add = (found: readonly WorldEvent[]) => {
      for (const event of found) {
        if (event.time >= since && event.time < until && event.region === region) {
          events.push(event);
        }
      }
    };

    const spread = (make: (index: number) => readonly WorldEvent[], step: number, start = 0) => {
      for (let index = Math.floor((since - start) / step); index * step + start < until; index++) {
        add(make(index));
      }
    };

    spread(noise, minute);
    add(stories);
    spread(live, minute, account.startedAt);
    if (region === home) {
      spread(days, day);
      add(workerEvents(account, since, until));
    }

    return events.sort((a, b) => a.time - b.time);
  };
}

/** The part of a range about which anything is known. */
function clamp(account: Account, since: number, until: number): [number, number] {
  return [
    Math.max(since, account.startedAt - historyLength),
    Math.min(until, account.startedAt + futureLength),
  ];
}

/** Instances that run at a moment, and those that ended in the hour before it. */
function instancesAt(account: Account, machines: readonly Machine[], now: number) {
  return [...machines, ...workersWithin(account, now - hour, now + 1).map(({machine}) => machine)]
    .filter(({launchedAt, endedAt}) => launchedAt <= now && endedAt > now - hour)
    .map((machine) => seenAt(machine, now));
}

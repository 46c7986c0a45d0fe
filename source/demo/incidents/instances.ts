import {day, second} from '../../core/time.ts';
import {storyTimes, type Account} from './account.ts';
import {userShutdown, type Machine, type Profile} from './machine.ts';
import {rollOver} from './refresh-schedule.ts';
import {launchTime} from './mining-schedule.ts';

const profiles = {
  web: {idle: 11, swing: 21, peak: 14, noise: 5, bursts: 0},
  api: {idle: 9, swing: 30, peak: 15, noise: 7, bursts: 0},
  database: {idle: 16, swing: 22, peak: 13, noise: 6, bursts: 0},
  batch: {idle: 13, swing: 9, peak: 3, noise: 6, bursts: 0},
  runner: {idle: 4, swing: 5, peak: 14, noise: 3, bursts: 0.16},
  idle: {idle: 2, swing: 0, peak: 12, noise: 1, bursts: 0},
} satisfies Record<string, Profile>;

/** Every machine of the account that is not one of a scaling group's passing workers. */
export function listMachines(account: Account): readonly Machine[] {
  const {machines, groups, startedAt} = account;
  const base = {
    endedAt: Infinity,
    autoScalingGroup: '',
    ending: userShutdown,
    availabilityZone: 'us-east-1a',
  };
  const machine = (
    part: Partial<Machine> &
      Pick<
        Machine,
        | 'id'
        | 'name'
        | 'type'
        | 'launchedAt'
        | 'monitoring'
        | 'securityGroups'
        | 'privateAddress'
        | 'profile'
      >,
  ): Machine => ({...base, ...part});
  return [
    machine({
      id: machines.batch,
      name: 'batch-7',
      type: 'c6i.2xlarge',
      launchedAt: startedAt - 141 * day - 4_211_000,
      monitoring: 'detailed',
      securityGroups: [groups.batch],
      privateAddress: '10.0.1.47',
      profile: profiles.batch,
    }),
    machine({
      id: machines.database,
      name: 'db-1',
      type: 'r6i.xlarge',
      launchedAt: startedAt - 298 * day - 71_000,
      monitoring: 'basic',
      securityGroups: [groups.data],
      privateAddress: '10.0.2.11',
      availabilityZone: 'us-east-1b',
      profile: profiles.database,
    }),
    machine({
      id: machines.api,
      name: 'api-1',
      type: 'm6i.large',
      launchedAt: startedAt - 133 * day - 9_317_000,
      monitoring: 'basic',
      securityGroups: [groups.web],
      privateAddress: '10.0.0.31',
      profile: profiles.api,
    }),
    machine({
      id: machines.runner,
      name: 'ci-runner',
      type: 'm6a.xlarge',
      launchedAt: startedAt - 112 * day - 2_900_000,
      monitoring: 'detailed',
      securityGroups: [groups.batch],
      privateAddress: '10.0.1.90',
      profile: profiles.runner,
    }),
    machine({
      id: machines.forgotten,
      name: 'reporting-old',
      type: 't3.small',
      launchedAt: startedAt - 400 * day,
      endedAt: startedAt - 20 * day - 5_000_000,
      monitoring: 'basic',
      securityGroups: [groups.data],
      privateAddress: '10.0.2.60',
      profile: profiles.idle,
    }),
    ...webMachines(account).map((part) =>
      machine({...part, name: part.name, profile: profiles.web}),
    ),
    ...machines.miners.map((id, index) =>
      machine({
        id,
        // The name that batch workers have here: whoever did it did not want to be seen.
        name: 'batch-worker',
        type: 'c7i.16xlarge',
        launchedAt: launchTime(account),
        monitoring: 'detailed',
        securityGroups: [groups.batch],
        privateAddress: `10.0.1.${120 + index}`,
        profile: profiles.idle,
      }),
    ),
  ];
}

function webMachines(account: Account) {
  const {refresh} = storyTimes(account);
  return account.machines.web.flatMap((pair, generation) =>
    pair.map((id, index) => {
      const [launched, ended] = rollOver(generation, index);
      return {
        id,
        name: `web-${index + 1}`,
        type: 'm6i.large',
        availabilityZone: index === 0 ? 'us-east-1a' : 'us-east-1b',
        launchedAt: refresh + launched * second,
        endedAt: ended === Infinity ? Infinity : refresh + ended * second,
        // Detailed, since the group's scaling policy looks every minute.
        monitoring: 'detailed' as const,
        autoScalingGroup: 'web',
        securityGroups: [account.groups.web],
        privateAddress: `10.0.${index}.${150 + generation * 17 + index}`,
      };
    }),
  );
}

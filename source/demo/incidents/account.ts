import {day, hour, minute} from '../../core/time.ts';
import {accessKeyId, ec2Id} from './ids.ts';
import {Dice} from './random.ts';

export const accountId = '123456789012';
export const home = 'us-east-1';
export const regions = [home, 'eu-west-1', 'us-west-2'] as const;

/** How far back anything is known, as with LookupEvents. */
export const historyLength = 90 * day;
/** No question reaches further ahead than this, so that a range without an end still has one. */
export const futureLength = 30 * day;

/** What exists in the account and when its stories begin: everything else is worked out from this. */
export type Account = {
  readonly seed: number;
  /** The moment the demo was started, ms since 1970, on a whole second. */
  readonly startedAt: number;
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly image: string;
  readonly groups: {readonly web: string; readonly batch: string; readonly data: string};
  readonly template: string;
  readonly volumes: readonly string[];
  readonly vpcEndpoint: string;
  /** Long-lived access keys by user name. */
  readonly keys: Readonly<Record<'kim' | 'legacy-report' | 'broker', string>>;
  readonly machines: MachineIds;
};

/** Ids of the machines that the stories name; web has one pair for each generation of its instances. */
export type MachineIds = {
  readonly batch: string;
  readonly database: string;
  readonly api: string;
  readonly runner: string;
  readonly miners: readonly string[];
  readonly web: ReadonlyArray<readonly [string, string]>;
  /** One that ended weeks ago and still has an alarm. */
  readonly forgotten: string;
};

/** The account of a seed. */
export function describeAccount(seed: number, startedAt: number): Account {
  const id = (prefix: string, hint: string, ...words: ReadonlyArray<string | number>) =>
    ec2Id(prefix, hint, seed, ...words);
  return {
    seed,
    startedAt: Math.floor(startedAt / 1000) * 1000,
    vpc: id('vpc', 'c'),
    subnets: ['a', 'b', 'c'].map((zone) => id('subnet', zone)),
    image: id('ami', '5'),
    groups: {web: id('sg', '3c'), batch: id('sg', 'b7'), data: id('sg', 'd1')},
    template: id('lt', '4e'),
    volumes: Array.from({length: 9}, (_, index) => id('vol', '', index)),
    vpcEndpoint: `vpce-${new Dice(seed, 'vpce').hex(17)}`,
    keys: {
      kim: accessKeyId('AKIA', seed, 'kim'),
      'legacy-report': accessKeyId('AKIA', seed, 'legacy-report'),
      broker: accessKeyId('AKIA', seed, 'broker'),
    },
    machines: {
      batch: id('i', 'b7'),
      database: id('i', 'd1'),
      api: id('i', 'c1'),
      runner: id('i', 'e5'),
      miners: Array.from({length: 8}, (_, index) =>
        id('i', index === 0 ? 'f3' : '', 'miner', index),
      ),
      web: ['0', '1', '2'].map((generation) => [
        id('i', 'a1', generation),
        id('i', 'a2', generation),
      ]),
      forgotten: id('i', '99'),
    },
  };
}

/** When each story begins, ms since 1970. */
export function storyTimes(account: Account) {
  return {
    mining: account.startedAt - 15 * minute,
    refresh: account.startedAt - 5 * hour,
    unexplained: account.startedAt - 9 * hour,
  };
}

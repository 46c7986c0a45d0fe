import {minute} from '../../core/time.ts';
import {storyTimes, type Account} from './account.ts';
import type {Load} from './machine.ts';

/**
 * The spike of db-1 that no call explains: a query that got out of hand leaves no trace in CloudTrail. There are no
 * events to it, and nothing else in the demo changes db-1.
 */
export function unexplainedLoads(account: Account): readonly Load[] {
  const {unexplained} = storyTimes(account);
  return [
    {
      id: account.machines.database,
      from: unexplained,
      until: unexplained + 25 * minute,
      level: 92,
      ramp: 2 * minute,
    },
  ];
}

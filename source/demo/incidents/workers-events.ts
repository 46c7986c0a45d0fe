import type {WorldEvent} from '../world.ts';
import {accountId, home, type Account} from './account.ts';
import {ec2Id} from './ids.ts';
import {termination} from './launch.ts';
import {serviceRole} from './machines-at-work.ts';
import {Dice} from './random.ts';
import {event, type Call} from './record.ts';
import {memberLaunch, nameInstance} from './refresh-story.ts';
import {workersWithin, type Worker} from './workers.ts';

/** What CloudTrail holds of the workers that come and go, in a range, oldest first. */
export function workerEvents(
  account: Account,
  since: number,
  until: number,
): readonly WorldEvent[] {
  return workersWithin(account, since - 60_000, until)
    .flatMap((worker) => lifeOf(account, worker))
    .filter(({time}) => time >= since && time < until);
}

function lifeOf(account: Account, worker: Worker): readonly WorldEvent[] {
  const {machine} = worker;
  const make = (part: string, time: number, call: (dice: Dice) => Call) => {
    const dice = new Dice(account.seed, 'worker', worker.block, part);
    return event(call(dice), time, home, dice);
  };

  const template = ec2Id('lt', '7b', account.seed, 'jobs');
  return [
    make('launch', machine.launchedAt, (dice) =>
      memberLaunch(
        account,
        machine,
        {version: '9', group: 'jobs', template, spot: true},
        dice,
        machine.launchedAt,
      ),
    ),
    make('name', machine.launchedAt + 3000, () =>
      nameInstance(account, machine, machine.launchedAt + 3000),
    ),
    make('end', machine.endedAt, (dice) =>
      worker.ending === 'evicted' ? eviction(machine.id) : scaleIn(account, worker, dice),
    ),
  ];
}

function scaleIn(account: Account, {machine}: Worker, dice: Dice): Call {
  const requestId = dice.uuid();
  return {
    actor: serviceRole(account, 'autoscaling', machine.endedAt),
    service: 'ec2',
    name: 'TerminateInstances',
    write: true,
    requestId,
    ...termination([machine.id], requestId),
  };
}

/** EC2 takes a spot instance back: an event of the service itself, whose caller has no type. */
function eviction(id: string): Call {
  return {
    actor: {
      identity: {accountId, invokedBy: 'ec2.amazonaws.com'},
      username: '',
      address: 'ec2.amazonaws.com',
      agent: 'ec2.amazonaws.com',
    },
    service: 'ec2',
    name: 'BidEvictedEvent',
    type: 'AwsServiceEvent',
    write: true,
    more: {serviceEventDetails: {instanceIdSet: [id]}},
    named: [['AWS::EC2::Instance', id]],
  };
}

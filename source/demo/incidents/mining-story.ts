import {second} from '../../core/time.ts';
import type {WorldEvent} from '../world.ts';
import {accountId, home, type Account} from './account.ts';
import {noCapacity, tooManyCpus} from './failure.ts';
import type {Machine} from './machine.ts';
import {assumeOps, granted, refused, stolenKey, stolenSession, type Move} from './mining-calls.ts';
import {
  blind,
  keyPair,
  look,
  lookElsewhere,
  openPort,
  protect,
  readSecret,
  runInstances,
  sendCommand,
  stay,
} from './mining-moves.ts';
import {at} from './mining-schedule.ts';
import {Dice} from './random.ts';
import {event} from './record.ts';

type Step = {
  /** Seconds from the start of the demo. */
  readonly at: number;
  readonly move: Move;
  readonly region?: string;
  /** Seconds until it is visible, where the story needs a late one. */
  readonly delay?: number;
};

const iamArn = (rest: string) => `arn:aws:iam::${accountId}:${rest}`;

/**
 * The main story: kim's access key in a stranger's hands, from the first GetCallerIdentity a quarter of an hour before
 * the demo starts to the takeover of the second machine some minutes after it. What follows is in mining-live.ts.
 */
export function miningStory(account: Account, machines: readonly Machine[]): readonly WorldEvent[] {
  const miners = machines.filter(({id}) => account.machines.miners.includes(id));
  return [...arrival(), ...inside(miners), ...whileWatched()]
    .map((step, index) => {
      const {region = home, delay} = step;
      const time = account.startedAt + step.at * second;
      const dice = new Dice(account.seed, 'mining', index);
      const call = step.move({account, time, region, dice});
      return event(call, time, region, dice, (delay ?? dice.int(8, 45)) * second);
    })
    .sort((a, b) => a.time - b.time);
}

/** With kim's own key: who am I, what may I do, and which role can I have. */
function arrival(): readonly Step[] {
  return [
    {at: at.first, move: granted(stolenKey, 'sts', 'GetCallerIdentity')},
    {at: -897, move: refused(stolenKey, 'iam', 'ListUsers', null, {resource: iamArn('user/')})},
    {
      at: -893,
      move: refused(stolenKey, 'iam', 'GetAccountAuthorizationDetails', null, {resource: '*'}),
    },
    {
      at: -888,
      move: granted(stolenKey, 'iam', 'ListAttachedUserPolicies', {userName: 'kim'}),
    },
    {
      at: -881,
      move: granted(stolenKey, 'iam', 'GetPolicy', {policyArn: iamArn('policy/kim-oncall')}),
    },
    {
      at: -879,
      move: granted(stolenKey, 'iam', 'GetPolicyVersion', {
        policyArn: iamArn('policy/kim-oncall'),
        versionId: 'v3',
      }),
    },
    {at: -872, move: refused(stolenKey, 'iam', 'ListRoles', null, {resource: iamArn('role/')})},
    {at: -861, region: 'eu-west-1', move: denyLook},
    {at: -858, region: 'us-west-2', move: denyLook},
    {at: -855, move: denyLook},
    {
      at: -806,
      move: refused(
        stolenKey,
        'sts',
        'AssumeRole',
        {roleArn: iamArn('role/admin'), roleSessionName: 'kim'},
        {resource: iamArn('role/admin')},
      ),
    },
    {at: at.assumeRole, move: assumeOps(0)},
  ];
}

/** With the role ops: machines, a way in, a second machine, and the traces. */
function inside(miners: readonly Machine[]): readonly Step[] {
  return [
    {at: -780, move: granted(stolenSession, 'sts', 'GetCallerIdentity')},
    ...look.map((move, index) => ({at: -771 + 5 * index, move})),
    // It arrives while the demo is watched, twelve minutes late.
    {at: -720, delay: 742, move: keyPair.create},
    {at: -655, move: runInstances(8, {dry: true})},
    {at: -640, move: runInstances(16, {failure: tooManyCpus(640)})},
    {at: at.launch, move: runInstances(miners.length, {machines: miners})},
    {at: at.openPort, move: openPort(22)},
    {at: -570, move: look[1]!},
    {at: -520, move: look[5]!},
    {at: at.command, move: sendCommand(({account}) => account.machines.batch)},
    {
      at: -496,
      move: granted(stolenSession, 'ssm', 'ListCommandInvocations', {
        details: true,
        maxResults: 50,
      }),
    },
    {at: -441, move: stay[0]},
    {at: -436, move: stay[1]},
    {at: -394, move: stay[2]},
    {at: at.stopLogging, move: blind.stop},
    {at: -322, move: blind.selectors},
    {at: at.protect, delay: 296, move: protect},
    {at: -205, move: readSecret('prod/web/session-signing', true)},
    {at: -198, move: readSecret('prod/payments/api-key', false)},
    {at: -140, region: 'eu-west-1', move: lookElsewhere},
    {at: -138, region: 'us-west-2', move: lookElsewhere},
    {
      at: -95,
      move: runInstances(4, {failure: noCapacity('p5.48xlarge', 'us-east-1a')}, 'p5.48xlarge'),
    },
    {at: -61, move: look[0]!},
    {at: -24, move: blind.stop},
  ];
}

/** What is fixed of the minutes after the start: the rest is drawn. */
function whileWatched(): readonly Step[] {
  return [
    {at: 6, delay: 7, move: blind.remove},
    {at: 21, delay: 9, move: readSecret('prod/db-1/master', true)},
    {at: 52, delay: 8, move: runInstances(8, {failure: tooManyCpus(640)})},
    {at: 96, delay: 11, move: keyPair.import},
    {at: 150, delay: 10, move: openPort(3333)},
    {at: at.runner, delay: 9, move: sendCommand(({account}) => account.machines.runner)},
    {
      at: 431,
      move: sendCommand(({account}) => account.machines.api, {
        code: 'InvalidInstanceId',
        message: 'Instances not in a valid state for account',
      }),
    },
  ];
}

const denyLook: Move = refused(
  stolenKey,
  'ec2',
  'DescribeInstances',
  {instancesSet: {}, filterSet: {}},
  {resource: ''},
);

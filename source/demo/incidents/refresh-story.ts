import {second} from '../../core/time.ts';
import type {WorldEvent} from '../world.ts';
import {accountId, home, storyTimes, type Account} from './account.ts';
import {webIdentityLogin} from './deploys.ts';
import {launchNames, launchRequest, launchResponse, termination, type Order} from './launch.ts';
import type {Machine} from './machine.ts';
import {instanceName, lambdaRole, serviceRole} from './machines-at-work.ts';
import {deployRun, people, person} from './people.ts';
import {Dice} from './random.ts';
import {event, type Call} from './record.ts';
import {rollbackAfter, rollOver, versions} from './refresh-schedule.ts';

const run = '18734520991';

/**
 * The instance refresh whose culprit names no instance: a deployment makes launch template version 42 and rolls it out
 * over the group web; Auto Scaling replaces the members, whose CPU then stays high, until somebody takes it back.
 */
export function refreshStory(
  account: Account,
  machines: readonly Machine[],
): readonly WorldEvent[] {
  const {refresh} = storyTimes(account);
  const events: WorldEvent[] = [];
  const add = (seconds: number, make: (dice: Dice, time: number) => Call) => {
    const time = refresh + seconds * second;
    const dice = new Dice(account.seed, 'refresh', events.length);
    events.push(event(make(dice, time), time, home, dice));
  };

  const bot = deployRun(account, run, refresh - 41 * second);
  const mara = person(account, people[0], refresh + rollbackAfter * second, 'console');
  add(-41, (dice, time) => webIdentityLogin(account, run, time, dice));
  add(-36, () => ({
    actor: bot,
    service: 'ec2',
    name: 'DescribeLaunchTemplateVersions',
    request: {
      DescribeLaunchTemplateVersionsRequest: {
        LaunchTemplateId: account.template,
        LaunchTemplateVersion: {tag: 1, content: '$Latest'},
      },
    },
  }));
  add(-22, (dice, time) => newVersion(account, dice, time, bot));
  add(-12, () => useVersion(bot, account, versions.bad));
  add(0, (dice) => startRefresh(bot, dice));
  add(4, () => describeRefreshes(bot));
  add(rollbackAfter - 190, () => describeRefreshes(mara));
  add(rollbackAfter - 31, () => useVersion(mara, account, versions.good));
  add(rollbackAfter, (dice) => startRefresh(mara, dice));
  add(rollbackAfter + 5, () => describeRefreshes(mara));
  for (const step of replacements(account, machines)) {
    replace(account, add, step);
  }

  return events.sort((a, b) => a.time - b.time);
}

type Replacement = {
  readonly old: Machine;
  readonly fresh: Machine;
  readonly ended: number;
  readonly launched: number;
  readonly version: string;
};

/** Each of the two members, first by the bad version, then by the good one again. */
function replacements(account: Account, machines: readonly Machine[]): readonly Replacement[] {
  return [0, 1].flatMap((generation) =>
    [0, 1].flatMap((index) => {
      const [old, fresh] = [generation, generation + 1].map((which) =>
        machines.find(({id}) => id === account.machines.web[which]?.[index]),
      );
      const ended = rollOver(generation, index)[1];
      const [launched] = rollOver(generation + 1, index);
      const version = generation === 0 ? versions.bad : versions.good;
      return old && fresh ? [{old, fresh, ended, launched, version}] : [];
    }),
  );
}

function replace(
  account: Account,
  add: (seconds: number, make: (dice: Dice, time: number) => Call) => void,
  step: Replacement,
): void {
  const {old, fresh} = step;
  const group = `arn:aws:elasticloadbalancing:${home}:${accountId}:targetgroup/web/4f2c9d1e7ab05863`;
  const target =
    (name: string, id: string) =>
    (_dice: Dice, time: number): Call => ({
      actor: serviceRole(account, 'autoscaling', time),
      service: 'elasticloadbalancing',
      name,
      write: true,
      request: {targetGroupArn: group, targets: [{id}]},
    });
  add(step.ended - 21, target('DeregisterTargets', old.id));
  add(step.ended, (dice, time) => {
    const requestId = dice.uuid();
    return {
      actor: serviceRole(account, 'autoscaling', time),
      service: 'ec2',
      name: 'TerminateInstances',
      write: true,
      requestId,
      ...termination([old.id], requestId),
    };
  });
  add(step.launched, (dice, time) =>
    memberLaunch(
      account,
      fresh,
      {version: step.version, group: 'web', template: account.template},
      dice,
      time,
    ),
  );
  add(step.launched + 3, (_dice, time) => nameInstance(account, fresh, time));
  add(step.launched + 44, target('RegisterTargets', fresh.id));
}

/** Auto Scaling starts one member of a group. */
export function memberLaunch(
  account: Account,
  machine: Machine,
  from: {version: string; group: string; template: string; spot?: boolean},
  dice: Dice,
  time: number,
): Call {
  const requestId = dice.uuid();
  const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
  const order: Order = {
    type: machine.type,
    min: 1,
    max: 1,
    subnet: account.subnets[zones.indexOf(machine.availabilityZone)] ?? '',
    group: machine.securityGroups[0] ?? '',
    image: account.image,
    monitoring: machine.monitoring === 'detailed',
    template: {id: from.template, version: from.version},
    tags: [{key: 'aws:autoscaling:groupName', value: from.group}],
    clientToken: `fleet-${dice.uuid()}-0`,
    ...(from.spot && {spot: true}),
  };
  return {
    actor: serviceRole(account, 'autoscaling', time),
    service: 'ec2',
    name: 'RunInstances',
    write: true,
    requestId,
    request: launchRequest(order),
    response: launchResponse(account, order, [machine], requestId, dice),
    named: launchNames(account, order, [machine]),
  };
}

/** The function that names new members after their group. */
export function nameInstance(account: Account, machine: Machine, time: number): Call {
  return {
    actor: lambdaRole(account, instanceName, time),
    service: 'ec2',
    name: 'CreateTags',
    write: true,
    request: {
      resourcesSet: {items: [{resourceId: machine.id}]},
      tagSet: {items: [{key: 'Name', value: machine.name}]},
    },
    response: {_return: true},
    named: [['AWS::EC2::Instance', machine.id]],
  };
}

function newVersion(account: Account, dice: Dice, time: number, actor: Call['actor']): Call {
  const requestId = dice.uuid();
  return {
    actor,
    service: 'ec2',
    name: 'CreateLaunchTemplateVersion',
    write: true,
    requestId,
    request: {
      CreateLaunchTemplateVersionRequest: {
        LaunchTemplateId: account.template,
        SourceVersion: versions.good,
        VersionDescription: 'web 2026.41.2 (#1187)',
        LaunchTemplateData: {ImageId: account.image, UserData: '<sensitiveDataRemoved>'},
        ClientToken: dice.uuid(),
      },
    },
    response: {
      CreateLaunchTemplateVersionResponse: {
        // eslint-disable-next-line unicorn/prefer-https -- The name of AWS's namespace, no link.
        xmlns: 'http://ec2.amazonaws.com/doc/2016-11-15/',
        requestId,
        launchTemplateVersion: {
          launchTemplateId: account.template,
          launchTemplateName: 'web',
          versionNumber: Number(versions.bad),
          versionDescription: 'web 2026.41.2 (#1187)',
          defaultVersion: false,
          createTime: new Date(time).toISOString(),
          createdBy: `arn:aws:sts::${accountId}:assumed-role/deploy/deploy-bot-${run}`,
          launchTemplateData: {
            imageId: account.image,
            instanceType: 'm6i.large',
            monitoring: {enabled: true},
            userData: '<sensitiveDataRemoved>',
          },
        },
      },
    },
    named: [['AWS::EC2::LaunchTemplate', account.template]],
  };
}

function useVersion(actor: Call['actor'], account: Account, version: string): Call {
  return {
    actor,
    service: 'autoscaling',
    name: 'UpdateAutoScalingGroup',
    write: true,
    request: {
      autoScalingGroupName: 'web',
      launchTemplate: {launchTemplateId: account.template, version},
    },
    named: [['AWS::AutoScaling::AutoScalingGroup', 'web']],
  };
}

function startRefresh(actor: Call['actor'], dice: Dice): Call {
  return {
    actor,
    service: 'autoscaling',
    name: 'StartInstanceRefresh',
    write: true,
    request: {
      autoScalingGroupName: 'web',
      strategy: 'Rolling',
      preferences: {minHealthyPercentage: 50, instanceWarmup: 120, skipMatching: true},
    },
    response: {instanceRefreshId: dice.uuid()},
    named: [['AWS::AutoScaling::AutoScalingGroup', 'web']],
  };
}

function describeRefreshes(actor: Call['actor']): Call {
  return {
    actor,
    service: 'autoscaling',
    name: 'DescribeInstanceRefreshes',
    request: {autoScalingGroupName: 'web'},
  };
}

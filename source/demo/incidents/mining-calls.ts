import type {JsonObject} from '../../core/json.ts';
import {second} from '../../core/time.ts';
import {accountId, home, type Account} from './account.ts';
import {denied, unauthorized, type Reason} from './failure.ts';
import {assumedRole, iamUser, roleId} from './identity.ts';
import {accessKeyId, sessionToken, writtenTime} from './ids.ts';
import {sessionNumber, sessionOpened} from './mining-schedule.ts';
import type {Dice} from './random.ts';
import type {Actor, Call} from './record.ts';

/** What a call of the story is made from. */
export type Scene = {
  readonly account: Account;
  readonly time: number;
  readonly region: string;
  readonly dice: Dice;
};

export type Move = (scene: Scene) => Call;

const stranger = '203.0.113.9';

/** kim's access key in a stranger's hands. */
export function stolenKey({account}: Scene, command: string): Actor {
  return {
    identity: iamUser(account.seed, 'kim', account.keys.kim),
    username: 'kim',
    address: stranger,
    agent: kali(command),
  };
}

/** The session of the role ops which that key opened. */
export function stolenSession({account, time}: Scene, command: string): Actor {
  const number = sessionNumber(account, time);
  return {
    identity: assumedRole({
      seed: account.seed,
      role: 'ops',
      session: 'kim',
      since: sessionOpened(account, number),
      key: sessionKey(account, number),
    }),
    username: 'kim',
    address: stranger,
    agent: kali(command),
  };
}

/** The key of a session of the role ops: the same in the response of AssumeRole and in every call after it. */
export function sessionKey(account: Account, number: number): string {
  return accessKeyId('ASIA', account.seed, 'ops', 'kim', number);
}

/** kim's key opens the next session of the role ops. */
export function assumeOps(number: number): Move {
  return (scene) => {
    const {account, dice} = scene;
    const role = `arn:aws:iam::${accountId}:role/ops`;
    const key = sessionKey(account, number);
    return {
      actor: stolenKey(scene, 'sts.assume-role'),
      service: 'sts',
      name: 'AssumeRole',
      request: {roleArn: role, roleSessionName: 'kim', durationSeconds: 3600},
      response: {
        credentials: {
          accessKeyId: key,
          sessionToken: sessionToken(dice),
          expiration: writtenTime(sessionOpened(account, number) + 3600 * second),
        },
        assumedRoleUser: {
          assumedRoleId: `${roleId(account.seed, 'ops')}:kim`,
          arn: `arn:aws:sts::${accountId}:assumed-role/ops/kim`,
        },
      },
      more: {resources: [{accountId, type: 'AWS::IAM::Role', ARN: role}]},
      named: [
        ['AWS::IAM::AccessKey', key],
        ['AWS::IAM::Role', role],
        ['AWS::STS::AssumedRole', 'kim'],
      ],
    };
  };
}

/** A call that is let through. */
export function granted(
  who: typeof stolenKey,
  service: string,
  name: string,
  request: JsonObject | null = null,
  rest: Partial<Call> = {},
): Move {
  return (scene) => ({
    actor: who(scene, `${service}.${kebab(name)}`),
    service,
    name,
    request,
    ...rest,
  });
}

/** A call that a policy refuses; EC2 has its own words for it. */
export function refused(
  who: typeof stolenKey,
  service: string,
  name: string,
  request: JsonObject | null,
  {resource, reason = 'identity', write}: {resource: string; reason?: Reason; write?: boolean},
): Move {
  return (scene) => {
    const actor = who(scene, `${service}.${kebab(name)}`);
    const action = `${service}:${name}`;
    return {
      actor,
      service,
      name,
      request,
      ...(write && {write}),
      failure:
        service === 'ec2'
          ? unauthorized(actor, action, resource, scene.dice, reason)
          : denied(actor, action, resource, reason),
    };
  };
}

/** An ARN of this account. */
export function arn(service: string, resource: string, region: string = home): string {
  return `arn:aws:${service}:${region}:${accountId}:${resource}`;
}

function kali(command: string): string {
  return (
    'aws-cli/2.23.6 md/awscrt#0.23.8 ua/2.0 os/linux#6.12.13-amd64 md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython ' +
    `cfg/retry-mode#standard md/installer#source md/distrib#kali.2025 md/prompt#off md/command#${command}`
  );
}

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/gv, '-').toLowerCase();
}

import {type JsonObject} from '../core/json.ts';
import {formatIso, hour} from '../core/time.ts';
import {type World} from './world.ts';

/** The demo caller's user or session name, as LookupEvents' Username has it. */
export function callerName({caller}: World): string {
  return caller.arn.split('/').at(-1) ?? '';
}

/** The demo caller's userIdentity at a moment: an assumed role's session, or an IAM user. */
export function callerIdentity(world: World, time: number): JsonObject {
  const {account, caller} = world;
  const role = /:assumed-role\/(?<role>[^\/]+)\//v.exec(caller.arn)?.groups?.['role'];
  const identity = {
    type: role === undefined ? 'IAMUser' : 'AssumedRole',
    principalId: caller.userId,
    arn: caller.arn,
    accountId: account,
    accessKeyId: caller.accessKeyId,
  };
  if (role === undefined) {
    return {...identity, userName: callerName(world)};
  }

  return {
    ...identity,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: caller.userId.split(':', 1)[0],
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: {
        // A session begins on the hour and lasts for one.
        creationDate: formatIso(Math.floor(time / hour) * hour),
        mfaAuthenticated: 'true',
      },
    },
  };
}

import type {JsonObject} from '../../core/json.ts';
import {formatIso, hour} from '../../core/time.ts';
import {accountId} from './account.ts';
import {accessKeyId, principalId} from './ids.ts';

/** What tells one session of a role from another. */
export type SessionOptions = {
  readonly seed: number;
  readonly role: string;
  readonly session: string;
  /** When the session began, ms since 1970. */
  readonly since: number;
  /** The path of the role with both slashes; `/` unless given. */
  readonly path?: string;
  readonly mfa?: boolean;
  readonly invokedBy?: string;
  /** A given key instead of the session's own. */
  readonly key?: string;
  /** Further members of sessionContext, such as ec2RoleDelivery. */
  readonly context?: JsonObject;
};

/** userIdentity of a role's session. */
export function assumedRole(options: SessionOptions): JsonObject {
  const {seed, role, session, since, path = '/'} = options;
  const issuer = roleId(seed, role);
  return {
    type: 'AssumedRole',
    principalId: `${issuer}:${session}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
    accountId,
    accessKeyId: options.key ?? accessKeyId('ASIA', seed, role, session, since),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: issuer,
        arn: `arn:aws:iam::${accountId}:role${path}${role}`,
        accountId,
        userName: role,
      },
      attributes: {
        creationDate: formatIso(since),
        mfaAuthenticated: String(options.mfa ?? false),
      },
      ...options.context,
    },
    ...(options.invokedBy !== undefined && {invokedBy: options.invokedBy}),
  };
}

/** userIdentity of an IAM user that calls with an access key; without a key as sign-in records it. */
export function iamUser(seed: number, name: string, key: string): JsonObject {
  return {
    type: 'IAMUser',
    principalId: principalId('AIDA', seed, name),
    arn: `arn:aws:iam::${accountId}:user/${name}`,
    accountId,
    ...(key !== '' && {accessKeyId: key}),
    userName: name,
  };
}

/** userIdentity of the account's root; sign-in records an empty key. */
export function root(key: string): JsonObject {
  return {
    type: 'Root',
    principalId: accountId,
    arn: `arn:aws:iam::${accountId}:root`,
    accountId,
    accessKeyId: key,
  };
}

/** The unique id of a role. */
export function roleId(seed: number, role: string): string {
  return principalId('AROA', seed, role);
}

/** When the session began that is in use at a time, where a new one begins every so many hours. */
export function sessionStart(time: number, hours: number, offset = 0): number {
  return Math.floor((time - offset) / (hours * hour)) * hours * hour + offset;
}

import {fromRecord, fromRow, type TrailEvent} from '../../source/core/event.ts';
import type {JsonObject} from '../../source/core/json.ts';

/** Identities as they stand in records, made up for the tests. */
export const kim: JsonObject = {
  type: 'IAMUser',
  principalId: 'AIDAKIM',
  arn: 'arn:aws:iam::123456789012:user/kim',
  accountId: '123456789012',
  accessKeyId: 'AKIAKIMKIMKIM00KIM7Q',
  userName: 'kim',
};

/** A session of a role; `extra` goes into the identity. */
export function session(role: string, name: string, extra: JsonObject = {}): JsonObject {
  return {
    type: 'AssumedRole',
    principalId: `AROAX:${name}`,
    arn: `arn:aws:sts::123456789012:assumed-role/${role}/${name}`,
    accountId: '123456789012',
    accessKeyId: 'ASIAOPSOPSOPS00OPS7Q',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        arn: `arn:aws:iam::123456789012:role/${role}`,
        userName: role,
      },
      attributes: {mfaAuthenticated: 'false'},
    },
    ...extra,
  };
}

/** A record of `service` and `name`; what is given replaces what it usually holds. */
export function call(service: string, name: string, record: JsonObject = {}): TrailEvent {
  return fromRecord({
    eventVersion: '1.11',
    eventID: 'e-1',
    eventTime: '2026-11-20T12:15:07Z',
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'aws-cli/2.32.3',
    userIdentity: kim,
    requestParameters: null,
    responseElements: null,
    recipientAccountId: '123456789012',
    ...record,
  });
}

/** A call with nothing but an identity. */
export function by(userIdentity: JsonObject, record: JsonObject = {}): TrailEvent {
  return call('ec2', 'DescribeInstances', {userIdentity, ...record});
}

export function row(record: JsonObject, timeColumn?: string): TrailEvent {
  return fromRow(record, timeColumn);
}

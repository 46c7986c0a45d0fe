import {EventStore} from '../../source/core/event-store.ts';
import {type TrailEvent} from '../../source/core/event.ts';
import {type JsonObject} from '../../source/core/json.ts';
import {ago} from './a-record.ts';
import {call, kim, session} from './event-records.ts';

/** Access keys of the tests, as long as real ones. */
export const keys = {
  kim: 'AKIAKIMKIMKIM00KIM7Q',
  ops: 'ASIAOPSOPSOPS00OPS7Q',
  admin: 'ASIAADMINADMIN00AD7Q',
  backup: 'ASIABACKUPBACKUP0B7Q',
} as const;

/** A call with a key so many minutes before noon; its eventID is its name. */
export function callWith(
  key: string,
  id: string,
  minutes: number,
  record: JsonObject = {},
): TrailEvent {
  const identity =
    key === keys.kim
      ? kim
      : session('ops', 'kim', key === '' ? {accessKeyId: null} : {accessKeyId: key});
  return call('ec2', 'RunInstances', {
    eventID: id,
    eventTime: new Date(ago(minutes)).toISOString(),
    readOnly: false,
    userIdentity: identity,
    ...record,
  });
}

/** A call with one key that handed out another. */
export function minting(
  key: string,
  minted: string,
  id: string,
  minutes: number,
  record: JsonObject = {},
): TrailEvent {
  return callWith(key, id, minutes, {
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    readOnly: true,
    requestParameters: {
      roleArn: 'arn:aws:iam::123456789012:role/ops',
      roleSessionName: 'kim',
    },
    responseElements: {credentials: {accessKeyId: minted}},
    ...record,
  });
}

/** kim's key led to a session of ops, that to one of admin and one of backup; each session did something. */
export function aChainOfKeys(): readonly TrailEvent[] {
  return [
    minting(keys.kim, keys.ops, 'assume-ops', 50),
    callWith(keys.ops, 'ops-did', 45),
    minting(keys.ops, keys.backup, 'assume-backup', 40),
    minting(keys.ops, keys.admin, 'assume-admin', 35),
    callWith(keys.admin, 'admin-did', 30),
  ];
}

export function storeOf(events: readonly TrailEvent[]): EventStore {
  const store = new EventStore();
  store.add(events);
  return store;
}

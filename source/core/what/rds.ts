import {accountText} from '../reading/arn.ts';
import {isJsonObject} from '../json.ts';
import {firstOf, leads, prefixed, words} from '../reading/phrase.ts';
import type {Call, Describe, Sentences} from './call.ts';

const database: Describe = (call) =>
  call.ask(
    'dBInstanceIdentifier',
    'dBClusterIdentifier',
    'globalClusterIdentifier',
    'dBSnapshotIdentifier',
  );

const remove: Describe = (call) =>
  words(database(call), call.ask('skipFinalSnapshot') === 'true' ? 'no final snapshot' : '');

const change: Describe = (call) => words(database(call), changes(call));

const share: Describe = (call) => {
  const given = call
    .asked('valuesToAdd')
    .map((value) => (value === 'all' ? 'public' : accountText(value)));
  const taken = call
    .asked('valuesToRemove')
    .map((value) => (value === 'all' ? 'public' : accountText(value)));
  const snapshot = call.ask('dBSnapshotIdentifier', 'dBClusterSnapshotIdentifier');
  return words(
    leads(snapshot, firstOf(given), call.signs),
    prefixed('revoked from', firstOf(taken)),
  );
};

const snapshot: Describe = (call) =>
  leads(
    call.ask('dBInstanceIdentifier', 'dBClusterIdentifier'),
    call.ask('dBSnapshotIdentifier', 'dBClusterSnapshotIdentifier'),
    call.signs,
  );

const restore: Describe = (call) =>
  leads(
    call.ask('dBSnapshotIdentifier', 'snapshotIdentifier', 'sourceDBInstanceIdentifier'),
    call.ask('dBInstanceIdentifier', 'dBClusterIdentifier', 'targetDBInstanceIdentifier'),
    call.signs,
  );

/** Sentences about databases. */
export const rds: Sentences = {
  DeleteDBInstance: remove,
  DeleteDBCluster: remove,
  DeleteDBSnapshot: (call) => call.ask('dBSnapshotIdentifier'),
  ModifyDBInstance: change,
  ModifyDBCluster: change,
  RebootDBInstance: database,
  StopDBInstance: database,
  StartDBInstance: database,
  ModifyDBSnapshotAttribute: share,
  ModifyDBClusterSnapshotAttribute: share,
  CreateDBSnapshot: snapshot,
  CreateDBClusterSnapshot: snapshot,
  RestoreDBInstanceFromDBSnapshot: restore,
  RestoreDBInstanceToPointInTime: restore,
};

/** What a change changes: `password +1`, `dBInstanceClass db.r6g.large`. */
function changes(call: Call): string {
  const keys = Object.keys(isJsonObject(call.request) ? call.request : {}).filter(
    (key) =>
      !/^(?:dB(?:Instance|Cluster)Identifier|applyImmediately|allowMajorVersionUpgrade)$/v.test(
        key,
      ),
  );
  const told = keys.slice(0, 50).map((key) => {
    const value = call.ask(key);
    return key === 'masterUserPassword' ? 'new password' : words(key.slice(0, 60), value);
  });
  return firstOf(told);
}

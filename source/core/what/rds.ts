import {accountText, lastPart, shortArn} from '../reading/arn.ts';
import {isJsonObject} from '../json.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
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

const create: Describe = (call) =>
  words(
    database(call),
    call.ask('engine'),
    call.ask('dBInstanceClass', 'dBClusterInstanceClass'),
    call.ask('publiclyAccessible') === 'true' ? 'public' : '',
  );

const copy: Describe = (call) =>
  leads(
    lastPart(call.ask('sourceDBSnapshotIdentifier', 'sourceDBClusterSnapshotIdentifier')),
    call.ask('targetDBSnapshotIdentifier', 'targetDBClusterSnapshotIdentifier'),
    call.signs,
  );

const restore: Describe = (call) =>
  leads(
    call.ask(
      'dBSnapshotIdentifier',
      'snapshotIdentifier',
      'sourceDBInstanceIdentifier',
      'sourceDBClusterIdentifier',
    ),
    call.ask('dBInstanceIdentifier', 'dBClusterIdentifier', 'targetDBInstanceIdentifier'),
    call.signs,
  );

/** Sentences about databases. */
export const rds: Sentences = {
  DeleteDBInstance: remove,
  DeleteDBCluster: remove,
  CreateDBInstance: create,
  CreateDBCluster: create,
  CreateDBInstanceReadReplica: restore,
  DeleteGlobalCluster: database,
  DeleteDBClusterSnapshot: (call) => call.ask('dBClusterSnapshotIdentifier'),
  RebootDBCluster: database,
  FailoverDBCluster: database,
  StopDBCluster: database,
  StartDBCluster: database,
  RestoreDBClusterFromSnapshot: restore,
  RestoreDBClusterToPointInTime: restore,
  CopyDBSnapshot: copy,
  CopyDBClusterSnapshot: copy,
  StartExportTask: (call) =>
    leads(shortArn(call.ask('sourceArn')), pair('bucket', call.ask('s3BucketName')), call.signs),
  DownloadDBLogFilePortion: (call) => words(database(call), call.ask('logFileName')),
  AuthorizeDBSecurityGroupIngress: (call) =>
    words(
      call.ask('dBSecurityGroupName'),
      prefixed(call.signs.from, call.ask('cIDRIP', 'eC2SecurityGroupId', 'eC2SecurityGroupName')),
    ),
  ModifyDBParameterGroup: (call) =>
    words(call.ask('dBParameterGroupName'), firstOf(call.asked('parameters.parameterName'))),
  StartActivityStream: (call) => shortArn(call.ask('resourceArn')),
  StopActivityStream: (call) => shortArn(call.ask('resourceArn')),
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

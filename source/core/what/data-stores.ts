import {lastPart, shortArn} from '../reading/arn.ts';
import {member} from '../json.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import {policyHint} from '../reading/policy.ts';
import type {Call, Describe, Sentences} from './call.ts';

const table: Describe = (call) => lastPart(call.ask('tableName', 'tableArn', 'resourceArn'));

const repository: Describe = (call) => call.ask('repositoryName');

const vault: Describe = (call) => prefixed('vault', call.ask('backupVaultName'));

/** Sentences about tables, container images and backups. */
export const dataStores: Readonly<Record<'dynamodb' | 'ecr' | 'backup', Sentences>> = {
  dynamodb: {
    CreateTable: table,
    DeleteTable: table,
    UpdateTable: (call) =>
      words(
        table(call),
        call.ask('billingMode'),
        pair('deletionProtection', call.ask('deletionProtectionEnabled')),
      ),
    UpdateContinuousBackups: (call) =>
      words(
        table(call),
        pair(
          'point-in-time recovery',
          call.ask('pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled'),
        ),
      ),
    ExportTableToPointInTime: (call) =>
      leads(table(call), pair('bucket', call.ask('s3Bucket')), call.signs),
    RestoreTableFromBackup: (call) =>
      leads(shortArn(call.ask('backupArn')), call.ask('targetTableName'), call.signs),
    PutResourcePolicy: (call) => words(table(call), hint(call, 'policy')),
  },
  ecr: {
    CreateRepository: repository,
    DeleteRepository: (call) =>
      words(repository(call), call.ask('force') === 'true' ? 'with its images' : ''),
    SetRepositoryPolicy: (call) => words(repository(call), hint(call, 'policyText')),
    PutImage: (call) =>
      words(repository(call), call.ask('imageTag') || call.gave('image.imageId.imageDigest')),
    BatchDeleteImage: (call) =>
      words(
        repository(call),
        prefixed('-', firstOf(call.asked('imageIds.imageTag', 'imageIds.imageDigest'))),
      ),
  },
  backup: {
    DeleteBackupVault: vault,
    PutBackupVaultAccessPolicy: (call) => words(vault(call), hint(call, 'policy')),
    DeleteBackupVaultAccessPolicy: vault,
    DeleteBackupVaultLockConfiguration: vault,
    DeleteRecoveryPoint: (call) =>
      words(shortArn(call.ask('recoveryPointArn')), prefixed('in', vault(call))),
    StartRestoreJob: (call) => shortArn(call.ask('recoveryPointArn')),
  },
};

function hint(call: Call, parameter: string): string {
  return policyHint(member(call.request, parameter), call.signs);
}

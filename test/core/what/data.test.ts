import {test} from 'node:test';
import {allow, told} from '../../support/told.ts';

test('buckets: what opens them, and what soon empties them', () => {
  told([
    ['s3', 'DeleteBucket', {bucketName: 'b', Host: 'b.s3.amazonaws.com'}, null, 'b'],
    ['s3', 'DeleteBucketPublicAccessBlock', {bucketName: 'b'}, null, 'b no block left'],
    [
      's3',
      'PutBucketLifecycle',
      {
        bucketName: 'b',
        lifecycle: '',
        LifecycleConfiguration: {
          Rule: [
            {ID: 'all', Status: 'Enabled', Expiration: {Days: 1}},
            {ID: 'old', Status: 'Enabled', Expiration: {Days: 365}},
          ],
        },
      },
      null,
      'b expires after 1 day',
    ],
    [
      's3',
      'PutBucketEncryption',
      {
        bucketName: 'b',
        ServerSideEncryptionConfiguration: {
          Rule: {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: 'arn:aws:kms:us-east-1:999988887777:key/1b2c',
            },
          },
        },
      },
      null,
      'b aws:kms key/1b2c',
    ],
    ['s3', 'PutBucketLifecycle', {bucketName: 'b', LifecycleConfiguration: 'x'}, null, 'b'],
  ]);
});

test('keys: what is made, led elsewhere or taken away', () => {
  told([
    [
      'kms',
      'ReEncrypt',
      {
        sourceKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
        destinationKeyId: 'arn:aws:kms:us-east-1:999988887777:key/2',
      },
      null,
      'key/1 → key/2',
    ],
    [
      'kms',
      'CreateKey',
      {origin: 'EXTERNAL', description: 'app'},
      {keyMetadata: {keyId: '1b2c'}},
      '1b2c app with material from outside',
    ],
    ['kms', 'UpdateAlias', {aliasName: 'alias/app', targetKeyId: '1b2c'}, null, 'alias/app → 1b2c'],
    ['kms', 'DeleteImportedKeyMaterial', {keyId: '1b2c'}, null, '1b2c'],
  ]);
});

test('databases and tables', () => {
  told([
    [
      'rds',
      'CreateDBInstance',
      {
        dBInstanceIdentifier: 'db',
        engine: 'postgres',
        dBInstanceClass: 'db.r6g.large',
        publiclyAccessible: true,
      },
      null,
      'db postgres db.r6g.large public',
    ],
    [
      'rds',
      'StartExportTask',
      {
        exportTaskIdentifier: 'e',
        sourceArn: 'arn:aws:rds:us-east-1:123456789012:snapshot:nightly',
        s3BucketName: 'elsewhere',
      },
      null,
      'snapshot:nightly → bucket=elsewhere',
    ],
    [
      'rds',
      'AuthorizeDBSecurityGroupIngress',
      {dBSecurityGroupName: 'old', cIDRIP: '0.0.0.0/0'},
      null,
      'old ← 0.0.0.0/0',
    ],
    [
      'rds',
      'RestoreDBClusterToPointInTime',
      {sourceDBClusterIdentifier: 'prod', dBClusterIdentifier: 'copy'},
      null,
      'prod → copy',
    ],
    [
      'dynamodb',
      'ExportTableToPointInTime',
      {tableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders', s3Bucket: 'elsewhere'},
      null,
      'orders → bucket=elsewhere',
    ],
    [
      'dynamodb',
      'UpdateContinuousBackups',
      {
        tableName: 'orders',
        pointInTimeRecoverySpecification: {pointInTimeRecoveryEnabled: false},
      },
      null,
      'orders point-in-time recovery=false',
    ],
    [
      'backup',
      'DeleteRecoveryPoint',
      {
        backupVaultName: 'Default',
        recoveryPointArn: 'arn:aws:ec2:us-east-1::snapshot/snap-1',
      },
      null,
      'snapshot/snap-1 in vault Default',
    ],
    ['ecr', 'DeleteRepository', {repositoryName: 'web', force: true}, null, 'web with its images'],
    [
      'ecr',
      'SetRepositoryPolicy',
      {repositoryName: 'web', policyText: allow({Principal: '*', Action: 'ecr:*'})},
      null,
      'web Allow ecr:* by *',
    ],
  ]);
});

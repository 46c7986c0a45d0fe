import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import {shortArn} from '../reading/arn.ts';
import {member} from '../json.ts';
import {policyHint} from '../reading/policy.ts';
import type {Call, Sentences} from './call.ts';
import {describeUnknown} from './unknown.ts';

/** Sentences about buckets. Reads and objects are said by `describeS3`. */
export const s3: Sentences = {
  CreateBucket: (call) =>
    words(bucket(call), prefixed('in', call.ask('CreateBucketConfiguration.LocationConstraint'))),
  PutBucketPolicy: (call) =>
    words(
      bucket(call),
      policyHint(
        member(call.request, 'bucketPolicy') ?? member(call.request, 'policy'),
        call.signs,
      ),
    ),
  PutBucketAcl: (call) => words(bucket(call), acl(call)),
  PutObjectAcl: (call) => words(object(call), acl(call)),
  PutBucketVersioning: (call) =>
    words(bucket(call), pair('versioning', call.ask('VersioningConfiguration.Status'))),
  PutBucketPublicAccessBlock: publicAccess,
  PutPublicAccessBlock: publicAccess,
  PutAccountPublicAccessBlock: publicAccess,
  DeleteBucket: bucket,
  DeleteBucketPolicy: bucket,
  DeleteBucketEncryption: bucket,
  DeleteBucketPublicAccessBlock: noAccessBlock,
  DeletePublicAccessBlock: noAccessBlock,
  DeleteAccountPublicAccessBlock: noAccessBlock,
  PutBucketLifecycle: lifecycle,
  PutBucketLifecycleConfiguration: lifecycle,
  PutBucketEncryption(call) {
    const by = 'ServerSideEncryptionConfiguration.Rule.ApplyServerSideEncryptionByDefault';
    return words(
      bucket(call),
      call.ask(`${by}.SSEAlgorithm`),
      shortArn(call.ask(`${by}.KMSMasterKeyID`)),
    );
  },
  PutBucketOwnershipControls: (call) =>
    words(bucket(call), call.ask('OwnershipControls.Rule.ObjectOwnership')),
  PutBucketNotification: (call) =>
    leads(
      bucket(call),
      firstOf(
        call
          .asked(
            'NotificationConfiguration.CloudFunctionConfiguration.CloudFunction',
            'NotificationConfiguration.QueueConfiguration.Queue',
            'NotificationConfiguration.TopicConfiguration.Topic',
          )
          .map((arn) => shortArn(arn)),
      ),
      call.signs,
    ),
  PutBucketLogging: (call) =>
    leads(bucket(call), call.ask('BucketLoggingStatus.LoggingEnabled.TargetBucket'), call.signs),
  PutBucketReplication: (call) =>
    leads(bucket(call), call.ask('ReplicationConfiguration.Rule.Destination.Bucket'), call.signs),
};

/** What a changed rule soon takes away is what matters: `expires after 1 day`. */
function lifecycle(call: Call): string {
  const days = call
    .asked('LifecycleConfiguration.Rule.Expiration.Days')
    .map(Number)
    .filter((count) => Number.isSafeInteger(count));
  const least = Math.min(...days);
  return words(
    bucket(call),
    days.length === 0 ? '' : `expires after ${least} ${least === 1 ? 'day' : 'days'}`,
  );
}

function noAccessBlock(call: Call): string {
  return words(bucket(call), 'no block left');
}

/** `bucket/key`, `bucket/prefix`, `bucket`. */
export function describeS3(call: Call): string {
  return object(call) || describeUnknown(call);
}

function bucket(call: Call): string {
  return call.ask('bucketName');
}

function object(call: Call): string {
  const name = bucket(call);
  const key = call.ask('key', 'prefix');
  return key === '' ? name : `${name}/${key}`;
}

function acl(call: Call): string {
  const grants = call.asked('AccessControlPolicy.AccessControlList.Grant.Grantee.URI');
  return words(
    pair('acl', call.ask('x-amz-acl')),
    firstOf(grants.map((uri) => uri.slice(uri.lastIndexOf('/') + 1))),
  );
}

/** Which of the four blocks are off: they are what opens a bucket. */
function publicAccess(call: Call): string {
  const settings = [
    'BlockPublicAcls',
    'IgnorePublicAcls',
    'BlockPublicPolicy',
    'RestrictPublicBuckets',
  ];
  const off = settings.filter(
    (key) => call.ask(`PublicAccessBlockConfiguration.${key}`) === 'false',
  );
  return words(
    bucket(call),
    off.length === settings.length
      ? 'all blocks off'
      : off.map((key) => pair(key, 'off')).join(' '),
  );
}

import {accountText} from '../reading/arn.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import type {Call, Sentences} from './call.ts';
import {instances, version} from './ec2.ts';

/** Sentences about volumes, snapshots and images. */
export const ec2Storage: Sentences = {
  CreateVolume: (call) =>
    leads(
      words(
        prefixedSize(call.ask('size')),
        prefixed('from', call.ask('snapshotId')),
        prefixed('in', call.ask('zone', 'availabilityZone')),
      ),
      call.gave('volumeId'),
      call.signs,
    ),
  AttachVolume: (call) => leads(call.ask('volumeId'), call.ask('instanceId'), call.signs),
  DetachVolume: (call) =>
    words(
      call.ask('volumeId'),
      prefixed('from', call.ask('instanceId') || call.gave('instanceId')),
    ),
  ModifyVolume: (call) =>
    words(
      call.ask('VolumeId'),
      prefixedSize(call.ask('Size')),
      call.ask('VolumeType'),
      pair('iops', call.ask('Iops')),
    ),
  DeleteVolume: (call) => call.ask('volumeId'),
  CreateSnapshot: (call) => leads(call.ask('volumeId'), call.gave('snapshotId'), call.signs),
  CreateSnapshots: (call) =>
    leads(
      call.ask('InstanceSpecification.InstanceId'),
      firstOf(call.given('snapshotSet.item.snapshotId')),
      call.signs,
    ),
  CopySnapshot: (call) =>
    leads(
      words(call.ask('sourceSnapshotId'), prefixed('of', call.ask('sourceRegion'))),
      call.gave('snapshotId'),
      call.signs,
    ),
  DeleteSnapshot: (call) => call.ask('snapshotId'),
  ModifySnapshotAttribute: (call) => shared(call, call.ask('snapshotId'), 'createVolumePermission'),
  ResetSnapshotAttribute: (call) => words(call.ask('snapshotId'), 'no longer shared'),
  ResetImageAttribute: (call) => words(call.ask('imageId'), 'no longer shared'),
  DisableImage: (call) => call.ask('ImageId', 'imageId'),
  SharedSnapshotVolumeCreated: () => '',
  CreateImage: (call) =>
    leads(words(instances(call), call.ask('name')), call.gave('imageId'), call.signs),
  CopyImage: (call) =>
    leads(words(call.ask('sourceImageId'), call.ask('name')), call.gave('imageId'), call.signs),
  DeregisterImage: (call) => call.ask('imageId'),
  ModifyImageAttribute: (call) => shared(call, call.ask('imageId'), 'launchPermission'),
  CreateInstanceExportTask: (call) =>
    leads(instances(call), pair('bucket', call.ask('exportToS3.s3Bucket')), call.signs),
  DescribeSnapshotAttribute: (call) =>
    words(call.ask('snapshotId'), version(call.ask('attribute', 'attributeType'))),
};

/** `snap-1 → acct 123456789012 +1`, `→ public`; what is taken away is `revoked from …`. */
function shared(call: Call, subject: string, key: string): string {
  const given = grantees(call, `${key}.add.items`);
  const taken = grantees(call, `${key}.remove.items`);
  return words(
    leads(subject, firstOf(given), call.signs),
    prefixed('revoked from', firstOf(taken)),
  );
}

function grantees(call: Call, path: string): readonly string[] {
  const groups = call.asked(`${path}.group`).map((group) => (group === 'all' ? 'public' : group));
  const named = call.asked(
    `${path}.userId`,
    `${path}.organizationArn`,
    `${path}.organizationalUnitArn`,
  );
  return [...groups, ...named.map((name) => accountText(name))];
}

function prefixedSize(size: string): string {
  return size === '' ? '' : `${size} GiB`;
}

import {shortArn} from '../reading/arn.ts';
import {member} from '../json.ts';
import {isPresent, valuesAt, valueText} from '../reading/path.ts';
import {clip, firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import {isBlanked, type Call, type Sentences} from './call.ts';

/** Where EC2 writes the instances that a call is about. */
const instancePaths = [
  'instancesSet.items.instanceId',
  'instancesSet.item.instanceId',
  'instanceId',
  'instanceIds',
  'InstanceId',
];

/** Sentences about instances: starting, stopping, changing and entering them. */
export const ec2: Sentences = {
  RunInstances: (call) => leads(launch(call), firstOf(call.given(...instancePaths)), call.signs),
  StartInstances: instances,
  RebootInstances: instances,
  TerminateInstances: instances,
  StopInstances: (call) =>
    words(
      instances(call),
      call.ask('hibernate') === 'true' ? 'hibernate' : '',
      call.ask('force') === 'true' ? 'force' : '',
    ),
  MonitorInstances: instances,
  UnmonitorInstances: instances,
  BidEvictedEvent: (call) =>
    firstOf(
      valuesAt(member(call.event.record, 'serviceEventDetails'), 'instanceIdSet').map((id) =>
        clip(valueText(id)),
      ),
    ),
  CreateFleet: (call) =>
    leads(
      words(
        count(call, call.ask('TargetCapacitySpecification.TotalTargetCapacity')),
        call.ask(
          'LaunchTemplateConfigs.LaunchTemplateSpecification.LaunchTemplateName',
          'LaunchTemplateConfigs.LaunchTemplateSpecification.LaunchTemplateId',
        ),
      ),
      firstOf(call.given('fleetInstanceSet.item.instanceIds.item', 'fleetId')),
      call.signs,
    ),
  RequestSpotInstances: (call) =>
    words(
      count(call, call.ask('instanceCount')),
      call.ask('launchSpecification.instanceType'),
      'spot',
    ),
  RequestSpotFleet: (call) =>
    words(
      count(call, call.ask('spotFleetRequestConfig.targetCapacity')),
      call.ask('spotFleetRequestConfig.launchSpecifications.instanceType'),
      'spot',
    ),
  CancelSpotInstanceRequests: (call) =>
    firstOf(call.asked('spotInstanceRequestIdSet.items.spotInstanceRequestId')),
  PurchaseReservedInstancesOffering: (call) =>
    words(count(call, call.ask('instanceCount')), call.ask('reservedInstancesOfferingId')),
  CreateCapacityReservation: (call) =>
    words(
      count(call, call.ask('InstanceCount', 'instanceCount')),
      call.ask('InstanceType', 'instanceType'),
    ),
  ModifyInstanceAttribute: (call) => words(instances(call), changed(call)),
  ModifyInstanceMetadataOptions: (call) =>
    words(
      instances(call),
      pair('tokens', call.ask('HttpTokens')),
      pair('endpoint', call.ask('HttpEndpoint')),
    ),
  DescribeInstanceAttribute: (call) => words(instances(call), call.ask('attribute')),
  GetPasswordData: instances,
  GetConsoleOutput: instances,
  GetConsoleScreenshot: instances,
  GetLaunchTemplateData: instances,
  SendSSHPublicKey: (call) => words(instances(call), prefixed('as', call.ask('instanceOSUser'))),
  SendSerialConsoleSSHPublicKey: (call) =>
    words(instances(call), pair('port', call.ask('serialPort'))),
  AssociateIamInstanceProfile: (call) => words(instances(call), prefixed('+', profile(call))),
  ReplaceIamInstanceProfileAssociation: (call) =>
    words(
      call.gave('iamInstanceProfileAssociation.instanceId') || call.ask('AssociationId'),
      prefixed('+', profile(call)),
    ),
  DisassociateIamInstanceProfile: (call) =>
    words(call.gave('iamInstanceProfileAssociation.instanceId') || call.ask('AssociationId')),
  CreateKeyPair: keyPair,
  ImportKeyPair: keyPair,
  DeleteKeyPair: keyPair,
  CreateTags: (call) => tags(call),
  DeleteTags: (call) => tags(call),
  CreateLaunchTemplate: launchTemplate,
  CreateLaunchTemplateVersion: launchTemplate,
  DeleteLaunchTemplate: launchTemplate,
  ModifyLaunchTemplate: (call) =>
    words(
      launchTemplate(call),
      prefixed('default', version(call.ask('SetDefaultVersion', 'DefaultVersion'))),
    ),
};

export function instances(call: Call): string {
  return firstOf(call.asked(...instancePaths));
}

/** `8× c7i.16xlarge`; of a refused call as many as it asked for. */
function launch(call: Call): string {
  const started = call.given(...instancePaths).length;
  const kind =
    call.ask('instanceType') ||
    call.gave('instancesSet.items.instanceType') ||
    call.ask(
      'launchTemplate.launchTemplateName',
      'launchTemplate.launchTemplateId',
      'instancesSet.items.imageId',
    );
  return words(
    count(
      call,
      started > 0 ? String(started) : call.ask('instancesSet.items.maxCount', 'maxCount'),
    ),
    kind,
  );
}

function count(call: Call, amount: string): string {
  return amount === '' ? '' : amount + call.signs.times;
}

/** Which attribute a ModifyInstanceAttribute changes: `type t3.large`, `user data`, `disableApiTermination=false`. */
function changed(call: Call): string {
  if (isPresent(member(call.request, 'userData'))) {
    return 'user data';
  }

  const type = call.ask('instanceType.value', 'instanceType');
  if (type !== '') {
    return `type ${type}`;
  }

  const groups = call.asked('groupSet.items.groupId', 'groupSet.groupId');
  if (groups.length > 0) {
    return `groups ${firstOf(groups)}`;
  }

  for (const key of [
    'disableApiTermination',
    'disableApiStop',
    'sourceDestCheck',
    'ebsOptimized',
    'instanceInitiatedShutdownBehavior',
  ]) {
    const value = call.ask(`${key}.value`, key);
    if (value !== '') {
      return pair(key, value);
    }
  }

  const attribute = call.ask('attribute');
  const value = call.ask('value');
  return isBlanked(value) ? attribute : pair(attribute, value) || attribute;
}

function profile(call: Call): string {
  return shortArn(call.ask('IamInstanceProfile.Name', 'IamInstanceProfile.Arn'));
}

function keyPair(call: Call): string {
  return leads(call.ask('keyName', 'keyPairId'), call.gave('keyPairId'), call.signs);
}

/** `Name=web on i-0a1 +2`. */
function tags(call: Call): string {
  const [key = '', ...more] = call.asked('tagSet.items.key');
  const value = more.length === 0 ? call.ask('tagSet.items.value') : '';
  const tag = words(pair(key, value) || key, more.length > 0 ? `+${more.length}` : '');
  return words(tag, prefixed('on', firstOf(call.asked('resourcesSet.items.resourceId'))));
}

/** `web v42 t3.large ami-0b9…`. */
function launchTemplate(call: Call): string {
  const made = 'launchTemplateVersion';
  return words(
    call.ask('LaunchTemplateName') ||
      call.gave(`${made}.launchTemplateName`) ||
      call.ask('LaunchTemplateId'),
    version(call.gave(`${made}.versionNumber`)),
    call.ask('LaunchTemplateData.InstanceType'),
    call.ask('LaunchTemplateData.ImageId'),
  );
}

/** `v42`; `$Latest` and `$Default` as they are. */
export function version(text: string): string {
  return /^\d+$/v.test(text) ? `v${text}` : text;
}

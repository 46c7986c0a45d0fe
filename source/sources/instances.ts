import type {Instance} from '@aws-sdk/client-ec2';
import {lastPart} from '../core/reading/arn.ts';
import {type BelongingKind, type Belongings} from '../core/spike/belongings.ts';
import {type InstanceInfo} from '../core/state.ts';
import {clientConfig, type AwsSettings} from './aws-settings.ts';
import {EmptyAnswerError} from './problem.ts';

/** Names and types of instances: DescribeInstances, one call for up to 100 ids. Rejects with the SDK's error. */
export async function describeInstances(
  settings: AwsSettings,
  region: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyArray<Omit<InstanceInfo, 'alarm'>>> {
  // On demand only: this client is larger than all others together.
  const sdk = await import('@aws-sdk/client-ec2');
  const client = new sdk.EC2Client(clientConfig(settings, region));
  try {
    const output = await client.send(
      new sdk.DescribeInstancesCommand({
        Filters: [{Name: 'instance-id', Values: ids.slice(0, 100)}],
      }),
      {abortSignal: signal},
    );
    if (output.Reservations === undefined) {
      throw new EmptyAnswerError('the answer holds no instances');
    }

    return output.Reservations.flatMap(({Instances: instances = []}) => instances).map(
      (instance) => ({
        id: instance.InstanceId ?? '',
        name: instance.Tags?.find(({Key}) => Key === 'Name')?.Value ?? '',
        type: instance.InstanceType ?? '',
        state: instance.State?.Name ?? '',
        monitoring: instance.Monitoring?.State === 'enabled' ? 'detailed' : 'basic',
        group: groupOf(instance),
        reason: reasonOf(instance),
        belongings: belongingsOf(instance),
      }),
    );
  } finally {
    client.destroy();
  }
}

function groupOf({Tags: tags = []}: Instance): string {
  return tags.find(({Key}) => Key === 'aws:autoscaling:groupName')?.Value ?? '';
}

/** EC2 keeps the last reason also of one that was started again. */
function reasonOf({
  State: state,
  StateReason: reason,
  StateTransitionReason: words,
}: Instance): string {
  const isUp = state?.Name === 'running' || state?.Name === 'pending';
  return isUp ? '' : [reason?.Message, words].filter(Boolean).join('; ');
}

function belongingsOf(instance: Instance): Belongings {
  const found: ReadonlyArray<readonly [BelongingKind, ReadonlyArray<string | undefined>]> = [
    ['group', [groupOf(instance)]],
    ['security', (instance.SecurityGroups ?? []).map(({GroupId: id}) => id)],
    ['volume', (instance.BlockDeviceMappings ?? []).map(({Ebs: disk}) => disk?.VolumeId)],
    ['interface', (instance.NetworkInterfaces ?? []).map(({NetworkInterfaceId: id}) => id)],
    ['profile', [lastPart(instance.IamInstanceProfile?.Arn ?? '')]],
  ];
  return new Map(
    found
      .map(
        ([kind, names]) =>
          [kind, new Set(names.filter((name) => name !== undefined && name !== ''))] as const,
      )
      .filter(([, names]) => names.size > 0),
  ) as Belongings;
}

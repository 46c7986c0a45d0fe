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
      }),
    );
  } finally {
    client.destroy();
  }
}

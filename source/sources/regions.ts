import {clientConfig, type AwsSettings} from './aws-settings.ts';
import {EmptyAnswerError} from './problem.ts';

/** The regions that the account has enabled: EC2 DescribeRegions, asked in one of them. Rejects with the SDK's error. */
export async function enabledRegions(
  settings: AwsSettings,
  region: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const sdk = await import('@aws-sdk/client-ec2');
  const client = new sdk.EC2Client(clientConfig(settings, region));
  try {
    const output = await client.send(new sdk.DescribeRegionsCommand({}), {abortSignal: signal});
    if (output.Regions === undefined) {
      throw new EmptyAnswerError('the answer holds no regions');
    }

    return output.Regions.flatMap(({RegionName: name}) => name ?? []).sort();
  } finally {
    client.destroy();
  }
}

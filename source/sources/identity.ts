import {clientConfig, type AwsSettings} from './aws-settings.ts';

export type Caller = {readonly account: string; readonly arn: string};

/** Who we are: STS GetCallerIdentity, which every identity may call. Rejects with the SDK's error. */
export async function callerIdentity(
  settings: AwsSettings,
  region: string,
  signal: AbortSignal,
): Promise<Caller> {
  const sdk = await import('@aws-sdk/client-sts');
  const client = new sdk.STSClient(clientConfig(settings, region));
  try {
    const output = await client.send(new sdk.GetCallerIdentityCommand({}), {abortSignal: signal});
    return {account: output.Account ?? '', arn: output.Arn ?? ''};
  } finally {
    client.destroy();
  }
}

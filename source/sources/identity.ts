import {clientConfig, type AwsSettings} from './aws-settings.ts';
import {EmptyAnswerError} from './problem.ts';

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
    if (output.Arn === undefined && output.Account === undefined) {
      throw new EmptyAnswerError('the answer names nobody');
    }

    return {account: output.Account ?? '', arn: output.Arn ?? ''};
  } finally {
    client.destroy();
  }
}

import {type TestContext} from 'node:test';
import {CloudTrailClient} from '@aws-sdk/client-cloudtrail';
import {CloudWatchClient} from '@aws-sdk/client-cloudwatch';
import {EC2Client} from '@aws-sdk/client-ec2';
import {STSClient} from '@aws-sdk/client-sts';
import {startEndpoint, type Endpoint, type EndpointOptions} from '../../source/demo/endpoint.ts';
import {createSimulatedClock, type SimulatedClock} from '../support/simulated-clock.ts';
import {neutraliseThisProcess} from '../support/neutral-environment.ts';
import {noon, tinyRandom, tinyWorld, type TinyWorldParts} from '../support/tiny-world.ts';

export type Demo = {
  readonly endpoint: Endpoint;
  readonly clock: SimulatedClock;
  /** Settings for an unmodified SDK client that is to speak to the endpoint. */
  readonly settings: (region?: string) => {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: {readonly accessKeyId: string; readonly secretAccessKey: string};
    readonly maxAttempts: 1;
  };
  readonly cloudtrail: (region?: string) => CloudTrailClient;
  readonly cloudwatch: (region?: string) => CloudWatchClient;
  readonly sts: () => STSClient;
  readonly ec2: (region?: string) => EC2Client;
};

/** An endpoint over a tiny world at noon, and clients for it; all are gone when the test is over. */
export async function startDemo(
  context: TestContext,
  parts: TinyWorldParts = {},
  options: Partial<EndpointOptions> = {},
): Promise<Demo> {
  // A client reads the environment when it is made: nothing of the machine's may be left in it.
  context.after(neutraliseThisProcess());
  const clock = createSimulatedClock(noon);
  const endpoint = await startEndpoint({
    world: tinyWorld(parts),
    clock,
    random: tinyRandom(),
    wait: clock.wait,
    ...options,
  });
  const clients: Array<{destroy(): void}> = [];
  context.after(async () => {
    for (const client of clients) {
      client.destroy();
    }

    await endpoint.close();
  });

  const settings: Demo['settings'] = (region = 'us-east-1') => ({
    endpoint: endpoint.url,
    region,
    credentials: {accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret'},
    maxAttempts: 1,
  });
  const kept = <T extends {destroy(): void}>(client: T): T => {
    clients.push(client);
    return client;
  };

  return {
    endpoint,
    clock,
    settings,
    cloudtrail: (region) => kept(new CloudTrailClient(settings(region))),
    cloudwatch: (region) => kept(new CloudWatchClient(settings(region))),
    sts: () => kept(new STSClient(settings())),
    ec2: (region) => kept(new EC2Client(settings(region))),
  };
}

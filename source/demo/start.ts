import {startEndpoint} from './endpoint.ts';
import {createWorld} from './incidents/create-world.ts';

export type Demo = {
  readonly url: string;
  readonly region: string;
  readonly credentials: {readonly accessKeyId: string; readonly secretAccessKey: string};
  readonly close: () => Promise<void>;
};

const seed = 20_261_122;

/** The embedded endpoint with its incidents, on the machine's own clock. Port 0 lets the system choose. */
export async function startDemo(port: number): Promise<Demo> {
  const world = createWorld({seed, startedAt: Date.now()});
  const endpoint = await startEndpoint({
    world,
    clock: {now: Date.now},
    random: Math.random,
    port,
  });
  return {
    url: endpoint.url,
    region: world.regions[0] ?? 'us-east-1',
    credentials: {
      accessKeyId: world.caller.accessKeyId,
      // No secret: the endpoint checks no signature.
      secretAccessKey: 'demo',
    },
    close: async () => endpoint.close(),
  };
}

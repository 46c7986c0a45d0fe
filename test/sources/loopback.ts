import {createServer, type RequestListener} from 'node:http';
import {setTimeout as delay} from 'node:timers/promises';
import {type TestContext} from 'node:test';
import {startEndpoint, type Endpoint} from '../../source/demo/endpoint.ts';
import {type AwsSettings} from '../../source/sources/aws-settings.ts';
import {type Clock} from '../../source/sources/clock.ts';
import {noon, tinyRandom, tinyWorld, type TinyWorldParts} from '../support/tiny-world.ts';

export const keys = {accessKeyId: 'ASIAEXAMPLEONCALL', secretAccessKey: 'secret'};

/** A clock that begins at noon and runs so many times as fast as the machine's, so that sockets and pauses fit together. */
export function fastClock(speed: number): Clock {
  const start = performance.now();
  return {
    now: () => noon + Math.floor((performance.now() - start) * speed),
    async wait(ms, signal) {
      await delay(ms / speed, undefined, {ref: false, ...(signal ? {signal} : {})});
    },
  };
}

/** The embedded endpoint over a tiny world, and settings that reach it and nothing else. */
export async function startLoopback(
  t: TestContext,
  parts: TinyWorldParts = {},
  clock: Clock = fastClock(20),
): Promise<{endpoint: Endpoint; settings: AwsSettings; clock: Clock}> {
  const endpoint = await startEndpoint({
    world: tinyWorld(parts),
    clock,
    random: tinyRandom(),
  });
  t.after(async () => endpoint.close());
  return {endpoint, clock, settings: {endpointUrl: endpoint.url, credentials: keys, proxyEnv: {}}};
}

/** A server on loopback that answers as the test has it. Resolves to its URL. */
export async function startServer(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

/** A URL of loopback at which nothing listens. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 1}`;
}

/** Waits until the condition holds; the test's own time-out is what ends it otherwise. */
export async function until(condition: () => boolean, signal?: AbortSignal): Promise<void> {
  while (!condition()) {
    await delay(5, undefined, signal ? {signal} : {});
  }
}

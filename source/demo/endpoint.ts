import {Buffer} from 'node:buffer';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {type Socket} from 'node:net';
import {setTimeout as timeout} from 'node:timers/promises';
import {answer} from './answer.ts';
import {type Context} from './call.ts';
import {type Clock, type Random} from './clock.ts';
import {controlFaults, faultPath} from './fault-control.ts';
import {createFaultSwitch, type FaultSwitch} from './faults.ts';
import {isLocalRequest} from './local-request.ts';
import {OwnCalls} from './own-calls.ts';
import {PageTokens} from './page-token.ts';
import {identify, type Reply} from './protocol.ts';
import {proxyPage} from './proxy-page.ts';
import {Throttle} from './throttle.ts';
import {type World} from './world.ts';

export type EndpointOptions = {
  readonly world: World;
  readonly clock: Clock;
  readonly random: Random;
  /** 0 for any that is free. */
  readonly port?: number;
  /** How a latency fault waits, ms. */
  readonly wait?: (ms: number) => Promise<void>;
};

/** A request as the endpoint saw it. */
export type RequestRecord = {
  readonly operation: string;
  /** '' where the request was not signed. */
  readonly region: string;
  /** Ms since 1970. */
  readonly time: number;
  /** `ok`, the code of the error, or the kind of fault that kept an answer from the client. */
  readonly outcome: string;
  readonly parameters: unknown;
};

export type Endpoint = {
  /** `http://127.0.0.1:PORT`, the endpoint URL of every service. */
  readonly url: string;
  readonly faults: FaultSwitch;
  /** The last requests, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** Resolves when every socket is gone. */
  close(): Promise<void>;
};

const maxBody = 1_048_576;
const maxRequests = 5000;
const defaultLatency = 5000;

/**
 * Starts an AWS endpoint on loopback that speaks to unmodified AWS clients: LookupEvents, the metrics and alarms of
 * CloudWatch, GetCallerIdentity, DescribeInstances and DescribeRegions. Rejects where the port is taken.
 */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const {world, clock, random, port = 0} = options;
  // A wait must not keep the program alive when everything else is done.
  const wait = options.wait ?? (async (ms: number) => timeout(ms, undefined, {ref: false}));
  const faults = createFaultSwitch(random);
  const requests: RequestRecord[] = [];
  const context: Context = {
    world,
    clock,
    random,
    tokens: new PageTokens(random),
    ownCalls: new OwnCalls(world, random),
    lookups: new Throttle(2),
  };

  async function serveSafely(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await serve(request, response);
    } catch {
      // The client went away in the middle of its request.
      response.destroy();
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLocalRequest(request.headers)) {
      send(response, refusal(403, 'Only programs on this machine may ask.'));
      return;
    }

    const body = await readBody(request);
    const path = request.url ?? '';
    if (!body) {
      send(response, refusal(413, 'The body is too large.'));
    } else if (path === faultPath) {
      send(response, controlFaults(faults, request.method ?? '', body.toString()));
    } else {
      await serveAws({headers: request.headers, path, body}, response);
    }
  }

  async function serveAws(
    request: {headers: IncomingMessage['headers']; path: string; body: Buffer},
    response: ServerResponse,
  ): Promise<void> {
    const identity = identify(request.headers, request.path, request.body);
    if (!identity) {
      send(
        response,
        refusal(404, 'This is the demo endpoint of trailtop. It speaks to AWS clients.'),
      );
      return;
    }

    const {operation} = identity;
    const time = clock.now();
    const fault = faults.hit(operation);
    if (fault?.kind === 'html' || fault?.kind === 'empty') {
      record({operation, region: '', time, outcome: fault.kind, parameters: {}});
      send(response, fault.kind === 'html' ? proxyPage : {status: 200, headers: {}, body: ''});
      return;
    }

    if (fault?.kind === 'latency') {
      await wait(fault.ms ?? defaultLatency);
    }

    const {reply, ...answered} = answer(identity, request, fault, context);
    const isDropped = fault?.kind === 'dropped';
    record({operation, time, ...answered, ...(isDropped && {outcome: fault.kind})});
    if (isDropped) {
      drop(response, reply);
    } else {
      send(response, reply);
    }
  }

  function record(entry: RequestRecord): void {
    requests.push(entry);
    if (requests.length > maxRequests) {
      requests.shift();
    }
  }

  const server = createServer((request, response) => {
    void serveSafely(request, response);
  });
  // A client that is about to use a connection again must never find it just closed.
  server.keepAliveTimeout = 0;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

  const address = server.address();
  const listening = typeof address === 'object' && address ? address.port : port;
  let closing: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${listening}`,
    faults,
    requests,
    async close() {
      closing ??= new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) {
          socket.destroy();
        }
      });
      return closing;
    },
  };
}

/** The whole body; undefined where it is larger than any call to these services. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part as Uint8Array);
    length += bytes.length;
    if (length > maxBody) {
      return undefined;
    }

    parts.push(bytes);
  }

  return Buffer.concat(parts);
}

function send(response: ServerResponse, {status, headers, body}: Reply): void {
  response.writeHead(status, {...headers, 'content-length': Buffer.byteLength(body)});
  response.end(body);
}

/** The connection breaks in the middle of the answer: AWS has done its work, and the client cannot know. */
function drop(response: ServerResponse, {status, headers, body}: Reply): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, {...headers, 'content-length': bytes.length});
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
    response.destroy();
  });
}

function refusal(status: number, message: string): Reply {
  return {status, headers: {'content-type': 'text/plain'}, body: `${message}\n`};
}

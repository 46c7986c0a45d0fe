import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {Agent, createServer, get, type Server} from 'node:http';
import {connect, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test, type TestContext} from 'node:test';
import fc from 'fast-check';
import {createLookup} from '../../source/sources/cloudtrail.ts';
import {certificateChecks, proxyChecks} from '../../source/sources/doctor/connection.ts';
import {explain} from '../../source/sources/problem.ts';
import {proxyFor, shownProxy} from '../../source/sources/proxy.ts';
import {neutraliseThisProcess} from '../support/neutral-environment.ts';
import {startTlsServer} from '../support/tls-server.ts';
import {keys} from './loopback.ts';

neutraliseThisProcess();

const {signal} = new AbortController();
const range = {since: 0, until: 3_600_000};
const page = {events: [], token: undefined};

function fileOf(t: TestContext, name: string, content: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-ca-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A proxy on loopback that digs tunnels and notes where to. */
async function startTunnels(t: TestContext): Promise<{url: string; targets: string[]}> {
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on('connect', (request, socket: Socket) => {
    targets.push(request.url ?? '');
    const [host = '', port = ''] = (request.url ?? '').split(':', 2);
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const each of [socket, target]) {
      sockets.add(each);
      each.on('error', () => undefined);
    }
  });
  const port = await portOf(server);
  t.after(() => {
    for (const socket of sockets) {
      socket.destroy();
    }

    server.close();
  });
  return {url: `http://127.0.0.1:${port}`, targets};
}

/** What a promise rejects with. */
async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }

  return undefined;
}

/** AWS behind a certificate that nobody knows. */
async function startAws(t: TestContext) {
  return startTlsServer(t, (request, response) => {
    request.resume();
    response.writeHead(200, {'content-type': 'application/x-amz-json-1.1'});
    response.end('{"Events":[]}');
  });
}

test('AWS_CA_BUNDLE is what AWS is checked against, through a proxy too', async (t) => {
  const {url, cert} = await startAws(t);
  const bundle = fileOf(t, 'ca.pem', cert);
  const ask = async (proxyEnv: Readonly<Record<string, string>>) => {
    const lookup = createLookup({endpointUrl: url, credentials: keys, proxyEnv}, 'us-east-1');
    t.after(lookup.close);
    return lookup.page(range, signal);
  };

  await assert.rejects(ask({}), {code: 'DEPTH_ZERO_SELF_SIGNED_CERT'});
  assert.deepEqual(await ask({AWS_CA_BUNDLE: bundle}), page);
  const tunnels = await startTunnels(t);
  assert.deepEqual(await ask({AWS_CA_BUNDLE: bundle, HTTPS_PROXY: tunnels.url}), page);
  assert.deepEqual(tunnels.targets, [new URL(url).host]);

  const other = fileOf(t, 'other.pem', (await startAws(t)).cert);
  await assert.rejects(ask({AWS_CA_BUNDLE: other}), {code: 'DEPTH_ZERO_SELF_SIGNED_CERT'});
});

test('an AWS_CA_BUNDLE that cannot be used is named, in the monitor and by the doctor', async (t) => {
  const empty = fileOf(t, 'empty.pem', 'nothing in here');
  for (const [bundle, words] of [
    ['/there/is/none.pem', 'there is no such file'],
    [tmpdir(), 'it is a folder'],
    [empty, 'which holds no certificate'],
  ] as const) {
    const env = {AWS_CA_BUNDLE: bundle};
    const lookup = createLookup({credentials: keys, proxyEnv: env}, 'us-east-1');
    const failure = explain(await errorOf(lookup.page(range, signal)), {
      action: 'cloudtrail:LookupEvents',
      loses: 'the events',
      region: 'us-east-1',
      endpoint: '',
    });
    assert.equal(failure.kind, 'network');
    assert.ok(failure.title.includes(`AWS_CA_BUNDLE names ${bundle}`), failure.title);
    assert.ok(failure.title.includes(words), failure.title);
    const [found] = certificateChecks(env);
    assert.equal(found?.status, 'failed');
    assert.ok(found.isNeeded && found.detail.includes(words));
  }
});

test('a bundle that was missing is read once it is there', async (t) => {
  const {url, cert} = await startAws(t);
  const bundle = fileOf(t, 'ca.pem', '');
  const env = {AWS_CA_BUNDLE: bundle};
  const lookup = createLookup({endpointUrl: url, credentials: keys, proxyEnv: env}, 'us-east-1');
  t.after(lookup.close);
  await assert.rejects(lookup.page(range, signal), /holds no certificate/v);
  writeFileSync(bundle, cert + cert);
  assert.deepEqual(await lookup.page(range, signal), page);
  assert.match(certificateChecks(env)[0]?.detail ?? '', /ca\.pem: 2 trusted, and no others/v);
});

test('what else decides about certificates is said', (t) => {
  const file = fileOf(t, 'extra.pem', 'x');
  const said = (env: Readonly<Record<string, string>>) =>
    certificateChecks(env).map(({status, detail}) => `${status} ${detail}`);
  assert.deepEqual(said({}), ["ok Node's own"]);
  assert.deepEqual(said({NODE_EXTRA_CA_CERTS: file}), [
    `ok Node's own and NODE_EXTRA_CA_CERTS = ${file}`,
  ]);
  assert.deepEqual(said({NODE_EXTRA_CA_CERTS: '/no/file'}), [
    'warning NODE_EXTRA_CA_CERTS = /no/file cannot be read',
  ]);
  assert.match(
    said({NODE_TLS_REJECT_UNAUTHORIZED: '0'})[1] ?? '',
    /^warning .*nothing is checked/v,
  );
});

test('the doctor sends a host through the proxy where the agent does', async (t) => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.end('proxied');
  });
  const port = await portOf(server);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  // Both names are this machine, so that what goes past the proxy reaches the same server.
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const entries = [
    '*',
    '127.0.0.1',
    'LOCALHOST',
    `localhost:${port}`,
    'localhost:1',
    '.localhost',
    '.0.0.1',
    '*.0.0.1',
    '*.example.com',
    '127.0.0.0-127.0.0.9',
    '10.0.0.0-10.0.0.9',
    '127.0.0.0/8',
    'host',
    '',
    ' 127.0.0.1 ',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...hosts),
      fc.array(fc.constantFrom(...entries), {maxLength: 3}),
      fc.boolean(),
      async (host, list, isLower) => {
        const env = {
          [isLower ? 'http_proxy' : 'HTTP_PROXY']: `http://kim:geheim@127.0.0.1:${port}`,
          [isLower ? 'no_proxy' : 'NO_PROXY']: list.join(','),
        };
        const url = `http://${host}/x`;
        const agent = new Agent({proxyEnv: env});
        seen.length = 0;
        await new Promise<void>((resolve, reject) => {
          get(url, {agent}, (response) => {
            response.resume().on('end', resolve);
          }).on('error', reject);
        });
        agent.destroy();
        // A proxy is asked for the whole URL, the server itself for the path.
        const isProxied = seen[0] !== '/x';
        assert.equal(proxyFor(url, env) !== undefined, isProxied, JSON.stringify({host, list}));
      },
    ),
    {numRuns: 60},
  );
});

test("a proxy's user and password are never shown", () => {
  fc.assert(
    fc.property(
      fc.string({minLength: 3}),
      fc.constantFrom('http://', 'https://', ''),
      (text, scheme) => {
        const value = `${scheme}kim:geheim${text}@proxy:3128`;
        const shown = shownProxy({variable: 'HTTPS_PROXY', value});
        assert.ok(!shown.includes('geheim'), shown);
        assert.ok(shown.includes('proxy:3128'), shown);
      },
    ),
  );
});

test('a proxy that would be ignored without a word is a warning', () => {
  const said = (env: Readonly<Record<string, string>>) =>
    proxyChecks(env).map(({status, detail}) => `${status} ${detail}`);
  assert.deepEqual(said({}), ['ok none is named, so AWS is reached directly']);
  assert.deepEqual(said({HTTPS_PROXY: 'proxy:3128'}), [
    'warning HTTPS_PROXY = proxy:3128 is ignored: it does not begin with http:// or https://',
  ]);
  assert.deepEqual(said({ALL_PROXY: 'socks5://proxy:1080'}), [
    'warning ALL_PROXY is not read, so AWS is reached directly',
  ]);
  assert.deepEqual(said({https_proxy: 'https://proxy', NO_PROXY: '.corp,10.0.0.0/8'}), [
    'ok https_proxy = https://proxy for https endpoints',
    'warning NO_PROXY: 10.0.0.0/8 covers nothing',
  ]);
  assert.equal(
    said({https_proxy: 'https://proxy', NO_PROXY: 'A,.corp'}).at(-1),
    'ok NO_PROXY = a, .corp',
  );
});

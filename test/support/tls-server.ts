import {generateKeyPairSync, sign} from 'node:crypto';
import {createServer} from 'node:https';
import {type RequestListener} from 'node:http';
import {type TestContext} from 'node:test';

/** One value of DER: its tag, its length, its content. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const {length} = content;
  const size =
    length < 0x80
      ? [length]
      : length < 0x1_00
        ? [0x81, length]
        : [0x82, Math.floor(length / 0x1_00), length % 0x1_00];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...contents: readonly Uint8Array[]) => der(0x30, ...contents);
const ecdsaWithSha256 = sequence(
  der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])),
);
const subjectAltName = der(0x06, Buffer.from([0x55, 0x1d, 0x11]));
const commonName = der(0x06, Buffer.from([0x55, 0x04, 0x03]));

/** A key and a certificate of its own making for 127.0.0.1, both PEM. Structure: X.509, RFC 5280. */
function selfSigned(): {readonly key: string; readonly cert: string} {
  const {publicKey, privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('trailtop test')))));
  const address = sequence(der(0x87, Buffer.from([127, 0, 0, 1])));
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  const always = sequence(
    der(0x18, Buffer.from('20000101000000Z')),
    der(0x18, Buffer.from('99991231235959Z')),
  );
  const body = sequence(
    version3,
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    always,
    name,
    publicKey.export({type: 'spki', format: 'der'}),
    der(0xa3, sequence(sequence(subjectAltName, der(0x04, address)))),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(
    body,
    ecdsaWithSha256,
    der(0x03, Buffer.from([0]), signature),
  ).toString('base64');
  return {
    key: privateKey.export({type: 'pkcs8', format: 'pem'}),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}

/** A TLS server on loopback, and the certificate that whoever trusts it must know. */
export async function startTlsServer(
  t: TestContext,
  listener: RequestListener,
): Promise<{readonly url: string; readonly cert: string}> {
  const {key, cert} = selfSigned();
  const server = createServer({key, cert}, listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {url: `https://127.0.0.1:${port}`, cert};
}

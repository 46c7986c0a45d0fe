import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {withSharedCredentials, type AwsSettings} from '../../source/sources/aws-settings.ts';
import {createLookup} from '../../source/sources/cloudtrail.ts';
import {createMetrics} from '../../source/sources/cloudwatch.ts';
import {configuredRegion} from '../../source/sources/configured-region.ts';
import {callerIdentity} from '../../source/sources/identity.ts';
import {neutraliseThisProcess} from '../support/neutral-environment.ts';
import {startServer} from './loopback.ts';

neutraliseThisProcess();

const {signal} = new AbortController();
const range = {since: 0, until: 3_600_000};

/** AWS as it treats keys: `OLDKEY` has expired. Files of an AWS configuration that the test writes. */
async function signedIn(t: TestContext, more: Partial<AwsSettings> = {}) {
  const seen: string[] = [];
  const endpointUrl = await startServer(t, (request, response) => {
    const authorization = request.headers.authorization ?? '';
    const key = /Credential=(?<key>\w+)/v.exec(authorization)?.groups?.['key'] ?? '';
    seen.push(key);
    request.resume();
    if (key === 'OLDKEY') {
      response.writeHead(400, {'content-type': 'application/x-amz-json-1.1'});
      response.end('{"__type":"ExpiredTokenException","message":"expired"}');
    } else {
      response.writeHead(200, {'content-type': 'application/x-amz-json-1.1'});
      response.end('{"Events":[],"Metrics":[]}');
    }
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-keys-'));
  const [credentialsFile, configFile] = [path.join(folder, 'keys'), path.join(folder, 'config')];
  const before = {...process.env};
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = credentialsFile;
  process.env['AWS_CONFIG_FILE'] = configFile;
  const settings = withSharedCredentials({endpointUrl, proxyEnv: {}, ...more});
  const lookup = createLookup(settings, 'us-east-1');
  const metrics = createMetrics(settings, 'us-east-1');
  t.after(() => {
    lookup.close();
    metrics.close();
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = before['AWS_SHARED_CREDENTIALS_FILE'];
    process.env['AWS_CONFIG_FILE'] = before['AWS_CONFIG_FILE'];
    rmSync(folder, {recursive: true, force: true});
  });
  return {
    seen,
    settings,
    lookup,
    metrics,
    signIn(key: string, profile = 'default') {
      writeFileSync(
        credentialsFile,
        `[${profile}]\naws_access_key_id = ${key}\naws_secret_access_key = secret\n`,
      );
    },
    configure(text: string) {
      writeFileSync(configFile, text);
    },
  };
}

test('somebody whose session expired signs in again, and it goes on without a restart', async (t) => {
  const {signIn, lookup, metrics, seen} = await signedIn(t);
  signIn('OLDKEY');
  await assert.rejects(lookup.page(range, signal), {name: 'ExpiredTokenException'});
  await assert.rejects(metrics.instances('CPUUtilization', signal), {
    name: 'ExpiredTokenException',
  });
  await lookup.renew();
  await assert.rejects(lookup.page(range, signal), {name: 'ExpiredTokenException'});

  signIn('NEWKEY');
  await lookup.renew();
  assert.deepEqual(await lookup.page(range, signal), {events: [], token: undefined});
  await metrics.renew();
  assert.deepEqual(await metrics.instances('CPUUtilization', signal), []);
  assert.equal(await lookup.accessKeyId(), 'NEWKEY');
  assert.deepEqual(seen, ['OLDKEY', 'OLDKEY', 'OLDKEY', 'NEWKEY', 'NEWKEY']);
});

test('somebody who was not signed in at first signs in, and that is found', async (t) => {
  const {signIn, lookup, seen} = await signedIn(t);
  await assert.rejects(lookup.page(range, signal), {name: 'CredentialsProviderError'});
  await assert.rejects(lookup.renew(), {name: 'CredentialsProviderError'});
  signIn('NEWKEY');
  await lookup.page(range, signal);
  assert.deepEqual(seen, ['NEWKEY']);
});

test('all clients share one look for credentials', async (t) => {
  const {signIn, configure, settings, lookup, metrics} = await signedIn(t);
  signIn('NEWKEY');
  await lookup.page(range, signal);
  // What is found is kept, for clients made later too.
  signIn('OTHERKEY');
  configure('');
  await metrics.instances('CPUUtilization', signal);
  await assert.rejects(callerIdentity(settings, 'us-east-1', signal));
  assert.equal(await lookup.accessKeyId(), 'NEWKEY');
});

test('a profile is found by its name, and its region too', async (t) => {
  const {signIn, configure, settings, lookup, seen} = await signedIn(t, {profile: 'prod'});
  signIn('NEWKEY', 'prod');
  configure('[profile prod]\nregion = eu-west-1\n');
  await lookup.page(range, signal);
  assert.deepEqual(seen, ['NEWKEY']);
  assert.equal(await configuredRegion(settings), 'eu-west-1');
});

test('where no region is configured, none is made up', async (t) => {
  const {settings} = await signedIn(t, {profile: 'nobody'});
  assert.equal(await configuredRegion(settings), '');
});

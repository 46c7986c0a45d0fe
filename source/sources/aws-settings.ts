import process from 'node:process';
import {caBundle, ConnectionSettingsError} from './certificates.ts';
import type {standardChain} from './credentials.ts';
import {type AskMfaCode} from './mfa.ts';
import {namedProxy, proxyFitness, shownProxy} from './proxy.ts';

/** Keys that are given rather than found: the demo's. */
export type StaticCredentials = {readonly accessKeyId: string; readonly secretAccessKey: string};

/** Finds credentials; `forceRefresh` finds them again. */
export type CredentialProvider = ReturnType<typeof standardChain>;

/** How AWS is reached. Everything that is absent is found by the SDK's standard chain. */
export type AwsSettings = {
  readonly profile?: string;
  /** For every service; '' or absent for AWS's own endpoints. */
  readonly endpointUrl?: string;
  /** What is reached, for messages, where the environment chose it. */
  readonly endpointName?: string;
  readonly credentials?: StaticCredentials | CredentialProvider;
  /** The environment that proxies and AWS_CA_BUNDLE are read from; empty in the demo, so that nothing leaves the machine. */
  readonly proxyEnv: NodeJS.ProcessEnv;
  /** How long an answer may take, in ms: 15,000 unless said otherwise. */
  readonly answerTimeout?: number;
};

/** What trailtop calls itself in the user agent: `app/trailtop` tells its own calls from those of others. */
export const productName = 'trailtop';

const ownEndpointOnly = {useFipsEndpoint: false, useDualstackEndpoint: false};
const connectTimeout = 5000;
const answerTimeout = 15_000;

/**
 * Configuration for any client of the SDK in one region; an empty region leaves it to the profile. Throws
 * ConnectionSettingsError where the environment names certificates or a proxy that cannot be used.
 */
export function clientConfig(settings: AwsSettings, region: string) {
  const {proxyEnv} = settings;
  return {
    ...(region === '' ? {} : {region}),
    ...(settings.profile === undefined ? {} : {profile: settings.profile}),
    ...(settings.endpointUrl ? {endpoint: settings.endpointUrl} : {}),
    ...(settings.credentials ? {credentials: settings.credentials} : {}),
    // Who gives keys means exactly the endpoint that is given, whatever the environment wishes of AWS's own.
    ...(typeof settings.credentials === 'object' ? ownEndpointOnly : {}),
    // One budget decides when a request goes out; retries behind its back would spend it twice.
    maxAttempts: 1,
    userAgentAppId: productName,
    requestHandler: {
      connectionTimeout: connectTimeout,
      requestTimeout: settings.answerTimeout ?? answerTimeout,
      throwOnRequestTimeout: true,
      ...agentsFor(proxyEnv),
    },
  };
}

function agentsFor(proxyEnv: NodeJS.ProcessEnv) {
  for (const protocol of ['http:', 'https:'] as const) {
    const proxy = namedProxy(protocol, proxyEnv);
    // Node would say so too, but with the password.
    if (proxy && proxyFitness(proxy) === 'wrong') {
      throw new ConnectionSettingsError(`${proxy.variable} is no URL: ${shownProxy(proxy)}`);
    }
  }

  const ca = caBundle(proxyEnv);
  // Loaded with the first client: the first frame has no use for them.
  const {Agent: HttpAgent} = process.getBuiltinModule('node:http');
  const {Agent: HttpsAgent} = process.getBuiltinModule('node:https');
  return {
    httpAgent: new HttpAgent({keepAlive: true, proxyEnv}),
    httpsAgent: new HttpsAgent({keepAlive: true, proxyEnv, ...(ca === undefined ? {} : {ca})}),
  };
}

/**
 * The same settings with one source of credentials for all clients: a role is assumed and a password asked for once,
 * all calls bear the same key, and what one client finds anew is there for the others.
 */
export function withSharedCredentials(settings: AwsSettings, askMfaCode?: AskMfaCode): AwsSettings {
  if (settings.credentials) {
    return settings;
  }

  let chain: CredentialProvider | undefined;
  return {
    ...settings,
    async credentials(options) {
      const credentials = await import('./credentials.ts');
      chain ??= credentials.standardChain(settings.profile, askMfaCode);
      return chain(options);
    },
  };
}

/**
 * The region that a bare start uses: the flag, `AWS_REGION`, then `AWS_DEFAULT_REGION` (which the SDK for JavaScript
 * does not know); '' leaves it to the profile.
 */
export function regionFrom(flag: string | undefined, env: NodeJS.ProcessEnv): string {
  // An empty variable is none.
  return [flag, env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find(Boolean) ?? '';
}

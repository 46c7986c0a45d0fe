import process from 'node:process';
import {openDemo} from './open-demo.ts';
import {UsageError, type Options} from './options.ts';
import {type AwsSettings} from './sources/aws-settings.ts';

/** Where events and datapoints come from, and how to end that. */
export type Supply = {
  readonly settings: AwsSettings;
  readonly regions: readonly string[];
  readonly globalRegion: string;
  readonly close: () => Promise<void> | void;
};

const globalRegion = 'us-east-1';

/** The demo's endpoint, or AWS as the flags and the environment name it. Throws UsageError where no region is known. */
export async function supplyOf(options: Options): Promise<Supply> {
  if (options.isDemo) {
    const demo = await openDemo(options.demoPort);
    // Blind to the environment: the demo reaches loopback only, with keys of its own.
    const settings = {endpointUrl: demo.url, credentials: demo.credentials, proxyEnv: {}};
    const regions = await resolveRegions(options.regions, demo.region, settings);
    return {settings, regions, globalRegion: globalBeside(regions, options), close: demo.close};
  }

  const found: AwsSettings = {
    ...(options.profile === undefined ? {} : {profile: options.profile}),
    ...(options.endpointUrl === '' ? {} : {endpointUrl: options.endpointUrl}),
    endpointName: options.endpointName,
    proxyEnv: process.env,
  };
  const settings = await askBeforeScreen(found);
  const isNamed = options.regions.length > 0 && !options.regions.includes('all');
  const home = isNamed ? (options.regions[0] ?? '') : await regionOfProfile(settings, options);
  const regions = await resolveRegions(options.regions, home, settings);
  return {
    settings,
    regions,
    globalRegion: globalBeside(regions, options),
    close: () => undefined,
  };
}

/** As the SDK names what keeps it from finding credentials, so that it is understood in the same way. */
class MfaError extends Error {
  override readonly name = 'CredentialsProviderError';
}

/** Where a role is assumed with an MFA code, the code is asked for while there is no screen yet. */
export async function askBeforeScreen(settings: AwsSettings): Promise<AwsSettings> {
  const {mayAskForMfa} = await import('./sources/mfa.ts');
  if (!process.stdin.isTTY || !mayAskForMfa(process.env)) {
    return settings;
  }

  const {withSharedCredentials} = await import('./sources/aws-settings.ts');
  const {ask} = await import('./terminal/ask.ts');
  let isScreenOpen = false;
  let refusal = 'the MFA session has ended';
  const shared = withSharedCredentials(settings, async (serial) => {
    if (isScreenOpen) {
      throw new MfaError(`${refusal}: start trailtop again to type a new code`);
    }

    return ask(`MFA code for ${serial}: `, {input: process.stdin, output: process.stderr});
  });
  try {
    // Through a client, so that the proxy and the certificates that are set count here too.
    const {createLookup} = await import('./sources/cloudtrail.ts');
    const lookup = createLookup(shared, globalRegion);
    await lookup.accessKeyId();
    lookup.close();
  } catch (error) {
    // What is wrong is said on the screen, beside what still works.
    const reason = error instanceof Error ? error.message : String(error);
    refusal = `the MFA code brought no session (${reason})`;
  }

  isScreenOpen = true;
  return shared;
}

/** us-east-1 where global services record, unless it is watched anyway or not wanted. */
function globalBeside(regions: readonly string[], {hasGlobal}: Options): string {
  return hasGlobal && !regions.includes(globalRegion) ? globalRegion : '';
}

/** The regions to watch, the home region first; `all` stands for those that the account has enabled. */
async function resolveRegions(
  wanted: readonly string[],
  home: string,
  settings: AwsSettings,
): Promise<readonly string[]> {
  if (!wanted.includes('all')) {
    return wanted.length > 0 ? wanted : [home];
  }

  const {enabledRegions} = await import('./sources/regions.ts');
  const {withSharedCredentials} = await import('./sources/aws-settings.ts');
  try {
    const shared = withSharedCredentials(settings);
    const enabled = await enabledRegions(shared, home, AbortSignal.timeout(10_000));
    return [home, ...enabled.filter((region) => region !== home)];
  } catch (error) {
    const {explain} = await import('./sources/problem.ts');
    const {title, advice} = explain(error, {
      action: 'ec2:DescribeRegions',
      loses: 'the list of enabled regions',
      region: home,
      endpoint: settings.endpointUrl ?? settings.endpointName ?? '',
    });
    throw new UsageError(`--region all: ${title}; ${advice}, or name the regions`);
  }
}

/** The region that the AWS configuration names for the profile. */
async function regionOfProfile(
  settings: AwsSettings,
  {environmentRegion}: Options,
): Promise<string> {
  if (environmentRegion !== '') {
    return environmentRegion;
  }

  const {configuredRegion} = await import('./sources/configured-region.ts');
  const region = await configuredRegion(settings);
  if (region === '') {
    throw new UsageError(
      'no region is set: give --region us-east-1, set AWS_REGION, or try trailtop --demo',
    );
  }

  return region;
}

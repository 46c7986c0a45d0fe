import {check, type Check} from '../../core/check.ts';
import {keyEnds, unicodeSigns} from '../../core/reading/phrase.ts';
import {hour, minute} from '../../core/time.ts';
import {clientConfig, type AwsSettings} from '../aws-settings.ts';
import {configurationFiles, profileNames} from './profiles.ts';

type Env = NodeJS.ProcessEnv;

/** Credentials as the SDK finds them; `$source` is its own note of where. */
export type Found = {
  readonly accessKeyId: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
  readonly $source?: Readonly<Record<string, unknown>> | undefined;
};

const soon = 15 * minute;

/** The credentials that would sign a call. Rejects with the SDK's error. */
export async function findCredentials(settings: AwsSettings, region: string): Promise<Found> {
  const {STSClient} = await import('@aws-sdk/client-sts');
  // Through a client, so that whoever must be asked for them is asked through the same proxy.
  const client = new STSClient(clientConfig(settings, region));
  try {
    return await client.config.credentials();
  } finally {
    client.destroy();
  }
}

/** Where credentials were found, which, and for how long they are good; never the secret part. */
export function credentialsCheck(found: Found, profile: string, now: number): Check {
  const key = keyEnds(found.accessKeyId, unicodeSigns);
  const origin = originOf(found, profile);
  const until = found.expiration?.getTime();
  if (until === undefined || Number.isNaN(until)) {
    // Keys of a session are known by their beginning, also where the token is not kept with them.
    const lasting =
      found.sessionToken || found.accessKeyId.startsWith('ASIA')
        ? 'temporary; until when is not said'
        : 'long-lived, without an end';
    return check('credentials', 'ok', `${key} from ${origin}; ${lasting}`);
  }

  const left = until - now;
  const end = new Date(until).toISOString().replace('.000Z', 'Z');
  if (left <= 0) {
    return check('credentials', 'failed', `${key} from ${origin} expired at ${end}`, {
      advice: `sign in again${signIn(profile)}`,
      isNeeded: true,
    });
  }

  const detail = `${key} from ${origin}; good for ${spanWords(left)}, until ${end}`;
  return left < soon
    ? check('credentials', 'warning', detail, {advice: `sign in again soon${signIn(profile)}`})
    : check('credentials', 'ok', detail);
}

/** What is odd about the profile, if anything; the sentence depends on whether credentials were found elsewhere. */
export function profileCheck(profile: string, env: Env, isFound: boolean): Check | undefined {
  if (profile === '') {
    return undefined;
  }

  const names = profileNames(env);
  if (!names.has(profile)) {
    const {config, credentials} = configurationFiles(env);
    const known = [...names].slice(0, 8).join(', ');
    const advice =
      names.size === 0
        ? 'no profile is configured: aws configure sso, or set AWS_ACCESS_KEY_ID'
        : `the profiles there: ${known}${names.size > 8 ? ', ...' : ''}`;
    const detail = `profile ${profile} is neither in ${config} nor in ${credentials}`;
    return isFound
      ? check('profile', 'warning', `${detail}; credentials were found elsewhere`, {advice})
      : check('profile', 'missing', detail, {advice, isNeeded: true});
  }

  if (env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY']) {
    return check(
      'profile',
      'warning',
      `${profile} goes before AWS_ACCESS_KEY_ID, which is not used`,
      {
        advice: 'unset the one that is not meant; other AWS tools may choose the other',
      },
    );
  }

  return undefined;
}

/** The SDK's notes, the most telling first. */
const origins: ReadonlyArray<readonly [RegExp, (profile: string) => string]> = [
  [/^CREDENTIALS_PROFILE_SSO|^CREDENTIALS_SSO/v, (profile) => `SSO, profile ${profile}`],
  [/_LOGIN$/v, (profile) => `aws login, profile ${profile}`],
  [/PROCESS$/v, (profile) => `the credential_process of profile ${profile}`],
  [/WEB_ID/v, () => 'a web identity token'],
  [/^CREDENTIALS_HTTP$/v, () => 'the container'],
  [/NAMED_PROVIDER$/v, (profile) => `the credential_source of profile ${profile}`],
  [/^CREDENTIALS_ENV_VARS$/v, () => 'AWS_ACCESS_KEY_ID in the environment'],
  [/^CREDENTIALS_IMDS$/v, () => 'instance metadata'],
  [/^CREDENTIALS_PROFILE$/v, (profile) => `the keys of profile ${profile}`],
];

function originOf({$source}: Found, profile: string): string {
  const notes = Object.keys($source ?? {});
  if (notes.includes('CREDENTIALS_CODE')) {
    return 'trailtop itself';
  }

  const named = profile === '' ? 'default' : profile;
  const origin = origins.find(([pattern]) => notes.some((note) => pattern.test(note)));
  // Only the metadata of an instance leaves no note.
  const words = origin?.[1](named) ?? 'instance metadata';
  return notes.includes('CREDENTIALS_STS_ASSUME_ROLE') ? `${words}, then a role assumed` : words;
}

function signIn(profile: string): string {
  return profile === '' ? ' (aws sso login, or new keys)' : ` (aws sso login --profile ${profile})`;
}

function spanWords(ms: number): string {
  const minutes = Math.floor(ms / minute);
  return ms < hour ? `${minutes} min` : `${Math.floor(ms / hour)} h ${minutes % 60} min`;
}

import process from 'node:process';
import {fromNodeProviderChain} from '@aws-sdk/credential-providers';
import {type AskMfaCode} from './mfa.ts';

type Chain = ReturnType<typeof fromNodeProviderChain>;

class ProfileError extends Error {
  // As the SDK names it, so that it is understood in the same way.
  override readonly name = 'CredentialsProviderError';

  constructor(profile: string, cause: Error) {
    super(`profile ${profile}: ${cause.message}`, {cause});
  }
}

/**
 * The SDK's standard chain: environment, profile (SSO, roles, processes), container, instance. The files of the AWS
 * configuration are read again each time, so that new keys in them are found without a restart. Rejects with a
 * CredentialsProviderError that names the profile, which the SDK leaves out.
 */
export function standardChain(
  profile = process.env['AWS_PROFILE'],
  askMfaCode?: AskMfaCode,
): Chain {
  const chain = fromNodeProviderChain({
    ...(profile === undefined ? {} : {profile}),
    ...(askMfaCode ? {mfaCodeProvider: askMfaCode} : {}),
    ignoreCache: true,
  });
  return async (options) => {
    try {
      return await chain(options);
    } catch (error) {
      const isNotFound = error instanceof Error && error.name === 'CredentialsProviderError';
      throw isNotFound && profile ? new ProfileError(profile, error) : error;
    }
  };
}

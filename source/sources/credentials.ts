import {fromNodeProviderChain} from '@aws-sdk/credential-providers';

/**
 * The SDK's standard chain: environment, profile (SSO, roles, processes), container, instance. The files of the AWS
 * configuration are read again each time, so that new keys in them are found without a restart.
 */
export function standardChain(profile: string | undefined) {
  return fromNodeProviderChain({
    ...(profile === undefined ? {} : {profile}),
    ignoreCache: true,
  });
}

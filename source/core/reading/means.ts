import type {TrailEvent} from '../event.ts';
import {member, textAt, type Json} from '../json.ts';
import {memo} from '../memo.ts';
import {isServiceName} from './arn.ts';
import {callerThrough, identityOf, isSignin, roleOf, serviceOf, sessionOf} from './identity.ts';
import {isPresent, textsOf} from './path.ts';

/** What a call was made with. */
export type Via = 'console' | 'cli' | 'sdk' | 'terraform' | 'service';

/** Whether the caller had proved a second factor; `idp`: only the identity provider knows; `n/a`: the record says nothing. */
export type Mfa = 'yes' | 'no' | 'idp' | 'n/a';

const consoleAgent =
  /^(?:\[?S3Console|EC2ConsoleFrontend|Mozilla\/|AWS Console)|\bconsole\.(?:.*\.)?amazonaws\.com/v;

// The first that fits: Terraform and the CLI name the SDK under them too.
const agents: ReadonlyArray<readonly [Via, RegExp]> = [
  ['terraform', /terraform|opentofu/iv],
  ['cli', /\baws-cli\b|aws-powershell|awspowershell|cloudshell/iv],
  ['sdk', /aws-sdk|botocore|boto3?\/|amz-sdk|aws-internal/iv],
];

/** What the call was made with, as far as its user agent and its caller tell; '' where they do not. */
export function viaOf(event: TrailEvent): Via | '' {
  const {record} = event;
  const identity = identityOf(event);
  if (serviceOf(event) !== '' || callerThrough(identity) !== '') {
    return 'service';
  }

  if (
    isTrue(member(record, 'sessionCredentialFromConsole')) ||
    textAt(record, 'eventType').startsWith('AwsConsole') ||
    isSignin(textAt(identity, 'invokedBy'))
  ) {
    return 'console';
  }

  // A list in some records.
  const agent = textsOf(member(record, 'userAgent')).join(' ');
  return viaOfAgent(agent.length > 1000 ? agent.slice(0, 1000) : agent);
}

const viaOfAgent = memo((agent): Via | '' => {
  if (isSignin(agent) || consoleAgent.test(agent)) {
    return 'console';
  }

  for (const [via, pattern] of agents) {
    if (pattern.test(agent)) {
      return via;
    }
  }

  return agent === 'AWS Internal' || isServiceName(agent) ? 'service' : '';
});

/** Whether the caller had signed in with a second factor. Source: `MFAUsed` and `mfaAuthenticated` in the record. */
export function mfaOf(event: TrailEvent): Mfa | '' {
  if (event.kind === 'row') {
    return '';
  }

  const identity = identityOf(event);
  const signIn = textAt(event.record, 'additionalEventData', 'MFAUsed');
  const session = member(
    member(member(identity, 'sessionContext'), 'attributes'),
    'mfaAuthenticated',
  );
  if ((signIn !== '' && /^yes$/iv.test(signIn)) || isTrue(session)) {
    return 'yes';
  }

  if (isFederated(identity)) {
    return 'idp';
  }

  if (signIn !== '') {
    return 'no';
  }

  if (session === undefined || session === null) {
    return 'n/a';
  }

  const name = sessionOf(identity);
  const isMachine =
    (name.startsWith('i-') && /^i-[0-9A-Za-z]{8,17}$/v.test(name)) || serviceOf(event) !== '';
  return isMachine ? 'n/a' : 'no';
}

const federatedTypes: ReadonlySet<string> = new Set([
  'FederatedUser',
  'SAMLUser',
  'WebIdentityUser',
  'IdentityCenterUser',
  'Directory',
]);

/** Whether an identity provider, not IAM, signed the caller in. */
function isFederated(identity: unknown): boolean {
  const type = textAt(identity, 'type');
  return (
    federatedTypes.has(type) ||
    roleOf(identity).startsWith('AWSReservedSSO_') ||
    isPresent(member(member(identity, 'sessionContext'), 'webIdFederationData'))
  );
}

function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true';
}

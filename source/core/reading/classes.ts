import type {TrailEvent} from '../event.ts';
import {member, textAt} from '../json.ts';
import {identityOf, serviceOf} from './identity.ts';
import {outcomeOf} from './outcome.ts';
import {rowText} from './row.ts';

/** What `is:` can ask for. */
export const classNames = [
  'write',
  'failed',
  'denied',
  'login',
  'sensitive',
  'service',
  'late',
  'own',
  'notable',
] as const;

export type ClassName = (typeof classNames)[number];

/** What the event alone cannot tell: whether this trailtop made it, and whether it arrived behind newer ones. */
export type ClassContext = {
  readonly own?: (event: TrailEvent) => boolean;
  readonly late?: (event: TrailEvent) => boolean;
};

/** Whether an event belongs to a class; false for a class that does not exist. */
export function hasClass(
  event: TrailEvent,
  className: string,
  context: ClassContext = {},
): boolean {
  switch (className) {
    case 'write': {
      return isWrite(event);
    }

    case 'failed': {
      return isFailed(event);
    }

    case 'denied': {
      return outcomeOf(event).kind === 'denied';
    }

    case 'login': {
      return isLogin(event);
    }

    case 'sensitive': {
      return isSensitive(event);
    }

    case 'service': {
      return serviceOf(event) !== '';
    }

    case 'late': {
      return context.late?.(event) ?? false;
    }

    case 'own': {
      return context.own?.(event) ?? false;
    }

    case 'notable': {
      return (
        (isWrite(event) || isFailed(event) || isLogin(event) || isSensitive(event)) &&
        !context.own?.(event)
      );
    }

    default: {
      return false;
    }
  }
}

function nameOf(event: TrailEvent): string {
  return event.kind === 'row' ? rowText(event, 'name') : textAt(event.record, 'eventName');
}

/** What names no event, Insights for example, is no read: better one row too many than one hidden. */
function isWrite(event: TrailEvent): boolean {
  const readOnly = member(event.record, 'readOnly') ?? rowText(event, 'readonly').toLowerCase();
  if (readOnly === true || readOnly === 'true') {
    return false;
  }

  return (
    readOnly === false ||
    readOnly === 'false' ||
    !/^(?:BatchGet|Describe|Get|Head|List|Lookup|Search)/v.test(nameOf(event))
  );
}

function isFailed(event: TrailEvent): boolean {
  const {kind} = outcomeOf(event);
  return kind === 'denied' || kind === 'failed';
}

/** Events of IAM Identity Center's sign-in; those of the console all come from signin.amazonaws.com. */
const loginNames = new Set([
  'ConsoleLogin',
  'Authenticate',
  'CredentialChallenge',
  'CredentialVerification',
  'Federate',
  'UserAuthentication',
]);

function isLogin(event: TrailEvent): boolean {
  return (
    textAt(event.record, 'eventSource') === 'signin.amazonaws.com' ||
    textAt(event.record, 'eventType') === 'AwsConsoleSignIn' ||
    loginNames.has(nameOf(event))
  );
}

/** Reads whose answer is access or a secret. */
const sensitiveNames = new Set([
  'BatchGetSecretValue',
  'CreateOAuth2Token',
  'DownloadDefaultKeyPair',
  'ExportCertificate',
  'GetClusterCredentials',
  'GetClusterCredentialsWithIAM',
  'GetCredentials',
  'GetCredentialsForIdentity',
  'GetFederationToken',
  'GetInstanceAccessDetails',
  'GetOpenIdToken',
  'GetOpenIdTokenForDeveloperIdentity',
  'GetPasswordData',
  'GetRoleCredentials',
  'GetSecretValue',
  'GetSessionToken',
  'GetSigninToken',
]);

function isSensitive(event: TrailEvent): boolean {
  const name = nameOf(event);
  const request = member(event.record, 'requestParameters');
  const handsOut =
    sensitiveNames.has(name) ||
    name.startsWith('AssumeRo') || // AssumeRole, …WithSAML, …WithWebIdentity, AssumeRoot
    (name.startsWith('GetParameter') && isTrue(member(request, 'withDecryption'))) ||
    (name.startsWith('GetApiKey') && isTrue(member(request, 'includeValue'))) ||
    (name === 'DescribeInstanceAttribute' && textAt(request, 'attribute') === 'userData');
  return handsOut && serviceOf(event) === '' && textAt(identityOf(event), 'type') !== 'AWSService';
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

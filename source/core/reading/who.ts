import type {TrailEvent} from '../event.ts';
import {member, textAt} from '../json.ts';
import {accountText, lastPart, shortService} from './arn.ts';
import {callerThrough, identityOf, nameInArn, roleOf, serviceOf, sessionOf} from './identity.ts';
import {clip, unicodeSigns, words, type Signs} from './phrase.ts';
import {rowText} from './row.ts';

/**
 * WHO made the call, as people say it: `ROOT`, `kim (role ops)`, `kim@corp.com (sso Admin)`, `i-0a1… (role web)`,
 * `svc autoscaling`; `?` where the record names nobody. Outside text: not safe to show.
 */
export function whoOf(event: TrailEvent, signs: Signs = unicodeSigns): string {
  if (event.kind === 'row') {
    return clip(rowText(event, 'user'), signs);
  }

  const service = serviceOf(event);
  if (service !== '') {
    return clip(`svc ${shortService(service)}`, signs);
  }

  const identity = identityOf(event);
  const caller = callerOf(event, identity, signs);
  const through = callerThrough(identity);
  return words(caller, through === '' ? '' : clip(`via ${shortService(through)}`, signs));
}

function callerOf(event: TrailEvent, identity: unknown, signs: Signs): string {
  const written = textAt(identity, 'userName');
  const short = (text: string): string => clip(text, signs, 80);
  switch (textAt(identity, 'type')) {
    case 'Root': {
      return isAssumedRoot(identity) ? 'ROOT (assumed)' : 'ROOT';
    }

    case 'AssumedRoot': {
      return 'ROOT (assumed)';
    }

    case 'FederatedUser': {
      const issuer = textAt(identity, 'sessionContext', 'sessionIssuer', 'userName');
      const name = nameInArn(identity) || written || afterColon(textAt(identity, 'principalId'));
      return aside(short(name), issuer === '' ? 'federated' : `federated by ${short(issuer)}`);
    }

    case 'SAMLUser': {
      const provider = lastPart(textAt(identity, 'identityProvider'));
      const name = written || afterColon(textAt(identity, 'principalId'));
      return aside(short(name), words('saml', short(provider)));
    }

    case 'WebIdentityUser': {
      return webIdentity(written, textAt(identity, 'identityProvider'), short);
    }

    case 'IdentityCenterUser': {
      return aside(short(written || centerUser(event, identity)), 'sso');
    }

    case 'Directory': {
      return aside(short(written), 'directory');
    }

    default: {
      return roleOf(identity) === ''
        ? otherCaller(event, identity, short)
        : session(event, identity, short);
    }
  }
}

/** Session names that a tool made up say nothing about the person behind them. */
const generatedSession =
  /^(?:(?:aws-(?:go-)?sdk|aws-cli|botocore|boto|terraform|session|assumerolesession)\b.*|\d+|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/iv;

function session(event: TrailEvent, identity: unknown, short: (text: string) => string): string {
  const role = roleOf(identity);
  const name = sessionOf(identity);
  const sourceIdentity = textAt(identity, 'sessionContext', 'sourceIdentity');
  const person = generatedSession.test(name) ? sourceIdentity : name;
  const sso = /^AWSReservedSSO_(?<set>.+)_[^_]*$/v.exec(role)?.groups?.['set'];
  const home = textAt(identity, 'accountId');
  const recipient = textAt(event.record, 'recipientAccountId');
  const abroad =
    home !== '' && recipient !== '' && home !== recipient ? `, ${accountText(home)}` : '';
  const part = sso === undefined ? `role ${short(role)}` : `sso ${short(sso)}`;
  return person === '' ? part + abroad : aside(short(person), part + abroad);
}

/** An IAM user, another account's caller, or whatever the record has that names somebody. */
function otherCaller(
  event: TrailEvent,
  identity: unknown,
  short: (text: string) => string,
): string {
  const name = textAt(identity, 'userName') || nameInArn(identity);
  if (name === 'HIDDEN_DUE_TO_SECURITY_REASONS') {
    return '(name hidden by AWS)'; // A sign-in under a name that no user has: it may be a password.
  }

  const account = textAt(identity, 'accountId');
  if (name !== '') {
    const recipient = textAt(event.record, 'recipientAccountId');
    const isForeign = recipient !== '' && /^\d{12}$/v.test(account) && account !== recipient;
    return isForeign ? aside(short(name), accountText(account)) : short(name);
  }

  if (
    account === 'ANONYMOUS_PRINCIPAL' ||
    textAt(identity, 'principalId') === 'ANONYMOUS_PRINCIPAL'
  ) {
    return 'anonymous';
  }

  const principal = textAt(identity, 'principalId');
  if (textAt(identity, 'type') === 'AWSAccount') {
    const sessionName = principal.includes(':') ? afterColon(principal) : '';
    return sessionName === ''
      ? words(accountText(account || principal))
      : aside(short(sessionName), accountText(account));
  }

  return (
    short(accountText(textAt(identity, 'arn')) || principal || accountText(account)) ||
    (typeof identity === 'string' ? short(identity) : '') ||
    '?'
  );
}

/** `org/repo@main (github)`, `namespace/account (k8s)`, `subject (web provider)`. */
function webIdentity(subject: string, provider: string, short: (text: string) => string): string {
  const repo = /^repo:(?<repo>[^:]+)(?::ref:refs\/(?:heads|tags)\/(?<ref>.+)|:(?<rest>.+))?$/v.exec(
    subject,
  );
  if (repo?.groups && provider.includes('githubusercontent')) {
    const {repo: name = '', ref, rest} = repo.groups;
    return aside(
      short(name + (ref === undefined ? '' : `@${ref}`)),
      words('github', short(rest ?? '')),
    );
  }

  const account = /^system:serviceaccount:(?<space>[^:]+):(?<name>.+)$/v.exec(subject)?.groups;
  return account
    ? aside(short(`${account['space']}/${account['name']}`), 'k8s')
    : aside(short(subject), words('web', short(lastPart(provider))));
}

function centerUser(event: TrailEvent, identity: unknown): string {
  const extra = member(event.record, 'additionalEventData');
  return (
    textAt(extra, 'UserName') ||
    textAt(identity, 'onBehalfOf', 'userId') ||
    textAt(identity, 'principalId')
  );
}

function isAssumedRoot(identity: unknown): boolean {
  const context = member(identity, 'sessionContext');
  return [context, member(context, 'attributes')].some((value) => {
    const assumed = member(value, 'assumedRoot');
    return assumed === true || assumed === 'true';
  });
}

function afterColon(text: string): string {
  return text.slice(text.indexOf(':') + 1);
}

function aside(name: string, detail: string): string {
  return name === '' ? `(${detail})` : `${name} (${detail})`;
}

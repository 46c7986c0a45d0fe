import type {TrailEvent} from '../event.ts';
import {isJsonObject, member, textAt, type Json} from '../json.ts';
import {memo} from '../memo.ts';
import {isServiceName, lastPart, parseArn} from './arn.ts';
import {isPresent} from './path.ts';

/** The record's userIdentity: any JSON value, or undefined. */
export function identityOf(event: TrailEvent): Json | undefined {
  return member(event.record, 'userIdentity');
}

/** The role of an assumed-role identity, by its issuer or its ARN; '' for any other. */
export function roleOf(identity: unknown): string {
  const issuer = member(member(identity, 'sessionContext'), 'sessionIssuer');
  const isRole = textAt(issuer, 'type') === 'Role' || textAt(issuer, 'arn').includes(':role/');
  const named = isRole ? textAt(issuer, 'userName') || lastPart(textAt(issuer, 'arn')) : '';
  return named || (sessionParts(identity)[0] ?? '');
}

/** The session name of an assumed-role identity: who the caller said to be; '' for any other. */
export function sessionOf(identity: unknown): string {
  const inArn = sessionParts(identity)[1];
  if (inArn !== undefined) {
    return inArn;
  }

  const principal = textAt(identity, 'principalId');
  return textAt(identity, 'type') === 'AssumedRole' && principal.includes(':')
    ? principal.slice(principal.indexOf(':') + 1)
    : '';
}

/** The name in `…:user/path/kim` or `…:federated-user/kim`; '' for any other ARN. */
export function nameInArn(identity: unknown): string {
  const arn = textAt(identity, 'arn');
  const resource = parseArn(arn)?.resource ?? '';
  return /^(?:user|federated-user)\//v.test(resource) ? lastPart(arn) : '';
}

/**
 * The AWS service that made the call by itself, such as `autoscaling.amazonaws.com`; '' where somebody else did.
 * A call that a service makes on behalf of a named caller is that caller's (`callerThrough`).
 */
export function serviceOf(event: TrailEvent): string {
  const identity = identityOf(event);
  const source = textAt(event.record, 'eventSource');
  if (!isJsonObject(identity) || !isPresent(identity)) {
    const eventType = textAt(event.record, 'eventType');
    return /^Aws(?:ServiceEvent|CloudTrailInsight)$/v.test(eventType)
      ? source || 'cloudtrail.amazonaws.com'
      : '';
  }

  const type = textAt(identity, 'type');
  const invokedBy = textAt(identity, 'invokedBy');
  if (type === 'AWSService') {
    return invokedBy || serviceAddress(event) || source || 'AWS';
  }

  const linked = serviceLinked(identity);
  if (linked !== '') {
    return invokedBy || linked;
  }

  // Before service-linked roles, services acted as the account's root without a key or a session.
  const isBare =
    type === '' ||
    (type === 'Root' &&
      !isPresent(identity['accessKeyId']) &&
      !isPresent(identity['sessionContext']));
  return isBare && isServiceName(invokedBy) && !isSignin(invokedBy) ? invokedBy : '';
}

/** The service through which a named caller's call came, such as `cloudformation.amazonaws.com`; '' for none. */
export function callerThrough(identity: unknown): string {
  const invokedBy = textAt(identity, 'invokedBy');
  return isSignin(invokedBy) ? '' : invokedBy;
}

/** Whether a principal is the console itself: what it invokes is what its user does. */
export function isSignin(service: string): boolean {
  return service !== '' && /^(?:signin|console)\b/v.test(service);
}

function sessionParts(identity: unknown): readonly string[] {
  const arn = textAt(identity, 'arn');
  return arn === '' ? noParts : partsOf(arn);
}

const noParts: readonly string[] = [];

const partsOf = memo((arn): readonly string[] => {
  const resource = parseArn(arn)?.resource ?? '';
  if (!resource.startsWith('assumed-role/')) {
    return noParts;
  }

  const [, role = '', ...session] = resource.split('/');
  return [role, session.join('/')];
});

function serviceLinked(identity: unknown): string {
  const issuer = textAt(identity, 'sessionContext', 'sessionIssuer', 'arn');
  const service = issuer.includes('/aws-service-role/')
    ? /:role\/aws-service-role\/(?<service>[^\/]+)\//v.exec(issuer)?.groups?.['service']
    : undefined;
  const role = roleOf(identity);
  return service ?? (role.startsWith('AWSServiceRoleFor') ? role.slice(17).toLowerCase() : '');
}

function serviceAddress(event: TrailEvent): string {
  const address = textAt(event.record, 'sourceIPAddress');
  return isServiceName(address) ? address : '';
}

import {textAt} from '../../core/json.ts';
import {encodedMessage} from './ids.ts';
import type {Dice} from './random.ts';
import type {Actor, Failure} from './record.ts';

/** Which policy said no, in AWS's words. */
export type Reason = 'identity' | 'scp';

/** A refusal by any service but EC2; the resource is left out where it is ''. */
export function denied(
  actor: Actor,
  action: string,
  resource: string,
  reason: Reason = 'identity',
): Failure {
  return {code: 'AccessDenied', message: sentence(actor, action, resource, reason)};
}

/** A refusal by EC2, which has words and a code of its own. */
export function unauthorized(
  actor: Actor,
  action: string,
  resource: string,
  dice: Dice,
  reason: Reason = 'identity',
): Failure {
  return {
    code: 'Client.UnauthorizedOperation',
    message:
      'You are not authorized to perform this operation. ' +
      `${sentence(actor, action, resource, reason)}. ` +
      `Encoded authorization failure message: ${encodedMessage(dice)}`,
  };
}

export const dryRun: Failure = {
  code: 'Client.DryRunOperation',
  message: 'Request would have succeeded, but DryRun flag is set.',
};

export const throttledEc2: Failure = {
  code: 'Client.RequestLimitExceeded',
  message: 'Request limit exceeded.',
};

export const throttled: Failure = {code: 'ThrottlingException', message: 'Rate exceeded'};

/** The vCPU quota of the account is used up. */
export function tooManyCpus(limit: number): Failure {
  return {
    code: 'Client.VcpuLimitExceeded',
    message:
      `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket ` +
      'that the specified instance type belongs to. Please visit https://aws.amazon.com/contact-us/ec2-request to ' +
      'request an adjustment to this limit.',
  };
}

/** AWS itself has none left. */
export function noCapacity(type: string, zone: string): Failure {
  return {
    code: 'Server.InsufficientInstanceCapacity',
    message:
      `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}). ` +
      'Our system will be working on provisioning additional capacity.',
  };
}

function sentence(actor: Actor, action: string, resource: string, reason: Reason): string {
  const on = resource === '' ? '' : ` on resource: ${resource}`;
  const why =
    reason === 'scp'
      ? 'with an explicit deny in a service control policy'
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${textAt(actor.identity, 'arn')} is not authorized to perform: ${action}${on} ${why}`;
}

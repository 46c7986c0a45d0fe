import {parseAddress, parseNetwork} from '../filter/address.ts';
import {fieldTerm, type Filter, type Term} from '../filter/term.ts';
import {lastPart, parseArn} from '../reading/arn.ts';

/** What a value is by its looks alone. */
export type ValueShape =
  'key' | 'principal' | 'instance' | 'arn' | 'address' | 'network' | 'user' | 'text';

/** Access key ids begin with AKIA (long-lived), ASIA (of a session) or ABIA (of a service's bearer token). */
const accessKey = /^A[BKS]IA[0-9A-Z]{8,124}$/v;

/** Unique ids of IAM's users, roles, groups, instance profiles and policies, as userIdentity.principalId begins. */
const principalId = /^A(?:GPA|IDA|IPA|NPA|NVA|PKA|ROA|SCA)[0-9A-Z]{8,124}$/v;
const instanceId = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/v;

/** Names of users and sessions as IAM allows them. */
const nameOfUser = /^[\w+\-.@=]{1,64}$/v;

/** The shape of a value. Source: "IAM identifiers" in the IAM reference. */
export function shapeOf(value: string): ValueShape {
  if (accessKey.test(value)) {
    return 'key';
  }

  if (principalId.test(value)) {
    return 'principal';
  }

  if (instanceId.test(value)) {
    return 'instance';
  }

  if (parseArn(value)) {
    return 'arn';
  }

  if (value.length <= 64 && parseAddress(value)) {
    return 'address';
  }

  if (value.length <= 64 && value.includes('/') && !('problem' in parseNetwork(value))) {
    return 'network';
  }

  return nameOfUser.test(value) ? 'user' : 'text';
}

/** A term for a text anywhere in the record. */
export function textTerm(text: string): Term {
  return {kind: 'text', text, negated: false};
}

/**
 * Who an ARN names, as terms: a session by its role and name, a role, a user, root. Undefined where it names a thing,
 * not a caller.
 */
export function callerTerms(arn: string): Filter | undefined {
  const {resource = ''} = parseArn(arn) ?? {};
  const [kind, ...path] = resource.split('/');
  if (resource === 'root') {
    return [fieldTerm('user', 'root')];
  }

  const name = path.at(-1) ?? '';
  if (name === '') {
    return undefined;
  }

  switch (kind) {
    case 'assumed-role': {
      const [role = '', ...session] = path;
      return session.length > 0
        ? [fieldTerm('role', role), fieldTerm('user', session.join('/'))]
        : [fieldTerm('role', role)];
    }

    case 'role': {
      return [fieldTerm('role', name)];
    }

    case 'user':
    case 'federated-user': {
      return [fieldTerm('user', name)];
    }

    default: {
      return undefined;
    }
  }
}

/** The filter that finds what a value alone is about; free text where its shape says nothing. */
export function filterOfValue(value: string): Filter {
  switch (shapeOf(value)) {
    case 'key': {
      return [fieldTerm('key', value)];
    }

    case 'instance': {
      return [fieldTerm('instance', value)];
    }

    case 'address': {
      return [fieldTerm('ip', value)];
    }

    case 'network': {
      return [{kind: 'field', name: 'ip', values: [{network: value}], negated: false}];
    }

    case 'arn': {
      const last = lastPart(value);
      return shapeOf(last) === 'instance'
        ? [fieldTerm('instance', last)]
        : (callerTerms(value) ?? [textTerm(value)]);
    }

    default: {
      return [textTerm(value)];
    }
  }
}

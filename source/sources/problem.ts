import {type Problem} from '../core/problem.ts';

export type ProblemKind =
  | 'throttled'
  | 'denied'
  | 'expired'
  | 'credentials'
  | 'clock'
  | 'disabled'
  | 'region'
  | 'token'
  | 'network'
  | 'answer'
  | 'server'
  | 'aborted'
  | 'other';

export type Failure = Problem & {readonly kind: ProblemKind};

/** An answer that is none, which the SDK takes for a success: a 200 with an empty body. */
export class EmptyAnswerError extends Error {
  override readonly name = 'EmptyAnswer';
}

const names: ReadonlyArray<readonly [ProblemKind, RegExp]> = [
  ['clock', /^RequestTimeTooSkewed/v],
  [
    'throttled',
    /^(?:Throttl|RequestThrottled|EC2Throttled|RequestLimitExceeded|TooManyRequests|SlowDown|LimitExceeded)/v,
  ],
  ['denied', /^(?:AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|OptInRequired)/v],
  ['expired', /^(?:ExpiredToken|RequestExpired|TokenRefreshRequired)/v],
  [
    'credentials',
    /^(?:UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|CredentialsProvider|InvalidAccessKeyId|AuthFailure|TokenProviderError|InvalidGrant|UnauthorizedSSOToken)/v,
  ],
  ['token', /^InvalidNextToken/v],
  ['aborted', /^AbortError$/v],
  ['answer', /^(?:SyntaxError|EmptyAnswer|SerializationException)$/v],
  [
    'server',
    /^(?:InternalFailure|InternalError|InternalServ|ServiceUnavailable|ServiceFailure|Unavailable)/v,
  ],
];

const networkCodes =
  /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ECONNABORTED|CERT_|ERR_PROXY|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|TimeoutError|NetworkingError)/v;

/** What a failure is, whichever spelling its protocol uses. Source: the errors of the awsJson and Query protocols. */
export function kindOf(error: unknown): ProblemKind {
  const name = textAt(error, 'name');
  const message = messageOf(error);
  if (/region is missing/iv.test(message)) {
    return 'region';
  }

  if (isClockOff(message)) {
    return 'clock';
  }

  for (const [kind, pattern] of names) {
    if (pattern.test(name)) {
      return kind;
    }
  }

  // Where no answer had come, such an error is a mistake of ours.
  if (/^(?:TypeError|RangeError)$/v.test(name) && isOverAnswer(error)) {
    return 'answer';
  }

  if (networkCodes.test(textAt(error, 'code')) || networkCodes.test(name)) {
    return 'network';
  }

  const status = statusOf(error);
  if (status === 429) {
    return 'throttled';
  }

  if (status >= 500) {
    return 'server';
  }

  return /credential|could not load|sso session|token is expired/iv.test(message)
    ? 'credentials'
    : 'other';
}

/** A signature that is too old or not valid yet was made by a clock that is wrong. */
function isClockOff(message: string): boolean {
  return /^signature (?:expired|not yet current)|request time .*(?:too large|too skewed)/iv.test(
    message,
  );
}

/**
 * Whether an account has to enable a region before it can be used there. The regions of 2019 and before are always
 * enabled. Source: AWS, "Enable or disable AWS Regions in your account".
 */
function isOptIn(region: string): boolean {
  return (
    /^[a-z]{2}-[a-z]+-\d$/v.test(region) &&
    !/^(?:us-(?:east|west)-[12]|ca-central-1|sa-east-1|eu-(?:west-[123]|central-1|north-1)|ap-(?:south-1|northeast-[123]|southeast-[12])|cn-.+)$/v.test(
      region,
    )
  );
}

/** A region that is not enabled knows none of the account's keys. */
function isUnknownKey(error: unknown): boolean {
  return /^(?:UnrecognizedClient|InvalidClientTokenId|AuthFailure)/v.test(textAt(error, 'name'));
}

export type Where = {
  /** What was asked: `cloudtrail:LookupEvents`. */
  readonly action: string;
  /** What the person misses without it, as the end of a sentence: `the events of us-east-1`. */
  readonly loses: string;
  readonly region: string;
  /** The endpoint that was given, '' for AWS's own. */
  readonly endpoint: string;
};

/** A failure as a sentence with what to do. */
export function explain(error: unknown, where: Where): Failure {
  const found = kindOf(error);
  const kind =
    found === 'credentials' && isUnknownKey(error) && isOptIn(where.region) ? 'disabled' : found;
  const code = textAt(error, 'name') || textAt(error, 'code') || 'Error';
  if (kind === 'denied') {
    const action = deniedAction(messageOf(error)) ?? where.action;
    const [title, advice] = words(kind, error, {...where, action});
    return {kind, title, advice, code, action};
  }

  const [title, advice] = words(kind, error, where);
  return {kind, title, advice, code};
}

function words(kind: ProblemKind, error: unknown, where: Where): readonly [string, string] {
  const host = withoutUserinfo(where.endpoint) || `AWS in ${where.region}`;
  switch (kind) {
    case 'throttled': {
      return [
        `${where.action} is throttled in ${where.region}: the account's quota is used up`,
        'trailtop slows down by itself; whoever else polls shares the quota',
      ];
    }

    case 'denied': {
      return [
        `not allowed to call ${where.action}, so ${where.loses} cannot be read`,
        `allow ${where.action} for this identity${policyHint(messageOf(error))}`,
      ];
    }

    case 'expired': {
      return [
        'the credentials have expired',
        'sign in again (aws sso login, or new keys); trailtop picks them up by itself',
      ];
    }

    case 'credentials': {
      return [
        `no usable credentials: ${messageOf(error)}`,
        'set AWS_PROFILE or --profile, sign in (aws sso login), or try trailtop --demo',
      ];
    }

    case 'clock': {
      return [
        `the clock of this machine is wrong, so AWS refuses what it signs: ${messageOf(error)}`,
        'set the clock (timedatectl and chronyc tracking show how far it is off); it is tried again by itself',
      ];
    }

    case 'disabled': {
      return [
        `${where.region} is not enabled for this account, or does not take these credentials`,
        `leave ${where.region} out of --region, enable it in the account, or sign in again`,
      ];
    }

    case 'region': {
      return ['no region is set', 'give --region us-east-1, or set AWS_REGION'];
    }

    case 'token': {
      return [
        'AWS no longer knows how far the reading had come',
        'it goes on from there by itself',
      ];
    }

    case 'network': {
      return [
        `cannot reach ${host}: ${networkWords(error)}`,
        'check the network, HTTPS_PROXY and --endpoint-url; it is tried again by itself',
      ];
    }

    case 'answer': {
      return [
        `${host} answered ${where.action} with something that is no AWS answer${httpStatus(error)}`,
        'a proxy or a login page may stand between; it is tried again by itself',
      ];
    }

    case 'server': {
      return [`${host} failed inside${httpStatus(error)}`, 'it is tried again by itself'];
    }

    case 'aborted': {
      return ['cancelled', ''];
    }

    case 'other': {
      return [`${where.action} failed: ${messageOf(error)}`, 'it is tried again by itself'];
    }
  }
}

/** A property of an error, its own or inherited: `name` of a SyntaxError is not its own. */
function property(error: unknown, key: string): unknown {
  return typeof error === 'object' && error !== null
    ? (error as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function textAt(error: unknown, key: string): string {
  const value = property(error, key);
  return typeof value === 'string' ? value : '';
}

function messageOf(error: unknown): string {
  const message =
    textAt(error, 'message') || (typeof error === 'string' ? error : 'no reason given');
  // Before anything is cut off, with which the end of a password could no longer be told.
  const firstLine = withoutUserinfo(message).split('\n', 1)[0] ?? '';
  return firstLine.length > 200 ? `${firstLine.slice(0, 199)}…` : firstLine;
}

/** A text whose URLs have lost the user and the password that may stand in them. */
export function withoutUserinfo(text: string): string {
  // A password may hold a slash, though it should not: what follows a colon goes up to the last @.
  return text.replaceAll(/(?<=:\/\/)(?:[^\s\/?#:]*:\S*|[^\s\/?#]*)@/gv, '');
}

/** Whether the SDK had an answer before it when this was thrown. */
function isOverAnswer(error: unknown): boolean {
  return ['$response', '$metadata'].some((key) => property(error, key) !== undefined);
}

function statusOf(error: unknown): number {
  const status =
    property(property(error, '$metadata'), 'httpStatusCode') ??
    property(property(error, '$response'), 'statusCode');
  return typeof status === 'number' ? status : 0;
}

function httpStatus(error: unknown): string {
  const status = statusOf(error);
  return status === 0 ? '' : ` (HTTP ${status})`;
}

function networkWords(error: unknown): string {
  const code = textAt(error, 'code');
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing listens there',
    ECONNRESET: 'the connection was dropped',
    ENOTFOUND: 'the name is not known',
    EAI_AGAIN: 'names cannot be looked up',
    ETIMEDOUT: 'no answer in time',
    TimeoutError: 'no answer in time',
  };
  return known[code] ?? known[textAt(error, 'name')] ?? (messageOf(error) || code);
}

/** The action that AWS says was denied, which may be another than was asked: the role could not be assumed. */
function deniedAction(message: string): string | undefined {
  return /not authorized to perform: (?<action>[\w\-]+:\w+)/v.exec(message)?.groups?.['action'];
}

/** Which kind of policy said no, where AWS's message tells. */
function policyHint(message: string): string {
  if (/service control policy/iv.test(message)) {
    return ' (a service control policy of the organization denies it)';
  }

  if (/permissions boundary/iv.test(message)) {
    return ' (its permissions boundary does not allow it)';
  }

  if (/session policy/iv.test(message)) {
    return ' (its session policy does not allow it)';
  }

  return /explicit deny/iv.test(message) ? ' (a policy denies it explicitly)' : '';
}

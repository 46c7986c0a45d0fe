/** How one family of protocols names an error, and the HTTP status that it comes with. */
export type Spelling = {readonly code: string; readonly status: number};

type Spellings = {
  readonly json: Spelling | string;
  readonly query?: Spelling | string;
  readonly ec2?: Spelling | string;
};

/** An error as AWS answers it. The same error has another name in JSON, in Query and in EC2's XML. */
export class AwsError extends Error {
  readonly json: Spelling;
  readonly query: Spelling;
  readonly ec2: Spelling;

  constructor(spellings: Spellings, message: string) {
    super(message);
    this.name = 'AwsError';
    this.json = spelling(spellings.json);
    this.query = spelling(spellings.query ?? this.json);
    this.ec2 = spelling(spellings.ec2 ?? this.query);
  }
}

function spelling(value: Spelling | string): Spelling {
  return typeof value === 'string' ? {code: value, status: 400} : value;
}

/** Too many requests. */
export function throttled(): AwsError {
  return new AwsError(
    {
      json: 'ThrottlingException',
      query: 'Throttling',
      ec2: {code: 'RequestLimitExceeded', status: 503},
    },
    'Rate exceeded',
  );
}

/** No policy allows the action, written `service:Operation` as in IAM. */
export function accessDenied(arn: string, action: string): AwsError {
  const reason = `User: ${arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  return new AwsError(
    {
      json: 'AccessDeniedException',
      query: {code: 'AccessDenied', status: 403},
      ec2: {code: 'UnauthorizedOperation', status: 403},
    },
    action.startsWith('ec2:')
      ? `You are not authorized to perform this operation. ${reason}`
      : reason,
  );
}

/** The session of the caller is over. */
export function expiredToken(): AwsError {
  return new AwsError(
    {
      json: 'ExpiredTokenException',
      query: {code: 'ExpiredToken', status: 403},
      ec2: 'RequestExpired',
    },
    'The security token included in the request is expired',
  );
}

/** The caller is nobody here; in a region that is not enabled everybody is nobody. */
export function unknownCaller(): AwsError {
  return new AwsError(
    {
      json: 'UnrecognizedClientException',
      query: {code: 'InvalidClientTokenId', status: 403},
      ec2: {code: 'AuthFailure', status: 401},
    },
    'The security token included in the request is invalid.',
  );
}

/** The request bears no signature. */
export function missingSignature(): AwsError {
  return new AwsError(
    {
      json: 'MissingAuthenticationTokenException',
      query: {code: 'MissingAuthenticationToken', status: 403},
    },
    'Missing Authentication Token',
  );
}

/** AWS itself fails: 500, or 503 where the service is not to be had at all. */
export function serverError(status: 500 | 503): AwsError {
  return status === 500
    ? new AwsError(
        {json: {code: 'InternalFailure', status}, ec2: {code: 'InternalError', status}},
        'An internal error has occurred',
      )
    : new AwsError(
        {json: {code: 'ServiceUnavailable', status}, ec2: {code: 'Unavailable', status}},
        'Service is unavailable. Please try again shortly.',
      );
}

/** The service has no such operation. */
export function unknownOperation(operation: string): AwsError {
  return new AwsError(
    {json: 'UnknownOperationException', query: 'InvalidAction'},
    `The action ${operation} is not valid for this web service.`,
  );
}

/** The body cannot be read as what the operation takes. */
export function unreadable(message: string): AwsError {
  return new AwsError({json: 'SerializationException', query: 'MalformedInput'}, message);
}

/** CloudWatch's names of these differ between its JSON and its older Query protocol. */
export function invalidCombination(message: string): AwsError {
  return new AwsError(
    {json: 'InvalidParameterCombinationException', query: 'InvalidParameterCombination'},
    message,
  );
}

export function invalidValue(message: string): AwsError {
  return new AwsError(
    {json: 'InvalidParameterValueException', query: 'InvalidParameterValue'},
    message,
  );
}

export function missingParameter(name: string): AwsError {
  return new AwsError(
    {json: 'MissingRequiredParameterException', query: 'MissingParameter'},
    `The parameter ${name} is required.`,
  );
}

import {type Buffer} from 'node:buffer';
import {
  accessDenied,
  AwsError,
  expiredToken,
  missingSignature,
  serverError,
  throttled,
  unknownCaller,
  unknownOperation,
} from './aws-error.ts';
import {type Call, type Context} from './call.ts';
import {type Fault} from './faults.ts';
import {findOperation} from './operations.ts';
import {header, readScope, type Headers, type Identity, type Reply} from './protocol.ts';
import {uuid} from './uuid.ts';

/** An answer with what a log says of it. */
export type Answer = {
  readonly reply: Reply;
  readonly region: string;
  /** `ok` or the code of the error. */
  readonly outcome: string;
  readonly parameters: unknown;
};

/** Answers one request as AWS would, or as the fault has it. Never throws. */
export function answer(
  identity: Identity,
  request: {readonly headers: Headers; readonly body: Buffer},
  fault: Fault | undefined,
  context: Context,
): Answer {
  const {protocol, service, operation} = identity;
  const requestId = uuid(context.random);
  const scope = readScope(request.headers);
  let call: Call | undefined;
  try {
    if (!scope) {
      throw missingSignature();
    }

    if (!isEnabled(scope.region, context)) {
      throw unknownCaller();
    }

    const run = findOperation(service, operation);
    if (!run) {
      throw unknownOperation(operation);
    }

    call = {
      operation,
      region: scope.region,
      userAgent: header(request.headers, 'user-agent'),
      requestId,
      input: protocol.parse(request.body),
    };
    raise(fault, `${service.iamPrefix}:${operation}`, context);
    const output = run(call, context);
    audit(call, undefined, context);
    return {
      reply: protocol.success(operation, output, requestId),
      region: call.region,
      outcome: 'ok',
      parameters: call.input.json(),
    };
  } catch (error) {
    // Whatever else goes wrong in here must not take the demo down: it is a failure of the server.
    const failure = error instanceof AwsError ? error : serverError(500);
    audit(call, failure, context);
    return {
      reply: protocol.failure(failure, requestId),
      region: scope?.region ?? '',
      outcome: failure.json.code,
      parameters: call?.input.json() ?? {},
    };
  }
}

/** Like in AWS, us-east-1 cannot be switched off. */
function isEnabled(region: string, {world}: Context): boolean {
  return region === 'us-east-1' || world.regions.includes(region);
}

function raise(fault: Fault | undefined, action: string, {world, random}: Context): void {
  if (fault?.kind === 'throttling') {
    throw throttled();
  }

  if (fault?.kind === 'access-denied') {
    throw accessDenied(world.caller.arn, action);
  }

  if (fault?.kind === 'expired-token') {
    throw expiredToken();
  }

  if (fault?.kind === 'server-error') {
    throw serverError(random() < 0.5 ? 500 : 503);
  }
}

/** CloudTrail records who called, so not those whom AWS could not tell, nor what AWS itself failed to do. */
function audit(call: Call | undefined, error: AwsError | undefined, context: Context): void {
  const status = error?.json.status ?? 200;
  const isRecorded = status < 500 && error?.json.code !== 'ExpiredTokenException';
  if (isRecorded && call?.operation === 'LookupEvents') {
    context.ownCalls.record(call, context.clock.now(), error);
  }
}

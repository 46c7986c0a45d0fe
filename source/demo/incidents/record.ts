import type {JsonObject} from '../../core/json.ts';
import {formatIso, minute, second} from '../../core/time.ts';
import type {WorldEvent} from '../world.ts';
import {accountId} from './account.ts';
import type {Dice} from './random.ts';

/** Who calls, from where and with what. */
export type Actor = {
  readonly identity: JsonObject;
  /** LookupEvents' Username; '' where AWS leaves it out. */
  readonly username: string;
  readonly address: string;
  readonly agent: string;
  /** The session began in the console. */
  readonly console?: boolean;
  /** The call came through this VPC endpoint. */
  readonly vpcEndpoint?: string;
};

/** What LookupEvents lists beside a record, as [type, name]. */
export type Named = readonly [type: string, name: string];

/** One call before it is written down as a record. Absent request and response are null, as AWS has it for reads. */
export type Call = {
  readonly actor: Actor;
  /** The service's first label: `ec2` of ec2.amazonaws.com. */
  readonly service: string;
  readonly name: string;
  readonly write?: boolean;
  readonly request?: JsonObject | null;
  readonly response?: JsonObject | null;
  readonly failure?: Failure | undefined;
  /** Keys of the record that few events have: additionalEventData, resources, serviceEventDetails, sharedEventID. */
  readonly more?: JsonObject;
  readonly named?: readonly Named[];
  readonly type?: 'AwsApiCall' | 'AwsServiceEvent' | 'AwsConsoleSignIn';
  /** Where the response repeats the request's id. */
  readonly requestId?: string;
};

/** The code '' stands for an event that has a message and no code, as failed sign-ins do. */
export type Failure = {readonly code: string; readonly message: string};

export type Written = Pick<WorldEvent, 'record' | 'username' | 'resources'>;

// The version moved on at a different pace in each service.
const versions: Readonly<Record<string, string>> = {
  ec2: '1.10',
  ecr: '1.10',
  iam: '1.10',
  kms: '1.11',
  lambda: '1.11',
  logs: '1.11',
  rds: '1.08',
  s3: '1.11',
  secretsmanager: '1.09',
  signin: '1.08',
  ssm: '1.08',
  sts: '1.08',
};

const hosts: Readonly<Record<string, string>> = {
  ecr: 'api.ecr',
  monitoring: 'monitoring',
};

/** A call as CloudTrail records it, its keys in CloudTrail's order. */
export function write(call: Call, time: number, region: string, dice: Dice): Written {
  const {actor, failure, more = {}, type = 'AwsApiCall'} = call;
  const requestID = call.requestId ?? dice.uuid();
  const direct = type !== 'AwsServiceEvent' && !isService(actor.address);
  // A failed sign-in without a code still has its response.
  const failed = failure !== undefined && failure.code !== '';
  const record: JsonObject = {
    eventVersion: versions[call.service] ?? '1.09',
    userIdentity: actor.identity,
    eventTime: formatIso(time),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: actor.address,
    userAgent: actor.agent,
    ...(failed && {errorCode: failure.code}),
    ...(failure && {errorMessage: failure.message}),
    requestParameters: call.request ?? null,
    responseElements: (failed ? null : call.response) ?? null,
    ...pickKey(more, 'additionalEventData'),
    ...(type === 'AwsApiCall' && {requestID}),
    eventID: dice.uuid(),
    readOnly: !call.write,
    ...pickKey(more, 'resources'),
    eventType: type,
    managementEvent: true,
    recipientAccountId: accountId,
    ...pickKey(more, 'sharedEventID'),
    ...pickKey(more, 'serviceEventDetails'),
    ...(actor.vpcEndpoint !== undefined && {
      vpcEndpointId: actor.vpcEndpoint,
      vpcEndpointAccountId: accountId,
    }),
    eventCategory: 'Management',
    ...(direct && {
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: host(call.service, region),
      },
    }),
    ...(actor.console && {sessionCredentialFromConsole: 'true'}),
  };
  return {
    record,
    username: actor.username,
    resources: (call.named ?? []).map(([ResourceType, ResourceName]) => ({
      ResourceType,
      ResourceName,
    })),
  };
}

/** An event with everything in it; the delay (ms) until it is visible is drawn unless given. */
export function event(
  call: Call,
  time: number,
  region: string,
  dice: Dice,
  delay?: number,
): WorldEvent {
  const whole = wholeSecond(time);
  const written = write(call, whole, region, dice);
  return {...written, time: whole, visibleAt: whole + (delay ?? drawDelay(dice)), region};
}

/** eventTime has one-second resolution. */
export function wholeSecond(time: number): number {
  return Math.floor(time / second) * second;
}

/** How long until LookupEvents returns an event, in ms: quick for a lively demo, a tenth late, a few very late. */
export function drawDelay(dice: Dice): number {
  const kind = dice.next();
  if (kind < 0.88) {
    return dice.int(5 * second, minute);
  }

  return kind < 0.98 ? dice.int(minute, 5 * minute) : dice.int(5 * minute, 14 * minute);
}

function pickKey(from: JsonObject, key: string): JsonObject {
  return from[key] === undefined ? {} : {[key]: from[key]};
}

function isService(address: string): boolean {
  return address.endsWith('.amazonaws.com') || address.endsWith('AWS Internal');
}

function host(service: string, region: string): string {
  if (service === 'iam') {
    return 'iam.amazonaws.com';
  }

  if (service === 'signin') {
    return 'signin.aws.amazon.com';
  }

  return `${hosts[service] ?? service}.${region}.amazonaws.com`;
}

import {textAt, type JsonObject} from '../../source/core/json.ts';
import {formatIso} from '../../source/core/time.ts';
import {type Call} from './catalogue.ts';
import {type Session} from './callers.ts';
import {bodyOf} from './parameters.ts';
import {type Situation} from './parameters/common.ts';
import {type Random, Weighted} from './random.ts';

type Fault = {readonly errorCode: string; readonly errorMessage: string};

const faults = new Weighted<(call: Call, session: Session, random: Random) => Fault>([
  [
    ({service, name}, {identity}) => ({
      errorCode: 'AccessDenied',
      errorMessage: `User: ${textAt(identity, 'arn')} is not authorized to perform: ${service}:${name} on resource: * because no identity-based policy allows the ${service}:${name} action`,
    }),
    40,
  ],
  [
    ({service, name}, {identity}) => ({
      errorCode: 'AccessDenied',
      errorMessage: `User: ${textAt(identity, 'arn')} is not authorized to perform: ${service}:${name} with an explicit deny in a service control policy`,
    }),
    6,
  ],
  [
    (_call, _session, random) => ({
      errorCode: 'Client.UnauthorizedOperation',
      errorMessage: `You are not authorized to perform this operation. Encoded authorization failure message: ${random.hex(160)}`,
    }),
    8,
  ],
  [() => ({errorCode: 'ThrottlingException', errorMessage: 'Rate exceeded'}), 16],
  [
    () => ({
      errorCode: 'NoSuchEntityException',
      errorMessage: 'The role with name orders-prod-1 cannot be found.',
    }),
    8,
  ],
  [() => ({errorCode: 'ResourceNotFoundException', errorMessage: 'Das Element „größe“ fehlt.'}), 8],
  [() => ({errorCode: 'NoSuchBucketPolicy', errorMessage: 'The bucket policy does not exist'}), 8],
  [
    () => ({
      errorCode: 'Client.InvalidInstanceID.NotFound',
      errorMessage: "The instance ID 'i-0123456789abcdef0' does not exist",
    }),
    6,
  ],
  [
    () => ({
      errorCode: 'Client.DryRunOperation',
      errorMessage: 'Request would have succeeded, but DryRun flag is set.',
    }),
    1,
  ],
]);

/** One record, its keys in CloudTrail's order. A few lack what real records lack. */
export function recordOf(situation: Situation): JsonObject {
  const {random, call, session, time, region} = situation;
  const share = session.habit === 'probing' ? 0.6 : 0.033;
  const fault = random.chance(share) ? faults.draw(random)(call, session, random) : undefined;
  const {request, response, resources} = bodyOf(situation);
  const isService = session.identity['type'] === 'AWSService';
  const isLogin = call.name === 'ConsoleLogin';
  const host = `${call.service}.${region}.amazonaws.com`;
  const id = random.uuid();
  return {
    eventVersion: random.chance(0.9) ? '1.11' : '1.08',
    ...(random.chance(0.0002) ? {} : {userIdentity: session.identity}),
    eventTime: formatIso(time),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: session.address,
    userAgent: session.agent,
    ...fault,
    requestParameters: request,
    responseElements: fault ? null : response,
    ...(isLogin
      ? {
          additionalEventData: {
            LoginTo: 'https://console.aws.amazon.com/console/home',
            MobileVersion: 'No',
            MFAUsed: random.chance(0.8) ? 'Yes' : 'No',
          },
        }
      : {}),
    ...(call.service === 's3'
      ? {
          additionalEventData: {
            SignatureVersion: 'SigV4',
            CipherSuite: 'TLS_AES_128_GCM_SHA256',
            bytesTransferredIn: 0,
            AuthenticationMethod: 'AuthHeader',
            'x-amz-id-2': `${random.token(75)}=`,
            bytesTransferredOut: random.below(9000),
          },
        }
      : {}),
    ...(isService ? {} : {requestID: random.uuid()}),
    ...(random.chance(0.0002) ? {} : {eventID: id}),
    readOnly: call.isRead,
    ...(resources ? {resources} : {}),
    eventType: isLogin ? 'AwsConsoleSignIn' : isService ? 'AwsServiceEvent' : 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: session.account,
    ...(isService && random.chance(0.3) ? {sharedEventID: random.uuid()} : {}),
    eventCategory: 'Management',
    ...(isService || isLogin || random.chance(0.55)
      ? {}
      : {
          tlsDetails: {
            tlsVersion: 'TLSv1.3',
            cipherSuite: 'TLS_AES_128_GCM_SHA256',
            clientProvidedHostHeader: host,
          },
        }),
    ...(session.isConsole ? {sessionCredentialFromConsole: 'true'} : {}),
  };
}

import fc from 'fast-check';
import {type JsonObject} from '../../source/core/json.ts';
import {anyText} from './hostile-text.ts';

const word = fc.constantFrom(
  'kim',
  'Kim',
  'ops',
  'i-0a1b2c3d4e5f60718',
  'role/ops',
  'null',
  '1.0',
  'é',
  'a"b',
  '\\',
);
const leaf = fc.oneof(
  word,
  anyText,
  fc.integer(),
  fc.double({noDefaultInfinity: true, noNaN: true}).map((number) => number + 0),
  fc.boolean(),
  fc.constant(null),
);

/** Without backslashes: JSON.parse of Node 26 takes the key `"` for a key `\\` that it has seen in an object like it. */
const anyKey = fc.oneof(word, fc.string({maxLength: 4})).map((key) => key.replaceAll('\\', '/'));

/** Any JSON value, shallow. */
export const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    {maxDepth: 3},
    leaf,
    fc.array(tie('value'), {maxLength: 3}),
    fc.dictionary(anyKey, tie('value'), {maxKeys: 3}),
  ),
})).value;

const text = (...texts: readonly string[]) => fc.oneof(fc.constantFrom(...texts), anyJson);

/** Records that look like CloudTrail's, each of whose parts may be something else or missing. */
export const anyRecord: fc.Arbitrary<JsonObject> = fc.record(
  {
    eventVersion: fc.constant('1.11'),
    eventID: fc.oneof(fc.uuid(), fc.constantFrom('', 'x', 'E-1'), anyJson),
    eventTime: text('2026-11-22T11:59:00Z', '2026-11-22T11:58:00Z', 'soon', ''),
    eventSource: text('ec2.amazonaws.com', 'iam.amazonaws.com', 'signin.amazonaws.com'),
    eventName: text('RunInstances', 'DescribeInstances', 'AssumeRole', 'ConsoleLogin'),
    awsRegion: text('us-east-1', 'eu-west-1'),
    sourceIPAddress: text('203.0.113.9', '10.1.2.3', 'ec2.amazonaws.com', '2001:db8::1'),
    userAgent: text('aws-cli/2.32.3', 'console.amazonaws.com', 'Boto3/1.40'),
    errorCode: text('AccessDenied', 'Client.DryRunOperation', 'Client.UnauthorizedOperation'),
    errorMessage: text('User kim is not authorized to perform: ec2:RunInstances'),
    readOnly: fc.oneof(fc.boolean(), fc.constantFrom('true', 'false'), anyJson),
    recipientAccountId: text('123456789012'),
    resources: fc.oneof(
      fc.array(fc.record({ARN: text('arn:aws:iam::123456789012:role/ops')}), {maxLength: 2}),
      anyJson,
    ),
    userIdentity: fc.oneof(
      anyJson,
      fc.record(
        {
          type: text('IAMUser', 'AssumedRole', 'Root', 'AWSService', 'FederatedUser'),
          userName: text('kim', 'lee'),
          accessKeyId: text('AKIAKIM', ''),
          invokedBy: text('autoscaling.amazonaws.com', 'signin.amazonaws.com'),
          principalId: text('AROAX:kim'),
          accountId: text('123456789012'),
          arn: text(
            'arn:aws:sts::123456789012:assumed-role/ops/kim',
            'arn:aws:iam::123456789012:user/kim',
          ),
          sessionContext: fc.oneof(
            anyJson,
            fc.record({
              sessionIssuer: fc.record({type: text('Role'), userName: text('ops')}),
              attributes: fc.record({mfaAuthenticated: text('true', 'false')}),
            }),
          ),
        },
        {requiredKeys: []},
      ),
    ),
    requestParameters: anyJson,
    responseElements: fc.oneof(
      anyJson,
      fc.record({credentials: fc.record({accessKeyId: text('ASIAX')})}),
    ),
    addendum: fc.oneof(
      anyJson,
      fc.record({reason: text('UPDATED_DATA'), originalEventID: text('x')}),
    ),
  },
  {requiredKeys: []},
) as fc.Arbitrary<JsonObject>;

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {classNames, hasClass} from '../../../source/core/reading/classes.ts';
import {fieldValues, listedFields} from '../../../source/core/reading/fields.ts';
import {fromRecord, type TrailEvent} from '../../../source/core/event.ts';
import type {Json} from '../../../source/core/json.ts';
import {asciiSigns} from '../../../source/core/reading/phrase.ts';
import {sentenceOf} from '../../../source/core/reading/sentence.ts';
import {call, kim, row, session} from '../../support/event-records.ts';

test('a call reads as a sentence', () => {
  const event = call('ec2', 'RunInstances', {
    userIdentity: session('ops', 'kim'),
    requestParameters: {
      instanceType: 'c7i.16xlarge',
      instancesSet: {items: [{minCount: 1, maxCount: 2}]},
    },
    responseElements: {instancesSet: {items: [{instanceId: 'i-0f3'}, {instanceId: 'i-0f4'}]}},
  });
  assert.deepEqual(sentenceOf(event), {
    name: 'RunInstances',
    source: 'ec2.amazonaws.com',
    who: 'kim (role ops)',
    from: '203.0.113.9',
    what: '2× c7i.16xlarge → i-0f3 +1',
    outcome: {kind: 'ok', text: 'ok'},
  });
  assert.equal(sentenceOf(event, asciiSigns).what, '2x c7i.16xlarge -> i-0f3 +1');
});

test('a service is where it calls from', () => {
  const event = call('ec2', 'RunInstances', {sourceIPAddress: 'autoscaling.amazonaws.com'});
  assert.equal(sentenceOf(event).from, 'autoscaling');
});

test('an Insights event, which has no name and no caller, says what it noticed', () => {
  const event = fromRecord({
    eventType: 'AwsCloudTrailInsight',
    insightDetails: {
      state: 'Start',
      eventSource: 'ec2.amazonaws.com',
      eventName: 'RunInstances',
      insightType: 'ApiCallRateInsight',
    },
  });
  const {name, who, what} = sentenceOf(event);
  assert.deepEqual(
    [name, who, what],
    ['Insight RunInstances', 'svc cloudtrail', 'RunInstances in ec2 ApiCallRateInsight Start'],
  );
});

test('a row of a CSV is named by its event type, and tells the rest column by column', () => {
  const event = row(
    {
      timestamp: '2026-11-20T12:00:00Z',
      event_type: 'EC2_INSTANCE_TERMINATED',
      instance_id: 'i-12345678',
      reason: 'spot',
    },
    'timestamp',
  );
  assert.deepEqual(sentenceOf(event), {
    name: 'EC2_INSTANCE_TERMINATED',
    source: '',
    who: '',
    from: '',
    what: 'instance_id=i-12345678 reason=spot',
    // Nothing in the file tells how it ended, and 'ok' would be a claim.
    outcome: {kind: 'ok', text: ''},
  });
});

test('a row of a CSV that has a column for errors went well where its cell is empty', () => {
  const event = row({time: '2026-11-20T12:00:00Z', event: 'StopInstances', error_code: ''}, 'time');
  assert.deepEqual(sentenceOf(event).outcome, {kind: 'ok', text: 'ok'});
});

test('a row that nothing names goes by its first cell that is no time', () => {
  const event = row(
    {timestamp: '2026-11-20T12:00:00Z', level: 'WARN', text: 'disk full'},
    'timestamp',
  );
  assert.equal(sentenceOf(event).name, 'WARN');
  assert.equal(sentenceOf(event).what, 'text=disk full');
});

test('a table that trailtop printed reads the same again', () => {
  const event = row({
    time: '2026-11-20T12:00:00Z',
    event: 'StopLogging',
    source: 'cloudtrail.amazonaws.com',
    who: 'kim',
    from: '203.0.113.9',
    what: 'trail org-main',
    outcome: '! DENIED',
  });
  assert.deepEqual(sentenceOf(event), {
    name: 'StopLogging',
    source: 'cloudtrail.amazonaws.com',
    who: 'kim',
    from: '203.0.113.9',
    what: 'trail org-main',
    outcome: {kind: 'denied', text: '! DENIED'},
  });
});

/** Every question that can be asked of an event. */
function askEverything(event: TrailEvent): void {
  const {name, source, who, from, what, outcome} = sentenceOf(event);
  for (const text of [name, source, who, from, what, outcome.text]) {
    assert.equal(typeof text, 'string');
    assert.ok(text.length <= 420, `${text.length} characters`);
  }

  for (const field of [
    ...listedFields,
    'requestParameters',
    'requestParameters.a.b',
    'x.0.y',
    '',
    '.',
  ]) {
    for (const value of fieldValues(event, field)) {
      assert.equal(typeof value, 'string');
    }
  }

  for (const className of classNames) {
    hasClass(event, className);
  }
}

const calls = [
  'ec2:RunInstances ec2:AuthorizeSecurityGroupIngress ec2:ModifyInstanceAttribute ec2:ModifySnapshotAttribute',
  'ec2:CreateTags ec2:DescribeInstances ec2:DeleteFlowLogs ec2:CreateLaunchTemplateVersion ec2:Odd',
  'iam:CreateRole iam:PutUserPolicy iam:CreateAccessKey iam:UpdateAssumeRolePolicy sts:AssumeRole',
  'sts:GetFederationToken s3:PutBucketPolicy s3:PutBucketPublicAccessBlock s3:GetObject kms:Decrypt',
  'lambda:UpdateFunctionConfiguration20150331v2 rds:ModifyDBInstance ssm:SendCommand',
  'autoscaling:UpdateAutoScalingGroup cloudtrail:PutEventSelectors signin:ConsoleLogin signin:SwitchRole',
  'ecs:UpdateService sso:GetRoleCredentials eks:AssociateAccessPolicy route53:ChangeResourceRecordSets odd:Odd',
]
  .join(' ')
  .split(' ')
  .map((text) => text.split(':', 2) as [service: string, name: string]);

const keys = [
  'items item content tag instancesSet instanceId ipPermissions ipRanges cidrIp fromPort userName policyDocument',
  'Statement Principal Action Resource Effect AWS type arn principalId sessionContext sessionIssuer credentials',
  'accessKeyId encryptionContext roleArn invokedBy accountId launchTemplate changeBatch changes attribute value',
]
  .join(' ')
  .split(' ');

const plainTexts = ['', 'kim', '*', ':', '/', 'i-12345678', '\u001B[2J', '\uD83D'];
const startedTexts = ['repo:', '%7B', '{"Statement":', 'arn:', 'arn:aws:sts::1:assumed-role/'];
const knownTexts = [
  '{"Statement":[{"Principal":{"AWS":[null]}}]}',
  'ec2.amazonaws.com',
  'AssumedRole',
  'Root',
  'WebIdentityUser',
  'FederatedUser',
  'AWSAccount',
  'SAMLUser',
];

const json = fc.letrec<{value: Json}>((tie) => ({
  value: fc.oneof(
    {maxDepth: 5, depthSize: 'medium'},
    fc.constantFrom<Json>(null, true, false, 0, -1, 1e300, [], {}),
    fc.constantFrom(...plainTexts, ...startedTexts, ...knownTexts),
    fc.string(),
    fc.array(tie('value'), {maxLength: 4}),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), {maxKeys: 5}),
  ),
})).value;

test('no odd record ever throws or says more than a row can hold', () => {
  const part = fc.option(json, {nil: undefined});
  const record = fc.record({
    eventType: part,
    userIdentity: part,
    requestParameters: part,
    responseElements: part,
    additionalEventData: part,
    resources: part,
    errorCode: part,
    errorMessage: part,
    userAgent: part,
    sourceIPAddress: part,
    readOnly: part,
    insightDetails: part,
    serviceEventDetails: part,
    recipientAccountId: part,
    eventTime: part,
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...calls),
      record,
      fc.boolean(),
      ([service, name], value, isRow) => {
        const event = call(service, name, value);
        askEverything(isRow ? {...event, kind: 'row'} : event);
      },
    ),
    {numRuns: 400},
  );
});

test('depth and size do no harm: 100,000 levels, a megabyte, ten thousand values', () => {
  let deep: Json = 'i-12345678';
  for (let level = 0; level < 100_000; level++) {
    deep = level % 2 === 0 ? [deep] : {items: deep};
  }

  const huge = 'x'.repeat(1_000_000);
  const many = Array.from({length: 10_000}, (_, index) => ({
    instanceId: `i-${index}`,
    cidrIp: '0.0.0.0/0',
  }));
  const wide = Object.fromEntries(
    Array.from({length: 10_000}, (_, index) => [`key${index}`, huge.slice(0, 50)]),
  );
  for (const value of [deep, huge, many, wide] as const) {
    for (const [service, name] of calls) {
      const event = call(service, name, {
        userIdentity: {...kim, userName: value, sessionContext: value, arn: value},
        requestParameters:
          service === 'iam'
            ? value
            : {instancesSet: value, ipPermissions: {items: value}, policyDocument: value},
        responseElements: value,
        errorCode: value,
      });
      assert.ok(sentenceOf(event).what.length <= 400);
    }

    askEverything(
      call('ec2', 'RunInstances', {
        userIdentity: value,
        requestParameters: value,
        resources: value,
      }),
    );
    askEverything({...call('ec2', 'X', {a: value}), kind: 'row'});
  }
});

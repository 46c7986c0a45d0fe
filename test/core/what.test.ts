import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromRecord} from '../../source/core/event.ts';
import type {Json, JsonObject} from '../../source/core/json.ts';
import {asciiSigns} from '../../source/core/reading/phrase.ts';
import {whatOf} from '../../source/core/what.ts';
import {call} from '../support/event-records.ts';
import {allow, told} from '../support/told.ts';

const items = (...list: readonly Json[]): JsonObject => ({items: list});
const ids = (...list: readonly string[]): JsonObject => ({
  instancesSet: items(...list.map((instanceId) => ({instanceId}))),
});
test('instances: how many of which, and which ones', () => {
  told([
    [
      'ec2',
      'RunInstances',
      {
        instanceType: 'c7i.16xlarge',
        instancesSet: items({imageId: 'ami-1', minCount: 1, maxCount: 3}),
      },
      ids('i-0f3', 'i-0f4', 'i-0f5'),
      '3× c7i.16xlarge → i-0f3 +2',
    ],
    [
      'ec2',
      'RunInstances',
      {
        launchTemplate: {launchTemplateName: 'web', version: '42'},
        instancesSet: items({maxCount: 2}),
      },
      null,
      '2× web',
    ],
    ['ec2', 'TerminateInstances', ids('i-1'), null, 'i-1'],
    ['ec2', 'RebootInstances', ids('i-1', 'i-2', 'i-3'), null, 'i-1 +2'],
    ['ec2', 'StopInstances', {...ids('i-1'), force: true}, null, 'i-1 force'],
    [
      'ec2',
      'ModifyInstanceAttribute',
      {instanceId: 'i-1', instanceType: {value: 't3.large'}},
      null,
      'i-1 type t3.large',
    ],
    [
      'ec2',
      'ModifyInstanceAttribute',
      {instanceId: 'i-1', userData: '<sensitiveDataRemoved>'},
      null,
      'i-1 user data',
    ],
    [
      'ec2',
      'ModifyInstanceAttribute',
      {instanceId: 'i-1', disableApiTermination: {value: false}},
      null,
      'i-1 disableApiTermination=false',
    ],
    [
      'ec2',
      'ModifyInstanceMetadataOptions',
      {ModifyInstanceMetadataOptionsRequest: {InstanceId: 'i-1', HttpTokens: 'optional'}},
      null,
      'i-1 tokens=optional',
    ],
    ['ec2', 'GetPasswordData', {instanceId: 'i-1'}, null, 'i-1'],
    [
      'ec2',
      'DescribeInstanceAttribute',
      {instanceId: 'i-1', attribute: 'userData'},
      null,
      'i-1 userData',
    ],
    [
      'ec2',
      'AssociateIamInstanceProfile',
      {
        AssociateIamInstanceProfileRequest: {
          InstanceId: 'i-1',
          IamInstanceProfile: {Name: 'admin'},
        },
      },
      null,
      'i-1 + admin',
    ],
    [
      'ec2',
      'CreateTags',
      {
        resourcesSet: items({resourceId: 'i-1'}, {resourceId: 'i-2'}),
        tagSet: items({key: 'Name', value: 'web'}),
      },
      null,
      'Name=web on i-1 +1',
    ],
    ['ec2', 'CreateKeyPair', {keyName: 'laptop'}, {keyPairId: 'key-1'}, 'laptop → key-1'],
    [
      'ec2',
      'CreateLaunchTemplateVersion',
      {
        CreateLaunchTemplateVersionRequest: {
          LaunchTemplateName: 'web',
          LaunchTemplateData: {InstanceType: 't3.large'},
        },
      },
      {CreateLaunchTemplateVersionResponse: {launchTemplateVersion: {versionNumber: 42}}},
      'web v42 t3.large',
    ],
    [
      'ec2-instance-connect',
      'SendSSHPublicKey',
      {instanceId: 'i-1', instanceOSUser: 'ec2-user'},
      null,
      'i-1 as ec2-user',
    ],
  ]);
  const evicted = call('ec2', 'BidEvictedEvent', {
    serviceEventDetails: {instanceIdSet: ['i-1', 'i-2']},
  });
  assert.equal(whatOf(evicted), 'i-1 +1');
});

test('what a describe call asked about: ids, else filters, else all', () => {
  const filter = {
    filterSet: items({name: 'tag:Name', valueSet: items({value: 'web'}, {value: 'db'})}),
  };
  told([
    ['ec2', 'DescribeInstances', {...ids('i-1', 'i-2'), filterSet: {}}, null, 'i-1 +1'],
    ['ec2', 'DescribeInstances', {...filter, instancesSet: {}}, null, 'tag:Name=web +1'],
    ['ec2', 'DescribeInstances', {filterSet: {}, instancesSet: {}, maxResults: 5}, null, 'all'],
    ['ec2', 'DescribeHosts', {DescribeHostsRequest: ''}, null, 'all'],
  ]);
});

test('who may reach what: the rule that is open to the world comes first', () => {
  const rule = (port: number, ...cidrs: readonly string[]): JsonObject => ({
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    ipRanges: items(...cidrs.map((cidrIp) => ({cidrIp}))),
  });
  told([
    [
      'ec2',
      'AuthorizeSecurityGroupIngress',
      {groupId: 'sg-0b7', ipPermissions: items(rule(22, '0.0.0.0/0'))},
      null,
      'sg-0b7 tcp/22 ← 0.0.0.0/0',
    ],
    [
      'ec2',
      'AuthorizeSecurityGroupIngress',
      {groupId: 'sg-0b7', ipPermissions: items(rule(443, '10.0.0.0/8'), rule(22, '0.0.0.0/0'))},
      null,
      'sg-0b7 tcp/22 ← 0.0.0.0/0 +1',
    ],
    [
      'ec2',
      'AuthorizeSecurityGroupIngress',
      {groupId: 'sg-0b7', cidrIp: '::/0', ipProtocol: '-1', ipPermissions: {}},
      null,
      'sg-0b7 all ← ::/0',
    ],
    [
      'ec2',
      'AuthorizeSecurityGroupEgress',
      {
        groupId: 'sg-0b7',
        ipPermissions: items({
          ipProtocol: 'udp',
          fromPort: 1,
          toPort: 9,
          groups: items({groupId: 'sg-2'}),
        }),
      },
      null,
      'sg-0b7 udp/1-9 → sg-2',
    ],
    [
      'ec2',
      'RevokeSecurityGroupIngress',
      {groupId: 'sg-0b7', securityGroupRuleIds: items('sgr-1')},
      null,
      'sg-0b7 sgr-1',
    ],
    [
      'ec2',
      'CreateNetworkAclEntry',
      {
        networkAclId: 'acl-1',
        ruleAction: 'allow',
        aclProtocol: '17',
        portRange: {from: 53, to: 53},
        egress: false,
        cidrBlock: '0.0.0.0/0',
      },
      null,
      'acl-1 allow udp/53 ← 0.0.0.0/0',
    ],
    [
      'ec2',
      'CreateSecurityGroup',
      {groupName: 'web', vpcId: 'vpc-1'},
      {groupId: 'sg-1'},
      'web in vpc-1 → sg-1',
    ],
    [
      'ec2',
      'CreateRoute',
      {routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-1'},
      null,
      'rtb-1 0.0.0.0/0 → igw-1',
    ],
    [
      'ec2',
      'DeleteFlowLogs',
      {
        DeleteFlowLogsRequest: {
          FlowLogId: [
            {tag: 1, content: 'fl-1'},
            {tag: 2, content: 'fl-2'},
          ],
        },
      },
      null,
      'fl-1 +1',
    ],
  ]);
});

test('what is shared with whom', () => {
  const add = (...list: readonly Json[]): JsonObject => ({add: items(...list)});
  told([
    [
      'ec2',
      'ModifySnapshotAttribute',
      {snapshotId: 'snap-1', createVolumePermission: add({userId: '999999999999'})},
      null,
      'snap-1 → acct 999999999999',
    ],
    [
      'ec2',
      'ModifySnapshotAttribute',
      {snapshotId: 'snap-1', createVolumePermission: {remove: items({userId: '999999999999'})}},
      null,
      'snap-1 revoked from acct 999999999999',
    ],
    [
      'ec2',
      'ModifyImageAttribute',
      {imageId: 'ami-1', launchPermission: add({group: 'all'})},
      null,
      'ami-1 → public',
    ],
    [
      'rds',
      'ModifyDBSnapshotAttribute',
      {dBSnapshotIdentifier: 'db-1', valuesToAdd: ['all']},
      null,
      'db-1 → public',
    ],
    [
      'ec2',
      'CreateVolume',
      {size: '80', zone: 'us-east-1a'},
      {volumeId: 'vol-1'},
      '80 GiB in us-east-1a → vol-1',
    ],
    ['ec2', 'AttachVolume', {volumeId: 'vol-1', instanceId: 'i-1'}, null, 'vol-1 → i-1'],
  ]);
});

test('users, roles, keys and policies', () => {
  const trust = JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: {Service: 'ec2.amazonaws.com', AWS: 'arn:aws:iam::999999999999:root'},
        Action: 'sts:AssumeRole',
      },
    ],
  });
  told([
    [
      'iam',
      'AttachUserPolicy',
      {userName: 'kim', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess'},
      null,
      'kim + AdministratorAccess',
    ],
    [
      'iam',
      'DetachRolePolicy',
      {roleName: 'ops', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess'},
      null,
      'ops - ReadOnlyAccess',
    ],
    [
      'iam',
      'PutUserPolicy',
      {userName: 'kim', policyName: 'p', policyDocument: allow({Action: '*', Resource: '*'})},
      null,
      'kim + inline p Allow * on *',
    ],
    [
      'iam',
      'PutRolePolicy',
      {
        roleName: 'ops',
        policyName: 'p',
        policyDocument: encodeURIComponent(allow({Action: ['s3:*', 'ec2:*'], Resource: '*'})),
      },
      null,
      'ops + inline p Allow s3:* +1 on *',
    ],
    [
      'iam',
      'CreateRole',
      {roleName: 'back', assumeRolePolicyDocument: trust},
      null,
      'back trusts ec2, acct 999999999999',
    ],
    [
      'iam',
      'UpdateAssumeRolePolicy',
      {roleName: 'back', policyDocument: allow({Principal: '*', Action: 'sts:AssumeRole'})},
      null,
      'back trusts *',
    ],
    [
      'iam',
      'CreateAccessKey',
      {userName: 'kim'},
      {accessKey: {accessKeyId: 'AKIAABCDEFGHIJKLMN7Q'}},
      'kim → AKIA…7Q',
    ],
    [
      'iam',
      'UpdateAccessKey',
      {userName: 'kim', accessKeyId: 'AKIAABCDEFGHIJKLMN7Q', status: 'Inactive'},
      null,
      'kim AKIA…7Q Inactive',
    ],
    ['iam', 'CreateLoginProfile', {userName: 'kim'}, null, 'kim + password'],
    ['iam', 'AddUserToGroup', {userName: 'kim', groupName: 'admins'}, null, 'kim + group admins'],
    [
      'iam',
      'CreatePolicyVersion',
      {
        policyArn: 'arn:aws:iam::123456789012:policy/p',
        setAsDefault: true,
        policyDocument: allow({Action: '*', Resource: '*'}),
      },
      {policyVersion: {versionId: 'v2'}},
      'p v2 Allow * on * (default)',
    ],
    [
      'iam',
      'DeactivateMFADevice',
      {userName: 'kim', serialNumber: 'arn:aws:iam::123456789012:mfa/phone'},
      null,
      'kim - MFA phone',
    ],
    ['iam', 'DeleteUser', {userName: 'kim'}, null, 'kim'],
  ]);
});

test('sessions: which role, as whom, and the key that came out', () => {
  const out = {credentials: {accessKeyId: 'ASIAABCDEFGHIJKLMN7Q'}};
  told([
    [
      'sts',
      'AssumeRole',
      {roleArn: 'arn:aws:iam::123456789012:role/ops', roleSessionName: 'kim'},
      out,
      'role/ops as kim → ASIA…7Q',
    ],
    [
      'sts',
      'AssumeRole',
      {roleArn: 'arn:aws:iam::999999999999:role/ops', roleSessionName: 'kim'},
      out,
      'role/ops of acct 999999999999 as kim → ASIA…7Q',
    ],
    ['sts', 'GetSessionToken', null, out, '→ ASIA…7Q'],
    [
      'sts',
      'GetFederationToken',
      {name: 'bob', policy: allow({Action: '*', Resource: '*'})},
      out,
      'bob → ASIA…7Q with Allow * on *',
    ],
    ['sts', 'GetCallerIdentity', null, null, ''],
  ]);
});

test('the trail, buckets, functions, secrets and keys', () => {
  const opened = allow({Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::web/*'});
  told([
    [
      'cloudtrail',
      'StopLogging',
      {name: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/org-main'},
      null,
      'trail org-main',
    ],
    [
      'cloudtrail',
      'PutEventSelectors',
      {
        trailName: 'org-main',
        eventSelectors: [{includeManagementEvents: false, readWriteType: 'ReadOnly'}],
      },
      null,
      'trail org-main management events off, only ReadOnly',
    ],
    [
      'cloudtrail',
      'UpdateTrail',
      {name: 'org-main', isMultiRegionTrail: false},
      null,
      'trail org-main isMultiRegionTrail=false',
    ],
    [
      'cloudtrail',
      'LookupEvents',
      {lookupAttributes: [{attributeKey: 'ReadOnly', attributeValue: 'false'}]},
      null,
      'ReadOnly=false',
    ],
    [
      's3',
      'PutBucketPolicy',
      {bucketName: 'web', bucketPolicy: JSON.parse(opened) as Json},
      null,
      'web Allow s3:GetObject on web/* by *',
    ],
    [
      's3',
      'PutBucketPublicAccessBlock',
      {
        bucketName: 'web',
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: false,
          IgnorePublicAcls: true,
          BlockPublicPolicy: false,
          RestrictPublicBuckets: true,
        },
      },
      null,
      'web BlockPublicAcls=off BlockPublicPolicy=off',
    ],
    [
      's3',
      'PutBucketAcl',
      {bucketName: 'web', 'x-amz-acl': ['public-read']},
      null,
      'web acl=public-read',
    ],
    ['s3', 'GetObject', {bucketName: 'web', key: 'a/b.txt'}, null, 'web/a/b.txt'],
    [
      'lambda',
      'UpdateFunctionCode20150331v2',
      {
        functionName: 'arn:aws:lambda:us-east-1:123456789012:function:pay',
        s3Bucket: 'code',
        s3Key: 'v2.zip',
      },
      null,
      'pay from code/v2.zip',
    ],
    [
      'lambda',
      'AddPermission20150331v2',
      {functionName: 'pay', action: 'lambda:InvokeFunction', principal: '*'},
      null,
      'pay + lambda:InvokeFunction by *',
    ],
    [
      'secretsmanager',
      'GetSecretValue',
      {secretId: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-4Rzn83'},
      null,
      'db-4Rzn83',
    ],
    ['secretsmanager', 'BatchGetSecretValue', {secretIdList: ['a', 'b']}, null, 'a +1'],
    [
      'kms',
      'ScheduleKeyDeletion',
      {keyId: 'arn:aws:kms:us-east-1:123456789012:key/k-1', pendingWindowInDays: 7},
      null,
      'key/k-1 in 7 days',
    ],
    [
      'kms',
      'Decrypt',
      {keyId: 'k-1', encryptionContext: {'aws:ebs:id': 'vol-1'}},
      null,
      'k-1 for vol-1',
    ],
    [
      'ssm',
      'SendCommand',
      {documentName: 'AWS-RunShellScript', instanceIds: ['i-1', 'i-2']},
      null,
      'AWS-RunShellScript → i-1 +1',
    ],
    [
      'ssm',
      'SendCommand',
      {documentName: 'D', targets: [{key: 'tag:Env', values: ['prod']}]},
      null,
      'D → tag:Env=prod',
    ],
    ['ssm', 'StartSession', {target: 'i-1'}, null, 'i-1'],
    ['ssm', 'GetParameters', {names: ['/a', '/b'], withDecryption: true}, null, '/a +1 decrypted'],
  ]);
});

test('fleets, deployments and databases', () => {
  told([
    [
      'autoscaling',
      'UpdateAutoScalingGroup',
      {autoScalingGroupName: 'web', launchTemplate: {launchTemplateName: 'web', version: '42'}},
      null,
      'asg web template v42',
    ],
    [
      'autoscaling',
      'SetDesiredCapacity',
      {autoScalingGroupName: 'web', desiredCapacity: 12},
      null,
      'asg web desired=12',
    ],
    [
      'autoscaling',
      'StartInstanceRefresh',
      {autoScalingGroupName: 'web'},
      {instanceRefreshId: 'r-1'},
      'asg web refresh r-1',
    ],
    [
      'autoscaling',
      'TerminateInstanceInAutoScalingGroup',
      {instanceId: 'i-1', shouldDecrementDesiredCapacity: true},
      null,
      'i-1 desired -1',
    ],
    [
      'ecs',
      'UpdateService',
      {service: 'web', cluster: 'prod', taskDefinition: 'web:42', desiredCount: 4},
      null,
      'svc web in prod → web:42 desired=4',
    ],
    [
      'rds',
      'DeleteDBInstance',
      {dBInstanceIdentifier: 'db', skipFinalSnapshot: true},
      null,
      'db no final snapshot',
    ],
    [
      'rds',
      'ModifyDBInstance',
      {dBInstanceIdentifier: 'db', masterUserPassword: 'HIDDEN_DUE_TO_SECURITY_REASONS'},
      null,
      'db new password',
    ],
    [
      'cloudformation',
      'DeleteStack',
      {stackName: 'arn:aws:cloudformation:us-east-1:123456789012:stack/web/1b2c'},
      null,
      'stack web',
    ],
    [
      'elasticloadbalancing',
      'DeregisterTargets',
      {
        targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0a',
        targets: [{id: 'i-1'}, {id: 'i-2'}],
      },
      null,
      'web - i-1 +1',
    ],
    ['logs', 'DeleteLogStream', {logGroupName: '/app', logStreamName: 's-1'}, null, '/app s-1'],
    ['guardduty', 'DeleteDetector', {detectorId: 'd-1'}, null, 'detector d-1'],
    ['organizations', 'LeaveOrganization', null, null, 'acct 123456789012'],
    [
      'bedrock',
      'InvokeModel',
      {modelId: 'arn:aws:bedrock:us-east-1::foundation-model/claude'},
      null,
      'claude',
    ],
  ]);
});

test('a sign-in says whether there was a second factor, and why it failed', () => {
  const event = call('signin', 'ConsoleLogin', {
    additionalEventData: {MFAUsed: 'No'},
    responseElements: {ConsoleLogin: 'Failure'},
    errorMessage: 'Failed authentication',
  });
  assert.equal(whatOf(event), 'MFA no Failed authentication');
});

test('the same name means another thing in another service', () => {
  told([
    ['iam', 'CreateUser', {userName: 'kim', path: '/'}, null, 'kim'],
    ['transfer', 'CreateUser', {serverId: 's-1', role: 'r', homeDirectory: '/x'}, null, 's-1 +2'],
  ]);
});

test('an event that no table knows shows its resource, else its first parameter, and how many more', () => {
  const resources = [{ARN: 'arn:aws:glue:us-east-1:123456789012:job/etl'}, {ARN: 'arn:aws:s3:::b'}];
  assert.equal(
    whatOf(call('glue', 'StartJobRun', {resources, requestParameters: {jobName: 'x'}})),
    'job/etl +1',
  );
  told([
    ['glue', 'StartJobRun', {clientToken: 'c', jobName: 'etl', timeout: 5}, null, 'etl +1'],
    ['glue', 'X', {dryRun: true}, null, 'dryRun=true'],
    ['glue', 'X', {password: 'HIDDEN_DUE_TO_SECURITY_REASONS', maxResults: 5}, null, ''],
    ['glue', 'X', null, null, ''],
  ]);
  const looked = fromRecord({eventName: 'X', eventSource: 'glue.amazonaws.com'}, [
    {type: 'AWS::IAM::AccessKey', name: 'AKIA1'},
    {type: 'AWS::Glue::Job', name: 'etl'},
  ]);
  assert.equal(whatOf(looked), 'etl');
});

test('a denied call says which policy denied it, after what was attempted', () => {
  const denied = (why: string, requestParameters: Json = {name: 'org-main'}): string =>
    whatOf(
      call('cloudtrail', 'StopLogging', {
        requestParameters,
        errorCode: 'AccessDenied',
        errorMessage: `User: arn:aws:iam::123456789012:user/kim is not authorized to perform: cloudtrail:StopLogging on resource: arn:aws:cloudtrail:us-east-1:123456789012:trail/org-main${why}`,
      }),
    );
  const cases = {
    ' with an explicit deny in a service control policy': 'denied by SCP',
    ' with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1':
      'denied by SCP p-1',
    ' with an explicit deny in a resource control policy': 'denied by RCP',
    ' with an explicit deny in an identity-based policy': 'explicit deny in identity policy',
    ' with an explicit deny in a session policy': 'explicit deny in session policy',
    ' with an explicit deny in a permissions boundary': 'explicit deny in permissions boundary',
    ' with an explicit deny in a resource-based policy': 'explicit deny in resource policy',
    ' because no identity-based policy allows the cloudtrail:StopLogging action':
      'no identity policy allows',
    ' because no resource-based policy allows the cloudtrail:StopLogging action':
      'no resource policy allows',
    ' because no permissions boundary allows the cloudtrail:StopLogging action':
      'no permissions boundary allows',
    ' because no service control policy allows the cloudtrail:StopLogging action': 'no SCP allows',
  };
  for (const [why, expected] of Object.entries(cases)) {
    assert.equal(denied(why), `trail org-main (${expected})`);
  }

  assert.equal(denied(''), 'trail org-main');
  assert.equal(
    denied(' because no identity-based policy allows the action', null),
    'trail/org-main (no identity policy allows)',
  );
});

test('a denied call says what there is to say where neither a resource nor a policy is named', () => {
  const what = (record: JsonObject): string =>
    whatOf(call('elasticfilesystem', 'DeleteFileSystem', {errorCode: 'AccessDenied', ...record}));
  const who = 'User: arn:aws:iam::123456789012:user/kim is not authorized to perform: ';
  assert.equal(
    what({errorMessage: `${who}elasticfilesystem:DeleteFileSystem on the specified resource`}),
    'may not elasticfilesystem:DeleteFileSystem',
  );
  assert.equal(
    what({errorMessage: 'Cross-account pass role is not allowed.'}),
    'Cross-account pass role is not allowed.',
  );
  assert.equal(what({}), 'no message, AccessDenied');
});

test('a call that was denied for want of another service’s action names it', () => {
  const event = call('ec2', 'RunInstances', {
    errorCode: 'Client.UnauthorizedOperation',
    errorMessage:
      'You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/kim is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/web because no identity-based policy allows the iam:PassRole action',
    requestParameters: {instanceType: 't3.micro'},
  });
  assert.match(whatOf(event), /\(no identity policy allows iam:PassRole\)$/v);
});

test('a denied call whose request is empty still names what it wanted', () => {
  const event = call('iam', 'AddUserToGroup', {
    errorCode: 'AccessDenied',
    errorMessage:
      'User: x is not authorized to perform: iam:AddUserToGroup on resource: group admins because no identity-based policy allows the iam:AddUserToGroup action',
  });
  assert.equal(whatOf(event), 'group admins (no identity policy allows)');
});

test('a failure of which nothing else is known shows its message', () => {
  const event = call('ecs', 'CreateService', {
    errorCode: 'ClientException',
    errorMessage: 'TaskDefinition not found.',
  });
  assert.equal(whatOf(event), 'TaskDefinition not found.');
});

test('on an ASCII terminal the signs are ASCII, and outside text stays as it came', () => {
  const event = call('iam', 'CreateAccessKey', {
    requestParameters: {userName: 'kïm'},
    responseElements: {accessKey: {accessKeyId: 'AKIAABCDEFGHIJKLMN7Q'}},
  });
  assert.equal(whatOf(event, asciiSigns), 'kïm -> AKIA~7Q');
});

test('long ids stay whole; a megabyte does not', () => {
  const long = `arn:aws:glue:us-east-1:123456789012:job/${'e'.repeat(80)}`;
  assert.equal(
    whatOf(call('glue', 'X', {requestParameters: {jobArn: long}})),
    `job/${'e'.repeat(80)}`,
  );
  const huge = whatOf(call('glue', 'X', {requestParameters: {jobName: '😀'.repeat(500_000)}}));
  assert.ok(huge.length <= 160 && huge.endsWith('…') && huge.isWellFormed());
});

import {test} from 'node:test';
import {allow, told} from '../../support/told.ts';

test('functions and what calls them', () => {
  told([
    [
      'lambda',
      'UpdateAlias20150331',
      {functionName: 'web', name: 'live', functionVersion: '42'},
      null,
      'web live → 42',
    ],
    [
      'lambda',
      'AddLayerVersionPermission20181031',
      {layerName: 'tools', versionNumber: 3, action: 'lambda:GetLayerVersion', principal: '*'},
      null,
      'tools 3 + lambda:GetLayerVersion by *',
    ],
    [
      'events',
      'PutRule',
      {name: 'nightly', scheduleExpression: 'rate(1 hour)', state: 'ENABLED'},
      null,
      'rule nightly rate(1 hour)',
    ],
    [
      'events',
      'PutTargets',
      {
        rule: 'nightly',
        eventBusName: 'default',
        targets: [{id: '1', arn: 'arn:aws:lambda:us-east-1:123456789012:function:x'}],
      },
      null,
      'rule nightly → function:x',
    ],
    [
      'events',
      'DisableRule',
      {name: 'alarms', eventBusName: 'security'},
      null,
      'rule alarms on security',
    ],
    [
      'events',
      'PutPermission',
      {principal: '999988887777', action: 'events:PutEvents', statementId: 's'},
      null,
      'bus default + events:PutEvents by acct 999988887777',
    ],
    [
      'sns',
      'Subscribe',
      {
        topicArn: 'arn:aws:sns:us-east-1:123456789012:alarms',
        protocol: 'email',
        endpoint: 'kim@example.com',
      },
      null,
      'alarms → email kim@example.com',
    ],
    [
      'sqs',
      'SetQueueAttributes',
      {
        queueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/orders',
        attributes: {Policy: allow({Principal: '*', Action: 'sqs:*', Resource: '*'})},
      },
      null,
      'orders Allow sqs:* on * by *',
    ],
    [
      'logs',
      'PutSubscriptionFilter',
      {logGroupName: '/app', destinationArn: 'arn:aws:logs:us-east-1:999988887777:destination:d'},
      null,
      '/app → destination:d',
    ],
  ]);
});

test('stacks, clusters, commands and fleets', () => {
  told([
    [
      'cloudformation',
      'CreateStack',
      {stackName: 'web', roleARN: 'arn:aws:iam::123456789012:role/deploy'},
      null,
      'stack web as deploy',
    ],
    [
      'cloudformation',
      'CreateStackInstances',
      {stackSetName: 'base', accounts: ['999988887777'], regions: ['us-east-1']},
      null,
      'stack set base → acct 999988887777',
    ],
    [
      'cloudformation',
      'UpdateTerminationProtection',
      {stackName: 'web', enableTerminationProtection: false},
      null,
      'stack web protection=false',
    ],
    [
      'ecs',
      'ExecuteCommand',
      {
        cluster: 'prod',
        task: 'arn:aws:ecs:us-east-1:123456789012:task/prod/0a1b',
        container: 'web',
        command: '/bin/sh',
      },
      null,
      '0a1b web → /bin/sh in prod',
    ],
    [
      'eks',
      'UpdateClusterConfig',
      {
        name: 'prod',
        resourcesVpcConfig: {endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0']},
      },
      null,
      'prod public ← 0.0.0.0/0',
    ],
    [
      'ssm',
      'ModifyDocumentPermission',
      {name: 'run-it', permissionType: 'Share', accountIdsToAdd: ['all']},
      null,
      'run-it → public',
    ],
    [
      'autoscaling',
      'PutLifecycleHook',
      {
        autoScalingGroupName: 'web',
        lifecycleHookName: 'drain',
        lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      },
      null,
      'asg web hook drain at autoscaling:EC2_INSTANCE_TERMINATING',
    ],
    [
      'application-autoscaling',
      'RegisterScalableTarget',
      {resourceId: 'service/prod/web', minCapacity: 0, maxCapacity: 0},
      null,
      'service/prod/web min=0 max=0',
    ],
    [
      'ec2',
      'ModifyVolume',
      {ModifyVolumeRequest: {VolumeId: 'vol-1', Size: 200, VolumeType: 'gp3'}},
      null,
      'vol-1 200 GiB gp3',
    ],
    [
      'ec2',
      'RequestSpotFleet',
      {
        spotFleetRequestConfig: {
          targetCapacity: 20,
          launchSpecifications: [{instanceType: 'c7i.large'}, {instanceType: 'c6i.large'}],
        },
      },
      null,
      '20× c7i.large spot',
    ],
  ]);
});

import {accountId, home} from './account.ts';
import type {Daily, DailyMoment} from './daily.ts';
import {serviceRole} from './machines-at-work.ts';
import type {Actor, Call} from './record.ts';

/** What no API call caused: the services write these events themselves. */
export const serviceEvents: readonly Daily[] = [
  {name: 'key rotation', calls: [keyRotated]},
  {name: 'config rule', calls: [ruleChanged]},
  {name: 'load balancer', calls: [interfaceAdded]},
];

/** Nobody called: an identity without a type, as KMS writes it. */
function internal(): Actor {
  return {
    identity: {accountId, invokedBy: 'AWS Internal'},
    username: '',
    address: 'AWS Internal',
    agent: 'AWS Internal',
  };
}

function keyRotated({dice}: DailyMoment): Call {
  const keyId = dice.uuid();
  const ARN = `arn:aws:kms:${home}:${accountId}:key/${keyId}`;
  return {
    actor: internal(),
    service: 'kms',
    name: 'RotateKey',
    type: 'AwsServiceEvent',
    write: true,
    more: {
      resources: [{accountId, type: 'AWS::KMS::Key', ARN}],
      serviceEventDetails: {keyId, rotationType: 'AUTOMATIC', keyOrigin: 'AWS_KMS'},
    },
    named: [['AWS::KMS::Key', ARN]],
  };
}

function ruleChanged({account, time}: DailyMoment): Call {
  return {
    actor: serviceRole(account, 'securityhub', time),
    service: 'config',
    name: 'PutConfigRule',
    write: true,
    request: {
      configRule: {
        configRuleName: 'securityhub-restricted-ssh',
        source: {owner: 'AWS', sourceIdentifier: 'INCOMING_SSH_DISABLED'},
      },
    },
  };
}

function interfaceAdded({account, time}: DailyMoment): Call {
  return {
    actor: serviceRole(account, 'elasticloadbalancing', time),
    service: 'ec2',
    name: 'CreateNetworkInterface',
    write: true,
    request: {
      subnetId: account.subnets[0] ?? '',
      description: 'ELB app/web/50dc6c495c0c9188',
      groupSet: {items: [{groupId: account.groups.web}]},
    },
    response: {networkInterface: {subnetId: account.subnets[0] ?? '', vpcId: account.vpc}},
  };
}

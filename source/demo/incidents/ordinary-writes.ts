import type {JsonObject} from '../../core/json.ts';
import {byWhim, type Activity, type Moment} from './activity.ts';
import {accountId} from './account.ts';
import {deployStep, deploySteps} from './deploys.ts';
import {lambdaRole, serviceRole} from './machines-at-work.ts';
import {agent, managed} from './noise.ts';
import {people, person} from './people.ts';
import type {Call} from './record.ts';

/** The changes of an ordinary day, among which the one to blame has to be found. */
export const writingActivities: readonly Activity[] = [
  ...[0, 1, 2].map((which) => agentReport(which)),
  {
    name: 'log streams',
    rate: (home, busy) => (home ? 0.2 + 0.08 * busy : 0.03),
    parts: [1, 1],
    spread: 0,
    call({account, time, whim, dice}) {
      const name = byWhim(whim, functions);
      return {
        actor: lambdaRole(account, name, time),
        service: 'logs',
        name: 'CreateLogStream',
        write: true,
        request: {
          logGroupName: `/aws/lambda/${name}`,
          logStreamName: `${new Date(time).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${dice.hex(32)}`,
        },
      };
    },
  },
  {
    name: 'targets',
    rate: (home, busy) => (home ? 0.06 + 0.08 * busy : 0),
    parts: [2, 2],
    spread: 34,
    call: scaled,
  },
  {
    name: 'deploy',
    rate: (home, busy) => (home ? 0.006 + 0.045 * busy : 0),
    parts: [deploySteps, deploySteps],
    spread: 45,
    call: ({account, whim, since, part, dice}) =>
      deployStep(account, {run: String(18_000_000_000 + whim), since, which: whim}, part, dice),
  },
  {
    name: 'people',
    rate: (home, busy) => (home ? 0.012 + 0.16 * busy : 0.01 * busy),
    parts: [1, 1],
    spread: 0,
    call: changed,
  },
  {
    name: 'snapshots',
    rate: (home) => (home ? 0.04 : 0.005),
    parts: [1, 1],
    spread: 0,
    call({account, time, dice}) {
      const requestId = dice.uuid();
      const volumeId = dice.pick(account.volumes);
      const snapshotId = `snap-0${dice.hex(16)}`;
      const tagSpecificationSet = {
        items: [{resourceType: 'snapshot', tags: [{key: 'aws:dlm:managed', value: 'true'}]}],
      };
      return {
        actor: serviceRole(account, 'dlm', time),
        service: 'ec2',
        name: 'CreateSnapshot',
        write: true,
        requestId,
        request: {volumeId, tagSpecificationSet},
        response: {
          requestId,
          snapshotId,
          volumeId,
          ownerId: accountId,
          status: 'pending',
          startTime: time,
          progress: '',
          volumeSize: '100',
          encrypted: true,
        },
        named: [
          ['AWS::EC2::Volume', volumeId],
          ['AWS::EC2::Snapshot', snapshotId],
        ],
      };
    },
  },
];

const functions = [
  'thumbnailer',
  'mailer-hooks',
  'web-hooks',
  'checkout-hooks',
  'invoice-pdf',
  'search-indexer',
  'session-sweeper',
] as const;

/** ECS takes one task of a service out of the load balancer and puts another in. */
function scaled({account, whim, part, time}: Moment): Call {
  const name = byWhim(whim, ['api', 'checkout', 'search']);
  const id = `10.0.${whim % 3}.${20 + ((whim + 7 * part) % 200)}`;
  return {
    actor: serviceRole(account, 'ecs', time),
    service: 'elasticloadbalancing',
    name: part === 0 ? 'RegisterTargets' : 'DeregisterTargets',
    write: true,
    request: {
      targetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:${accountId}:targetgroup/${name}/9d31c07e4b6a28f5`,
      targets: [{id, port: 8080}],
    },
  };
}

/** The agent of an instance tells Systems Manager every quarter of an hour that it is there. */
function agentReport(which: number): Activity {
  return {
    name: 'agent report',
    rate: (home, _busy, minute) => (home && minute % 15 === 4 * which ? 1 : 0),
    parts: [1, 1],
    spread: 0,
    call: (moment) => ({
      actor: agent({...moment, whim: which}),
      service: 'ssm',
      name: 'UpdateInstanceInformation',
      write: true,
      request: {
        instanceId: managed({...moment, whim: which}),
        agentName: 'amazon-ssm-agent',
        agentVersion: '3.3.2746.0',
        agentStatus: 'Active',
        platformType: 'Linux',
        platformName: 'Amazon Linux',
        platformVersion: '2023',
      },
    }),
  };
}

type Change = Pick<Call, 'service' | 'name' | 'request' | 'response' | 'named' | 'requestId'>;

/** What people change by hand. None of it names db-1: its spike has no call to explain it. */
function changed(moment: Moment): Call {
  const {account, whim, since, dice} = moment;
  const who = byWhim(
    Math.floor(whim / 16),
    people.filter(({permissionSet}) => permissionSet !== 'ReadOnlyAccess'),
  );
  const via = dice.chance(0.7) ? 'console' : 'shell';
  return {
    actor: person(account, who, since, via),
    write: true,
    ...byWhim(whim, changes)(moment, dice.uuid()),
  };
}

const changes: ReadonlyArray<(moment: Moment, requestId: string) => Change> = [
  ({account, dice}, requestId) => {
    const groupId = `sg-0${dice.hex(16)}`;
    return {
      service: 'ec2',
      name: 'CreateSecurityGroup',
      requestId,
      request: {
        groupName: `debug-${dice.hex(4)}`,
        groupDescription: 'temporary',
        vpcId: account.vpc,
      },
      response: {requestId, _return: true, groupId},
      named: [
        ['AWS::EC2::SecurityGroup', groupId],
        ['AWS::EC2::VPC', account.vpc],
      ],
    };
  },
  ({dice}) => ({
    service: 'ssm',
    name: 'PutParameter',
    request: {
      name: `/prod/${dice.pick(['web', 'api', 'search'])}/flags/${dice.pick(['beta', 'limit', 'banner'])}`,
      value: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      type: 'String',
      overwrite: true,
    },
    response: {version: dice.int(2, 40), tier: 'Standard'},
  }),
  ({account, dice, time}, requestId) => {
    const [volumeId, instanceId] = [dice.pick(account.volumes), account.machines.runner];
    const device = dice.pick(['/dev/sdf', '/dev/sdg']);
    const request = {volumeId, instanceId, device, deleteOnTermination: false};
    return {
      service: 'ec2',
      name: 'AttachVolume',
      requestId,
      request,
      response: {requestId, ...request, status: 'attaching', attachTime: time},
      named: [
        ['AWS::EC2::Volume', volumeId],
        ['AWS::EC2::Instance', instanceId],
      ],
    };
  },
  ({dice}) => ({
    service: 'monitoring',
    name: 'PutMetricAlarm',
    request: {
      alarmName: `${dice.pick(['checkout', 'search', 'mailer'])}-5xx`,
      metricName: 'HTTPCode_Target_5XX_Count',
      namespace: 'AWS/ApplicationELB',
      threshold: dice.int(5, 50),
      period: 60,
      evaluationPeriods: 3,
      comparisonOperator: 'GreaterThanThreshold',
    },
  }),
  ({dice}) => ({
    service: 'ecs',
    name: 'UpdateService',
    request: {
      cluster: 'prod',
      service: dice.pick(['search', 'mailer']),
      desiredCount: dice.int(2, 6),
    },
    response: {service: {clusterArn: `arn:aws:ecs:us-east-1:${accountId}:cluster/prod`}},
  }),
  ({account, dice}, requestId) => {
    const groupId = account.groups.web;
    const rule = {ipProtocol: 'tcp', fromPort: 443, toPort: 443};
    const cidrIp = `192.0.2.${dice.int(8, 30) * 8}/29`;
    return {
      service: 'ec2',
      name: 'AuthorizeSecurityGroupIngress',
      requestId,
      request: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...rule,
              groups: {},
              ipRanges: {items: [{cidrIp, description: 'partner'}]},
              ipv6Ranges: {},
              prefixListIds: {},
            },
          ],
        },
      },
      response: {
        requestId,
        _return: true,
        securityGroupRuleSet: {
          items: [
            {
              groupOwnerId: accountId,
              groupId,
              securityGroupRuleId: `sgr-0${dice.hex(16)}`,
              description: 'partner',
              isEgress: false,
              ...rule,
              cidrIpv4: cidrIp,
            },
          ],
        },
      },
      named: [['AWS::EC2::SecurityGroup', groupId]],
    };
  },
  ({dice}) => ({
    service: 'logs',
    name: 'PutRetentionPolicy',
    request: {
      logGroupName: `/ecs/prod/${dice.pick(['web', 'api', 'search'])}`,
      retentionInDays: dice.pick([14, 30, 90]),
    },
  }),
  ({dice}) =>
    tagging(`arn:aws:ecs:us-east-1:${accountId}:service/prod/${dice.pick(['web', 'api'])}`),
];

function tagging(resourceArn: string): Change {
  const tags: JsonObject = {owner: 'platform'};
  return {
    service: 'tagging',
    name: 'TagResources',
    request: {resourceARNList: [resourceArn], tags},
    response: {failedResourcesMap: {}},
  };
}

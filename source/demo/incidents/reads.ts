import type {JsonObject} from '../../core/json.ts';
import {accountId, home, type Account} from './account.ts';
import {ec2Id} from './ids.ts';
import type {Moment} from './activity.ts';
import {webMembers} from './refresh-schedule.ts';

/** A read as [service, name, request]; a request that depends on what exists is a function. */
export type Read = readonly [
  service: string,
  name: string,
  request?: JsonObject | ((account: Account, moment: Moment) => JsonObject),
];

const someInstance = ({seed, machines}: Account, {dice, region}: Moment) =>
  region === home
    ? dice.pick([machines.batch, machines.database, machines.api, machines.runner])
    : ec2Id('i', '', seed, region, dice.int(1, 3));
const one =
  (key: string, values: readonly string[]) =>
  (_account: Account, {dice}: Moment) => ({
    [key]: dice.pick(values),
  });
const globals = new Set(['iam', 'route53', 'organizations', 'health', 's3', 'ce']);
const all = {instancesSet: {}, filterSet: {}};
const buckets = [
  'example-prod-logs',
  'example-prod-assets',
  'example-backups',
  'example-data-lake',
  'example-trail-org-main',
] as const;
const roles = [
  'deploy',
  'ops',
  'admin',
  'terraform',
  'web',
  'batch',
  'monitoring-integration',
] as const;
const functions = [
  'web-hooks',
  'api-hooks',
  'mailer-hooks',
  'name-instances',
  'thumbnailer',
] as const;
const bucket = (_account: Account, {dice, region}: Moment) => {
  const bucketName = dice.pick(buckets);
  return {bucketName, Host: `${bucketName}.s3.${region}.amazonaws.com`};
};

/** What the monitoring vendor asks every minute. */
export const monitoringReads: readonly Read[] = [
  ['ec2', 'DescribeInstances', {...all, maxResults: 1000}],
  ['ec2', 'DescribeInstanceStatus', {...all, includeAllInstances: true, maxResults: 1000}],
  ['ec2', 'DescribeVolumes', {volumeSet: {}, filterSet: {}, maxResults: 500}],
  ['ec2', 'DescribeRegions', {regionSet: {}, allRegions: false}],
  ['monitoring', 'ListMetrics', {namespace: 'AWS/EC2', recentlyActive: 'PT3H'}],
  ['monitoring', 'DescribeAlarms', {maxRecords: 100}],
  ['autoscaling', 'DescribeAutoScalingGroups', {maxRecords: 100}],
  ['elasticloadbalancing', 'DescribeLoadBalancers', {pageSize: 400}],
  ['elasticloadbalancing', 'DescribeTargetGroups', {pageSize: 400}],
  ['elasticloadbalancing', 'DescribeTargetHealth', {targetGroupArn: target()}],
  ['rds', 'DescribeDBInstances', {maxRecords: 100}],
  ['rds', 'DescribeEvents', {sourceType: 'db-instance', duration: 15}],
  ['lambda', 'ListFunctions20150331', {maxItems: 50}],
  ['ecs', 'DescribeServices', {cluster: 'prod', services: ['web', 'api', 'checkout']}],
  ['sqs', 'ListQueues', {}],
  ['tagging', 'GetResources', {resourcesPerPage: 100, resourceTypeFilters: ['ec2:instance']}],
  ['health', 'DescribeEventAggregates', {aggregateField: 'eventTypeCategory'}],
];

/** What a plan of Terraform refreshes. */
export const terraformReads: readonly Read[] = [
  ['ec2', 'DescribeInstances', (account, moment) => instances(someInstance(account, moment))],
  ['ec2', 'DescribeVpcAttribute', ({vpc}) => ({vpcId: vpc, attribute: 'enableDnsSupport'})],
  [
    'ec2',
    'DescribeSecurityGroups',
    ({groups}, {dice}) => ({
      securityGroupSet: {},
      securityGroupIdSet: {items: [{groupId: dice.pick([groups.web, groups.batch, groups.data])}]},
      filterSet: {},
    }),
  ],
  [
    'ec2',
    'DescribeSubnets',
    ({subnets}, {dice}) => ({subnetSet: {items: [{subnetId: dice.pick(subnets)}]}, filterSet: {}}),
  ],
  ['ec2', 'DescribeRouteTables', {routeTableIdSet: {}, filterSet: {}}],
  ['ec2', 'DescribeNetworkAcls', {networkAclIdSet: {}, filterSet: {}}],
  [
    'ec2',
    'DescribeInstanceAttribute',
    (account, moment) => ({
      instanceId: someInstance(account, moment),
      attribute: 'disableApiTermination',
    }),
  ],
  ['iam', 'GetRole', one('roleName', roles)],
  ['iam', 'ListAttachedRolePolicies', one('roleName', roles)],
  ['iam', 'ListRolePolicies', one('roleName', roles)],
  ['iam', 'ListInstanceProfilesForRole', one('roleName', roles)],
  [
    'iam',
    'GetPolicyVersion',
    {policyArn: `arn:aws:iam::${accountId}:policy/kim-oncall`, versionId: 'v3'},
  ],
  ['s3', 'GetBucketVersioning', bucket],
  ['s3', 'GetBucketEncryption', bucket],
  ['s3', 'GetBucketTagging', bucket],
  ['s3', 'GetBucketPolicy', bucket],
  ['s3', 'GetBucketLifecycle', bucket],
  ['lambda', 'GetFunction20150331v2', one('functionName', functions)],
  ['logs', 'DescribeLogGroups', {logGroupNamePrefix: '/ecs/prod/'}],
  [
    'logs',
    'ListTagsForResource',
    {resourceArn: `arn:aws:logs:us-east-1:${accountId}:log-group:/ecs/prod/web`},
  ],
  ['route53', 'ListResourceRecordSets', {hostedZoneId: 'Z0EXAMPLE1QX7C'}],
  ['kms', 'DescribeKey', {keyId: 'alias/prod'}],
  ['kms', 'GetKeyRotationStatus', {keyId: 'alias/prod'}],
  ['autoscaling', 'DescribeAutoScalingGroups', {autoScalingGroupNames: ['web']}],
  ['ecs', 'DescribeTaskDefinition', {taskDefinition: 'web', include: ['TAGS']}],
];

/** What Config records of everything, and other services of theirs. */
export const configReads: readonly Read[] = [
  ['ec2', 'DescribeInstances', (account, moment) => instances(someInstance(account, moment))],
  [
    'ec2',
    'DescribeVolumes',
    ({volumes}, {dice}) => ({volumeSet: {items: [{volumeId: dice.pick(volumes)}]}, filterSet: {}}),
  ],
  ['ec2', 'DescribeNetworkInterfaces', {networkInterfaceIdSet: {}, filterSet: {}}],
  ['ec2', 'DescribeSecurityGroupRules', {securityGroupRuleIdSet: {}, filterSet: {}}],
  ['ec2', 'DescribeFlowLogs', {filterSet: {}}],
  [
    'ec2',
    'DescribeSnapshots',
    {snapshotSet: {}, ownersSet: {items: [{owner: 'self'}]}, filterSet: {}},
  ],
  ['iam', 'ListUsers', {maxItems: 1000}],
  ['iam', 'GetUserPolicy', {userName: 'legacy-report', policyName: 'report'}],
  ['iam', 'ListAccessKeys', {userName: 'kim'}],
  ['iam', 'ListMFADevices', {userName: 'kim'}],
  ['s3', 'GetBucketAcl', bucket],
  ['s3', 'GetBucketPublicAccessBlock', bucket],
  ['s3', 'GetBucketLogging', bucket],
  ['lambda', 'GetPolicy20150331v2', one('functionName', functions)],
  ['lambda', 'ListTags20170331', one('resource', functions)],
  ['rds', 'DescribeDBSnapshots', {maxRecords: 100, snapshotType: 'manual'}],
  ['cloudtrail', 'DescribeTrails', {includeShadowTrails: true}],
  [
    'cloudtrail',
    'GetTrailStatus',
    {name: `arn:aws:cloudtrail:us-east-1:${accountId}:trail/org-main`},
  ],
  ['elasticloadbalancing', 'DescribeListeners', {pageSize: 100}],
  ['kms', 'ListAliases', {limit: 100}],
];

/** What the security team's scan adds to that. */
export const auditReads: readonly Read[] = [
  ...configReads,
  ['iam', 'GetAccountSummary'],
  ['iam', 'GetCredentialReport'],
  ['iam', 'GetAccountPasswordPolicy'],
  ['organizations', 'DescribeOrganization'],
  ['securityhub', 'GetFindings', {MaxResults: 100}],
  ['guardduty', 'ListDetectors', {}],
  ['access-analyzer', 'ListAnalyzers', {type: 'ACCOUNT'}],
  ['ec2', 'GetEbsEncryptionByDefault', {GetEbsEncryptionByDefaultRequest: ''}],
];

const instancePage: readonly Read[] = [
  ['ec2', 'DescribeInstances', {...all, maxResults: 100}],
  ['ec2', 'DescribeInstanceStatus', {...all, includeAllInstances: true}],
  ['monitoring', 'DescribeAlarms', {maxRecords: 100, alarmTypes: ['MetricAlarm']}],
  [
    'ec2',
    'DescribeTags',
    {
      maxResults: 1000,
      filterSet: {items: [{name: 'resource-type', valueSet: {items: [{value: 'instance'}]}}]},
    },
  ],
  ['ec2', 'DescribeAddresses', {publicIpsSet: {}, filterSet: {}, allocationIdsSet: {}}],
  ['ec2', 'DescribeAccountAttributes', {accountAttributeNameSet: {}, filterSet: {}}],
  ['compute-optimizer', 'GetEnrollmentStatus', {}],
];

/** What one page of the console asks when it opens. */
export const consolePages: ReadonlyArray<readonly Read[]> = [
  instancePage,
  [
    ['ecs', 'ListClusters', {maxResults: 100}],
    ['ecs', 'DescribeClusters', {clusters: ['prod'], include: ['STATISTICS']}],
    ['ecs', 'ListServices', {cluster: 'prod', maxResults: 100}],
    ['ecs', 'DescribeServices', {cluster: 'prod', services: ['web', 'api', 'checkout', 'search']}],
    ['elasticloadbalancing', 'DescribeTargetHealth', {targetGroupArn: target()}],
  ],
  [
    ['logs', 'DescribeLogGroups', {limit: 50}],
    [
      'logs',
      'DescribeLogStreams',
      {logGroupName: '/ecs/prod/web', orderBy: 'LastEventTime', descending: true},
    ],
    ['logs', 'DescribeQueries', {logGroupName: '/ecs/prod/web'}],
    ['logs', 'DescribeMetricFilters', {logGroupName: '/ecs/prod/web'}],
  ],
  [
    ['rds', 'DescribeDBInstances', {maxRecords: 100}],
    ['rds', 'DescribeDBClusters', {maxRecords: 100}],
    ['rds', 'DescribeDBSubnetGroups', {maxRecords: 100}],
    ['pi', 'GetResourceMetadata', {serviceType: 'RDS'}],
    ['kms', 'ListAliases', {limit: 100}],
  ],
  [
    ['iam', 'ListUsers', {maxItems: 1000}],
    ['iam', 'ListGroups', {maxItems: 1000}],
    ['iam', 'GetAccountSummary'],
    ['iam', 'ListAccountAliases'],
    ['access-analyzer', 'ListAnalyzers', {}],
  ],
];

/** What Auto Scaling watches. */
export const scalingReads: readonly Read[] = [
  ['ec2', 'DescribeInstanceStatus', (account, {time}) => instances(webMembers(account, time)[0])],
  ['ec2', 'DescribeInstances', (account, {time}) => instances(webMembers(account, time)[1])],
  ['elasticloadbalancing', 'DescribeTargetHealth', {targetGroupArn: target()}],
  [
    'ec2',
    'DescribeLaunchTemplateVersions',
    ({template}) => ({
      DescribeLaunchTemplateVersionsRequest: {
        LaunchTemplateId: template,
        LaunchTemplateVersion: {tag: 1, content: '41'},
      },
    }),
  ],
];

/** What people ask at a shell. */
export const shellReads: readonly Read[] = [
  ['sts', 'GetCallerIdentity'],
  ['ec2', 'DescribeInstances', {...all}],
  [
    'logs',
    'DescribeLogStreams',
    {logGroupName: '/ecs/prod/api', orderBy: 'LastEventTime', descending: true},
  ],
  ['ecs', 'ListTasks', {cluster: 'prod', serviceName: 'api'}],
  ['ssm', 'DescribeInstanceInformation', {maxResults: 50}],
  ['cloudformation', 'DescribeStacks', {stackName: 'prod-network'}],
  ['s3', 'ListBuckets', {Host: 's3.us-east-1.amazonaws.com'}],
];

/** Of these reads, those that are recorded in a region: global services record at home only. */
export function recordedIn(region: string, reads: readonly Read[]): readonly Read[] {
  const regional = region === home ? reads : reads.filter(([service]) => !globals.has(service));
  return regional.length > 0 ? regional : instancePage;
}

/** The request of a read, made up for the moment. */
export function requestOf(read: Read, moment: Moment): JsonObject | null {
  const request = read[2];
  return typeof request === 'function' ? request(moment.account, moment) : (request ?? null);
}

function instances(instanceId: string): JsonObject {
  return {instancesSet: {items: [{instanceId}]}, filterSet: {}};
}

function target(): string {
  return `arn:aws:elasticloadbalancing:us-east-1:${accountId}:targetgroup/web/4f2c9d1e7ab05863`;
}

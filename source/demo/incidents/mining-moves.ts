import type {JsonObject} from '../../core/json.ts';
import {accountId, home} from './account.ts';
import {dryRun, noCapacity, tooManyCpus} from './failure.ts';
import {writtenTime} from './ids.ts';
import {launchNames, launchRequest, launchResponse, type Order} from './launch.ts';
import type {Machine} from './machine.ts';
import {arn, granted, refused, stolenSession, type Move, type Scene} from './mining-calls.ts';
import type {Call, Failure} from './record.ts';

const trail = arn('cloudtrail', 'trail/org-main');
const size = 'c7i.16xlarge';

/** The machines are started, or it is tried. */
export function runInstances(
  count: number,
  outcome: {machines?: readonly Machine[]; failure?: Failure; dry?: boolean},
  type = size,
): Move {
  return (scene) => {
    const {account, dice} = scene;
    const requestId = dice.uuid();
    const {machines = [], failure} = outcome;
    const order: Order = {
      type,
      min: count,
      max: count,
      subnet: account.subnets[0] ?? '',
      group: account.groups.batch,
      image: account.image,
      monitoring: true,
      keyName: 'ops-key',
      tags: [{key: 'Name', value: 'batch-worker'}],
      clientToken: dice.uuid(),
    };
    return {
      actor: stolenSession(scene, 'ec2.run-instances'),
      service: 'ec2',
      name: 'RunInstances',
      write: true,
      requestId,
      request: {...launchRequest(order), ...(outcome.dry && {dryRun: true})},
      response: launchResponse(account, order, machines, requestId, dice),
      failure: outcome.dry ? dryRun : failure,
      named: machines.length > 0 ? launchNames(account, order, machines) : [],
    };
  };
}

export const tooMany = (count: number) => runInstances(count, {failure: tooManyCpus(640)});
export const soldOut = (count: number, type: string) =>
  runInstances(count, {failure: noCapacity(type, 'us-east-1a')}, type);

/** A port is opened to everybody. */
export function openPort(port: number): Move {
  return (scene) => {
    const {account, dice} = scene;
    const requestId = dice.uuid();
    const groupId = account.groups.batch;
    const span = {ipProtocol: 'tcp', fromPort: port, toPort: port};
    return {
      actor: stolenSession(scene, 'ec2.authorize-security-group-ingress'),
      service: 'ec2',
      name: 'AuthorizeSecurityGroupIngress',
      write: true,
      requestId,
      request: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...span,
              groups: {},
              ipRanges: {items: [{cidrIp: '0.0.0.0/0'}]},
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
              isEgress: false,
              ...span,
              cidrIpv4: '0.0.0.0/0',
            },
          ],
        },
      },
      named: [['AWS::EC2::SecurityGroup', groupId]],
    };
  };
}

/** A shell command is run on an instance through Systems Manager; CloudTrail hides which. */
export function sendCommand(instance: (scene: Scene) => string, failure?: Failure): Move {
  return (scene) => {
    const {dice, time, region} = scene;
    const instanceIds = [instance(scene)];
    const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';
    const request = {
      documentName: 'AWS-RunShellScript',
      instanceIds,
      parameters: hidden,
      interactive: false,
    };
    return {
      actor: stolenSession(scene, 'ssm.send-command'),
      service: 'ssm',
      name: 'SendCommand',
      write: true,
      request,
      response: {
        command: {
          ...request,
          commandId: dice.uuid(),
          documentVersion: '$DEFAULT',
          comment: '',
          status: 'Pending',
          statusDetails: 'Pending',
          requestedDateTime: writtenTime(time),
          expiresAfter: writtenTime(time + 7_200_000),
          timeoutSeconds: 3600,
          maxConcurrency: '50',
          maxErrors: '0',
          targetCount: 1,
          completedCount: 0,
          errorCount: 0,
          deliveryTimedOutCount: 0,
          targets: [],
          outputS3BucketName: '',
          outputS3KeyPrefix: '',
          outputS3Region: region,
          serviceRole: '',
        },
      },
      failure,
      named: instanceIds.map((id) => ['AWS::EC2::Instance', id] as const),
    };
  };
}

/** Two ways to get hold of a login key: one is made by AWS, one is brought along. */
export const keyPair = {
  create: ((scene) => {
    const requestId = scene.dice.uuid();
    return {
      ...ec2Write(scene, 'CreateKeyPair', {
        keyName: 'ops-key',
        keyType: 'ed25519',
        keyFormat: 'pem',
      }),
      requestId,
      response: {
        requestId,
        keyName: 'ops-key',
        keyFingerprint: fingerprint(scene),
        keyPairId: `key-0${scene.dice.hex(16)}`,
        keyMaterial: '<sensitiveDataRemoved>',
      },
      named: [['AWS::EC2::KeyPair', 'ops-key']],
    };
  }) satisfies Move,
  import: ((scene) => {
    const requestId = scene.dice.uuid();
    return {
      ...ec2Write(scene, 'ImportKeyPair', {
        keyName: 'backup-2',
        publicKeyMaterial: 'c3NoLWVkMjU1MTkgRVhBTVBMRQ==',
      }),
      requestId,
      response: {
        requestId,
        keyName: 'backup-2',
        keyFingerprint: fingerprint(scene),
        keyPairId: `key-0${scene.dice.hex(16)}`,
      },
      named: [['AWS::EC2::KeyPair', 'backup-2']],
    };
  }) satisfies Move,
};

/** Protects a machine, so that whoever is on call cannot simply terminate it. */
export const protect: Move = (scene) => {
  const requestId = scene.dice.uuid();
  const instanceId = scene.account.machines.miners[0] ?? '';
  return {
    ...ec2Write(scene, 'ModifyInstanceAttribute', {
      instanceId,
      disableApiTermination: {value: true},
    }),
    requestId,
    response: {requestId, _return: true},
    named: [['AWS::EC2::Instance', instanceId]],
  };
};

const byOrganization = {resource: trail, reason: 'scp', write: true} as const;

/** Attempts to blind the account; the organization forbids them. */
export const blind = {
  stop: refused(stolenSession, 'cloudtrail', 'StopLogging', {name: trail}, byOrganization),
  remove: refused(stolenSession, 'cloudtrail', 'DeleteTrail', {name: trail}, byOrganization),
  selectors: refused(
    stolenSession,
    'cloudtrail',
    'PutEventSelectors',
    {
      trailName: 'org-main',
      eventSelectors: [{readWriteType: 'ReadOnly', includeManagementEvents: false}],
    },
    byOrganization,
  ),
};

const userArn = (name: string) => `arn:aws:iam::${accountId}:user/${name}`;

/** Attempts to stay: a user, a key, a right more. */
export const stay: readonly [Move, Move, Move, Move] = [
  refused(
    stolenSession,
    'iam',
    'CreateUser',
    {userName: 'svc-metrics'},
    {resource: userArn('svc-metrics'), write: true},
  ),
  refused(
    stolenSession,
    'iam',
    'CreateAccessKey',
    {userName: 'kim'},
    {resource: userArn('kim'), write: true},
  ),
  refused(
    stolenSession,
    'iam',
    'AttachUserPolicy',
    {userName: 'kim', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess'},
    {resource: userArn('kim'), write: true},
  ),
  refused(
    stolenSession,
    'iam',
    'UpdateAssumeRolePolicy',
    {roleName: 'ops', policyDocument: 'HIDDEN_DUE_TO_SECURITY_REASONS'},
    {resource: `arn:aws:iam::${accountId}:role/ops`, write: true},
  ),
];

/** A secret is read, or it is tried. */
export function readSecret(name: string, allowed: boolean): Move {
  const id = arn('secretsmanager', `secret:${name}`);
  return allowed
    ? granted(
        stolenSession,
        'secretsmanager',
        'GetSecretValue',
        {secretId: name},
        {
          named: [['AWS::SecretsManager::Secret', name]],
        },
      )
    : refused(stolenSession, 'secretsmanager', 'GetSecretValue', {secretId: name}, {resource: id});
}

/** A look round that works. */
export const look: readonly Move[] = [
  granted(stolenSession, 'ec2', 'DescribeInstances', {instancesSet: {}, filterSet: {}}),
  granted(stolenSession, 'ec2', 'DescribeInstanceStatus', {
    instancesSet: {},
    filterSet: {},
    includeAllInstances: true,
  }),
  granted(stolenSession, 'ec2', 'DescribeSecurityGroups', {
    securityGroupSet: {},
    securityGroupIdSet: {},
    filterSet: {},
  }),
  granted(stolenSession, 'ec2', 'DescribeSubnets', {subnetSet: {}, filterSet: {}}),
  granted(stolenSession, 'ec2', 'DescribeImages', {
    executableBySet: {},
    imagesSet: {},
    ownersSet: {items: [{owner: 'self'}]},
    filterSet: {},
  }),
  granted(stolenSession, 'ssm', 'DescribeInstanceInformation', {maxResults: 50}),
  granted(stolenSession, 'servicequotas', 'GetServiceQuota', {
    serviceCode: 'ec2',
    quotaCode: 'L-1216C47A',
  }),
];

/** The same look in a region where nothing may be seen. */
export const lookElsewhere: Move = (scene) =>
  refused(
    stolenSession,
    'ec2',
    'DescribeInstances',
    {instancesSet: {}, filterSet: {}},
    {resource: '', reason: scene.region === home ? 'identity' : 'scp'},
  )(scene);

function ec2Write(scene: Scene, name: string, request: JsonObject): Call {
  const command = name.replaceAll(/(?<=[a-z])(?=[A-Z])/gv, '-').toLowerCase();
  return {
    actor: stolenSession(scene, `ec2.${command}`),
    service: 'ec2',
    name,
    write: true,
    request,
  };
}

function fingerprint({dice}: Scene): string {
  return (dice.hex(40).match(/../gv) ?? []).join(':');
}

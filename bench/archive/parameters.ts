import {textAt, type Json, type JsonObject} from '../../source/core/json.ts';
import {formatIso} from '../../source/core/time.ts';
import {instanceOf} from './callers.ts';
import {type Body, type Situation, type Maker, listOf, nameOf} from './parameters/common.ts';
import {
  instanceSet,
  runInstances,
  stateChange,
  ingress,
  volume,
  metricData,
} from './parameters/ec2.ts';
import {decrypt, assumeRole, putPolicy, attachPolicy, secret, login} from './parameters/access.ts';

function bucket({random, session}: Situation): readonly Json[] {
  return [
    {accountId: session.account, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${nameOf(random)}`},
  ];
}

const s3: Maker = (situation) => {
  const resources = bucket(situation);
  const name = textAt(resources[0], 'ARN').slice(13);
  const what = situation.call.name.replace(/^(?:Get|Put|Delete|Create)Bucket/v, '').toLowerCase();
  return {
    request: {
      bucketName: name,
      Host: `${name}.s3.${situation.region}.amazonaws.com`,
      [what || 'bucket']: '',
    },
    response: null,
    resources,
  };
};

const taskDefinition: Maker = (situation) => {
  const {random, session, region} = situation;
  const family = nameOf(random);
  const definition = {
    family,
    networkMode: 'awsvpc',
    cpu: '1024',
    memory: '2048',
    containerDefinitions: listOf(situation, 2, (index) => ({
      name: `${family}-${index}`,
      image: `${session.account}.dkr.ecr.${region}.amazonaws.com/${family}:${random.hex(12)}`,
      essential: true,
      portMappings: [{containerPort: 8080, protocol: 'tcp'}],
      environment: Array.from({length: 12}, (_, which) => ({
        name: `SETTING_${which}`,
        value: '***',
      })),
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': `/ecs/${family}`,
          'awslogs-region': region,
          'awslogs-stream-prefix': 'ecs',
        },
      },
    })),
  };
  return {
    request: definition,
    response: {
      taskDefinition: {
        ...definition,
        revision: random.below(900),
        status: 'ACTIVE',
        taskDefinitionArn: `arn:aws:ecs:${region}:${session.account}:task-definition/${family}:${random.below(900)}`,
      },
    },
  };
};

const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['RunInstances', runInstances],
  ['CreateFleet', runInstances],
  ['StopInstances', stateChange],
  ['StartInstances', stateChange],
  ['TerminateInstances', stateChange],
  ['RebootInstances', stateChange],
  ['AuthorizeSecurityGroupIngress', ingress],
  ['RevokeSecurityGroupIngress', ingress],
  ['AssumeRole', assumeRole],
  ['AssumeRoleWithWebIdentity', assumeRole],
  ['AssumeRoleWithSAML', assumeRole],
  ['GetSessionToken', assumeRole],
  ['PutRolePolicy', putPolicy],
  ['PutUserPolicy', putPolicy],
  ['CreatePolicy', putPolicy],
  ['CreatePolicyVersion', putPolicy],
  ['AttachRolePolicy', attachPolicy],
  ['AttachUserPolicy', attachPolicy],
  ['DetachRolePolicy', attachPolicy],
  ['Decrypt', decrypt],
  ['GenerateDataKey', decrypt],
  ['Encrypt', decrypt],
  ['GetMetricData', metricData],
  ['RegisterTaskDefinition', taskDefinition],
  ['ConsoleLogin', login],
  ['GetSecretValue', secret],
  ['DescribeSecret', secret],
  ['CreateSnapshot', volume],
  ['DeleteSnapshot', volume],
  ['CreateVolume', volume],
  ['GetCallerIdentity', () => ({request: null, response: null})],
  ['ListBuckets', ({region}) => ({request: {Host: `s3.${region}.amazonaws.com`}, response: null})],
  [
    'DescribeInstances',
    (situation) => ({
      request: {
        instancesSet: situation.random.chance(0.4) ? instanceSet(situation, 3) : {},
        filterSet: {
          items: [{name: 'instance-state-name', valueSet: {items: [{value: 'running'}]}}],
        },
      },
      response: null,
    }),
  ],
  [
    'CreateLogStream',
    ({random}) => ({
      request: {logGroupName: `/ecs/${nameOf(random)}`, logStreamName: `ecs/app/${random.hex(32)}`},
      response: null,
    }),
  ],
  [
    'UpdateInstanceInformation',
    ({random}) => ({
      request: {
        instanceId: instanceOf(random),
        agentVersion: '3.3.3050.0',
        agentStatus: 'Active',
        platformType: 'Linux',
        platformName: 'Amazon Linux',
        platformVersion: '2023',
        computerName: 'ip-10-0-1-2.ec2.internal',
        agentName: 'amazon-ssm-agent',
      },
      response: null,
    }),
  ],
]);

/** Reads ask with ids and filters and are answered with nothing that is recorded; writes are answered. */
const others: Maker = (situation) => {
  const {random, call, session, region} = situation;
  if (call.service === 's3') {
    return s3(situation);
  }

  const noun = call.name
    .replace(/^(?:Describe|List|Get|BatchGet|Create|Delete|Update|Put|Modify)/v, '')
    .replace(/\d{8}(?:v\d)?$/v, '');
  const key = noun.charAt(0).toLowerCase() + noun.slice(1);
  const name = nameOf(random);
  if (call.isRead) {
    const request: JsonObject = random.chance(0.34)
      ? {maxResults: 100, ...(random.chance(0.7) ? {nextToken: random.token(180)} : {})}
      : random.chance(0.6)
        ? {[`${key}Name`]: name}
        : {
            filterSet: {
              items: listOf(situation, 1.5, () => ({
                name: 'resource-id',
                valueSet: {items: [{value: instanceOf(random)}]},
              })),
            },
          };
    return {request, response: null};
  }

  const arn = `arn:aws:${call.service}:${region}:${session.account}:${key.toLowerCase()}/${name}`;
  return {
    request: {
      [`${key}Name`]: name,
      clientToken: `token-${random.below(1000)}`,
      tags: listOf(situation, 2, (index) => ({key: `tag-${index}`, value: nameOf(random)})),
    },
    response: {[key]: {arn, name, status: 'ACTIVE', createdTime: formatIso(situation.time)}},
    ...(random.chance(0.3) ? {resources: [{accountId: session.account, ARN: arn}]} : {}),
  };
};

/** The request and the response of a call, of its usual shape and size. */
export function bodyOf(situation: Situation): Body {
  return (makers.get(situation.call.name) ?? others)(situation);
}

import {byWhim, type Activity, type Moment} from './activity.ts';
import {accountId} from './account.ts';
import {denied, throttled, throttledEc2, unauthorized} from './failure.ts';
import {appAgent, instanceRole, serviceRole, ssmAgent} from './machines-at-work.ts';
import {auditor, kimAtWork, legacyReport, monitoring, people, person, terraform} from './people.ts';
import {
  auditReads,
  configReads,
  consolePages,
  monitoringReads,
  recordedIn,
  requestOf,
  scalingReads,
  shellReads,
  terraformReads,
  type Read,
} from './reads.ts';
import type {Actor, Call} from './record.ts';

/** The reads that fill a trail: nineteen of twenty records. */
export const readingActivities: readonly Activity[] = [
  {
    name: 'monitoring',
    rate: (home) => (home ? 1.5 : 0.22),
    parts: [3, 7],
    spread: 6,
    call: (moment) => read(moment, monitoring(moment.account, moment.since), monitoringReads),
  },
  {
    name: 'terraform',
    rate: (home, busy) => (home ? 0.01 + 0.08 * busy : 0.004),
    parts: [14, 38],
    spread: 24,
    call: planned,
  },
  {
    name: 'auto scaling',
    rate: (home) => (home ? 1.2 : 0),
    parts: [1, 3],
    spread: 2,
    call: (moment) =>
      read(moment, serviceRole(moment.account, 'autoscaling', moment.since), scalingReads),
  },
  {
    name: 'config',
    rate: (home, busy) => (home ? 0.5 + 0.4 * busy : 0.25),
    parts: [2, 6],
    spread: 9,
    call: (moment) =>
      read(moment, serviceRole(moment.account, 'config', moment.since), configReads),
  },
  {
    name: 'audit',
    rate: (home) => (home ? 0.14 : 0.02),
    parts: [6, 18],
    spread: 20,
    call: (moment) => read(moment, auditor(moment.account, moment.since), auditReads),
  },
  {
    name: 'console',
    rate: (home, busy) => (home ? 0.85 : 0.02) * busy,
    parts: [4, 7],
    spread: 3,
    call: browsed,
  },
  {
    name: 'shell',
    rate: (home, busy) => (home ? 0.5 : 0.03) * busy,
    parts: [1, 3],
    spread: 30,
    call(moment) {
      const {account, region, whim, since, dice} = moment;
      const what = dice.pick(recordedIn(region, shellReads));
      const [service, name] = what;
      const who =
        whim % 11 === 0
          ? kimAtWork(account, `${service}.${name.replaceAll(/\B(?=[A-Z])/gv, '-').toLowerCase()}`)
          : person(account, byWhim(whim, people), since, 'shell');
      return {actor: who, service, name, request: requestOf(what, moment)};
    },
  },
  {
    name: 'agents',
    rate: (home) => (home ? 0.7 : 0),
    parts: [1, 2],
    spread: 3,
    call: (moment) => ({
      actor: agent(moment),
      service: 'ssm',
      name: byWhim(moment.part, ['ListInstanceAssociations', 'DescribeAssociation']),
      request: {instanceId: managed(moment), maxResults: 20},
    }),
  },
  {
    name: 'applications',
    rate: (home) => (home ? 1.4 : 0),
    parts: [1, 2],
    spread: 4,
    call: applied,
  },
  {name: 'refused', rate: (home) => (home ? 0.07 : 0), parts: [1, 2], spread: 5, call: refused},
];

/** An instance that Systems Manager knows; db-1 is none of them. */
export function managed({account, whim}: Moment): string {
  const {machines} = account;
  return byWhim(whim, [machines.batch, machines.api, machines.runner]);
}

/** The agent on such an instance. */
export function agent(moment: Moment): Actor {
  return instanceRole(moment.account, 'ssm-managed', managed(moment), moment.since, ssmAgent);
}

function read(moment: Moment, actor: Actor, reads: readonly Read[]): Call {
  const what = moment.dice.pick(recordedIn(moment.region, reads));
  const [service, name] = what;
  return {actor, service, name, request: requestOf(what, moment)};
}

/** Terraform asks so much at once that EC2 tells it to wait. */
function planned(moment: Moment): Call {
  const call = read(moment, terraform(moment.account, moment.since), terraformReads);
  const [late, service] = [moment.part > 18, call.service];
  return late && moment.dice.chance(0.07)
    ? {...call, failure: service === 'ec2' ? throttledEc2 : throttled}
    : call;
}

function browsed(moment: Moment): Call {
  const {account, region, whim, since, part} = moment;
  const page = recordedIn(region, byWhim(whim, consolePages));
  const what = byWhim(part, page);
  const [service, name] = what;
  return {
    actor: person(account, byWhim(Math.floor(whim / 5), people), since, 'console'),
    service,
    name,
    request: requestOf(what, moment),
  };
}

/** Applications on instances read their settings and decrypt them. */
function applied({account, whim, since, dice, region}: Moment): Call {
  const {machines} = account;
  const [role, instance] = byWhim(whim, [
    ['api', machines.api],
    ['batch', machines.batch],
    ['api', machines.api],
    ['runner', machines.runner],
  ] as const);
  const actor = instanceRole(account, role, instance, since, appAgent);
  const key = `arn:aws:kms:${region}:${accountId}:key/1f7c52d8-93a1-4e0b-8d26-60b1e2f4a7c9`;
  const kind = dice.next();
  if (kind < 0.55) {
    return {
      actor,
      service: 'kms',
      name: 'Decrypt',
      request: {
        encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        encryptionContext: {
          PARAMETER_ARN: `arn:aws:ssm:${region}:${accountId}:parameter/prod/${role}/dsn`,
        },
      },
      more: {resources: [{accountId, type: 'AWS::KMS::Key', ARN: key}]},
      named: [['AWS::KMS::Key', key]],
    };
  }

  if (kind < 0.93) {
    return {
      actor,
      service: 'ssm',
      name: 'GetParametersByPath',
      request: {path: `/prod/${role}/flags`, recursive: true, withDecryption: false},
    };
  }

  return {
    actor,
    service: 'secretsmanager',
    name: 'GetSecretValue',
    request: {secretId: `prod/${role}/dsn`},
    named: [['AWS::SecretsManager::Secret', `prod/${role}/dsn`]],
  };
}

/** Somebody lacks a right, as always. */
function refused({account, whim, since, dice}: Moment): Call {
  if (whim % 3 === 0) {
    const actor = person(account, people[2] ?? people[0], since, 'console');
    return {
      actor,
      service: 'ec2',
      name: 'DescribeInstanceConnectEndpoints',
      request: {DescribeInstanceConnectEndpointsRequest: {MaxResults: 50}},
      failure: unauthorized(actor, 'ec2:DescribeInstanceConnectEndpoints', '', dice),
    };
  }

  const actor = whim % 3 === 1 ? legacyReport(account) : monitoring(account, since);
  const [service, name, resource] =
    whim % 3 === 1
      ? (['ce', 'GetCostAndUsage', `arn:aws:ce:us-east-1:${accountId}:/GetCostAndUsage`] as const)
      : ([
          'backup',
          'ListBackupVaults',
          `arn:aws:backup:us-east-1:${accountId}:backup-vault:*`,
        ] as const);
  return {
    actor,
    service,
    name,
    request: null,
    failure: denied(actor, `${service}:${name}`, resource),
  };
}

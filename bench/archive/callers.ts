import {type JsonObject} from '../../source/core/json.ts';
import {formatIso} from '../../source/core/time.ts';
import {longTail, Weighted, type Random} from './random.ts';

/** The accounts of the archive. */
export const accounts = ['123456789012', '210987654321'] as const;

/** What a caller does most of the time: it decides which calls are drawn. */
export type Habit =
  'watching' | 'running' | 'building' | 'deploying' | 'looking' | 'service' | 'probing';

/** One access key in use: who has it, from where, with which program. */
export type Session = {
  readonly habit: Habit;
  readonly account: string;
  readonly identity: JsonObject;
  readonly address: string;
  readonly agent: string;
  /** The role that was assumed for it; '' for the long-lived key of a user. */
  readonly role: string;
  readonly name: string;
  readonly key: string;
  readonly isConsole: boolean;
};

const people = longTail(
  [
    ...'kim lee ana.silva josé.garcía zoë.müller 김민준 o.nakamura deploy-bot backup-bot metrics-bot reporting chen.wei p.o’neill terraform-ci jenkins mobile-upload legacy-app'.split(
      ' ',
    ),
    ...Array.from({length: 240}, (_, index) => `user-${index + 1}`),
  ],
  0.9,
);

const roles: Readonly<Record<Habit, Weighted<string>>> = {
  watching: longTail([
    'DatadogIntegration',
    'inventory',
    'SecurityAudit',
    'CostExplorerReader',
    'prowler-scan',
    'AWSServiceRoleForConfig',
  ]),
  running: longTail(
    Array.from(
      {length: 60},
      (_, index) =>
        ['web', 'api', 'batch', 'worker', 'cache', 'ingest'][index % 6] +
        `-node-${Math.floor(index / 6)}`,
    ),
    0.8,
  ),
  building: longTail(['github-actions', 'gitlab-runner', 'codebuild-main', 'image-builder']),
  deploying: longTail([
    'terraform',
    'OrganizationAccountAccessRole',
    'cdk-deploy',
    'ArgoController',
  ]),
  looking: longTail([
    'AWSReservedSSO_ReadOnly_1f2e3d4c5b6a7980',
    'AWSReservedSSO_Admin_0a1b2c3d4e5f6071',
    'ops',
    'AWSReservedSSO_PowerUser_9a8b7c6d5e4f3021',
  ]),
  service: longTail([
    'AWSServiceRoleForAutoScaling',
    'AWSServiceRoleForECS',
    'AWSServiceRoleForRDS',
    'AWSBackupDefaultServiceRole',
    'AWSServiceRoleForSupport',
  ]),
  probing: longTail(['web-node-0', 'legacy-ec2', 'lambda-thumbnailer']),
};

const habits = new Weighted<Habit>([
  ['watching', 26],
  ['running', 40],
  ['building', 10],
  ['deploying', 6],
  ['looking', 10],
  ['service', 7],
  ['probing', 1],
]);

const agents: Readonly<Record<Habit, Weighted<string>>> = {
  watching: longTail([
    'Datadog',
    'Boto3/1.42.11 md/Botocore#1.42.11 ua/2.1 os/linux#5.10.245 md/arch#x86_64 lang/python#3.13.9 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.42.11',
    'aws-sdk-go-v2/1.40.1 ua/2.1 os/linux lang/go#1.25.4 md/GOOS#linux md/GOARCH#arm64 api/ec2#1.276.0 m/E,Z,e',
  ]),
  running: longTail([
    'aws-sdk-java/2.39.5 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.158 lang/java#21.0.9 md/OpenJDK_64-Bit_Server_VM md/vendor#Amazon.com_Inc. exec-env/AWS_ECS_FARGATE m/D,N',
    'aws-sdk-go/1.55.5 (go1.22.12; linux; amd64) amazon-ssm-agent/3.3.3050.0',
    'aws-sdk-js/3.1140.0 ua/2.1 os/linux#6.1.158 lang/js md/nodejs#24.11.1 api/s3#3.1140.0 m/E,N',
    'Boto3/1.40.70 md/Botocore#1.40.70 ua/2.1 os/linux#6.1.158 md/arch#aarch64 lang/python#3.12.12',
    'aws-sdk-rust/1.3.10 ua/2.1 api/kms/1.94.0 os/linux lang/rust/1.91.0 m/E',
  ]),
  building: longTail([
    'aws-cli/2.32.3 md/awscrt#0.28.4 ua/2.1 os/linux#6.11.0-1018-azure md/arch#x86_64 lang/python#3.13.9 md/pyimpl#CPython exec-env/GitHub md/prompt#off md/command#sts.get-caller-identity',
    'docker/28.5.2 go/go1.25.3 git-commit/89c5e8f kernel/6.11.0 os/linux arch/amd64 UpstreamClient(Docker-Client/28.5.2 (linux))',
    'Boto3/1.42.11 md/Botocore#1.42.11 ua/2.1 os/linux#6.11.0',
  ]),
  deploying: longTail([
    'APN/1.0 HashiCorp/1.0 Terraform/1.14.0 (+https://www.terraform.io) terraform-provider-aws/6.22.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.40.0 ua/2.1 os/linux lang/go#1.24.10',
    'cloudformation.amazonaws.com',
    'aws-cli/2.32.3 md/awscrt#0.28.4 ua/2.1 os/macos#25.1.0 md/arch#arm64 lang/python#3.13.9 md/command#cloudformation.deploy',
  ]),
  looking: longTail([
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'aws-cli/2.31.9 md/awscrt#0.27.6 ua/2.1 os/macos#24.6.0 md/arch#arm64 lang/python#3.13.7 md/pyimpl#CPython m/AC,G md/command#ec2.describe-instances',
  ]),
  service: longTail([
    'autoscaling.amazonaws.com',
    'ecs.amazonaws.com',
    'rds.amazonaws.com',
    'backup.amazonaws.com',
    'support.amazonaws.com',
  ]),
  probing: longTail([
    'python-requests/2.32.5',
    'Boto3/1.26.0 Python/3.9.2 Linux/6.1.0-kali5-amd64 Botocore/1.29.0',
    '[aws-cli/1.16.301 Python/3.6.1 Linux/4.14.154 botocore/1.13.37]',
  ]),
};

const letters = (random: Random, start: string, count: number) => start + random.letters(count);

/** A role's id follows from its name, so that it is the same in every session. */
function roleId(role: string): string {
  let text = '';
  for (let index = 0; text.length < 17; index++) {
    text += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(
      ((role.codePointAt(index % role.length) ?? 0) * (index + 7)) % 32,
    );
  }

  return `AROA${text}`;
}

/** An instance of the fleet: there are some thousands, and they come back. */
export function instanceOf(random: Random): string {
  const which = Math.floor(random.next() ** 2 * 3000);
  return `i-0${((which * 2_654_435_761) % 0xff_ff_ff_ff).toString(16).padStart(8, '0')}${(which * 40_503 + 0x1_00_00_00_00).toString(16).slice(-8)}`;
}

function addressOf(random: Random, habit: Habit): string {
  const [last, near] = [random.below(254) + 1, random.below(64)];
  switch (habit) {
    case 'running': {
      return random.chance(0.75) ? `10.${near % 4}.${near}.${last}` : `203.0.113.${last}`;
    }

    case 'looking': {
      return random.chance(0.15)
        ? `2001:db8:${random.hex(2)}::${random.hex(3)}`
        : `198.51.100.${last}`;
    }

    case 'watching': {
      return `192.0.2.${random.below(24) + 1}`;
    }

    case 'building': {
      return `172.${near}.${random.below(256)}.${last}`;
    }

    case 'deploying': {
      return `198.51.100.${random.below(16) + 1}`;
    }

    case 'service': {
      return 'autoscaling.amazonaws.com';
    }

    case 'probing': {
      return `203.0.113.${random.below(8) + 200}`;
    }
  }
}

/** Whoever uses a key next: a session of a role, a user, a service of AWS or root. */
export function drawSession(random: Random, time: number): Session {
  const habit = habits.draw(random);
  const account = random.chance(0.8) ? accounts[0] : accounts[1];
  const agent = agents[habit].draw(random);
  const address = addressOf(random, habit);
  const isConsole = agent.startsWith('Mozilla');
  const base = {habit, account, address, agent, isConsole};
  if (habit === 'looking' && random.chance(0.01)) {
    const identity = {
      type: 'Root',
      principalId: account,
      arn: `arn:aws:iam::${account}:root`,
      accountId: account,
      accessKeyId: '',
    };
    return {...base, identity, role: '', name: 'root', key: ''};
  }

  if (habit !== 'service' && habit !== 'running' && random.chance(0.12)) {
    return {...base, ...userOf(random, account)};
  }

  if (habit === 'service' && random.chance(0.3)) {
    const service = `${random.pick(['autoscaling', 'ec2', 'lambda', 'ecs', 'config', 'cloudtrail', 'delivery.logs'])}.amazonaws.com`;
    return {
      ...base,
      address: service,
      agent: service,
      identity: {type: 'AWSService', invokedBy: service},
      role: '',
      name: service,
      key: '',
    };
  }

  const role = roles[habit].draw(random);
  const name = sessionNameOf(random, habit);
  const key = letters(random, 'ASIA', 16);
  const session: JsonObject = {
    type: 'AssumedRole',
    principalId: `${roleId(role)}:${name}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
    accountId: account,
    accessKeyId: key,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: roleId(role),
        arn: `arn:aws:iam::${account}:role/${habit === 'service' ? 'aws-service-role/' : ''}${role}`,
        accountId: account,
        userName: role,
      },
      ...(habit === 'building'
        ? {
            webIdFederationData: {
              federatedProvider: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
              attributes: {},
            },
          }
        : {}),
      attributes: {
        creationDate: formatIso(time),
        mfaAuthenticated: isConsole && random.chance(0.7) ? 'true' : 'false',
      },
      ...(habit === 'running' ? {ec2RoleDelivery: '2.0'} : {}),
      ...(habit === 'looking' && random.chance(0.2) ? {sourceIdentity: name} : {}),
    },
    ...(habit === 'service' ? {invokedBy: agent} : {}),
  };
  return {...base, identity: session, role, name, key};
}

function userOf(random: Random, account: string) {
  const name = people.draw(random);
  // A user has one key or two, and keeps them.
  const tail = [...name]
    .map((letter) => (letter.codePointAt(0) ?? 0).toString(32))
    .join('')
    .toUpperCase()
    .padEnd(15, 'K')
    .slice(0, 15);
  const key = `AKIA${tail}${random.chance(0.8) ? 'A' : 'B'}`;
  const identity: JsonObject = {
    type: 'IAMUser',
    principalId: `AIDA${tail}Q`,
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    accessKeyId: key,
    userName: name,
  };
  return {identity, role: '', name, key};
}

function sessionNameOf(random: Random, habit: Habit): string {
  switch (habit) {
    case 'running': {
      return random.chance(0.8) ? instanceOf(random) : random.hex(32);
    }

    case 'watching': {
      return random.pick(['DatadogAWSIntegration', 'inventory', 'audit', 'configLambdaExecution']);
    }

    case 'building': {
      return random.pick(['GitHubActions', 'GitHubActions', `runner-${random.below(900)}`]);
    }

    case 'deploying': {
      return random.pick(['terraform', 'aws-go-sdk-1763785000123456789', 'cdk']);
    }

    case 'looking': {
      return `${people.draw(random)}@example.com`;
    }

    case 'service': {
      return random.pick([
        'AutoScaling',
        'ecs-service-scheduler',
        'AWSBackup-AWSBackupDefaultServiceRole',
      ]);
    }

    case 'probing': {
      return instanceOf(random);
    }
  }
}

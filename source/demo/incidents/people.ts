import {hour, minute, second} from '../../core/time.ts';
import {type Account} from './account.ts';
import {assumedRole, iamUser, sessionStart} from './identity.ts';
import {keyOf} from './random.ts';
import type {Actor} from './record.ts';

/** An employee who signs in through IAM Identity Center. */
export type Person = {
  readonly email: string;
  readonly permissionSet: string;
  readonly address: string;
  readonly browser: string;
  readonly shell: string;
};

const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
const macShell =
  'aws-cli/2.31.9 md/awscrt#0.27.6 ua/2.1 os/macos#24.6.0 md/arch#arm64 lang/python#3.13.7 md/pyimpl#CPython m/b,AA,Z,E,C cfg/retry-mode#standard md/installer#exe md/prompt#off';
const linuxShell =
  'aws-cli/2.28.21 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0-71-generic md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython m/b,AA,Z,E,C cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24 md/prompt#off';

const office = '198.51.100.20';

export const people: readonly [Person, ...Person[]] = [
  {
    email: 'mara.lind@example.com',
    permissionSet: 'AdministratorAccess',
    address: office,
    browser: chrome,
    shell: macShell,
  },
  {
    email: 'tom.okafor@example.com',
    permissionSet: 'PowerUserAccess',
    address: '192.0.2.77',
    browser: firefox,
    shell: linuxShell,
  },
  {
    email: 'yuki.sato@example.com',
    permissionSet: 'ReadOnlyAccess',
    address: office,
    browser: chrome,
    shell: macShell,
  },
  {
    email: 'priya.nair@example.com',
    permissionSet: 'PowerUserAccess',
    address: '2001:db8:4c1f:9a00::1d',
    browser: chrome,
    shell: macShell,
  },
];

/** The name that Identity Center gives the role of a permission set. */
export function permissionSetRole(account: Account, permissionSet: string): string {
  const suffix = keyOf(account.seed, permissionSet).toString(16).padStart(8, '0');
  return `AWSReservedSSO_${permissionSet}_${suffix}0d5e4c17`;
}

/** A person in the console or at a shell, in the session of that working day's hours. */
export function person(
  account: Account,
  who: Person,
  time: number,
  via: 'console' | 'shell',
): Actor {
  const offset = (keyOf(account.seed, who.email) % 3000) * second;
  return {
    identity: assumedRole({
      seed: account.seed,
      role: permissionSetRole(account, who.permissionSet),
      path: '/aws-reserved/sso.amazonaws.com/',
      session: who.email,
      since: sessionStart(time, 8, offset),
    }),
    username: who.email,
    address: who.address,
    agent: via === 'console' ? who.browser : who.shell,
    ...(via === 'console' && {console: true}),
  };
}

/** kim as colleagues know kim: from the office, with the usual shell. */
export function kimAtWork(account: Account, command: string): Actor {
  return {
    identity: iamUser(account.seed, 'kim', account.keys.kim),
    username: 'kim',
    address: office,
    agent: `${macShell} md/command#${command}`,
  };
}

/** An old report job that runs with an IAM user's key and lacks a right or two. */
export function legacyReport(account: Account): Actor {
  return {
    identity: iamUser(account.seed, 'legacy-report', account.keys['legacy-report']),
    username: 'legacy-report',
    address: '192.0.2.140',
    agent:
      'aws-sdk-java/1.12.262 Linux/4.14.355-280.652.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/25.412-b08 java/1.8.0_412',
  };
}

/** GitHub Actions after it has assumed the deploy role; a run has a session of its own. */
export function deployRun(account: Account, run: string, since: number): Actor {
  return {
    identity: assumedRole({
      seed: account.seed,
      role: 'deploy',
      session: `deploy-bot-${run}`,
      since: since - (since % second),
    }),
    username: `deploy-bot-${run}`,
    address: `192.0.2.${200 + (keyOf(run) % 40)}`,
    agent:
      'aws-cli/2.31.11 md/awscrt#0.27.6 ua/2.1 os/linux#6.11.0-1018-azure md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython exec-env/GitHubActions cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24 md/prompt#off',
  };
}

/** Terraform's plan, which reads everything. */
export function terraform(account: Account, time: number): Actor {
  return {
    identity: assumedRole({
      seed: account.seed,
      role: 'terraform',
      session: 'tf-plan',
      since: sessionStart(time, 1, 7 * minute),
      context: {sourceIdentity: 'tf-runner'},
    }),
    username: 'tf-plan',
    address: '198.51.100.61',
    agent:
      'APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-aws/6.15.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.254.1',
  };
}

/** The monitoring vendor's collector in our account. */
export function monitoring(account: Account, time: number): Actor {
  return {
    identity: assumedRole({
      seed: account.seed,
      role: 'monitoring-integration',
      session: 'collector',
      since: sessionStart(time, 1, 19 * minute),
    }),
    username: 'collector',
    address: `198.51.100.${130 + (keyOf('collector', Math.floor(time / (2 * hour))) % 4)}`,
    agent:
      'Boto3/1.40.49 md/Botocore#1.40.49 ua/2.1 os/linux#5.10.242-239.961.amzn2.x86_64 md/arch#x86_64 lang/python#3.12.11 md/pyimpl#CPython m/Z,b,e cfg/retry-mode#adaptive Botocore/1.40.49 collector/7.4',
  };
}

/** The weekly and hourly audits of the security team. */
export function auditor(account: Account, time: number): Actor {
  return {
    identity: assumedRole({
      seed: account.seed,
      role: 'security-audit',
      session: 'posture-scan',
      since: sessionStart(time, 1, 31 * minute),
    }),
    username: 'posture-scan',
    address: '198.51.100.88',
    agent:
      'Boto3/1.39.14 md/Botocore#1.39.14 ua/2.1 os/linux#6.1.147-172.266.amzn2023.aarch64 md/arch#aarch64 lang/python#3.11.13 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.39.14',
  };
}

import {minute, second} from '../../core/time.ts';
import type {Account} from './account.ts';
import {principalId} from './ids.ts';
import {assumedRole, sessionStart} from './identity.ts';
import {keyOf} from './random.ts';
import type {Actor} from './record.ts';

/** An instance that calls with its own role, through the VPC endpoint. */
export function instanceRole(
  account: Account,
  role: string,
  instance: string,
  time: number,
  agent: string,
): Actor {
  const offset = (keyOf(instance) % 6000) * second;
  return {
    identity: assumedRole({
      seed: account.seed,
      role,
      session: instance,
      since: sessionStart(time, 6, offset),
      context: {ec2RoleDelivery: '2.0'},
    }),
    username: instance,
    address: `10.0.${keyOf(instance) % 3}.${10 + (keyOf(instance, 1) % 200)}`,
    agent,
    vpcEndpoint: account.vpcEndpoint,
  };
}

export const ssmAgent = 'amazon-ssm-agent/3.3.2746.0';
export const appAgent =
  'aws-sdk-js/3.901.0 ua/2.1 os/linux#6.1.147-172.266.amzn2023.x86_64 lang/js md/nodejs#22.19.0 m/E,Z,b';

/** A Lambda function under its role. */
export function lambdaRole(account: Account, name: string, time: number): Actor {
  return {
    identity: assumedRole({
      seed: account.seed,
      role: `${name}-lambda`,
      session: name,
      since: sessionStart(time, 1, (keyOf(name) % 50) * minute),
    }),
    username: name,
    address: `10.0.2.${20 + (keyOf(name) % 60)}`,
    agent:
      'aws-sdk-nodejs/3.901.0 exec-env/AWS_Lambda_nodejs22.x ua/2.1 os/linux#5.10.243.amzn2.aarch64 lang/js md/nodejs#22.19.0',
  };
}

/** A service that acts under its service-linked role, as Auto Scaling and Config do. */
export function serviceRole(
  account: Account,
  owner: 'autoscaling' | 'config' | 'dlm' | 'ecs' | 'elasticloadbalancing' | 'securityhub',
  time: number,
): Actor {
  const host = `${owner}.amazonaws.com`;
  const [role, session] = {
    autoscaling: ['AWSServiceRoleForAutoScaling', 'AutoScaling'],
    config: ['AWSServiceRoleForConfig', 'configLambdaExecution'],
    ecs: ['AWSServiceRoleForECS', 'ecs-service-scheduler'],
    securityhub: ['AWSServiceRoleForSecurityHub', 'securityhub'],
    dlm: ['AWSDataLifecycleManagerDefaultRole', 'AWSDataLifecycleManager'],
    elasticloadbalancing: ['AWSServiceRoleForElasticLoadBalancing', 'ElasticLoadBalancing'],
  }[owner] as [string, string];
  return {
    identity: assumedRole({
      seed: account.seed,
      role,
      session,
      path: owner === 'dlm' ? '/service-role/' : `/aws-service-role/${host}/`,
      since: sessionStart(time, 1, (keyOf(owner) % 50) * minute),
      invokedBy: host,
    }),
    username: session,
    address: host,
    agent: host,
  };
}

/** A service that acts as itself. */
export function service(name: string): Actor {
  const host = `${name}.amazonaws.com`;
  return {
    identity: {type: 'AWSService', invokedBy: host},
    username: '',
    address: host,
    agent: host,
  };
}

/** A principal of another account, as the record in our account shows it. */
export function otherAccount(seed: number): Actor {
  return {
    identity: {
      type: 'AWSAccount',
      principalId: `${principalId('AROA', seed, 'vendor')}:collector`,
      accountId: '210987654321',
    },
    username: '',
    address: '198.51.100.131',
    agent:
      'Boto3/1.40.49 md/Botocore#1.40.49 ua/2.1 os/linux#5.10.242-239.961.amzn2.x86_64 md/arch#x86_64 lang/python#3.12.11 Botocore/1.40.49',
  };
}

/** The function that names the instances which Auto Scaling starts. */
export const instanceName = 'name-instances';

import {accountId, home, type Account} from './account.ts';
import {roleId} from './identity.ts';
import {accessKeyId, sessionToken, writtenTime} from './ids.ts';
import {deployRun} from './people.ts';
import type {Dice} from './random.ts';
import type {Call} from './record.ts';

const repository = 'example-org/platform';
const provider = `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`;

/** GitHub Actions opens a session of the deploy role with its own token: the key of the run is in the response. */
export function webIdentityLogin(account: Account, run: string, time: number, dice: Dice): Call {
  const session = `deploy-bot-${run}`;
  const role = `arn:aws:iam::${accountId}:role/deploy`;
  const subject = `repo:${repository}:ref:refs/heads/main`;
  const key = accessKeyId('ASIA', account.seed, 'deploy', session, time - (time % 1000));
  const {address, agent} = deployRun(account, run, time);
  return {
    actor: {
      identity: {
        type: 'WebIdentityUser',
        principalId: `${provider}:sts.amazonaws.com:${subject}`,
        userName: subject,
        identityProvider: provider,
      },
      username: subject,
      address,
      agent,
    },
    service: 'sts',
    name: 'AssumeRoleWithWebIdentity',
    request: {roleArn: role, roleSessionName: session, durationSeconds: 3600},
    response: {
      credentials: {
        accessKeyId: key,
        sessionToken: sessionToken(dice),
        expiration: writtenTime(time + 3_600_000),
      },
      subjectFromWebIdentityToken: subject,
      assumedRoleUser: {
        assumedRoleId: `${roleId(account.seed, 'deploy')}:${session}`,
        arn: `arn:aws:sts::${accountId}:assumed-role/deploy/${session}`,
      },
      provider,
      audience: 'sts.amazonaws.com',
    },
    more: {resources: [{accountId, type: 'AWS::IAM::Role', ARN: role}]},
    named: [
      ['AWS::IAM::AccessKey', key],
      ['AWS::IAM::Role', role],
      ['AWS::STS::AssumedRole', session],
    ],
  };
}

const services = ['web', 'api', 'checkout', 'search', 'mailer'] as const;

/** How many calls a deployment makes. */
export const deploySteps = 9;

/** One call of a deployment: login, image, task definition, service, function, tags. */
export function deployStep(
  account: Account,
  deploy: {readonly run: string; readonly since: number; readonly which: number},
  step: number,
  dice: Dice,
): Call {
  const actor = deployRun(account, deploy.run, deploy.since);
  const name = services[deploy.which % services.length] ?? 'web';
  const commit = deploy.run.slice(-7);
  const digest = `sha256:${dice.hex(64)}`;
  const task = `arn:aws:ecs:${home}:${accountId}:task-definition/${name}:${300 + (deploy.which % 90)}`;
  const steps: ReadonlyArray<() => Call> = [
    () => webIdentityLogin(account, deploy.run, deploy.since, dice),
    () => ({actor, service: 'ecr', name: 'GetAuthorizationToken'}),
    () => ({
      actor,
      service: 'ecr',
      name: 'DescribeImages',
      request: {repositoryName: name, imageIds: [{imageTag: commit}]},
    }),
    () => ({
      actor,
      service: 'ecr',
      name: 'PutImage',
      write: true,
      request: {repositoryName: name, imageTag: commit, registryId: accountId},
      response: {
        image: {
          repositoryName: name,
          registryId: accountId,
          imageId: {imageDigest: digest, imageTag: commit},
        },
      },
      more: {
        resources: [{accountId, ARN: `arn:aws:ecr:${home}:${accountId}:repository/${name}`}],
      },
      named: [['AWS::ECR::Repository', name]],
    }),
    () => ({
      actor,
      service: 'ecs',
      name: 'RegisterTaskDefinition',
      write: true,
      request: {family: name, networkMode: 'awsvpc', cpu: '512', memory: '1024'},
      response: {taskDefinition: {taskDefinitionArn: task, family: name, status: 'ACTIVE'}},
    }),
    () => ({
      actor,
      service: 'ecs',
      name: 'UpdateService',
      write: true,
      request: {cluster: 'prod', service: name, taskDefinition: task, forceNewDeployment: false},
      response: {
        service: {serviceName: name, clusterArn: `arn:aws:ecs:${home}:${accountId}:cluster/prod`},
      },
    }),
    () => ({
      actor,
      service: 'ecs',
      name: 'DescribeServices',
      request: {cluster: 'prod', services: [name]},
    }),
    () => ({
      actor,
      service: 'lambda',
      name: 'UpdateFunctionCode20150331v2',
      write: true,
      request: {functionName: `${name}-hooks`, publish: true, dryRun: false},
      response: {
        functionName: `${name}-hooks`,
        functionArn: `arn:aws:lambda:${home}:${accountId}:function:${name}-hooks`,
        runtime: 'nodejs22.x',
        version: String(100 + (deploy.which % 80)),
      },
      named: [['AWS::Lambda::Function', `${name}-hooks`]],
    }),
    () => ({
      actor,
      service: 'ecs',
      name: 'TagResource',
      write: true,
      request: {resourceArn: task, tags: [{key: 'commit', value: commit}]},
    }),
  ];
  return (steps[step] ?? steps[1]!)();
}

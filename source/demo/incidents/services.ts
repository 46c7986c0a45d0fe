import {byWhim, type Activity, type Moment} from './activity.ts';
import {accountId, home} from './account.ts';
import {roleId} from './identity.ts';
import {accessKeyId, sessionToken, writtenTime} from './ids.ts';
import {otherAccount, service} from './machines-at-work.ts';
import {terraform} from './people.ts';
import type {Actor, Call} from './record.ts';
import {webMembers} from './refresh-schedule.ts';

/** What AWS's services do as themselves, and sessions that others open here. */
export const serviceActivities: readonly Activity[] = [
  {
    name: 'services',
    rate: (atHome) => (atHome ? 1.6 : 0.25),
    parts: [1, 1],
    spread: 0,
    call: (moment) =>
      moment.region === home && moment.whim % 5 < 3 ? roleOfService(moment) : trailCheck(moment),
  },
  {
    name: 'terraform session',
    rate: (atHome, busy) => (atHome ? 0.02 + 0.03 * busy : 0),
    parts: [1, 1],
    spread: 0,
    call({account, time, dice, since}) {
      const key = accessKeyId('ASIA', account.seed, 'runner', since);
      const actor: Actor = {
        ...terraform(account, time),
        identity: {
          type: 'AWSAccount',
          principalId: `${roleId(account.seed, 'shared-runner')}:tf-runner`,
          accountId: '345678901234',
        },
        username: '',
      };
      return opened(
        account.seed,
        {actor, role: 'terraform', session: 'tf-plan', key, time, dice},
        {
          sourceIdentity: 'tf-runner',
        },
      );
    },
  },
  {
    name: 'vendor session',
    rate: (atHome) => (atHome ? 0.02 : 0.008),
    parts: [1, 1],
    spread: 0,
    call({account, time, dice, since}) {
      const key = accessKeyId('ASIA', account.seed, 'monitoring-integration', since);
      const role = 'monitoring-integration';
      return opened(
        account.seed,
        {actor: otherAccount(account.seed), role, session: 'collector', key, time, dice},
        {externalId: '7c1e2f0d-example'},
      );
    },
  },
];

function trailCheck({region, whim}: Moment): Call {
  const bucketName = byWhim(whim, ['example-trail-org-main', 'example-prod-logs']);
  const actor = service(byWhim(whim, ['cloudtrail', 'delivery.logs', 'config']));
  return {
    actor,
    service: 's3',
    name: 'GetBucketAcl',
    request: {bucketName, Host: `${bucketName}.s3.${region}.amazonaws.com`, acl: ''},
    more: {
      additionalEventData: {
        SignatureVersion: 'SigV4',
        CipherSuite: 'TLS_AES_128_GCM_SHA256',
        bytesTransferredIn: 0,
        AuthenticationMethod: 'AuthHeader',
        bytesTransferredOut: 568,
      },
      resources: [{type: 'AWS::S3::Bucket', accountId, ARN: `arn:aws:s3:::${bucketName}`}],
    },
    named: [['AWS::S3::Bucket', bucketName]],
  };
}

/** A service takes the role that was made for it. */
function roleOfService({account, whim, time, dice, since}: Moment): Call {
  const [name, role, session] = byWhim(whim, [
    ['ec2', 'web', webMembers(account, time)[0]],
    ['lambda', 'name-instances-lambda', 'name-instances'],
    ['ecs-tasks', 'ecs-task', dice.hex(32)],
    ['ssm', 'AWSServiceRoleForAmazonSSM', 'ssm-session'],
    ['lambda', 'thumbnailer-lambda', 'thumbnailer'],
  ] as const);
  const key = accessKeyId('ASIA', account.seed, role, since);
  return opened(account.seed, {actor: service(name), role, session, key, time, dice}, {});
}

function opened(
  seed: number,
  {
    actor,
    role,
    session,
    key,
    time,
    dice,
  }: {
    actor: Actor;
    role: string;
    session: string;
    key: string;
    time: number;
    dice: Moment['dice'];
  },
  further: Readonly<Record<string, string>>,
): Call {
  const roleArn = `arn:aws:iam::${accountId}:role/${role}`;
  return {
    actor,
    service: 'sts',
    name: 'AssumeRole',
    request: {roleArn, roleSessionName: session, durationSeconds: 3600, ...further},
    response: {
      credentials: {
        accessKeyId: key,
        sessionToken: sessionToken(dice),
        expiration: writtenTime(time + 3_600_000),
      },
      assumedRoleUser: {
        assumedRoleId: `${roleId(seed, role)}:${session}`,
        arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
      },
    },
    more: {
      resources: [{accountId, type: 'AWS::IAM::Role', ARN: roleArn}],
      ...(actor.identity['type'] === 'AWSAccount' && {sharedEventID: dice.uuid()}),
    },
    named: [
      ['AWS::IAM::AccessKey', key],
      ['AWS::IAM::Role', role],
      ['AWS::IAM::Role', roleArn],
    ],
  };
}

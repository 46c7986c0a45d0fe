import {type JsonObject} from '../../../source/core/json.ts';
import {formatIso} from '../../../source/core/time.ts';
import {type Random} from '../random.ts';
import {type Situation, type Maker, volumeOf, nameOf} from './common.ts';

export function policy(random: Random, account: string, statements: number): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: Array.from({length: statements}, (_, index) => ({
      Sid: `Allow${index}`,
      Effect: random.chance(0.9) ? 'Allow' : 'Deny',
      Action: random.pick([
        ['s3:GetObject', 's3:PutObject'],
        ['*'],
        ['kms:Decrypt'],
        ['ec2:Describe*', 'ec2:RunInstances'],
      ]),
      Resource: random.pick([
        `arn:aws:s3:::${nameOf(random)}/*`,
        '*',
        `arn:aws:kms:us-east-1:${account}:key/*`,
      ]),
      Condition: {StringEquals: {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}},
    })),
  });
}

export function kmsKey({random, session, region}: Situation): JsonObject {
  const which = Math.floor(random.next() ** 2 * 80);
  const id = `${(which * 0x1_f3_5b_77).toString(16).padStart(8, '0').slice(-8)}-1f2e-4d3c-8b4a-0a1b2c3d4e${which.toString(16).padStart(2, '0')}`;
  return {
    accountId: session.account,
    type: 'AWS::KMS::Key',
    ARN: `arn:aws:kms:${region}:${session.account}:key/${id}`,
  };
}

export const decrypt: Maker = (situation) => {
  const {random} = situation;
  return {
    request: {
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: random.chance(0.5)
        ? {'aws:ebs:id': volumeOf(random)}
        : {
            PARAMETER_ARN: `arn:aws:ssm:${situation.region}:${situation.session.account}:parameter/${nameOf(random)}/db`,
          },
    },
    response: null,
    resources: [kmsKey(situation)],
  };
};

export const assumeRole: Maker = (situation) => {
  const {random, session, time} = situation;
  const key = `ASIA${random.letters(16)}`;
  const role = session.role || 'ops';
  const arn = `arn:aws:iam::${session.account}:role/${role}`;
  return {
    request: {roleArn: arn, roleSessionName: session.name, durationSeconds: 3600},
    response: {
      credentials: {
        accessKeyId: key,
        sessionToken: random.token(220),
        expiration: formatIso(time + 3_600_000),
      },
      assumedRoleUser: {
        assumedRoleId: `AROAEXAMPLEROLE:${session.name}`,
        arn: `arn:aws:sts::${session.account}:assumed-role/${role}/${session.name}`,
      },
    },
    resources: [{accountId: session.account, type: 'AWS::IAM::Role', ARN: arn}],
  };
};

export const putPolicy: Maker = ({random, session, call}) => ({
  request: {
    [call.name.includes('User') ? 'userName' : 'roleName']: nameOf(random),
    policyName: 'inline',
    policyDocument: policy(random, session.account, 1 + random.below(6)),
  },
  response: null,
});

export const attachPolicy: Maker = ({random, call}) => ({
  request: {
    [call.name.includes('User') ? 'userName' : 'roleName']: nameOf(random),
    policyArn: `arn:aws:iam::aws:policy/${random.pick(['ReadOnlyAccess', 'AdministratorAccess', 'AmazonSSMManagedInstanceCore'])}`,
  },
  response: null,
});

export const secret: Maker = ({random, region, session}) => ({
  request: {
    secretId: `arn:aws:secretsmanager:${region}:${session.account}:secret:${nameOf(random)}-a1B2c3`,
  },
  response: null,
});

export const login: Maker = () => ({request: null, response: {ConsoleLogin: 'Success'}});

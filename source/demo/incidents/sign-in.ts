import type {JsonObject} from '../../core/json.ts';
import {formatIso, second} from '../../core/time.ts';
import {accountId, home} from './account.ts';
import type {Daily, DailyMoment} from './daily.ts';
import {assumedRole, iamUser, roleId, root} from './identity.ts';
import {accessKeyId, principalId, sessionToken, writtenTime} from './ids.ts';
import {people, permissionSetRole} from './people.ts';
import {Dice} from './random.ts';
import type {Actor, Call, Failure} from './record.ts';

const directory = 'd-90EXAMPLE1';
const store = `arn:aws:identitystore::${accountId}:identitystore/${directory}`;
const idp = `arn:aws:iam::${accountId}:saml-provider/corp-adfs`;
const {browser, address} = people[0];
const bot =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36';

/** The ways in: each kind of identity signs in, or fails to, twice a day. */
export const signIns: readonly Daily[] = [
  {name: 'identity center', gap: 4, calls: [challenge, authenticated, federated]},
  {name: 'user signs in', calls: [userSignsIn]},
  {
    name: 'guessing',
    gap: 2,
    calls: [guess('admin'), guess('root'), guess('administrator'), guess('kim')],
  },
  {name: 'refused by policy', calls: [refusedByPolicy]},
  {name: 'root', gap: 25, calls: [rootSignsIn, rootLooks]},
  {name: 'saml', calls: [samlSession]},
  {name: 'federation token', gap: 9, calls: [federationToken, federatedLook]},
  {name: 'mfa check', calls: [mfaCheck]},
];

/** The first page of Identity Center: nobody is known yet. */
function challenge({dice}: DailyMoment): Call {
  return {
    actor: {
      identity: {type: 'Unknown', principalId: accountId, arn: '', accountId, accessKeyId: ''},
      username: '',
      address,
      agent: browser,
    },
    service: 'signin',
    name: 'CredentialChallenge',
    type: 'AwsServiceEvent',
    write: true,
    more: {
      additionalEventData: {AuthWorkflowID: dice.uuid(), CredentialType: 'PASSWORD'},
      serviceEventDetails: {CredentialChallenge: 'Success'},
    },
  };
}

function authenticated({dice, account}: DailyMoment): Call {
  return {
    actor: {
      identity: {
        type: 'IdentityCenterUser',
        accountId,
        onBehalfOf: {
          userId: new Dice(account.seed, 'identity store').uuid(),
          identityStoreArn: store,
        },
        credentialId: dice.hex(64),
      },
      username: '',
      address,
      agent: browser,
    },
    service: 'signin',
    name: 'UserAuthentication',
    type: 'AwsServiceEvent',
    write: true,
    more: {
      additionalEventData: {
        AuthWorkflowID: dice.uuid(),
        LoginTo: `https://${directory}.awsapps.com/start/`,
        CredentialType: 'PASSWORD,TOTP',
        UserName: people[0].email,
      },
      serviceEventDetails: {UserAuthentication: 'Success'},
    },
  };
}

/** From Identity Center into the console of this account. */
function federated({account, time}: DailyMoment): Call {
  const identity = assumedRole({
    seed: account.seed,
    role: permissionSetRole(account, people[0].permissionSet),
    path: '/aws-reserved/sso.amazonaws.com/',
    session: people[0].email,
    since: time - 2 * second,
  });
  const {accessKeyId: _none, ...withoutKey} = identity;
  return consoleLogin(
    {identity: withoutKey, username: people[0].email, address, agent: browser},
    // The flag says nothing about what the identity provider asked for.
    {mfa: 'No', outcome: 'Success'},
  );
}

function userSignsIn({account, dice}: DailyMoment): Call {
  const actor: Actor = {
    identity: iamUser(account.seed, 'kim', ''),
    username: 'kim',
    address: '198.51.100.20',
    agent: browser,
  };
  const mistyped = dice.chance(0.2);
  return consoleLogin(actor, {
    mfa: 'Yes',
    outcome: mistyped ? 'Failure' : 'Success',
    ...(mistyped && {failure: {code: '', message: 'Failed authentication'}}),
  });
}

const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Names tried from outside: AWS hides those that do not exist, and gives no errorCode. */
function guess(name: 'root' | 'kim' | 'admin' | 'administrator') {
  return ({account}: DailyMoment): Call => {
    const unknown = {type: 'IAMUser', accountId, accessKeyId: '', userName: hidden};
    const known = {root: root(''), kim: iamUser(account.seed, 'kim', '')};
    const exists = name === 'root' || name === 'kim';
    const message = exists ? 'Failed authentication' : 'No username found in supplied account';
    return consoleLogin(
      {
        identity: exists ? known[name] : unknown,
        username: exists ? name : hidden,
        address: '192.0.2.233',
        agent: bot,
      },
      {mfa: 'No', outcome: 'Failure', failure: {code: '', message}},
    );
  };
}

function refusedByPolicy({account}: DailyMoment): Call {
  return consoleLogin(
    {
      identity: iamUser(account.seed, 'legacy-report', ''),
      username: 'legacy-report',
      address: '192.0.2.140',
      agent: bot,
    },
    {
      mfa: 'No',
      outcome: 'Failure',
      failure: {code: 'AccessDenied', message: 'Access denied by a sign-in resource policy'},
    },
  );
}

const rootActor = (key: string): Actor => ({
  identity: root(key),
  username: 'root',
  address: '198.51.100.20',
  agent: browser,
});

function rootSignsIn(): Call {
  return consoleLogin(rootActor(''), {mfa: 'Yes', outcome: 'Success'});
}

function rootLooks({account, time}: DailyMoment): Call {
  return {
    actor: {...rootActor(accessKeyId('ASIA', account.seed, 'root', time)), console: true},
    service: 'iam',
    name: 'GetAccountSummary',
  };
}

/** An older way in, through the company's own identity provider. */
function samlSession({account, time, dice}: DailyMoment): Call {
  const user = String.raw`CORP\jonas.berg`;
  const roleArn = `arn:aws:iam::${accountId}:role/corp-readonly`;
  const key = accessKeyId('ASIA', account.seed, 'saml', time);
  return {
    actor: {
      identity: {
        type: 'SAMLUser',
        principalId: `uYsPZ3vEXAMPLEgk4Qn1+o=:${user}`,
        userName: user,
        identityProvider: idp,
      },
      username: user,
      address: '198.51.100.20',
      agent:
        'Boto3/1.40.49 md/Botocore#1.40.49 ua/2.1 os/windows#10 md/arch#amd64 lang/python#3.12.10 Botocore/1.40.49',
    },
    service: 'sts',
    name: 'AssumeRoleWithSAML',
    request: {
      sAMLAssertionID: `_${dice.uuid()}`,
      roleArn,
      principalArn: idp,
      durationSeconds: 3600,
    },
    response: {
      credentials: {
        accessKeyId: key,
        sessionToken: sessionToken(dice),
        expiration: writtenTime(time + 3_600_000),
      },
      assumedRoleUser: {
        assumedRoleId: `${roleId(account.seed, 'corp-readonly')}:jonas.berg@example.com`,
        arn: `arn:aws:sts::${accountId}:assumed-role/corp-readonly/jonas.berg@example.com`,
      },
      subject: user,
      subjectType: 'persistent',
      issuer: 'https://adfs.example.com/adfs/services/trust',
      audience: 'https://signin.aws.amazon.com/saml',
      nameQualifier: 'uYsPZ3vEXAMPLEgk4Qn1+o=',
    },
    more: {
      resources: [
        {ARN: roleArn, accountId, type: 'AWS::IAM::Role'},
        {ARN: idp, accountId, type: 'AWS::IAM::SAMLProvider'},
      ],
    },
    named: [
      ['AWS::IAM::AccessKey', key],
      ['AWS::IAM::Role', roleArn],
    ],
  };
}

const federatedName = 'quarterly-review';

function federationToken({account, time, dice}: DailyMoment): Call {
  return {
    actor: {
      identity: iamUser(account.seed, 'broker', account.keys.broker),
      username: 'broker',
      address: '198.51.100.72',
      agent:
        'aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#amd64 api/sts#1.38.6',
    },
    service: 'sts',
    name: 'GetFederationToken',
    request: {name: federatedName, durationSeconds: 3600},
    response: {
      credentials: {
        accessKeyId: accessKeyId('ASIA', account.seed, federatedName, time - (time % 60_000)),
        sessionToken: sessionToken(dice),
        expiration: writtenTime(time + 3_600_000),
      },
      federatedUser: {
        federatedUserId: `${accountId}:${federatedName}`,
        arn: `arn:aws:sts::${accountId}:federated-user/${federatedName}`,
      },
      packedPolicySize: 6,
    },
  };
}

function federatedLook({account, time}: DailyMoment): Call {
  return {
    actor: {
      identity: {
        type: 'FederatedUser',
        principalId: `${accountId}:${federatedName}`,
        arn: `arn:aws:sts::${accountId}:federated-user/${federatedName}`,
        accountId,
        accessKeyId: accessKeyId('ASIA', account.seed, federatedName, time - (time % 60_000)),
        sessionContext: {
          sessionIssuer: {
            type: 'IAMUser',
            principalId: principalId('AIDA', account.seed, 'broker'),
            arn: `arn:aws:iam::${accountId}:user/broker`,
            accountId,
            userName: 'broker',
          },
          attributes: {creationDate: formatIso(time - 9 * second), mfaAuthenticated: 'false'},
        },
      },
      username: federatedName,
      address: '192.0.2.18',
      agent: browser,
    },
    service: 'cloudtrail',
    name: 'DescribeTrails',
    request: {includeShadowTrails: true},
  };
}

function mfaCheck({account}: DailyMoment): Call {
  return {
    actor: {
      identity: iamUser(account.seed, 'kim', ''),
      username: 'kim',
      address: '198.51.100.20',
      agent: browser,
    },
    service: 'signin',
    name: 'CheckMfa',
    type: 'AwsConsoleSignIn',
    write: true,
    response: {CheckMfa: 'Success'},
    more: {additionalEventData: {MfaType: 'Virtual MFA'}},
  };
}

function consoleLogin(
  actor: Actor,
  {mfa, outcome, failure}: {mfa: 'Yes' | 'No'; outcome: 'Success' | 'Failure'; failure?: Failure},
): Call {
  const response: JsonObject = {ConsoleLogin: outcome};
  return {
    actor,
    service: 'signin',
    name: 'ConsoleLogin',
    type: 'AwsConsoleSignIn',
    write: true,
    response,
    failure,
    more: {
      additionalEventData: {
        LoginTo: `https://${home}.console.aws.amazon.com/console/home`,
        MobileVersion: 'No',
        MFAUsed: mfa,
      },
    },
  };
}

import {test} from 'node:test';
import {allow, told} from '../../support/told.ts';

test('groups, credentials, identity providers and limits of users and roles', () => {
  told([
    ['iam', 'CreateGroup', {groupName: 'ops'}, null, 'ops'],
    ['iam', 'ChangePassword', null, null, 'own password'],
    ['iam', 'DeleteUserPermissionsBoundary', {userName: 'kim'}, null, 'kim - boundary'],
    [
      'iam',
      'UpdateRole',
      {roleName: 'ops', maxSessionDuration: 43_200},
      null,
      'ops session seconds=43200',
    ],
    [
      'iam',
      'DeletePolicyVersion',
      {policyArn: 'arn:aws:iam::123456789012:policy/app', versionId: 'v3'},
      null,
      'app v3',
    ],
    [
      'iam',
      'CreateServiceSpecificCredential',
      {userName: 'kim', serviceName: 'codecommit.amazonaws.com'},
      null,
      'kim + credential for codecommit.amazonaws.com',
    ],
    ['iam', 'UploadSSHPublicKey', {userName: 'kim'}, null, 'kim + SSH key'],
    [
      'iam',
      'AddClientIDToOpenIDConnectProvider',
      {
        openIDConnectProviderArn:
          'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
        clientID: 'sts.amazonaws.com',
      },
      null,
      'token.actions.githubusercontent.com + sts.amazonaws.com',
    ],
    [
      'sso-directory',
      'AddMemberToGroup',
      {identityStoreId: 'd-1', groupId: 'g-1', member: {memberId: 'u-1'}},
      null,
      'u-1 + group g-1',
    ],
    [
      'sso',
      'CreateAccountAssignment',
      {
        principalType: 'GROUP',
        principalId: 'g-1',
        permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
        targetId: '123456789012',
      },
      null,
      'group g-1 ps-1 → acct 123456789012',
    ],
    [
      'sso',
      'PutInlinePolicyToPermissionSet',
      {
        permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
        inlinePolicy: allow({Action: '*', Resource: '*'}),
      },
      null,
      'permission set ps-1 Allow * on *',
    ],
  ]);
});

test('organisations: policies, accounts and who may administer them', () => {
  told([
    [
      'organizations',
      'UpdatePolicy',
      {
        policyId: 'p-1',
        content: JSON.stringify({Statement: [{Effect: 'Deny', Action: 'iam:*', Resource: '*'}]}),
      },
      null,
      'p-1 Deny iam:* on *',
    ],
    [
      'organizations',
      'DisablePolicyType',
      {rootId: 'r-1', policyType: 'SERVICE_CONTROL_POLICY'},
      null,
      'SERVICE_CONTROL_POLICY in r-1',
    ],
    [
      'organizations',
      'MoveAccount',
      {accountId: '999988887777', sourceParentId: 'ou-1', destinationParentId: 'ou-2'},
      null,
      'acct 999988887777 → ou-2',
    ],
    [
      'organizations',
      'RegisterDelegatedAdministrator',
      {accountId: '999988887777', servicePrincipal: 'guardduty.amazonaws.com'},
      null,
      'acct 999988887777 for guardduty',
    ],
    [
      'ram',
      'CreateResourceShare',
      {
        name: 'subnets',
        resourceArns: ['arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1'],
        principals: ['999988887777', '111122223333'],
      },
      null,
      'subnets subnet/subnet-1 → acct 999988887777 +1',
    ],
    [
      'servicequotas',
      'RequestServiceQuotaIncrease',
      {serviceCode: 'ec2', quotaCode: 'L-1216C47A', desiredValue: 2048},
      null,
      'ec2 L-1216C47A → 2048',
    ],
  ]);
});

test('what guards the account: trails, detectors, recorders', () => {
  told([
    [
      'cloudtrail',
      'PutEventSelectors',
      {
        trailName: 'org-main',
        advancedEventSelectors: [
          {
            fieldSelectors: [
              {field: 'eventCategory', equals: ['Data']},
              {field: 'resources.type', equals: ['AWS::S3::Object']},
            ],
          },
        ],
      },
      null,
      'trail org-main management events off',
    ],
    [
      'cloudtrail',
      'PutEventSelectors',
      {
        trailName: 'org-main',
        advancedEventSelectors: [
          {
            fieldSelectors: [
              {field: 'eventCategory', equals: ['Management']},
              {field: 'readOnly', equals: ['true']},
            ],
          },
        ],
      },
      null,
      'trail org-main only ReadOnly',
    ],
    [
      'guardduty',
      'DisassociateMembers',
      {detectorId: 'd-1', accountIds: ['999988887777', '111122223333']},
      null,
      'acct 999988887777 +1 of detector d-1',
    ],
    ['guardduty', 'CreateFilter', {name: 'quiet', action: 'ARCHIVE'}, null, 'quiet archive'],
    [
      'config',
      'PutConfigurationRecorder',
      {configurationRecorder: {name: 'default', recordingGroup: {allSupported: false}}},
      null,
      'default all types=false',
    ],
  ]);
});

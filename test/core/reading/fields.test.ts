import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fieldValues, listedFields, recordKeys} from '../../../source/core/reading/fields.ts';
import {fromRecord} from '../../../source/core/event.ts';
import {by, call, kim, row, session} from '../../support/event-records.ts';

test('every listed field of a plain call reads what the record says', () => {
  const event = call('ec2', 'StopInstances', {
    readOnly: false,
    errorCode: 'Client.IncorrectState',
    userIdentity: {...kim, invokedBy: 'cloudformation.amazonaws.com'},
  });
  const read = Object.fromEntries(listedFields.map((name) => [name, fieldValues(event, name)]));
  assert.deepEqual(read, {
    name: ['StopInstances'],
    source: ['ec2.amazonaws.com'],
    region: ['us-east-1'],
    ip: ['203.0.113.9'],
    agent: ['aws-cli/2.32.3'],
    usertype: ['IAMUser'],
    id: ['e-1'],
    readonly: ['false'],
    user: ['kim'],
    role: [],
    sourceidentity: [],
    invokedby: ['cloudformation.amazonaws.com'],
    key: ['AKIAKIMKIMKIM00KIM7Q'],
    mfa: ['n/a'],
    via: ['service'],
    account: ['123456789012'],
    error: ['Client.IncorrectState'],
    instance: [],
    resource: [],
  });
});

test('a field is named in any case', () => {
  assert.deepEqual(fieldValues(call('ec2', 'RunInstances'), 'NAME'), ['RunInstances']);
  assert.equal(recordKeys.get('sourceipaddress'), 'sourceIPAddress');
});

test('absent values are no values: null, empty text, empty list, empty object', () => {
  for (const userAgent of [null, '', [], {}, undefined]) {
    assert.deepEqual(fieldValues(call('ec2', 'X', {userAgent}), 'agent'), []);
    assert.deepEqual(fieldValues(call('ec2', 'X', {userAgent}), 'userAgent'), []);
  }

  assert.deepEqual(fieldValues(by({...kim, accessKeyId: ''}), 'key'), []);
});

test('a user agent that is a list has several values', () => {
  const event = call('ec2', 'X', {userAgent: ['one', 'two']});
  assert.deepEqual(fieldValues(event, 'agent'), ['one', 'two']);
});

test('a dotted path ignores case, walks into lists and finds several', () => {
  const event = call('ec2', 'RunInstances', {
    requestParameters: {
      instanceType: 't3.large',
      instancesSet: {
        items: [
          {imageId: 'ami-1', minCount: 5},
          {imageId: 'ami-2', dry: true},
        ],
      },
    },
  });
  assert.deepEqual(fieldValues(event, 'requestparameters.INSTANCETYPE'), ['t3.large']);
  assert.deepEqual(fieldValues(event, 'requestParameters.instancesSet.items.imageId'), [
    'ami-1',
    'ami-2',
  ]);
  assert.deepEqual(fieldValues(event, 'requestParameters.instancesSet.items.1.imageId'), ['ami-2']);
  assert.deepEqual(fieldValues(event, 'requestParameters.instancesSet.items.minCount'), ['5']);
  assert.deepEqual(fieldValues(event, 'requestParameters.instancesSet.items.dry'), ['true']);
  assert.deepEqual(fieldValues(event, 'requestParameters.nothing.here'), []);
});

test('a path that ends at an object gives its JSON text, so that presence can be asked for', () => {
  const event = call('ec2', 'X', {requestParameters: {a: {b: 1}}});
  assert.deepEqual(fieldValues(event, 'requestParameters.a'), ['{"b":1}']);
});

test('the user is the session of a role, root, a service, or else the principal', () => {
  const user = (identity: Parameters<typeof by>[0]): readonly string[] =>
    fieldValues(by(identity), 'user');
  assert.deepEqual(user(session('ops', 'kim')), ['kim']);
  assert.deepEqual(fieldValues(by(session('ops', 'kim')), 'role'), ['ops']);
  assert.deepEqual(user({type: 'Root', userName: 'my-alias', accountId: '123456789012'}), ['root']);
  assert.deepEqual(user({type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com'}), [
    'autoscaling.amazonaws.com',
  ]);
  assert.deepEqual(
    user({type: 'AWSAccount', principalId: 'AIDAOTHER', accountId: '999999999999'}),
    ['AIDAOTHER'],
  );
  assert.deepEqual(user({}), []);
});

test('instances are found anywhere: in lists, answers, ARNs and session names, each once', () => {
  const event = call('ec2', 'X', {
    userIdentity: session('web', 'i-0a1b2c3d4e5f67890'),
    requestParameters: {
      ids: ['i-1234abcd', 'i-i2jnm5swa59p4fxg'],
      text: 'say hi-fidelity, i-considered',
    },
    responseElements: {
      arn: 'arn:aws:ec2:us-east-1:123456789012:instance/i-1234abcd',
      alarm: 'awsec2-i-99999999-High-CPU',
    },
    resources: [
      {ARN: 'arn:aws:ec2:us-east-1:123456789012:volume/vol-1'},
      {ami: 'ami-12345678', eni: 'eni-12345678', mi: 'mi-12345678'},
    ],
  });
  assert.deepEqual(fieldValues(event, 'instance'), [
    'i-0a1b2c3d4e5f67890',
    'i-1234abcd',
    'i-i2jnm5swa59p4fxg',
    'i-99999999',
  ]);
});

test('a resource goes by its ARN, by the last part of it, and by the names of LookupEvents', () => {
  const event = fromRecord({resources: [{ARN: 'arn:aws:s3:::web/logs/a.txt'}, 'odd', null]}, [
    {type: 'AWS::EC2::Instance', name: 'i-1'},
    {type: '', name: ''},
  ]);
  assert.deepEqual(fieldValues(event, 'resource'), ['arn:aws:s3:::web/logs/a.txt', 'a.txt', 'i-1']);
});

test('a failure without an error code is still an error', () => {
  const error = (record: Parameters<typeof by>[1]): readonly string[] =>
    fieldValues(call('signin', 'ConsoleLogin', record), 'error');
  assert.deepEqual(error({errorMessage: 'Failed authentication'}), ['Failure']);
  assert.deepEqual(error({responseElements: {ConsoleLogin: 'Failure'}}), ['Failure']);
  assert.deepEqual(error({responseElements: {ConsoleLogin: 'Success'}}), []);
  assert.deepEqual(error({errorCode: '', errorMessage: ''}), []);
});

test('mfa: yes, no, only the identity provider knows, or the record says nothing', () => {
  const mfa = (identity: Parameters<typeof by>[0], record = {}): string =>
    fieldValues(by(identity, record), 'mfa').join(',');
  const signedIn = (flag: string): object => ({
    sessionContext: {attributes: {mfaAuthenticated: flag}},
  });
  assert.equal(mfa({...kim, ...signedIn('true')}), 'yes');
  assert.equal(mfa({...kim, ...signedIn('false')}), 'no');
  assert.equal(mfa(kim), 'n/a');
  assert.equal(mfa(kim, {additionalEventData: {MFAUsed: 'No'}}), 'no');
  assert.equal(mfa(kim, {additionalEventData: {MFAUsed: 'Yes'}}), 'yes');
  const sso = session('AWSReservedSSO_Admin_0123456789abcdef', 'kim@corp.com');
  assert.equal(mfa(sso), 'idp');
  assert.equal(mfa(sso, {additionalEventData: {MFAUsed: 'No'}}), 'idp');
  assert.equal(mfa(session('ops', 'kim')), 'no');
  assert.equal(mfa(session('web', 'i-0a1b2c3d4e5f67890')), 'n/a');
});

test('via: what the call was made with', () => {
  const via = (userAgent: string, record = {}): string =>
    fieldValues(call('ec2', 'X', {userAgent, ...record}), 'via').join(',');
  assert.equal(via('aws-cli/2.32.3 lang/python#3.13.9 botocore/1.4'), 'cli');
  assert.equal(via('Boto3/1.35 Botocore/1.35'), 'sdk');
  assert.equal(via('aws-sdk-go-v2/1.36.3 os/linux'), 'sdk');
  assert.equal(via('APN/1.0 HashiCorp/1.0 Terraform/1.11.0 aws-sdk-go-v2/1.36'), 'terraform');
  assert.equal(via('Mozilla/5.0 (X11; Linux)'), 'console');
  assert.equal(via('console.ec2.amazonaws.com'), 'console');
  assert.equal(via('aws-sdk-java/2.0', {sessionCredentialFromConsole: 'true'}), 'console');
  assert.equal(via('autoscaling.amazonaws.com'), 'service');
  assert.equal(
    via('aws-cli/2', {userIdentity: {...kim, invokedBy: 'signin.amazonaws.com'}}),
    'console',
  );
  assert.equal(via('my-own-tool'), '');
});

test('in a row a column wins over a field of its name, and its text stays as it is', () => {
  const event = row({name: 'disk-7', error: 'false', event_type: 'X', 'a.b': '05'});
  assert.deepEqual(fieldValues(event, 'NAME'), ['disk-7']);
  assert.deepEqual(fieldValues(event, 'error'), ['false']);
  assert.deepEqual(fieldValues(event, 'a.b'), ['05']);
  assert.deepEqual(fieldValues(event, 'mfa'), []);
});

test('a row without such a column answers by the column that says the same', () => {
  const event = row({
    event_type: 'EC2_INSTANCE_TERMINATED',
    user_name: 'kim',
    instance_id: 'i-12345678',
    note: '',
  });
  assert.deepEqual(fieldValues(event, 'name'), ['EC2_INSTANCE_TERMINATED']);
  assert.deepEqual(fieldValues(event, 'user'), ['kim']);
  assert.deepEqual(fieldValues(event, 'instance'), ['i-12345678']);
  assert.deepEqual(fieldValues(event, 'note'), []);
});

test('keys of Object.prototype are no columns and no paths', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'constructor.name']) {
    assert.deepEqual(fieldValues(row({}), name), []);
    assert.deepEqual(fieldValues(call('ec2', 'X'), name), []);
  }
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromRecord, parseObject} from '../../source/core/event.ts';
import {isJsonObject, member, textAt, type Json} from '../../source/core/json.ts';
import {addressOf, day, home, minute, nameOf, seen, startedAt, world} from './incidents-helpers.ts';

// Read once: a record is made anew whenever it is asked for.
const today = world
  .events(home, startedAt - day, startedAt + 40 * minute)
  .map((event) => seen(event));
const elsewhere = world.regions
  .slice(1)
  .flatMap((region) =>
    world.events(region, startedAt - day, startedAt + 40 * minute).map((event) => seen(event)),
  );
const all = [...today, ...elsewhere];

const required = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'requestParameters',
  'responseElements',
  'eventID',
  'readOnly',
  'eventType',
  'managementEvent',
  'recipientAccountId',
  'eventCategory',
] as const;

test('every record has the keys of a management event, in their order, and reads back to its time', () => {
  for (const {record, time} of all) {
    const keys = Object.keys(record);
    const places = required.map((key) => keys.indexOf(key));
    assert.ok(!places.includes(-1), JSON.stringify(record));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.match(textAt(record, 'eventTime'), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/v);
    assert.equal(fromRecord(record).time, time);
    assert.match(textAt(record, 'eventVersion'), /^1\.(?:0[89]|1[01])$/v);
    assert.match(textAt(record, 'eventSource'), /^[a-z0-9\-.]+\.amazonaws\.com$/v);
    assert.match(
      textAt(record, 'eventID'),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/v,
    );
    assert.equal(record['recipientAccountId'], world.account);
    assert.equal('requestID' in record, record['eventType'] === 'AwsApiCall');
    assert.deepEqual(parseObject(JSON.stringify(record)), record);
  }
});

test('no event has the id of another', () => {
  assert.equal(new Set(all.map(({record}) => textAt(record, 'eventID'))).size, all.length);
});

test('what failed has no response, and reads have none either', () => {
  for (const {record} of all) {
    if (textAt(record, 'errorCode') !== '') {
      assert.equal(record['responseElements'], null);
    }
  }
});

test('ids have the lengths of AWS, keys are plainly invented, addresses are from documentation', () => {
  const text = all
    .filter((_, index) => index % 7 === 0)
    .map(({record}) => JSON.stringify(record))
    .join('\n');
  for (const [id] of text.matchAll(/\b(?:i|sg|vol|ami|subnet|vpc|lt|snap|eni)-0[0-9a-f]*\b/gv)) {
    assert.match(id, /-0[0-9a-f]{16}$/v);
  }

  for (const [key] of text.matchAll(/"(?:AKIA|ASIA)[^"]*"/gv)) {
    assert.match(key, /^"A[KS]IA[A-Z2-7]{9}EXAMPLE"$/v);
  }

  for (const [id] of text.matchAll(/\bA(?:ROA|IDA)[A-Z2-7]+/gv)) {
    assert.equal(id.length, 21);
  }

  const documentation =
    /^(?:192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|10\.0\.|2001:db8:|AWS Internal$|[a-z0-9\-.]+\.amazonaws\.com$)/v;
  for (const event of all) {
    assert.match(addressOf(event), documentation);
  }
});

test('every kind of caller occurs within a day, wherever it begins', () => {
  const kinds = [
    'IAMUser',
    'AssumedRole',
    'Root',
    'FederatedUser',
    'WebIdentityUser',
    'SAMLUser',
    'AWSService',
    'AWSAccount',
    'IdentityCenterUser',
    'Unknown',
    '',
  ];
  for (const since of [startedAt - 40 * day, startedAt - 20.6 * day, startedAt - 3.2 * day]) {
    const found = new Set(
      world
        .events(home, since, since + day)
        .map(({record}) => textAt(record, 'userIdentity', 'type')),
    );
    assert.deepEqual([...found].sort(), kinds.toSorted());
  }
});

test('the ways to fail and the kinds of event all occur within a day', () => {
  const codes = new Set(today.map(({record}) => textAt(record, 'errorCode')));
  for (const code of [
    'AccessDenied',
    'Client.UnauthorizedOperation',
    'Client.DryRunOperation',
    'Client.RequestLimitExceeded',
    'ThrottlingException',
    'Client.VcpuLimitExceeded',
  ]) {
    assert.ok(codes.has(code), code);
  }

  const text = today.map(({record}) => textAt(record, 'errorMessage')).join('\n');
  assert.match(text, /because no identity-based policy allows the iam:ListUsers action/v);
  assert.match(text, /with an explicit deny in a service control policy/v);
  assert.match(text, /Encoded authorization failure message: [\w\-]{400}/v);
  assert.deepEqual(
    new Set(today.map(({record}) => textAt(record, 'eventType'))),
    new Set(['AwsApiCall', 'AwsServiceEvent', 'AwsConsoleSignIn']),
  );
  const logins = today.filter((event) => nameOf(event) === 'ConsoleLogin');
  const outcome = ({record}: (typeof logins)[number]) =>
    `${textAt(record, 'responseElements', 'ConsoleLogin')}/${textAt(record, 'errorCode')}`;
  const outcomes = new Set(logins.map((event) => outcome(event)));
  for (const one of ['Success/', 'Failure/', '/AccessDenied']) {
    assert.ok(outcomes.has(one), one);
  }
});

test('global services are recorded at home only', () => {
  const sources = new Set(elsewhere.map(({record}) => textAt(record, 'eventSource')));
  for (const service of ['iam', 'route53', 'organizations', 'signin']) {
    assert.ok(!sources.has(`${service}.amazonaws.com`), service);
  }
});

test('a session made by AssumeRole is the one that its key is used in', () => {
  const opened = today.filter(
    (event) => nameOf(event) === 'AssumeRole' && addressOf(event) === '203.0.113.9',
  );
  const key = opened
    .map(({record}) => member(record, 'responseElements'))
    .map((response) => textAt(response, 'credentials', 'accessKeyId'))
    .find((one) => one !== '');
  const users = today.filter(
    ({record}) => key !== undefined && textAt(record, 'userIdentity', 'accessKeyId') === key,
  );
  assert.ok(users.length > 20);
  for (const {record} of users) {
    assert.equal(
      textAt(record, 'userIdentity', 'sessionContext', 'sessionIssuer', 'userName'),
      'ops',
    );
  }
});

test('responses of EC2 repeat the id of the request', () => {
  for (const {record} of today) {
    const response: Json | undefined = record['responseElements'];
    if (isJsonObject(response) && typeof response['requestId'] === 'string') {
      assert.equal(response['requestId'], record['requestID']);
    }
  }
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {explain, kindOf, type Failure} from '../../source/sources/problem.ts';

function failed(name: string, message: string, region = 'us-east-1', status = 400): Failure {
  const error = {name, message, $metadata: {httpStatusCode: status}};
  return explain(error, {
    action: 'cloudtrail:LookupEvents',
    loses: `the events of ${region}`,
    region,
    endpoint: '',
  });
}

test('a region that is not enabled is told as that, and no new credentials are looked for', () => {
  const words = 'The security token included in the request is invalid.';
  const failure = failed('UnrecognizedClientException', words, 'me-south-1');
  assert.equal(failure.kind, 'disabled');
  assert.match(failure.title, /me-south-1 is not enabled for this account/v);
  assert.match(failure.advice, /leave me-south-1 out of --region/v);
  // These are always enabled: there the credentials are wrong.
  for (const region of [
    'us-east-1',
    'eu-west-3',
    'ap-northeast-2',
    'us-gov-west-1',
    'cn-north-1',
  ]) {
    assert.equal(failed('UnrecognizedClientException', words, region).kind, 'credentials', region);
  }
});

test('a wrong clock is named, in each of its spellings', () => {
  for (const [name, message] of [
    [
      'InvalidSignatureException',
      'Signature expired: 20261122T120000Z is now earlier than 20261122T121500Z',
    ],
    [
      'InvalidSignatureException',
      'Signature not yet current: 20261122T123000Z is still later than 20261122T120500Z',
    ],
    [
      'SignatureDoesNotMatch',
      'Signature expired: 20261122T120000Z is now earlier than 20261122T121500Z',
    ],
    [
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    ],
  ] as const) {
    const {kind, title, advice} = failed(name, message);
    assert.equal(kind, 'clock', message);
    assert.match(`${title} ${advice}`, /clock of this machine.*set the clock/v);
  }

  assert.equal(
    failed('InvalidSignatureException', 'The request signature we calculated').kind,
    'credentials',
  );
});

test('a throttling is known in every spelling, also by its status alone', () => {
  for (const name of ['RequestThrottled', 'RequestThrottledException', 'EC2ThrottledException']) {
    assert.equal(kindOf({name, message: 'x'}), 'throttled', name);
  }

  assert.equal(failed('Unknown', 'x', 'us-east-1', 429).kind, 'throttled');
});

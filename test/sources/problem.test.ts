import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {
  EmptyAnswerError,
  explain,
  kindOf,
  withoutUserinfo,
  type ProblemKind,
} from '../../source/sources/problem.ts';

const where = {
  action: 'cloudtrail:LookupEvents',
  loses: 'the events of us-east-1',
  region: 'us-east-1',
  endpoint: '',
};

const fail = (properties: Record<string, unknown>, message = 'as AWS says') =>
  Object.assign(new Error(message), properties);

/** Names as JSON, Query and EC2 spell them. */
const spellings: ReadonlyArray<readonly [ProblemKind, readonly string[]]> = [
  [
    'throttled',
    ['ThrottlingException', 'Throttling', 'RequestLimitExceeded', 'ThrottledException', 'SlowDown'],
  ],
  [
    'denied',
    [
      'AccessDeniedException',
      'AccessDenied',
      'UnauthorizedOperation',
      'NotAuthorized',
      'OptInRequired',
    ],
  ],
  ['expired', ['ExpiredTokenException', 'ExpiredToken', 'RequestExpired']],
  [
    'credentials',
    [
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'AuthFailure',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
      'MissingAuthenticationTokenException',
      'MissingAuthenticationToken',
      'IncompleteSignature',
      'CredentialsProviderError',
      'TokenProviderError',
    ],
  ],
  ['token', ['InvalidNextTokenException', 'InvalidNextToken']],
  ['aborted', ['AbortError']],
  ['answer', ['SyntaxError', 'EmptyAnswer', 'SerializationException']],
  [
    'server',
    [
      'InternalFailure',
      'InternalError',
      'InternalServiceError',
      'ServiceUnavailable',
      'Unavailable',
    ],
  ],
  ['network', ['TimeoutError']],
];

describe('an error of AWS is understood by its name, whichever protocol wrote it', () => {
  for (const [kind, names] of spellings) {
    for (const name of names) {
      test(`${name} is ${kind}`, () => {
        assert.equal(kindOf(fail({name})), kind);
      });
    }
  }
});

describe('the network is understood by its code', () => {
  for (const [code, words] of [
    ['ECONNREFUSED', 'nothing listens there'],
    ['ECONNRESET', 'the connection was dropped'],
    ['ENOTFOUND', 'the name is not known'],
    ['EAI_AGAIN', 'names cannot be looked up'],
    ['ETIMEDOUT', 'no answer in time'],
    ['EHOSTUNREACH', 'as AWS says'],
    ['CERT_HAS_EXPIRED', 'as AWS says'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'as AWS says'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'as AWS says'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'as AWS says'],
  ] as const) {
    test(code, () => {
      const {kind, title, advice} = explain(fail({code}), where);
      assert.equal(kind, 'network');
      assert.equal(title, `cannot reach AWS in us-east-1: ${words}`);
      assert.match(advice, /HTTPS_PROXY/v);
    });
  }
});

test('a status of 500 and above is the server, whatever the name', () => {
  assert.equal(kindOf(fail({name: 'Odd', $metadata: {httpStatusCode: 503}})), 'server');
  assert.equal(kindOf(fail({name: 'Odd', $response: {statusCode: 500}})), 'server');
  assert.equal(kindOf(fail({name: 'Odd', $metadata: {httpStatusCode: 418}})), 'other');
});

test('a TypeError is a bad answer where there was one, else a mistake of ours', () => {
  for (const Mistake of [TypeError, RangeError]) {
    assert.equal(kindOf(new Mistake('x is not a function')), 'other');
    assert.equal(
      kindOf(Object.assign(new Mistake('bad'), {$response: {statusCode: 200}})),
      'answer',
    );
    assert.equal(
      kindOf(Object.assign(new Mistake('bad'), {$metadata: {httpStatusCode: 200}})),
      'answer',
    );
  }
});

test('a password in the URL of an endpoint is never shown', () => {
  const endpoint = 'https://kim:s3cr3t@10.0.0.1:4566';
  const failures = [
    new EmptyAnswerError('nothing'),
    fail({code: 'ECONNREFUSED'}),
    fail({name: 'InternalError'}),
    fail({name: 'Odd'}, `Invalid URL ${endpoint}/`),
    fail({name: 'Odd'}, `Invalid URL https://kim:${'s3cr3t'.repeat(60)}@host/`),
    fail({name: 'CredentialsProviderError'}, `no answer from ${endpoint}`),
  ];
  for (const failure of failures) {
    const {title, advice} = explain(failure, {...where, endpoint});
    assert.doesNotMatch(title + advice, /s3cr3t|kim/v);
  }

  assert.match(
    explain(fail({code: 'ECONNREFUSED'}), {...where, endpoint}).title,
    /^cannot reach https:\/\/10\.0\.0\.1:4566: /v,
  );
});

test('only what stands before the host is taken from a URL', () => {
  for (const [text, shown] of [
    ['http://kim@host/a and http://lee:p@other/b', 'http://host/a and http://other/b'],
    ['http://kim:pa/ss@host/', 'http://host/'],
    ['http://kim:p@ss@host/', 'http://host/'],
    ['https://host/path?user=kim@corp', 'https://host/path?user=kim@corp'],
    ['mail kim@corp about http://host:80/', 'mail kim@corp about http://host:80/'],
    ['', ''],
  ] as const) {
    assert.equal(withoutUserinfo(text), shown);
  }
});

test('a missing region is told before anything else', () => {
  assert.equal(kindOf(new Error('Region is missing')), 'region');
});

test('the SDK talks of credentials in many words', () => {
  for (const message of [
    'Could not load credentials from any providers',
    'The SSO session associated with this profile has expired',
    'Token is expired. To refresh this SSO session run aws sso login',
  ]) {
    const {kind, title, advice} = explain(new Error(message), where);
    assert.equal(kind, 'credentials');
    assert.equal(title, `no usable credentials: ${message}`);
    assert.match(advice, /aws sso login/v);
  }
});

test('a denial names the action, what it costs, and which kind of policy said no', () => {
  for (const [message, hint] of [
    ['User: arn is not authorized because no identity-based policy allows the action', ''],
    [
      'not authorized … with an explicit deny in a service control policy',
      ' (a service control policy of the organization denies it)',
    ],
    [
      'not authorized … because no permissions boundary allows the action',
      ' (its permissions boundary does not allow it)',
    ],
    [
      'not authorized … because no session policy allows the action',
      ' (its session policy does not allow it)',
    ],
    [
      'not authorized … with an explicit deny in an identity-based policy',
      ' (a policy denies it explicitly)',
    ],
  ] as const) {
    assert.deepEqual(explain(fail({name: 'AccessDeniedException'}, message), where), {
      kind: 'denied',
      title:
        'not allowed to call cloudtrail:LookupEvents, so the events of us-east-1 cannot be read',
      advice: `allow cloudtrail:LookupEvents for this identity${hint}`,
      code: 'AccessDeniedException',
      action: 'cloudtrail:LookupEvents',
    });
  }
});

test('where a role could not be assumed, that is what is said to be denied', () => {
  const message =
    'User: arn:aws:iam::1:user/kim is not authorized to perform: sts:AssumeRole on it';
  const {title, action} = explain(fail({name: 'AccessDenied'}, message), where);
  assert.equal(action, 'sts:AssumeRole');
  assert.match(title, /^not allowed to call sts:AssumeRole, so the events of us-east-1/v);
});

test('an endpoint that was given is named instead of AWS', () => {
  const {title} = explain(new EmptyAnswerError('nothing'), {
    ...where,
    endpoint: 'http://127.0.0.1:4566',
  });
  assert.equal(
    title,
    'http://127.0.0.1:4566 answered cloudtrail:LookupEvents with something that is no AWS answer',
  );
});

test('a message of many lines or of great length becomes one short line', () => {
  const {title} = explain(new Error(`first\nsecond\n    at somewhere`), where);
  assert.equal(title, 'cloudtrail:LookupEvents failed: first');
  const long = explain(new Error('x'.repeat(5000)), where);
  assert.ok(long.title.length < 300);
});

test('whatever is thrown, there is a sentence', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.record(
          {
            name: fc.anything(),
            message: fc.anything(),
            code: fc.anything(),
            $metadata: fc.anything(),
          },
          {requiredKeys: []},
        ),
      ),
      (thrown) => {
        const {title, advice, code} = explain(thrown, where);
        assert.ok(title.length > 5);
        assert.ok([title, advice, code].every((text) => typeof text === 'string'));
      },
    ),
  );
});

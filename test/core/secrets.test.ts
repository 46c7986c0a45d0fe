import assert from 'node:assert/strict';
import {test} from 'node:test';
import {withoutSecrets} from '../../source/core/secrets.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

test('nothing that opens an account is left in a message', () => {
  for (const text of [
    `cannot sign with ${secret}`,
    `SecretAccessKey: "abc"`,
    `{"secretAccessKey":"short","x":1}`,
    'https://x/?X-Amz-Security-Token=abc%2F&X-Amz-Signature=0123',
    'authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261122',
    'Authorization: Bearer abc.def',
    'password=abc',
    'key AKIAIOSFODNN7EXAMPLE was refused',
  ]) {
    const shown = withoutSecrets(text);
    assert.doesNotMatch(shown, /wJalr|abc|short|IOSFODNN|0123/v, shown);
  }

  assert.equal(withoutSecrets('key AKIAIOSFODNN7EXAMPLE failed'), 'key AKIA…LE failed');
});

test('an ordinary message stays as it is', () => {
  for (const text of [
    "Cannot read properties of undefined (reading 'length')",
    'ENOENT: no such file or directory, open /home/kim/logs/2026/11/22/123456789012_CloudTrail.json.gz',
    'AccessDenied for arn:aws:iam::123456789012:role/AWSServiceRoleForAutoScaling',
    'i-0b74f1f2d54041b32 in us-east-1',
  ]) {
    assert.equal(withoutSecrets(text), text);
  }
});

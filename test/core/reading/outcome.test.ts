import assert from 'node:assert/strict';
import {test} from 'node:test';
import {outcomeOf} from '../../../source/core/reading/outcome.ts';
import {call, row} from '../../support/event-records.ts';

const outcome = (record = {}): object => outcomeOf(call('ec2', 'StopInstances', record));

test('a call is ok, denied, failed with its code, or a dry run', () => {
  assert.deepEqual(outcome(), {kind: 'ok', text: 'ok'});
  assert.deepEqual(outcome({errorCode: null, errorMessage: null}), {kind: 'ok', text: 'ok'});
  assert.deepEqual(outcome({errorCode: 'Client.UnauthorizedOperation'}), {
    kind: 'denied',
    text: '! DENIED',
  });
  assert.deepEqual(outcome({errorCode: 'Client.IncorrectState'}), {
    kind: 'failed',
    text: '! FAILED IncorrectState',
  });
  assert.deepEqual(outcome({errorCode: 'Client.DryRunOperation'}), {
    kind: 'dryrun',
    text: 'DRYRUN ok',
  });
});

test('a failure that names no code is a failure all the same', () => {
  const failed = {kind: 'failed', text: '! FAILED'};
  assert.deepEqual(outcome({errorMessage: 'It broke'}), failed);
  assert.deepEqual(outcome({errorCode: 404}), failed);
  assert.deepEqual(
    outcomeOf(call('signin', 'ConsoleLogin', {responseElements: {ConsoleLogin: 'Failure'}})),
    failed,
  );
});

test('a code of a megabyte is cut', () => {
  assert.ok(outcomeOf(call('ec2', 'X', {errorCode: 'x'.repeat(1_000_000)})).text.length < 200);
});

test('a row says its outcome in a column, or has an error, or is ok', () => {
  assert.equal(outcomeOf(row({error_code: 'AccessDenied'})).kind, 'denied');
  assert.equal(outcomeOf(row({outcome: '! FAILED X'})).kind, 'failed');
  assert.equal(outcomeOf(row({outcome: '! DENIED'})).kind, 'denied');
  assert.equal(outcomeOf(row({error: 'false'})).kind, 'ok');
  assert.equal(outcomeOf(row({})).kind, 'ok');
});

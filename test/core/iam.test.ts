import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {freeActions, iamActions, iamPolicy} from '../../source/core/iam.ts';
import {
  chartExtras,
  describeRegions,
  getCallerIdentity,
  getMetricData,
  lookupEvents,
} from '../../source/sources/doctor/actions.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const services: Readonly<Record<string, string>> = {
  'client-cloudtrail': 'cloudtrail',
  'client-cloudwatch': 'cloudwatch',
  'client-ec2': 'ec2',
  'client-sts': 'sts',
};

/** Every call that a file sends, as the IAM action that it needs. */
function sentIn(file: string): readonly string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const operations = [...text.matchAll(/new (?:\w+\.)?(?<operation>[A-Z]\w+)Command\(/gv)];
  const clients = [...text.matchAll(/@aws-sdk\/(?<client>client-\w+)/gv)].map(
    ({groups}) => services[groups?.['client'] ?? ''] ?? '?',
  );
  return operations.map(({groups}) => {
    const operation = groups?.['operation'] ?? '';
    const known = [...iamActions.map(({action}) => action), ...freeActions];
    const found = known.find((action) => action.endsWith(`:${operation}`));
    // A file whose client is another service's would make the action a wrong one.
    return found !== undefined && clients.includes(found.split(':', 1)[0] ?? '')
      ? found
      : `${clients.join('|')}:${operation}`;
  });
}

const sent = new Set(
  globSync('source/**/*.{ts,tsx}', {cwd: root})
    .filter((file) => !file.startsWith(path.join('source', 'demo')))
    .flatMap((file) => sentIn(file)),
);

test('the policy holds exactly what the source sends, but for what IAM lets everybody do', () => {
  const named = [...iamActions.map(({action}) => action), ...freeActions];
  assert.deepEqual([...sent].sort(), [...named].sort());
});

test('doctor tries every action of the policy', () => {
  const tried = [lookupEvents, getMetricData, ...chartExtras, describeRegions, getCallerIdentity];
  const named = [...iamActions.map(({action}) => action), ...freeActions];
  assert.deepEqual(tried.map(({name}) => name).sort(), [...named].sort());
});

test('the policy is JSON as IAM takes it, and only reads', () => {
  const policy = JSON.parse(iamPolicy()) as {
    readonly Version: string;
    readonly Statement: ReadonlyArray<{
      readonly Sid: string;
      readonly Effect: string;
      readonly Action: readonly string[];
      readonly Resource: string;
    }>;
  };
  assert.equal(policy.Version, '2012-10-17');
  for (const {Sid: sid, Effect: effect, Action: actions, Resource: resource} of policy.Statement) {
    assert.match(sid, /^[0-9A-Za-z]+$/v);
    assert.deepEqual([effect, resource], ['Allow', '*']);
    for (const action of actions) {
      assert.match(action, /^[a-z\d]+:(?:Describe|Get|List|Lookup)[A-Za-z]+$/v);
    }
  }

  const listed = policy.Statement.flatMap(({Action: actions}) => actions);
  assert.deepEqual(listed, [...new Set(listed)]);
  assert.ok(iamActions.every(({reason}) => reason !== ''));
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {type EventStore} from '../../../source/core/event-store.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {printFilter} from '../../../source/core/filter.ts';
import {compileRows} from '../../../source/core/event-store/row-filter.ts';
import {countMatches} from '../../../source/core/pivots/counts.ts';
import {pivotsOf, type Pivot} from '../../../source/core/pivots/offers.ts';
import {row as csvRow, session} from '../../support/event-records.ts';
import {anyText} from '../../support/hostile-text.ts';
import {aChainOfKeys, callWith, keys, minting, storeOf} from '../../support/minting.ts';

function rowOf(store: EventStore, id: string): number {
  return store.rowOf(id) ?? -1;
}

function words({label, aim}: Pivot): string {
  switch (aim.kind) {
    case 'filter':
    case 'history': {
      return `${label}: ${printFilter(aim.filter)}`;
    }

    case 'around': {
      return `${label}: ${new Date(aim.time).toISOString()}`;
    }

    case 'chain': {
      return `${label}: ${aim.key}`;
    }
  }
}

function offered(record: JsonObject, picked?: string, field?: string): readonly string[] {
  const store = storeOf([callWith(keys.ops, 'e', 10, record)]);
  return pivotsOf(store, 0, picked, field).map((pivot) => words(pivot));
}

test('a call of a session offers who, with which key, from where, on what and when', () => {
  assert.deepEqual(
    offered({
      requestParameters: {instanceId: 'i-0123456789abcdef0'},
      resources: [
        {ARN: 'arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0'},
        {ARN: 'arn:aws:iam::123456789012:role/web'},
      ],
    }),
    [
      'same user: user:kim',
      'same role: role:ops',
      'same session: role:ops user:kim',
      `same access key: key:${keys.ops}`,
      `chain of this key: ${keys.ops}`,
      'same address: ip:203.0.113.9',
      'instance history: instance:i-0123456789abcdef0',
      'same resource: resource:web',
      'same event name: name:RunInstances',
      'around this: 2026-11-22T11:50:00.000Z',
    ],
  );
});

test("a user's session is the user with the key; a call without a key has no chain", () => {
  const store = storeOf([callWith(keys.kim, 'e', 10), callWith('', 'f', 10)]);
  assert.ok(
    pivotsOf(store, rowOf(store, 'e')).some(
      (each) => words(each) === `same session: user:kim key:${keys.kim}`,
    ),
  );
  assert.ok(pivotsOf(store, rowOf(store, 'f')).every(({aim}) => aim.kind !== 'chain'));
});

test('a call that handed out a key offers what was done with that', () => {
  const store = storeOf(aChainOfKeys());
  const said = new Set(pivotsOf(store, rowOf(store, 'assume-ops')).map((pivot) => words(pivot)));
  assert.ok(said.has(`key it minted: key:${keys.ops}`));
  assert.ok(said.has(`chain of this key: ${keys.kim}`));
  const service = storeOf([
    minting('', keys.ops, 'by-ec2', 10, {userIdentity: {type: 'AWSService'}}),
  ]);
  assert.ok(
    pivotsOf(service, 0)
      .map((each) => words(each))
      .includes(`chain of this key: ${keys.ops}`),
  );
});

test('a picked value comes first, as what its shape says', () => {
  const record = {requestParameters: {comment: 'in two words'}};
  const first = (picked: string, field = '') => offered(record, picked, field).slice(0, 3);
  assert.deepEqual(first(keys.admin), [
    `this access key: key:${keys.admin}`,
    `chain of this key: ${keys.admin}`,
    `this text: ${keys.admin}`,
  ]);
  assert.equal(first('i-0123456789abcdef0')[0], 'instance history: instance:i-0123456789abcdef0');
  assert.equal(first('198.51.100.7')[0], 'this address: ip:198.51.100.7');
  assert.equal(first('2001:db8::1')[0], 'this address: ip:2001:db8::1');
  assert.deepEqual(first('arn:aws:sts::123456789012:assumed-role/ops/kim').slice(0, 2), [
    'calls by this: role:ops user:kim',
    'this resource: resource:arn:aws:sts::123456789012:assumed-role/ops/kim',
  ]);
  assert.equal(first('kim')[0], 'this user: user:kim');
  assert.equal(first('two words')[0], 'this text: "two words"');
  assert.deepEqual(first('t3.micro', 'requestParameters.instanceType').slice(0, 2), [
    'this value there: requestParameters.instanceType:t3.micro',
    'this text: t3.micro',
  ]);
});

test('what is offered twice is offered once', () => {
  const said = offered({}, '203.0.113.9', 'sourceIPAddress');
  assert.equal(said.filter((each) => each.endsWith('ip:203.0.113.9')).length, 1);
});

test('odd records and rows of a CSV offer what they have, and never throw', () => {
  const odd = [null, [], 5, 'x', {accessKeyId: {}}, [[[]]]];
  for (const userIdentity of odd) {
    for (const responseElements of odd) {
      offered({userIdentity, responseElements, resources: [null, 5, {ARN: 7}]});
    }
  }

  const store = storeOf([csvRow({user: 'kim', event_type: 'EC2_INSTANCE_TERMINATED'})]);
  assert.deepEqual(
    pivotsOf(store, 0).map((pivot) => words(pivot)),
    ['same user: user:kim', 'same event name: event_type:EC2_INSTANCE_TERMINATED'],
  );
  fc.assert(
    fc.property(anyText, (hostile) => {
      offered({userIdentity: session('ops', hostile)}, hostile, hostile);
    }),
  );
});

test('each way on says how many loaded events it finds; free text is not counted', () => {
  const store = storeOf(aChainOfKeys());
  const filters = pivotsOf(store, rowOf(store, 'admin-did'), 'two words').map(({aim}) =>
    'filter' in aim ? aim.filter : [],
  );
  const counts = () =>
    Object.fromEntries(
      countMatches(store, filters).map((count, index) => [
        printFilter(filters[index] ?? []),
        count,
      ]),
    );
  assert.equal(counts()['"two words"'], undefined);
  assert.equal(counts()['user:kim'], 5);
  assert.equal(counts()['role:ops user:kim'], 4);
  assert.equal(counts()[`key:${keys.admin}`], 1);
  store.add([callWith(keys.admin, 'admin-did-more', 3)]);
  assert.equal(counts()[`key:${keys.admin}`], 2);
  assert.equal(counts()['user:kim'], 6);
});

test('of very many events too every way on has its number when the menu opens', () => {
  const many = Array.from({length: 300}, (_, index) => callWith(keys.admin, `more-${index}`, 3));
  const store = storeOf(aChainOfKeys());
  // In several files: what is known of the first is gone on with.
  for (let copy = 0; copy < 700; copy++) {
    store.add(many.map((event) => ({...event, id: '', record: {...event.record, eventID: ''}})));
  }

  const filters = pivotsOf(store, rowOf(store, 'admin-did')).flatMap(({aim}) =>
    'filter' in aim ? [aim.filter] : [],
  );
  const counts = countMatches(store, filters);
  assert.ok(counts.length >= 4);
  for (const [index, filter] of filters.entries()) {
    const matches = compileRows(store, filter);
    assert.equal(
      counts[index],
      store.order.filter((row) => matches(row)).length,
      printFilter(filter),
    );
  }
});

test('a sentence of the card is no text to look for, a text of the record is', () => {
  const record = {
    errorCode: 'AccessDenied',
    errorMessage: 'Cross-account pass role is not allowed.',
  };
  assert.equal(offered(record, '8× c7i.16xlarge → i-0f3 +7')[0], 'same user: user:kim');
  assert.equal(
    offered(record, 'pass role is not allowed')[0],
    'this text: "pass role is not allowed"',
  );
});

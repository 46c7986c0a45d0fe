import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {type EventStore} from '../../../source/core/event-store.ts';
import {fromRecord} from '../../../source/core/event.ts';
import {chainOf} from '../../../source/core/pivots/chain.ts';
import {mintedIn, mintOf} from '../../../source/core/pivots/minted.ts';
import {aChainOfKeys, callWith, keys, minting, storeOf} from '../../support/minting.ts';

/** The chain as lines: the eventID that minted, further to the right with each link; the asked key has a star. */
function drawn(store: EventStore, key: string): readonly string[] {
  return chainOf(store, key).links.map(({depth, row, isAsked, key: own}) => {
    const id = row === undefined ? own : (store.field(row, 'id')[0] ?? '');
    return `${'  '.repeat(depth)}${id}${isAsked ? ' *' : ''}`;
  });
}

test('a chain goes back to the first key and on to everything that the asked one led to', () => {
  const store = storeOf(aChainOfKeys());
  assert.deepEqual(drawn(store, keys.ops), [
    keys.kim,
    '  assume-ops *',
    '    assume-backup',
    '    assume-admin',
  ]);
  assert.deepEqual(drawn(store, keys.admin), [keys.kim, '  assume-ops', '    assume-admin *']);
  assert.equal(drawn(store, keys.kim).at(0), `${keys.kim} *`);
  assert.equal(drawn(store, keys.kim).length, 4);
});

test('a first key whose call is not loaded is named; one from a service has none before it', () => {
  const store = storeOf(aChainOfKeys());
  assert.equal(chainOf(store, keys.admin).unminted, keys.kim);
  assert.deepEqual(chainOf(store, 'ASIAUNKNOWNUNKNOWN01'), {
    links: [{key: 'ASIAUNKNOWNUNKNOWN01', depth: 0, row: undefined, isAsked: true}],
    unminted: 'ASIAUNKNOWNUNKNOWN01',
    isCut: false,
  });
  const byService = storeOf([
    minting('', keys.ops, 'by-ec2', 10, {
      userIdentity: {type: 'AWSService', invokedBy: 'ec2.amazonaws.com'},
    }),
  ]);
  assert.deepEqual(drawn(byService, keys.ops), ['by-ec2 *']);
  assert.equal(chainOf(byService, keys.ops).unminted, undefined);
});

test('a key that CreateAccessKey made has a beginning too', () => {
  const store = storeOf([
    minting(keys.ops, '', 'created', 20, {
      eventName: 'CreateAccessKey',
      responseElements: {accessKey: {accessKeyId: keys.kim, userName: 'kim'}},
    }),
  ]);
  assert.deepEqual(drawn(store, keys.kim), [keys.ops, '  created *']);
});

test('of the two records of one call the one that names the caller counts', () => {
  const foreign = minting('', keys.admin, 'in-the-other-account', 34, {
    userIdentity: {type: 'AWSAccount', accountId: '210987654321'},
  });
  for (const events of [
    [foreign, ...aChainOfKeys()],
    [...aChainOfKeys(), foreign],
  ]) {
    assert.equal(drawn(storeOf(events), keys.admin)[2], '    assume-admin *');
  }
});

test('keys that were handed out in a ring end, each named once', () => {
  const store = storeOf([
    minting(keys.ops, keys.admin, 'a', 30),
    minting(keys.admin, keys.ops, 'b', 20),
    minting(keys.admin, keys.admin, 'c', 10),
  ]);
  assert.deepEqual(
    chainOf(store, keys.ops).links.map(({key}) => key),
    [keys.admin, keys.ops],
  );
  assert.equal(chainOf(store, keys.ops).unminted, undefined);
});

test('what comes later is found, and the index grows with it', () => {
  const store = storeOf([callWith(keys.ops, 'ops-did', 45)]);
  assert.equal(mintOf(store, keys.ops), undefined);
  store.add([minting(keys.kim, keys.ops, 'late', 50)]);
  assert.deepEqual(drawn(store, keys.ops), [keys.kim, '  late *']);
  assert.equal(mintedIn(store).byKey.size, 1);
});

test('a very long chain and very many keys are cut, and said to be', () => {
  const long = storeOf(
    Array.from({length: 3000}, (_, index) =>
      minting(`ASIA${index}`, `ASIA${index + 1}`, `e${index}`, 1),
    ),
  );
  for (const key of ['ASIA0', 'ASIA1500', 'ASIA3000']) {
    const chain = chainOf(long, key);
    assert.ok(chain.isCut && chain.links.length <= 501, key);
    assert.ok(
      chain.links.some(({isAsked}) => isAsked),
      key,
    );
  }

  const broad = storeOf(
    Array.from({length: 3000}, (_, index) => minting('ASIAROOT', `ASIA${index}`, `e${index}`, 1)),
  );
  const chain = chainOf(broad, 'ASIAROOT');
  assert.ok(chain.isCut && chain.links.length === 500);
});

test('whatever stands where a key should be, a chain ends and names no key twice', () => {
  const key = fc.constantFrom('A', 'B', 'C', 'D', '');
  const odd = fc.constantFrom<unknown[]>(null, 5, [], ['A', 'B'], {accessKeyId: []}, 'A', {});
  const record = fc.record({
    userIdentity: fc.oneof(
      key.map((accessKeyId) => ({accessKeyId})),
      odd,
    ),
    responseElements: fc.oneof(
      key.map((accessKeyId) => ({credentials: {accessKeyId}})),
      odd.map((credentials) => ({credentials})),
      odd,
    ),
  });
  fc.assert(
    fc.property(fc.array(record, {maxLength: 12}), (records) => {
      const store = storeOf(records.map((each) => fromRecord(each as never)));
      for (const asked of ['A', 'B', 'C', 'nobody']) {
        const {links} = chainOf(store, asked);
        const named = links.map((link) => link.key);
        assert.equal(new Set(named).size, named.length);
        assert.equal(links.filter(({isAsked}) => isAsked).length, 1);
      }
    }),
  );
});

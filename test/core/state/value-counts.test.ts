import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createStore} from '../../../source/core/state.ts';
import {valuesOf} from '../../../source/core/state/value-counts.ts';
import {aWrite} from '../../support/a-record.ts';

test('values are counted once for each version of the store', () => {
  const store = createStore();
  store.add([aWrite('a', 1), aWrite('b', 2, {eventName: 'StopInstances'}), aWrite('c', 3)]);
  const first = valuesOf(store, 'name');
  assert.deepEqual(
    [...first.counts],
    [
      ['RunInstances', 2],
      ['StopInstances', 1],
    ],
  );
  assert.equal(first.cappedAt, undefined);
  assert.equal(valuesOf(store, 'name'), first, 'a key counts nothing anew');
  store.add([aWrite('d', 4)]);
  assert.equal(valuesOf(store, 'name').counts.get('RunInstances'), 3);
});

test('of a path into the records fewer are opened, and how many is told', () => {
  const store = createStore();
  store.add(
    Array.from({length: 1500}, (_, index) =>
      aWrite(`e${index}`, 1, {requestParameters: {instanceType: `t${index % 3}.micro`}}),
    ),
  );
  const types = valuesOf(store, 'requestParameters.instanceType');
  assert.equal(types.cappedAt, 1000);
  assert.equal(
    [...types.counts.values()].reduce((sum, count) => sum + count, 0),
    1000,
  );
  assert.equal(valuesOf(store, 'user').cappedAt, undefined);
});

test('a field that occurs nowhere has no values', () => {
  const store = createStore();
  assert.equal(valuesOf(store, 'role').counts.size, 0);
  store.add([aWrite('a', 1)]);
  assert.equal(valuesOf(store, 'role').counts.size, 0);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {embeddedJson} from '../../../source/core/detail/embedded.ts';
import {isFolded, pathOf, readTree} from '../../../source/core/detail/tree.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {valuesAt} from '../../../source/core/reading/path.ts';
import {anyText} from '../../support/hostile-text.ts';

const policy = {Version: '2012-10-17', Statement: [{Effect: 'Allow', Action: '*'}]};

test('a string that holds JSON is read as what it holds, URL-encoded too', () => {
  const text = JSON.stringify(policy);
  assert.deepEqual(embeddedJson(text), policy);
  assert.deepEqual(embeddedJson(` \n${text}`), policy);
  assert.deepEqual(embeddedJson(encodeURIComponent(text)), policy);
  for (const plain of [
    '',
    '{',
    '{}',
    '[]',
    'kim',
    '5',
    '"x"',
    '{"a":1',
    '%7B',
    '%7B%ZZ',
    '[1',
    ' ',
  ]) {
    assert.equal(embeddedJson(plain), undefined, plain);
  }
});

test('every value of a record is a node, in its order, with what is inside it', () => {
  const nodes = readTree({a: {b: [1, {c: 2}]}, d: 'x'});
  assert.deepEqual(
    nodes.map(({id, parent, depth, key, shape, end}) => [id, parent, depth, key, shape, end]),
    [
      [0, -1, 0, undefined, 'object', 7],
      [1, 0, 1, 'a', 'object', 6],
      [2, 1, 2, 'b', 'list', 6],
      [3, 2, 3, undefined, 'none', 4],
      [4, 2, 3, undefined, 'object', 6],
      [5, 4, 4, 'c', 'none', 6],
      [6, 0, 1, 'd', 'none', 7],
    ],
  );
  assert.deepEqual(
    nodes.map(({id}) => pathOf(nodes, id)),
    ['', 'a', 'a.b', 'a.b', 'a.b', 'a.b.c', 'd'],
  );
});

test('a path leads to a value as the filter follows it; none leads into a string', () => {
  const record = {requestParameters: {policyDocument: JSON.stringify(policy), name: 'kim'}};
  const nodes = readTree(record);
  const named = (key: string) => nodes.findIndex((node) => node.key === key);
  assert.deepEqual(valuesAt(record, pathOf(nodes, named('name'))), ['kim']);
  assert.equal(pathOf(nodes, named('policyDocument')), 'requestParameters.policyDocument');
  assert.equal(pathOf(nodes, named('Effect')), '');
});

test('a hundred thousand levels, and more values than are opened, are read to their end', () => {
  let deep: JsonObject = {end: 1};
  for (let level = 0; level < 100_000; level++) {
    deep = {down: deep};
  }

  assert.equal(readTree(deep).length, 100_002);
  const long = readTree({list: Array.from({length: 300_000}, () => 0), last: 1});
  assert.deepEqual(
    long.map(({key, shape}) => [key, shape]),
    [
      [undefined, 'object'],
      ['list', 'none'],
      ['last', 'none'],
    ],
  );
});

test('what is deep or long is folded at first, the record itself never', () => {
  const nodes = readTree({list: Array.from({length: 201}, () => 0), few: [1]});
  const [record, list] = nodes;
  const few = nodes.find(({key}) => key === 'few');
  assert.ok(record && list && few);
  assert.ok(isFolded(list, new Set()));
  assert.ok(!isFolded(list, new Set([list.id])));
  assert.ok(!isFolded(few, new Set()));
  assert.ok(!isFolded(record, new Set([0])));
});

test('any record is read, and each value lies within its parent', () => {
  const {value} = fc.letrec((tie) => ({
    value: fc.oneof(
      {depthSize: 'small'},
      anyText,
      fc.integer(),
      fc.constant(null),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), {maxLength: 4}),
    object: fc.dictionary(anyText, tie('value'), {maxKeys: 4}),
  }));
  fc.assert(
    fc.property(fc.dictionary(anyText, value), (record) => {
      const nodes = readTree(record as JsonObject);
      for (const {id, parent, end} of nodes.slice(1)) {
        const around = nodes[parent];
        assert.ok(around && around.id < id && end <= around.end && end > id);
      }

      const scalars = nodes.filter(
        ({shape, value: own}) => shape === 'none' && typeof own !== 'object',
      );
      assert.ok(scalars.length <= JSON.stringify(record).length);
    }),
  );
});

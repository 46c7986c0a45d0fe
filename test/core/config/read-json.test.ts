import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {readLocatedJson, type Located} from '../../../source/core/config/read-json.ts';

/** The value without its places. */
function valueOf(located: Located): unknown {
  switch (located.kind) {
    case 'object': {
      return Object.fromEntries(located.members.map(({key, value}) => [key, valueOf(value)]));
    }

    case 'array': {
      return located.items.map((item) => valueOf(item));
    }

    case 'scalar': {
      return located.value;
    }
  }
}

function faultsOf(text: string): readonly string[] {
  return readLocatedJson(text).faults.map(({line, message}) => `${line}: ${message}`);
}

function readable(text: string): unknown {
  const {root} = readLocatedJson(text);
  return root && valueOf(root);
}

test('JSON is read as JSON.parse reads it, however it is spaced', () => {
  fc.assert(
    fc.property(fc.jsonValue({maxDepth: 5}), fc.nat(4), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const {root, faults, isCut} = readLocatedJson(text);
      assert.deepEqual([faults, isCut], [[], false]);
      assert.ok(root);
      assert.equal(JSON.stringify(valueOf(root)), JSON.stringify(JSON.parse(text)));
      assert.equal(text.slice(root.start, root.end), text);
    }),
  );
});

test('any text is read to an end, and what JSON.parse refuses has a fault with a line of the text', () => {
  const near = fc.array(fc.constantFrom(...'{}[]",:\n '.split(''), '"a"', '1', 'true', '//x\n'));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        near.map((parts) => parts.join('')),
      ),
      (text) => {
        const {faults} = readLocatedJson(text);
        const lines = text.split('\n').length;
        assert.ok(faults.every(({line}) => line >= 1 && line <= lines));
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }

        assert.equal(faults.length === 0, isJson, text);
      },
    ),
    {numRuns: 1000},
  );
});

test('every member knows its line', () => {
  const {root} = readLocatedJson('{\n  "a": 1,\n\n  "b": {\n    "c": []}\n}\n');
  assert.deepEqual(
    (root?.kind === 'object' ? root.members : []).map(({key, line}) => [key, line]),
    [
      ['a', 2],
      ['b', 4],
    ],
  );
});

test('commas too many or missing, and comments, are named by their line and passed over', () => {
  const text = '{\n  // mine\n  "a": 1\n  "b": [1, 2,],\n}';
  assert.deepEqual(faultsOf(text), [
    '2: JSON has no comments',
    '3: a comma is missing at its end',
    '4: a comma stands behind the last entry',
    '4: a comma stands behind the last entry',
  ]);
  assert.deepEqual(readable(text), {a: 1, b: [1, 2]});
});

test('what stands above a place that cannot be read counts, half a list does not', () => {
  const text = '{"a": 1,\n "b": {"c": 2,\n  "d": oops,\n "e": 3}}';
  assert.deepEqual(faultsOf(text), [
    '3: a value is missing before "oops,"; what stands below counts no longer',
  ]);
  assert.deepEqual(readable(text), {a: 1, b: {c: 2}});
  assert.deepEqual(readable('{"a": 1, "b": [1, oops'), {a: 1});
  assert.deepEqual(readable('{"a": 1,'), {a: 1});
});

test('typical slips are told in words', () => {
  assert.match(faultsOf("{'a': 1}").join(''), /names stand in double quotes/v);
  assert.match(faultsOf('{"a": \'x\'}').join(''), /texts stand in double quotes/v);
  assert.match(faultsOf('{"a" 1}').join(''), /a colon is missing behind "a"/v);
  assert.match(faultsOf('{"a": "x\n"}').join(''), /no end on its line/v);
  assert.match(faultsOf('{"a": 1').join(''), /ends where \} is missing/v);
  assert.match(faultsOf('').join(''), /ends where a value is missing/v);
  assert.match(faultsOf('{} x').join(''), /something behind the end/v);
});

test('a thousand levels and a thousand faults end soon', () => {
  assert.match(faultsOf('['.repeat(1000)).join(''), /nested too deep/v);
  assert.ok(faultsOf(`[${'1 '.repeat(1000)}]`).length < 30);
});

test('a byte order mark is no fault', () => {
  assert.deepEqual(readable('\uFEFF{"a": 1}'), {a: 1});
  assert.deepEqual(faultsOf('\uFEFF{"a": 1}'), []);
});

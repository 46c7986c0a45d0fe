import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {type Json, type JsonObject} from '../../../source/core/json.ts';
import {nativeJson} from '../../../source/core/written/native-json.ts';
import {anyText} from '../../support/hostile-text.ts';

/** Anything that a line of JSON Lines on a terminal must not hold. */
const obeyed = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/v;

const {value: anyJson} = fc.letrec<{value: Json}>((tie) => ({
  value: fc.oneof(
    {depthSize: 'small'},
    anyText,
    fc.double({noNaN: true, noDefaultInfinity: true}).map((number) => number || 0),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), {maxLength: 4}),
    fc.dictionary(anyText, tie('value'), {maxKeys: 4}),
  ),
}));
const anyRecord = fc.dictionary(anyText, anyJson, {maxKeys: 6}) as fc.Arbitrary<JsonObject>;

describe('a record as a line of JSON', () => {
  test('parses to the same value, keys in their order, and holds nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const line = nativeJson({record});
        assert.doesNotMatch(line, obeyed);
        assert.equal(JSON.stringify(JSON.parse(line)), JSON.stringify(record));
      }),
    );
  });

  test("of the source's own text too, however it is laid out and escaped", () => {
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(0, 1, '\t', 4), (record, indent) => {
        const text = JSON.stringify(record, null, indent);
        const line = nativeJson({record: {}}, text);
        assert.doesNotMatch(line, obeyed);
        assert.deepEqual(JSON.parse(line), JSON.parse(text));
      }),
    );
  });

  test('escapes are written, not dropped', () => {
    assert.equal(
      nativeJson({record: {a: '\u001B[31m\u007F\u0085\u202E\u2028\u2029\uD800é😀'}}),
      String.raw`{"a":"\u001b[31m\u007f\u0085\u202e\u2028\u2029\ud800é😀"}`,
    );
  });

  test("where the source's text is at hand, nothing of it is lost", () => {
    const text = '{"b":12345678901234567890,"2":1.50,"1":-0,"c":1e400,"b":"\\u202e"}';
    assert.equal(nativeJson({record: JSON.parse(text) as JsonObject}, text), text);
  });

  test('a text that is no JSON object is not passed on: what was parsed is', () => {
    for (const text of ['', 'no JSON', '7', '[]', 'null', '{"a":1}{"b":2}', '{"a":1}\u001B']) {
      assert.equal(nativeJson({record: {a: 1}}, text), '{"a":1}', text);
    }
  });

  test('keys that mean something to JavaScript are only keys', () => {
    const text = '{"__proto__":{"x":1},"toJSON":"y","constructor":null}';
    assert.equal(nativeJson({record: JSON.parse(text) as JsonObject}), text);
  });

  test('a record nested deeper than any stack is written all the same', () => {
    const depth = 200_000;
    const text = `{"a":${'[{"b":'.repeat(depth)}"x","y"${'}]'.repeat(depth)}}`.replace(
      '"x","y"',
      '["x",null,{}]',
    );
    assert.equal(nativeJson({record: JSON.parse(text) as JsonObject}), text);
  });
});

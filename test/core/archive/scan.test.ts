import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {scanValue} from '../../../source/core/archive/scan.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('every value ends where it ends, whatever follows', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('', ' ', ',', ']', '}', '\n{"a":1}'), (json, after) => {
      assert.deepEqual(scanValue(json + after, 0), {ok: true, end: json.length});
    }),
  );
});

test('every beginning of a list is cut, never wrong and never whole', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), {minLength: 1}), fc.nat(), (list, at) => {
      const json = JSON.stringify(list);
      const scan = scanValue(json.slice(0, at % json.length), 0);
      assert.ok(!scan.ok && scan.cut, JSON.stringify(scan));
    }),
  );
});

test('it agrees with JSON.parse about texts that are nearly JSON', () => {
  const edit = fc.record({at: fc.nat(), with: fc.constantFrom(...'{}[]",:\\x0-.e u\n')});
  fc.assert(
    fc.property(fc.object(), edit, (value, {at, with: put}) => {
      const json = JSON.stringify(value);
      const place = at % json.length;
      const text = json.slice(0, place) + put + json.slice(place + 1);
      const scan = scanValue(text, 0);
      const isWhole = scan.ok && text.slice(scan.end).trim() === '';
      assert.equal(isWhole, parses(text), text);
    }),
    {numRuns: 500},
  );
});

test('the place of an error is the first character that cannot stand there', () => {
  const cases: ReadonlyArray<readonly [string, number]> = [
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a":1,}', 7],
    ['{"a":tru}', 5],
    [String.raw`["\x"]`, 2],
    ['["a\nb"]', 3],
    ['[}', 1],
  ];
  for (const [text, at] of cases) {
    assert.deepEqual(scanValue(text, 0), {ok: false, at, cut: false}, text);
  }
});

test('depth costs no stack', () => {
  const depth = 200_000;
  const text = '['.repeat(depth) + ']'.repeat(depth);
  assert.deepEqual(scanValue(text, 0), {ok: true, end: 2 * depth});
});

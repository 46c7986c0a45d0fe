import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {isViewName} from '../../../source/core/config/view-name.ts';
import {withView} from '../../../source/core/config/with-view.ts';

const view = {filter: 'is:denied', since: '1h'};

function textOf(answer: ReturnType<typeof withView>): string {
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.text;
}

test('the first view makes the file', () => {
  assert.equal(
    textOf(withView('', 'night', view)),
    '{\n  "views": {\n    "night": {"filter":"is:denied","since":"1h"}\n  }\n}\n',
  );
});

test('everything else stays as it is written, blanks and large numbers too', () => {
  const before = '{ "x":12345678901234567890,\n\t"views" : { "a" : {"since":"2h"} } , "y":1.0 }';
  assert.equal(
    textOf(withView(before, 'b', view)),
    '{ "x":12345678901234567890,\n\t"views" : { "a" : {"since":"2h"},\n    "b": {"filter":"is:denied","since":"1h"} } , "y":1.0 }',
  );
});

test('a view of the name is replaced where it stands, and that is said', () => {
  const answer = withView('{"views": {"a": {"since": "2h"}, "b": {}}}', 'a', view);
  assert.equal(textOf(answer), '{"views": {"a": {"filter":"is:denied","since":"1h"}, "b": {}}}');
  assert.ok(answer.ok && answer.isReplaced);
});

test('a file with faults is not touched, and the line is told', () => {
  for (const [text, line, words] of [
    ['{\n "views": {},\n}', 2, /comma/v],
    ['{"views": 3}', 1, /takes/v],
    ['[]', 1, /begin with \{/v],
    ['{"views": {},\n"views": {}}', 2, /twice/v],
  ] as const) {
    const answer = withView(text, 'a', view);
    assert.ok(!answer.ok, text);
    assert.equal(answer.line, line);
    assert.match(answer.message, words);
  }
});

test('whatever is in the file and in the view, the file is JSON with both in it', () => {
  const name = fc.constantFrom('a', 'b', 'deny-all', 'constructor', 'Night_2', 'toString');
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(name, fc.dictionary(name, fc.string())),
      name,
      fc.string({unit: 'grapheme'}),
      fc.nat(4),
      (others, views, called, filter, indent) => {
        const written = JSON.stringify({...others, views}, null, indent);
        const text = textOf(withView(written, called, {filter}));
        assert.ok(isViewName(called));
        const wanted = JSON.stringify({...others, views: {...views, [called]: {filter}}});
        assert.deepEqual(JSON.parse(text), JSON.parse(wanted));
      },
    ),
  );
});

test('text that a terminal would obey is escaped in the file', () => {
  const text = textOf(withView('{}', 'a', {filter: '\u202E\u001B[31m\u009B'}));
  assert.match(text, /^[\n\u0020-\u007E]*$/v);
});

test('names are what no shell and no path takes for something else', () => {
  for (const name of ['', '1', 'a b', '../x', 'a/b', '-a', '@a', 'a.b', 'ä', 'a'.repeat(41)]) {
    assert.ok(!isViewName(name), name);
  }

  assert.ok(isViewName('deny-all_2'));
});

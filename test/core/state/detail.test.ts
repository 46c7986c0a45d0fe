import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {findLines, viewRecord} from '../../../source/core/state/detail.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {detailHeight, detailLines} from '../../../source/core/state/detail-moves.ts';
import {lineText, lineWidth} from '../../../source/core/text.ts';
import {arrive, aScreen, aWrite, press, read, type} from '../../support/a-record.ts';
import {anyText} from '../../support/hostile-text.ts';

const recordLines = (...args: Parameters<typeof viewRecord>) => viewRecord(...args).lines;

test('what is searched is found across the end of a line, and without JSON escapes', () => {
  const view = viewRecord({note: 'please say "hi" to create-access-key', other: 1}, 24, false);
  assert.deepEqual(findLines(view, 'create-access-key'), [1]);
  assert.deepEqual(findLines(view, 'say "hi"'), [1]);
  assert.deepEqual(findLines(view, 'nowhere'), []);
});

test('a record is shown as JSON, in the order of its keys', () => {
  const record = {b: 1, a: {list: [true, null, 'x'], empty: {}, none: []}};
  assert.equal(read(recordLines(record, 60, false)), JSON.stringify(record, null, 2));
});

test('a long value goes on in the next line, further in', () => {
  assert.equal(
    read(recordLines({agent: 'a'.repeat(20)}, 20, false)),
    ['{', `  "agent": "${'a'.repeat(8)}`, `    ${'a'.repeat(12)}"`, '}'].join('\n'),
  );
});

test('any record fits, nothing in it is obeyed, and it ends', () => {
  const anyRecord = fc.dictionary(
    anyText,
    fc.letrec((tie) => ({
      value: fc.oneof(
        {depthSize: 'small'},
        anyText,
        fc.double(),
        fc.constant(null),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), {maxLength: 4}),
      object: fc.dictionary(anyText, tie('value'), {maxKeys: 4}),
    })).value,
    {maxKeys: 5},
  );
  fc.assert(
    fc.property(anyRecord, fc.integer({min: 1, max: 60}), fc.boolean(), (record, cells, ascii) => {
      for (const line of recordLines(record as JsonObject, cells, ascii)) {
        assert.ok(lineWidth(line) <= Math.max(8, cells));
        assert.doesNotMatch(lineText(line), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/v);
      }
    }),
  );
});

test('a sign without end, a thousand levels and a megabyte are shown in bounds', () => {
  let deep: JsonObject = {end: 1};
  for (let level = 0; level < 1000; level++) {
    deep = {down: deep};
  }

  const lines = recordLines({sign: 'ᄀ'.repeat(300), deep, big: 'x'.repeat(1_000_000)}, 40, false);
  assert.ok(lines.length < 2000, `${lines.length} lines`);
  assert.match(read(lines).replaceAll(/\s+/gv, ''), /morecharacters/v);
});

test('Enter opens the record under the cursor, and new events do not change it', () => {
  let state = press(arrive(aScreen(), [aWrite('a', 5), aWrite('b', 10)]), 'j', 'enter');
  assert.match(read(detailLines(state)), /"eventID": "b"/v);
  state = arrive(state, [aWrite('c', 1), aWrite('d', 7)]);
  assert.match(read(detailLines(state)), /"eventID": "b"/v);
});

test('a detail scrolls from its first to its last line and no further', () => {
  const long = aWrite('a', 5, {requestParameters: Array.from({length: 200}, (_, index) => index)});
  const state = press(arrive(aScreen(), [long]), 'enter');
  const last = detailLines(state).length - detailHeight(state);
  assert.equal(press(state, 'k').detail?.top, 0);
  assert.equal(press(state, 'j', 'j').detail?.top, 2);
  assert.equal(press(state, 'G').detail?.top, last);
  assert.equal(press(state, 'G', 'j', 'pagedown').detail?.top, last);
  assert.equal(press(state, 'G', 'g').detail?.top, 0);
});

test('/ searches while it is typed, n and N go around', () => {
  const long = aWrite('a', 5, {
    requestParameters: Array.from({length: 200}, (_, index) =>
      index % 60 === 0 ? 'Needle' : index,
    ),
  });
  let state = type(press(arrive(aScreen(), [long]), 'enter', '/'), 'needle');
  const lines = detailLines(state).map((line) => lineText(line));
  const places = lines.flatMap((line, index) => (line.includes('Needle') ? [index] : []));
  assert.equal(places.length, 4);
  const found = () => state.detail?.found;
  const isInView = () => {
    const {top = 0, found: at = -1} = state.detail ?? {};
    return at >= top && at < top + detailHeight(state);
  };

  assert.equal(found(), places[0]);
  state = press(state, 'enter');
  for (const place of [1, 2, 3, 0]) {
    state = press(state, 'n');
    assert.equal(found(), places[place]);
    assert.ok(isInView());
  }

  state = press(state, 'N');
  assert.equal(found(), places[3]);
  state = press(type(press(state, '/'), 'nowhere'), 'enter');
  assert.match(state.notice, /"nowhere" is not in this record/v);
});

test('without an event under the cursor Enter says so', () => {
  assert.match(press(aScreen(), 'enter').notice, /no event/v);
});

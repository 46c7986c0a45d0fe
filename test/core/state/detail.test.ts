import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {EventStore} from '../../../source/core/event-store.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {layOut} from '../../../source/core/layout.ts';
import {selectDetail} from '../../../source/core/select.ts';
import {detailView} from '../../../source/core/state/detail-moves.ts';
import {pickedInDetail, pickedValue} from '../../../source/core/state/detail-picked.ts';
import {type State} from '../../../source/core/state.ts';
import {lineText, lineWidth} from '../../../source/core/text.ts';
import {after, arrive, aScreen, aWrite, press, read, type} from '../../support/a-record.ts';
import {anyText} from '../../support/hostile-text.ts';

/** A detail of a record with these keys. */
function opened(record: JsonObject = {}, options: Parameters<typeof aScreen>[0] = {}): State {
  return press(arrive(aScreen(options), [aWrite('a', 5, record)]), 'enter');
}

function pane(state: State) {
  const layout = layOut(state.size.columns, state.size.rows, state.focus, state.isMaximised);
  const rect = layout.kind === 'panes' ? (layout.events ?? layout.body) : undefined;
  assert.ok(rect);
  return selectDetail(state, rect);
}

/** The rows inside the border, as a person reads them. */
function rows(state: State): readonly string[] {
  return pane(state)
    .slice(1, -1)
    .map((line) => lineText(line).slice(1, -1).trimEnd());
}

/** The row with the cursor. */
function marked(state: State): string {
  const under = rows(state).filter((row) => row.startsWith('▸ '));
  assert.equal(under.length, 1, rows(state).join('\n'));
  return under[0]?.slice(2).trim() ?? '';
}

/** The cursor on the first line that reads so. */
function onto(state: State, wanted: RegExp): State {
  let current = press(state, 'g');
  for (let left = detailView(state)?.lines.length ?? 0; left > 0; left--) {
    if (wanted.test(marked(current))) {
      return current;
    }

    current = press(current, 'j');
  }

  throw new Error(`no line reads ${wanted.source}`);
}

/** All of the record as it is shown, from its first bracket. */
function wholeRecord(state: State): string {
  const view = detailView(state);
  assert.ok(view);
  const from = view.card.length + 1;
  return read(view.lines.slice(from).flatMap((_, index) => [...view.rowsAt(from + index)]));
}

test('Enter opens the event under the cursor: the card, then the record in the order of its keys', () => {
  const state = press(arrive(aScreen(), [aWrite('a', 5), aWrite('b', 10)]), 'j', 'enter');
  assert.match(rows(state).join('\n'), /event id +b\n/v);
  const record = state.store.open(state.store.raw(state.detail?.row ?? -1) ?? assert.fail());
  assert.equal(wholeRecord(state), JSON.stringify(record, null, 2));
  const later = arrive(state, [aWrite('c', 1), aWrite('d', 7)]);
  assert.deepEqual(rows(later), rows(state));
});

test('without an event under the cursor Enter says so', () => {
  assert.match(press(aScreen(), 'enter').notice, /no event/v);
});

test('j and k move from line to line, and the cursor stays in sight from the first to the last', () => {
  const state = opened({requestParameters: Array.from({length: 150}, (_, index) => index)});
  const count = detailView(state)?.lines.length ?? 0;
  let current = state;
  const seen: string[] = [];
  for (let step = 0; step < count; step++) {
    seen.push(marked(current));
    current = press(current, 'j');
  }

  assert.equal(seen.at(-1), '}');
  assert.deepEqual(rows(current), rows(press(state, 'G')));
  const back: string[] = [];
  for (let step = 0; step < count; step++) {
    back.push(marked(current));
    current = press(current, 'k');
  }

  assert.deepEqual(back.reverse(), seen);
  assert.deepEqual(rows(current), rows(state));
});

test('pages go through the whole and no further, and g and G to its ends', () => {
  const state = opened({requestParameters: Array.from({length: 150}, (_, index) => index)});
  let current = state;
  const met = new Set<string>();
  for (let step = 0; step < 20; step++) {
    for (const row of rows(current)) {
      met.add(row.slice(2));
    }

    current = press(current, 'pagedown');
  }

  assert.equal(marked(current), '}');
  assert.ok(Array.from({length: 149}, (_, index) => `    ${index},`).every((row) => met.has(row)));
  assert.deepEqual(rows(press(current, 'j', 'pagedown')), rows(current));
  for (let step = 0; step < 20; step++) {
    current = press(current, 'pageup');
  }

  assert.deepEqual(rows(current), rows(state));
  assert.deepEqual(rows(press(state, 'G', 'g')), rows(state));
});

test('a line that is higher than the pane is scrolled through row by row', () => {
  const text = Array.from({length: 90}, (_, index) => `line ${index} of it`).join('\n');
  let current = onto(opened({requestParameters: {script: text}}), /"script": text of 90 lines/v);
  const seen = new Set<string>();
  for (let step = 0; step < 100; step++) {
    for (const row of rows(current)) {
      seen.add(row.trim());
    }

    current = press(current, 'j');
  }

  for (let index = 0; index < 90; index++) {
    assert.ok(seen.has(`│ line ${index} of it`), `${index}`);
  }

  assert.equal(marked(press(current, 'G')), '}');
});

test('Enter folds an object to how much it holds, and opens it again', () => {
  const state = onto(opened({requestParameters: {a: {b: 1, c: 2}}, last: [1, 2, 3]}), /"a": \{/v);
  const folded = press(state, 'enter');
  assert.equal(marked(folded), '"a": {… 2 keys}');
  assert.doesNotMatch(wholeRecord(folded), /"b"/v);
  assert.deepEqual(rows(press(folded, 'enter')), rows(state));
  const list = press(onto(folded, /"last": \[/v), 'enter');
  assert.equal(marked(list), '"last": [… 3]');
  assert.match(press(onto(list, /"eventVersion"/v), 'enter').notice, /nothing to fold/v);
});

test('← folds and goes out, → opens and goes in, as in a tree', () => {
  let state = onto(opened({requestParameters: {a: {b: 1}}}), /"b": 1/v);
  state = press(state, 'left');
  assert.equal(marked(state), '"a": {');
  state = press(state, 'left');
  assert.equal(marked(state), '"a": {… 1 key}');
  state = press(state, 'left');
  assert.equal(marked(state), '"requestParameters": {');
  state = press(state, 'j', 'right');
  assert.equal(marked(state), '"a": {');
  state = press(state, 'right');
  assert.equal(marked(state), '"b": 1');
  assert.equal(marked(press(state, 'j', 'left')), '"a": {… 1 key}');
});

test('E opens all that is folded, then folds all', () => {
  const state = press(onto(opened({requestParameters: {a: {b: 1}}}), /"a": \{/v), 'left');
  const open = press(state, 'E');
  assert.equal(marked(open), '"a": {');
  const folded = press(open, 'E');
  assert.equal(marked(folded), '"requestParameters": {… 1 key},');
  assert.match(marked(press(folded, 'E')), /"requestParameters": \{/v);
});

test('a policy in a string is shown as the JSON that it is, with what it allows', () => {
  const policy = {Statement: [{Effect: 'Allow', Action: '*', Resource: '*'}]};
  for (const policyDocument of [
    JSON.stringify(policy),
    encodeURIComponent(JSON.stringify(policy)),
  ]) {
    const state = onto(opened({requestParameters: {policyDocument}}), /"policyDocument"/v);
    assert.equal(marked(state), '"policyDocument": JSON text {  Allow * on *');
    assert.match(wholeRecord(state), /^ {10}"Action": "\*",$/mv);
    assert.equal(
      marked(press(state, 'enter')),
      '"policyDocument": JSON text {… 1 key}  Allow * on *',
    );
    assert.equal(pickedValue(state), policyDocument);
  }
});

test('/ searches while it is typed, n and N go around', () => {
  let state = opened({
    additionalEventData: Array.from({length: 200}, (_, index) =>
      index % 60 === 0 ? `Needle ${index}` : index,
    ),
  });
  state = type(press(state, '/'), 'needle');
  assert.equal(marked(state), '"Needle 0",');
  state = press(state, 'enter');
  for (const place of [60, 120, 180, 0]) {
    state = press(state, 'n');
    assert.equal(marked(state), `"Needle ${place}",`);
  }

  assert.match(state.notice, /^1 of 4$/v);
  assert.equal(marked(press(state, 'N')), '"Needle 180",');
  const found = pane(press(state, 'N'))
    .flat()
    .filter(({style}) => style === 'found');
  assert.deepEqual(
    found.map(({text}) => text),
    ['Needle'],
  );
});

test('what is searched is found in the card, across rows, without JSON escapes, and where it is folded', () => {
  const record = {
    additionalEventData: {
      note: `${'long '.repeat(30)}"quoted"`,
      policy: JSON.stringify({Statement: [{Sid: 'Here'}]}),
    },
    requestParameters: {
      instanceType: 't3.micro',
      inner: {deeper: {hidden: 'treasure'}},
    },
  };
  const state = opened(record);
  const search = (from: State, text: string) => press(type(press(from, '/'), text), 'enter');
  assert.match(marked(search(state, 'key akia')), /^key +AKIAKIM/v);
  assert.match(marked(search(state, 'long "quoted"')), /^"note"/v);
  const folded = press(onto(state, /"inner": \{/v), 'left');
  const whole = press(onto(folded, /"requestParameters": \{/v), 'left');
  assert.doesNotMatch(wholeRecord(whole), /treasure/v);
  assert.equal(marked(search(press(whole, 'g'), 'treasure')), '"hidden": "treasure"');
  assert.equal(marked(search(state, 'here')), '"Sid": "Here"');
  assert.match(search(state, 'nowhere').notice, /"nowhere" is not in this record/v);
});

test('Esc in the search goes back to where one was, with the folds that were there', () => {
  const state = press(
    onto(opened({requestParameters: {inner: {word: 1}}}), /"inner": \{/v),
    'left',
  );
  const searching = type(press(state, '/'), 'word');
  assert.equal(marked(searching), '"word": 1');
  assert.deepEqual(rows(press(searching, 'esc')), rows(state));
});

test('the value under the cursor is picked as it came, with the field that has it', () => {
  const state = opened({
    requestParameters: {name: 'b\u202Ead\n', count: 5, none: null, list: ['x']},
  });
  assert.deepEqual(pickedInDetail(onto(state, /^who/v)), {value: 'kim', field: 'user'});
  assert.deepEqual(pickedInDetail(onto(state, /^"name"/v)), {
    value: 'b\u202Ead\n',
    field: 'requestParameters.name',
  });
  assert.equal(pickedValue(onto(state, /^"count"/v)), '5');
  assert.deepEqual(pickedInDetail(onto(state, /^"x"/v)), {
    value: 'x',
    field: 'requestParameters.list',
  });
  for (const none of [/^"none"/v, /^"list": \[/v, /^\{/v, /the record/v]) {
    assert.equal(pickedValue(onto(state, none)), undefined, none.source);
  }

  assert.equal(pickedValue(aScreen()), undefined);
});

test('an event that has gone while it was read is said to be gone, and every key still works', () => {
  const start = arrive(aScreen({store: new EventStore({limit: 10})}), [aWrite('old', 50)]);
  const state = press(start, 'enter');
  const gone = arrive(
    state,
    Array.from({length: 30}, (_, index) => aWrite(`n${index}`, 1 + index / 10)),
  );
  assert.match(rows(gone).join('\n'), /not kept any more/v);
  let current = gone;
  for (const key of [
    'j',
    'k',
    'pagedown',
    'G',
    'g',
    'E',
    'left',
    'right',
    'n',
    'N',
    'y',
    'enter',
  ]) {
    current = press(current, key);
    assert.match(rows(current).join('\n'), /not kept any more/v, key);
  }

  assert.equal(press(current, 'esc').detail, undefined);
});

test('any record fits its pane, nothing in it is obeyed, and every key leaves the cursor in sight', () => {
  const anyRecord = fc.dictionary(
    fc.oneof(anyText, fc.constantFrom('errorMessage', 'userIdentity', 'resources', 'userAgent')),
    fc.letrec((tie) => ({
      value: fc.oneof(
        {depthSize: 'small'},
        anyText,
        anyText.map((text) => JSON.stringify({text})),
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
  const keys = fc.array(
    fc.constantFrom(
      'j',
      'k',
      'G',
      'g',
      'pagedown',
      'ctrl+u',
      'enter',
      'left',
      'right',
      'E',
      'n',
      'z',
      '\\',
    ),
    {maxLength: 12},
  );
  const sizes = fc.record({
    columns: fc.integer({min: 40, max: 130}),
    rows: fc.integer({min: 10, max: 45}),
    ascii: fc.boolean(),
  });
  fc.assert(
    fc.property(anyRecord, keys, sizes, sizes, (record, pressed, size, next) => {
      const first = press(
        opened(record as JsonObject, {isMaximised: true, ...size} as object),
        ...pressed,
      );
      for (const state of [first, after(first, {type: 'resize', ...next})]) {
        const lines = pane(state);
        const marks = lines.filter((line) => /^.[>▸] /v.test(lineText(line)));
        assert.equal(marks.length, 1);
        for (const line of lines) {
          assert.equal(lineWidth(line), state.size.columns);
          assert.doesNotMatch(lineText(line), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/v);
          assert.ok(!state.ascii || /^[\u0020-\u007E]*$/v.test(lineText(line)), lineText(line));
        }
      }
    }),
    {numRuns: 150},
  );
});

test('a thousand levels, a megabyte and a hundred thousand lines are shown in bounds', () => {
  let deep: JsonObject = {end: 1};
  for (let level = 0; level < 1000; level++) {
    deep = {down: deep};
  }

  const list = Array.from({length: 100_000}, (_, index) => index);
  const big = `${'x'.repeat(1_000_000)}end`;
  const state = opened({requestParameters: {sign: 'ᄀ'.repeat(300), deep, big, list}});
  const shown = detailView(state)?.lines.length ?? 0;
  assert.ok(shown < 500, `${shown} lines`);
  const foldedList = press(type(press(state, '/'), '"list"'), 'enter');
  assert.match(marked(foldedList), /"list": \[… 100000\]/v);
  assert.match(wholeRecord(state).replaceAll(/\s+/gv, ''), /990005morecharacters/v);
  const found = press(type(press(state, '/'), '"end"'), 'enter');
  assert.equal(marked(found), '"end": 1');
  const open = press(foldedList, 'right', 'G');
  assert.equal(detailView(open)?.lines.length, shown + 100_001);
  assert.equal(marked(open), '}');
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {type JsonObject} from '../../source/core/json.ts';
import {selectAbovePrompt, selectBottom} from '../../source/core/select.ts';
import {type State} from '../../source/core/state.ts';
import {offerOf} from '../../source/core/state/suggestions.ts';
import {lineWidth} from '../../source/core/text.ts';
import {arrive, aScreen, aWrite, listed, press, read, type} from '../support/a-record.ts';
import {anyText} from '../support/hostile-text.ts';

const by = (name: string): JsonObject => ({userIdentity: {type: 'IAMUser', userName: name}});

/** Kim has called twice, zoe and "Ann Lee" once. */
function calls(): State {
  return arrive(aScreen(), [
    aWrite('one', 1, by('kim')),
    aWrite('two', 2, {...by('kim'), eventName: 'StopInstances'}),
    aWrite('three', 3, by('zoe')),
    aWrite('four', 4, {...by('Ann Lee'), errorCode: 'AccessDenied'}),
  ]);
}

const typed = (state: State) => state.prompt?.line.text;
const above = (state: State) => read(selectAbovePrompt(state));
const items = (state: State) => offerOf(state)?.items.map(({text}) => text) ?? [];

test('a person types /, us, Tab, picks a value, Enter', () => {
  let state = type(press(calls(), '/'), 'us');
  assert.equal(items(state)[0], 'user:');
  assert.match(above(state), /▸ user: +who called/v);
  state = press(state, 'tab');
  assert.equal(typed(state), 'user:');
  assert.match(above(state), /▸ kim +2 loaded/v);
  state = press(state, 'down', 'tab');
  assert.equal(typed(state), 'user:"Ann Lee"');
  assert.deepEqual(listed(state), ['four'], 'the list follows at once');
  state = press(state, 'enter');
  assert.equal(state.prompt, undefined);
  assert.deepEqual(listed(state), ['four']);
  assert.deepEqual(state.filterHistory, ['user:"Ann Lee"']);
});

test('Tab again puts the next value in its place, Shift+Tab the one before, around the end', () => {
  let state = press(type(press(calls(), '/'), 'user:'), 'tab');
  const seen = [typed(state)];
  for (const key of ['tab', 'tab', 'tab', 'shift+tab', 'down', 'up']) {
    state = press(state, key);
    seen.push(typed(state));
  }

  assert.deepEqual(seen, [
    'user:kim',
    'user:"Ann Lee"',
    'user:zoe',
    'user:kim',
    'user:zoe',
    'user:kim',
    'user:zoe',
  ]);
  assert.match(above(state), /Tab next {2}Shift\+Tab before/v);
  state = type(state, ' x');
  assert.equal(typed(state), 'user:zoe x', 'and typing goes on behind it');
});

test('what stands around the cursor stays: a minus, other values, the next term', () => {
  const between = press(
    type(press(calls(), '/'), '-user:zoe,k is:write'),
    ...Array.from({length: 9}, () => 'left'),
    'tab',
  );
  assert.equal(typed(between), '-user:zoe,kim is:write');
  assert.equal(typed(press(type(press(calls(), '/'), 'is:write -us'), 'tab')), 'is:write -user:');
});

test('↓ goes through what is offered; ↑ above the first goes to the history, and ↓ comes back', () => {
  const once = press(type(press(calls(), '/'), 'is:denied'), 'enter');
  let state = type(press(once, '/', 'ctrl+u'), 'user:');
  state = press(state, 'down', 'up');
  assert.equal(typed(state), 'user:');
  state = press(state, 'up');
  assert.equal(typed(state), 'is:denied');
  assert.equal(above(state), '', 'nothing is offered for what comes from the history');
  state = press(state, 'down');
  assert.equal(typed(state), 'user:');
  assert.match(above(state), /▸ kim/v);
});

test('an untouched line is left alone: ↑ is the history, Tab does nothing', () => {
  const filtered = press(type(press(calls(), '/'), 'user:kim'), 'enter');
  const opened = press(filtered, '/');
  assert.equal(above(opened), '');
  assert.equal(press(opened, 'tab'), opened);
  assert.deepEqual(items(press(opened, 'ctrl+u')).slice(0, 3), ['name:', 'user:', 'is:']);
});

test('where nothing fits, or the value stands there already, nothing is offered', () => {
  for (const text of ['user:kim', 'user:nobody', 'nothing such', 'is:denied']) {
    const state = type(press(calls(), '/'), text);
    assert.equal(above(state), '', text);
    assert.equal(typed(press(state, 'tab', 'shift+tab')), text);
  }
});

test('what is unfinished is gone on with; what is wrong further to the left is pointed at', () => {
  let state = type(press(calls(), '/'), 'is:de');
  assert.match(above(state), /▸ denied/v);
  assert.equal(listed(state).length, 4, 'the last good filter stays');
  state = type(state, ' us');
  const lines = above(state).split('\n');
  assert.match(lines[0] ?? '', /column 4; the last good filter stays/v);
  const bottom = read([selectBottom(state)]);
  assert.equal(lines.at(-1)?.indexOf('▾'), bottom.indexOf('de us'), 'right above the place');
  assert.match(bottom, /not applied: 4 left as before/v);
});

test('a word that may become a field is looked for as a text only when Enter or a blank says so', () => {
  const some = arrive(calls(), [aWrite('five', 5, {requestParameters: {note: 'err'}})]);
  let state = type(press(some, '/'), 'user:kim');
  assert.equal(listed(state).length, 3);
  state = type(press(some, '/'), 'err');
  assert.equal(listed(state).length, 5, 'not yet');
  assert.match(read([selectBottom(state)]), /5 left; ↵ looks for the text/v);
  assert.deepEqual(
    listed(press(state, 'space')),
    ['four', 'five'],
    'a key of one, a value of another',
  );
  assert.deepEqual(listed(press(state, 'enter')), ['four', 'five']);
  assert.equal(listed(type(press(some, '/'), '-err')).length, 5);
  assert.deepEqual(listed(press(type(press(some, '/'), 'user:zoe err'), 'enter')), []);
});

test('Enter on what is wrong points at it, also where something was offered', () => {
  const state = press(type(press(calls(), '/'), 'user:kim user:'), 'enter');
  assert.match(above(state), /user: needs a value/v);
  assert.deepEqual(listed(state), ['one', 'two']);
  assert.match(above(press(state, 'backspace', ':')), /values of user/v);
});

test('a mark stays below its place however long the line is', () => {
  for (const columns of [40, 60, 80, 120]) {
    const narrow = {...calls(), size: {columns, rows: 16}};
    const state = press(type(press(narrow, '/'), `is:evil ${'x'.repeat(200)}`), 'home');
    const bottom = read([selectBottom(state)]);
    assert.equal(
      above(state).split('\n').at(-1)?.indexOf('▾'),
      bottom.indexOf('evil'),
      `${columns}`,
    );
    const end = press(state, 'end');
    const last = above(end).split('\n').at(-1) ?? '';
    assert.ok(
      last.indexOf('▾') < columns,
      'out of sight to the left: at the first cell of the text',
    );
  }
});

test('a prompt for something else offers nothing', () => {
  for (const open of ['t', ':']) {
    assert.equal(above(type(press(calls(), open), 'us')), '');
  }
});

test('at most one hundred filters are remembered, each once', () => {
  let state = calls();
  for (let index = 0; index < 130; index++) {
    state = press(type(press(state, '/', 'ctrl+u'), `x${index % 120}`), 'enter');
  }

  assert.equal(state.filterHistory.length, 100);
  assert.equal(new Set(state.filterHistory).size, 100);
  assert.equal(state.filterHistory.at(-1), 'x9');
});

test('whatever a value holds, it is shown in one line each and means exactly that value', () => {
  fc.assert(
    fc.property(anyText, (value) => {
      fc.pre(value !== '' && value.length <= 200);
      const state = type(
        press(arrive(aScreen(), [aWrite('mine', 1, by(value)), aWrite('other', 2)]), '/'),
        'user:',
      );
      const lines = selectAbovePrompt(state);
      for (const line of lines) {
        assert.ok(lineWidth(line) <= state.size.columns);
      }

      const at = offerOf(state)?.items.findIndex(({text}) => text !== 'kim') ?? -1;
      const chosen = press(state, ...Array.from({length: at}, () => 'down'), 'tab');
      assert.deepEqual(listed(chosen), ['mine']);
    }),
    {numRuns: 200},
  );
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {printFilter} from '../../source/core/filter.ts';
import {type State} from '../../source/core/state.ts';
import {hour, minute} from '../../source/core/time.ts';
import {
  after,
  ago,
  arrive,
  aScreen,
  aWrite,
  listed,
  noon,
  press,
  type,
  underCursor,
} from '../support/a-record.ts';

function threeCalls(): State {
  return arrive(aScreen(), [
    aWrite('run', 5),
    aWrite('stop', 10, {eventName: 'StopInstances'}),
    aWrite('start', 15, {eventName: 'StartInstances', errorCode: 'AccessDenied'}),
  ]);
}

const typed = (state: State) => state.prompt?.line.text;

test('the list is filtered while a person types', () => {
  let state = type(press(threeCalls(), '/'), 'name:st*');
  assert.deepEqual(listed(state), ['stop', 'start']);
  state = press(state, 'backspace');
  assert.deepEqual(listed(state), []);
  state = press(state, '*', 'enter');
  assert.equal(state.prompt, undefined);
  assert.equal(printFilter(state.filter ?? []), 'name:st*');
});

test('a filter that cannot be read keeps the last good one and says the column', () => {
  let state = type(press(threeCalls(), '/'), 'is:denied');
  assert.deepEqual(listed(state), ['start']);
  state = after(state, {type: 'text', text: ' is:nonsense'});
  assert.deepEqual(listed(state), ['start']);
  assert.equal(state.prompt?.problem?.column, 14);
  state = press(state, 'enter');
  assert.equal(typed(state), 'is:denied is:nonsense', 'Enter leaves it open');
  assert.ok(state.prompt?.problem);
  state = press(state, 'ctrl+w');
  assert.equal(state.prompt?.problem, undefined);
});

test('Esc brings the filter and the place back', () => {
  const before = press(threeCalls(), 'j');
  let state = type(press(before, '/'), 'is:denied');
  assert.equal(underCursor(state), 'start');
  state = press(state, 'esc');
  assert.equal(state.filter, undefined);
  assert.equal(underCursor(state), 'stop');
  assert.equal(state.cursorLine, before.cursorLine);
});

test('Esc leads back from a typed filter to the one before, and only then stops a loading', () => {
  const first = press(type(press(threeCalls(), '/'), 'user:kim'), 'enter');
  const second = press(type(press(first, '/'), 'is:denied'), 'enter');
  assert.deepEqual(listed(second), ['start']);
  assert.equal(printFilter(press(second, 'esc').filter ?? []), 'user:kim');
  const back = press(second, 'esc', 'esc');
  assert.equal(back.filter, undefined);
  assert.equal(back.loadAll, second.loadAll);
  const same = press(second, '/', 'enter');
  assert.equal(same.way.length, second.way.length, 'what is typed anew as it was leads nowhere');
});

test('Esc leaves a filter off that was off', () => {
  let state = press(type(press(threeCalls(), '/'), 'is:denied'), 'enter', 'F');
  assert.equal(listed(state).length, 3);
  state = press(type(press(state, '/'), ' x'), 'esc');
  assert.ok(state.isFilterOff);
  assert.equal(listed(state).length, 3);
});

test('typing through a filter that matches nothing does not lose the place', () => {
  let state = press(threeCalls(), 'j');
  state = press(type(press(state, '/'), 'name:Stop*'), 'enter');
  assert.equal(underCursor(state), 'stop');
  assert.ok(!state.isFollowing, 'and new events do not take it away');
});

test('an emptied filter is none', () => {
  let state = press(type(press(threeCalls(), '/'), 'is:denied'), 'enter');
  state = press(state, '/', 'ctrl+u', 'enter');
  assert.equal(state.filter, undefined);
  assert.equal(listed(state).length, 3);
});

test('↑ and ↓ go through what was typed before, and back to what is being typed', () => {
  let state = threeCalls();
  for (const text of ['kim', 'is:denied', 'kim']) {
    state = press(type(press(state, '/', 'ctrl+u'), text), 'enter');
  }

  assert.deepEqual(state.filterHistory, ['is:denied', 'kim'], 'each once, the last one last');
  state = type(press(state, '/', 'ctrl+u'), 'new');
  state = press(state, 'up');
  assert.equal(typed(state), 'kim');
  state = press(state, 'up', 'up', 'up');
  assert.equal(typed(state), 'is:denied');
  assert.deepEqual(listed(state), ['start']);
  state = press(state, 'down');
  assert.equal(typed(state), 'kim');
  state = press(state, 'down', 'down');
  assert.equal(typed(state), 'new');
});

test('a paste is text in the one line, with its line breaks as blanks; elsewhere it is nothing', () => {
  const pasted = {type: 'text', text: 'is:denied\r\nq\tname:Start*\n'} as const;
  const state = after(press(threeCalls(), '/'), pasted);
  assert.equal(typed(state), 'is:denied q name:Start* ');
  assert.ok(!state.isQuitting);
  const list = threeCalls();
  assert.equal(after(list, pasted), list);
});

test('keys never fire while typing', () => {
  for (const open of ['/', 't', ':']) {
    const before = press(threeCalls(), open);
    const keys = [...String.raw`jkgGqwxfFztyipe E{}[]+-=.\/?123456789nNbo<>`];
    const state = type(before, keys.join(''));
    const line =
      state.prompt?.line ?? (state.overlay as {readonly line: {readonly text: string}}).line;
    assert.equal(line.text, keys.join(''), open);
    assert.equal(state.choice, before.choice);
    assert.ok(!state.isQuitting);
  }
});

test('a line is edited as in a shell', () => {
  let state = type(press(threeCalls(), '/'), 'one two');
  state = press(state, 'ctrl+a', 'x', 'ctrl+e', 'y', 'left', 'left', 'backspace', 'delete');
  assert.equal(typed(state), 'xone ty');
  state = press(state, 'ctrl+k');
  assert.equal(typed(state), 'xone t');
  state = press(state, 'ctrl+w');
  assert.equal(typed(state), 'xone ');
  assert.equal(typed(press(state, 'ctrl+u')), '');
});

test('t takes a range, and what is none stays open and says why', () => {
  let state = type(press(threeCalls(), 't'), '11:00 to 12:00');
  state = press(state, 'enter');
  assert.deepEqual(state.range, {since: ago(60), until: noon});
  state = press(type(press(state, 't'), 'soon'), 'enter');
  assert.match(state.prompt?.problem?.message ?? '', /"soon" is no time/v);
  assert.deepEqual(state.range, {since: ago(60), until: noon});
  state = press(state, 'backspace');
  assert.equal(state.prompt?.problem, undefined);
  state = press(state, 'esc');
  assert.equal(state.prompt, undefined);
  assert.deepEqual(state.range, {since: ago(60), until: noon});
});

test('in an archive a duration counts from the newest event', () => {
  let state = arrive(aScreen({mode: 'archive', choice: {kind: 'all'}, now: noon + 1000 * hour}), [
    aWrite('a', 10),
    aWrite('b', 100),
  ]);
  assert.deepEqual(listed(state), ['a', 'b']);
  state = press(type(press(state, 't'), '30m'), 'enter');
  assert.deepEqual(listed(state), ['a']);
  assert.ok(state.range.until > ago(10) && state.range.until <= ago(10) + 3 * minute);
});

test('f keeps and x leaves out the value under the column, and ← → choose the column', () => {
  const state = press(threeCalls(), 'j');
  const kept = press(state, 'f');
  assert.deepEqual(listed(kept), ['stop']);
  assert.equal(printFilter(kept.filter ?? []), 'name:StopInstances');
  assert.deepEqual(listed(press(state, 'x')), ['run', 'start']);
  assert.equal(printFilter(press(state, 'right', 'f').filter ?? []), 'user:kim');
  const failed = press(state, 'j', 'right', 'right', 'right', 'right', 'f');
  assert.equal(printFilter(failed.filter ?? []), 'error:AccessDenied');
  const succeeded = press(state, 'right', 'right', 'right', 'right', 'right', 'f');
  assert.deepEqual(listed(succeeded), ['run', 'stop'], 'no error is success');
  assert.match(press(state, 'left', 'left', 'f').notice, /choose the column/v);
});

test('a value with commas, quotes, stars and blanks is kept as that value', () => {
  for (const name of ['a,b', 'a"b', 'st*r', 'two words', '-minus', 'a:b', String.raw`back\slash`]) {
    const mine = aWrite('mine', 1, {userIdentity: {type: 'IAMUser', userName: name}});
    const state = press(arrive(threeCalls(), [mine]), 'right', 'f');
    assert.deepEqual(listed(state), ['mine'], name);
    assert.equal(listed(press(arrive(threeCalls(), [mine]), 'right', 'x')).length, 3, name);
  }
});

test('F without a filter says how to type one', () => {
  assert.match(press(threeCalls(), 'F').notice, /there is no filter/v);
});

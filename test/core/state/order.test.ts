import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {selectEvents} from '../../../source/core/select.ts';
import {listLines} from '../../../source/core/state/settle.ts';
import {reduce, type State} from '../../../source/core/state.ts';
import {lineText} from '../../../source/core/text.ts';
import {
  aRead,
  arrive,
  aScreen,
  aWrite,
  listed,
  noon,
  press,
  underCursor,
} from '../../support/a-record.ts';

const minute = 60_000;

/** The pane's rows between its header and its border. */
function drawn(state: State): readonly string[] {
  return selectEvents(state, {top: 0, width: 120, height: listLines(state) + 4})
    .slice(2, -1)
    .map((line) => lineText(line).slice(1, -1).trim());
}

/** The clock times of the rows that are drawn, and which one the cursor is on. */
function times(state: State): readonly string[] {
  return drawn(state).flatMap((text) => {
    const [, mark, time] = /^(▸?)[ │L]*(\d\d:\d\d:\d\d)/v.exec(text) ?? [];
    return time === undefined ? [] : [mark ? `▸ ${time}` : time];
  });
}

const three = [aWrite('c', 1), aWrite('b', 20), aWrite('a', 40)];

test('o turns the list: the oldest above, the newest below, and it says so', () => {
  const state = press(arrive(aScreen(), three), 'o');
  assert.deepEqual(times(state), ['11:20:00', '11:40:00', '▸ 11:59:00']);
  assert.match(
    lineText(selectEvents(state, {top: 0, width: 120, height: 20})[0] ?? []),
    /oldest first/v,
  );
  assert.deepEqual(times(press(state, 'o')), ['▸ 11:59:00', '11:40:00', '11:20:00']);
});

test('what is listed, marked and saved stays newest first', () => {
  const state = arrive(aScreen(), three);
  assert.deepEqual(listed(press(state, 'o')), listed(state));
});

test('the cursor stays on its event, and j goes towards now', () => {
  const state = press(arrive(aScreen(), three), 'j', 'o');
  assert.equal(underCursor(state), 'b');
  assert.equal(underCursor(press(state, 'j')), 'c');
  assert.equal(underCursor(press(state, 'k')), 'a');
});

test('G is the newest then, and follows what comes; g is the oldest, and stays', () => {
  const turned = press(arrive(aScreen(), three), 'o');
  const newer = [aWrite('d', 0.5)];
  assert.equal(underCursor(arrive(press(turned, 'g', 'G'), newer)), 'd');
  assert.equal(underCursor(arrive(press(turned, 'g'), newer)), 'a');
});

test('e goes back in time, E towards now', () => {
  const failed = {errorCode: 'AccessDenied'};
  const events = [aWrite('d', 1), aWrite('c', 5, failed), aWrite('b', 20), aWrite('a', 40, failed)];
  const turned = press(arrive(aScreen(), events), 'o');
  assert.equal(underCursor(press(turned, 'e')), 'c');
  assert.equal(underCursor(press(turned, 'e', 'e')), 'a');
  assert.equal(underCursor(press(turned, 'e', 'e', 'E')), 'c');
});

test('identical neighbours share a row in either order, and open in the order of the list', () => {
  const reads = Array.from({length: 5}, (_, index) => aRead(`r${index}`, 10 + index));
  const events = [aWrite('z', 1), ...reads, aWrite('a', 30)];
  const turned = press(arrive(aScreen({isCollapsing: true, view: 'all'}), events), 'o');
  assert.equal(times(turned).length, 3);
  assert.match(drawn(turned).join('\n'), /11:50:00 +DescribeInstances ×5/v);
  const open = press(turned, 'k', 'enter');
  assert.deepEqual(times(open).slice(1, -1), [
    '11:46:00',
    '11:47:00',
    '11:48:00',
    '11:49:00',
    '▸ 11:50:00',
  ]);
  assert.equal(times(press(open, 'esc')).length, 3);
});

test('the line between settled and unsettled has the newer events below it', () => {
  const settledTo = noon - 15 * minute;
  const state = reduce(press(arrive(aScreen(), three), 'o'), {
    type: 'feed',
    region: 'us-east-1',
    generation: 1,
    settledTo,
  });
  const rows = drawn(state).filter((text) => text !== '');
  const mark = rows.findIndex((text) => text.includes('newer events may still arrive'));
  assert.match(rows[mark - 1] ?? '', /11:40:00/v);
  assert.match(rows[mark + 1] ?? '', /11:59:00/v);
});

test('whichever order and wherever the person goes, the cursor is on the screen and no line is wasted', () => {
  const key = fc.constantFrom('j', 'k', 'g', 'G', 'o', 'e', 'E', 'pagedown', 'pageup', '{', '}');
  const property = fc.property(
    fc.integer({min: 0, max: 90}),
    fc.integer({min: 12, max: 40}),
    fc.option(fc.integer({min: 0, max: 60})),
    fc.array(key, {maxLength: 20}),
    (count, rows, settled, keys) => {
      const events = Array.from({length: count}, (_, index) =>
        aWrite(`e${index}`, (index * 59) / 90, index % 7 === 0 ? {errorCode: 'AccessDenied'} : {}),
      );
      const begun = arrive(aScreen({rows}), events);
      const feed = settled === null ? {} : {settledTo: noon - settled * minute};
      const state = press(
        reduce(begun, {type: 'feed', region: 'us-east-1', generation: 1, ...feed}),
        ...keys,
      );
      const shown = times(state);
      assert.equal(shown.filter((time) => time.startsWith('▸')).length, count === 0 ? 0 : 1);
      // The line of what is unsettled and the words about the loading may each take one.
      assert.ok(shown.length >= Math.min(count - 1, listLines(state) - 2), `${shown.length}`);
    },
  );
  fc.assert(property);
});

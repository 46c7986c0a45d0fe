import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {type TrailEvent} from '../../source/core/event.ts';
import {selectEvents} from '../../source/core/select.ts';
import {reduce, type State} from '../../source/core/state.ts';
import {cursorPosition, listLines} from '../../source/core/state/settle.ts';
import {lineText} from '../../source/core/text.ts';
import {
  after,
  ago,
  aRead,
  arrive,
  aScreen,
  aWrite,
  listed,
  noon,
  press,
  type,
  underCursor,
} from '../support/a-record.ts';

/** Writes w0 (the newest) to w49, one a minute. */
const fifty = Array.from({length: 50}, (_, index) => aWrite(`w${index}`, index));

function fullScreen(): State {
  return arrive(aScreen(), fifty, 'load');
}

test('the screen begins on the newest event and follows new ones', () => {
  let state = arrive(aScreen(), [aWrite('a', 10)]);
  assert.equal(underCursor(state), 'a');
  state = arrive(state, [aWrite('b', 5), aWrite('c', 30)]);
  assert.equal(underCursor(state), 'b');
  assert.equal(state.cursorLine, 0);
});

test('j and k move by one and stop at the ends', () => {
  const state = fullScreen();
  assert.equal(underCursor(press(state, 'j', 'down', 'k', 'j')), 'w2');
  assert.equal(underCursor(press(state, 'k')), 'w0');
  assert.equal(underCursor(press(state, 'G', 'j')), 'w49');
});

test('new events never move what the user is looking at', () => {
  let state = press(fullScreen(), 'j', 'j', 'j');
  for (let index = 0; index < 20; index++) {
    state = arrive(state, [aWrite(`new${index}`, 0), aWrite(`late${index}`, 20.5)]);
    assert.equal(underCursor(state), 'w3');
    assert.equal(state.cursorLine, 3);
  }
});

test('after g the newest event is followed again, also after k has led there', () => {
  for (const keys of [['g'], ['home'], ['k', 'k']]) {
    const state = arrive(press(fullScreen(), 'j', 'j', ...keys), [
      aWrite('new', 0, {eventID: 'A'}),
    ]);
    assert.equal(underCursor(state), 'A', keys.join(' '));
  }
});

test('G leads to the oldest event on the last line', () => {
  const state = press(fullScreen(), 'G');
  assert.equal(underCursor(state), 'w49');
  assert.equal(state.cursorLine, listLines(state) - 1);
  assert.equal(underCursor(press(state, 'g')), 'w0');
});

test('a page leaves two lines of the last one, and there and back is the same place', () => {
  const state = press(fullScreen(), 'j');
  const page = press(state, 'pagedown');
  assert.equal(underCursor(page), `w${1 + listLines(state) - 2}`);
  assert.equal(page.cursorLine, 1);
  assert.equal(underCursor(press(page, 'pageup')), 'w1');
  assert.equal(underCursor(press(state, 'ctrl+f', 'ctrl+b')), 'w1');
  const half = press(state, 'ctrl+d');
  assert.equal(underCursor(half), `w${1 + Math.floor(listLines(state) / 2)}`);
  assert.equal(underCursor(press(half, 'ctrl+u')), 'w1');
});

test('e leads to the next failed call back, E to the one before, and what is not there is said', () => {
  const failing = [
    ...fifty,
    aWrite('f1', 10.5, {errorCode: 'AccessDenied'}),
    aWrite('f2', 20.5, {errorCode: 'Throttling'}),
  ];
  let state = press(arrive(aScreen(), failing), 'e');
  assert.equal(underCursor(state), 'f1');
  state = press(state, 'e');
  assert.equal(underCursor(state), 'f2');
  state = press(state, 'e');
  assert.equal(underCursor(state), 'f2');
  assert.match(state.notice, /no failed call further back/v);
  state = press(state, 'E');
  assert.equal(underCursor(state), 'f1');
  assert.equal(state.notice, '');
});

test('{ and } lead along the marks of the chart, past what is only read', () => {
  const mixed = [aWrite('w1', 10), aRead('r1', 20), aWrite('w2', 30), aRead('r2', 40)];
  let state = press(arrive(aScreen({view: 'all'}), mixed), '{');
  assert.equal(underCursor(state), 'w2');
  state = press(state, '{');
  assert.equal(underCursor(state), 'w2');
  assert.match(state.notice, /no mark before/v);
  assert.equal(underCursor(press(state, '}')), 'w1');
});

test('another view or filter keeps the cursor on its event, else on the next older one', () => {
  const mixed = [aWrite('w1', 10), aRead('r1', 20), aWrite('w2', 30), aRead('r2', 40)];
  const state = press(arrive(aScreen({view: 'all'}), mixed), 'j');
  assert.equal(underCursor(state), 'r1');
  assert.equal(underCursor(press(state, 'w')), 'w2', 'notable');
  assert.equal(underCursor(press(press(state, 'j'), 'w')), 'w2');
});

test('an empty list has no cursor, keys do no harm, and the place is found again afterwards', () => {
  let state = press(arrive(aScreen(), [aWrite('a', 5), aWrite('b', 10), aWrite('c', 15)]), 'j');
  state = press(type(press(state, '/'), 'nowhere'), 'enter');
  assert.deepEqual(listed(state), []);
  assert.equal(underCursor(state), '');
  state = press(state, 'j', 'k', 'G', 'pagedown', 'pageup', 'e', '{', 'enter', 'f', 'x', 'left');
  assert.equal(state.detail, undefined);
  state = press(state, 'F');
  assert.equal(underCursor(state), 'b');
});

test('the list moves with the range: what leaves it takes the cursor to the nearest event', () => {
  let state = press(fullScreen(), 'G');
  state = after(state, {type: 'tick', now: noon + 30 * 60_000});
  assert.equal(listed(state).at(-1), 'w30');
  assert.equal(underCursor(state), 'w30');
});

test('however events arrive, the row under the cursor and its line stay', () => {
  const batch: fc.Arbitrary<readonly TrailEvent[]> = fc.array(
    fc
      .record({id: fc.nat(500), minutes: fc.integer({min: 0, max: 54})})
      .map(({id, minutes}) => aWrite(`x${id}`, minutes, {awsRegion: 'us-east-1'})),
    {maxLength: 12},
  );
  const keys = fc.constantFrom('j', 'k', 'pagedown', 'ctrl+d', 'ctrl+u', 'G', 'e', '{', '}');
  fc.assert(
    fc.property(
      batch,
      fc.array(fc.oneof(batch, keys), {maxLength: 25}),
      fc.integer({min: 12, max: 40}),
      (first, steps, rows) => {
        let state = arrive(aScreen({rows}), first);
        for (const step of steps) {
          if (typeof step === 'string') {
            state = press(state, step);
            continue;
          }

          const before = state;
          state = arrive(state, step);
          assertInList(state);
          if (before.isFollowing) {
            assert.equal(cursorPosition(state), 0);
            continue;
          }

          assert.equal(state.cursor, before.cursor);
          // Only where the list was shorter than the screen, or its end has come nearer, is there another line.
          const below = state.list.rows.length - 1 - cursorPosition(state);
          const isAtEnd = before.list.rows.length <= listLines(before) || below < listLines(state);
          assert.ok(
            isAtEnd || state.cursorLine === before.cursorLine,
            `line ${before.cursorLine} became ${state.cursorLine}`,
          );
        }
      },
    ),
    {numRuns: 300},
  );
});

function assertInList(state: State): void {
  const {rows} = state.list;
  if (rows.length === 0) {
    assert.equal(state.cursor, undefined);
    return;
  }

  const position = rows.indexOf(state.cursor ?? -1);
  assert.notEqual(position, -1, 'the cursor is on an event of the list');
  assert.ok(state.cursorLine >= 0 && state.cursorLine < listLines(state));
  assert.ok(position >= state.cursorLine, 'the list begins at its first event');
  const top = position - state.cursorLine;
  assert.ok(top === 0 || rows.length - top >= listLines(state), 'the last page is full');
}

test('a smaller terminal still shows the cursor', () => {
  for (let rows = 45; rows >= 5; rows -= 3) {
    const state = after(press(fullScreen(), 'G', 'k', 'k'), {type: 'resize', columns: 90, rows});
    assert.equal(underCursor(state), 'w47');
    assert.ok(state.cursorLine < listLines(state), `${rows} rows`);
  }
});

test('Space freezes the screen while events go on arriving; Space again shows them', () => {
  let state = press(fullScreen(), 'space');
  state = arrive(after(state, {type: 'tick', now: noon + 6 * 60_000}), [aWrite('new', 0.5)]);
  assert.ok(!listed(state).includes('new'));
  assert.equal(state.range.until, ago(-5));
  assert.equal(state.store.count, 51);
  state = press(state, 'space');
  assert.ok(listed(state).includes('new'));
  assert.equal(state.range.until, ago(-10));
});

test('the row that is looked at stays on its line when the unsettled part ends above it', () => {
  const events = Array.from({length: 40}, (_, index) => aWrite(`e${index}`, index));
  const settle = (state: State, minutes: number): State =>
    reduce(state, {type: 'feed', region: 'us-east-1', generation: 1, settledTo: ago(minutes)});
  const drawnAt = (state: State): number =>
    selectEvents(state, {top: 0, width: 120, height: 26}).findIndex((line) =>
      lineText(line).includes('▸'),
    );
  let state = press(settle(arrive(aScreen(), events), 30), ...'jjjjjjjjjj');
  const line = drawnAt(state);
  for (const minutes of [20, 15, 12, 10, 9, 5, 3]) {
    state = settle(state, minutes);
    assert.equal(drawnAt(state), line, `settled ${minutes} minutes ago`);
  }
});

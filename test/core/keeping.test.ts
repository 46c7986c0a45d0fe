import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EventStore} from '../../source/core/event-store.ts';
import {aRead, arrive, aScreen, aWrite, listed, press} from '../support/a-record.ts';

test('at the limit the oldest events go, and how far back events are kept is told', () => {
  const store = new EventStore({limit: 100});
  assert.equal(store.keptBackTo, undefined);
  for (let index = 0; index < 130; index++) {
    store.add([aWrite(`e${index}`, 200 - index)]);
  }

  assert.ok(store.count <= 100 && store.count >= 90);
  assert.equal(store.keptBackTo, store.time(store.order.at(-1) ?? -1));
  assert.equal(store.rowOf('e0'), undefined);
  assert.notEqual(store.rowOf('e129'), undefined);
});

test('what was dropped costs nothing any more, and what is kept keeps its row', () => {
  const store = new EventStore({limit: 100});
  store.add([aWrite('kept', 0)]);
  const row = store.rowOf('kept') ?? -1;
  for (let index = 0; index < 500; index++) {
    store.add([aWrite(`e${index}`, 10 + index)]);
  }

  assert.equal(store.rowOf('kept'), row);
  assert.equal(store.field(row, 'id')[0], 'kept');
});

test('what had to go does not come back, nor does anything as old', () => {
  const store = new EventStore({limit: 100});
  const events = Array.from({length: 130}, (_, index) => aWrite(`e${index}`, 200 - index));
  store.add(events);
  const kept = store.count;
  assert.deepEqual(store.add(events), []);
  assert.deepEqual(store.add([aWrite('late', 190)]), []);
  assert.equal(store.count, kept);
  assert.equal(store.add([aWrite('new', 60)]).length, 1);
});

test('the status line says how far back events are kept', () => {
  let state = aScreen({store: new EventStore({limit: 100})});
  state = arrive(
    state,
    Array.from({length: 120}, (_, index) => aWrite(`e${index}`, index / 4)),
  );
  assert.notEqual(state.store.keptBackTo, undefined);
  assert.ok(listed(state).length <= 100);
});

const corrected = {
  addendum: {reason: 'UPDATED_DATA', updatedFields: 'responseElements', originalEventID: 'first'},
};

for (const [name, order] of [
  ['after', ['first', 'second']],
  ['before', ['second', 'first']],
] as const) {
  test(`a correction that comes ${name} its original replaces it on the screen`, () => {
    const events = {first: aWrite('first', 5), second: aWrite('second', 5, corrected)};
    let state = aScreen();
    for (const id of order) {
      state = arrive(state, [events[id]]);
    }

    assert.deepEqual(listed(state), ['second']);
    assert.equal(state.list.total, 1);
    assert.ok(state.store.isCorrection(state.store.rowOf('second') ?? -1));
    // Printing and saving still have both.
    assert.equal(state.store.count, 2);
  });
}

test('an event delivered late for another reason replaces nothing', () => {
  const late = {addendum: {reason: 'DELIVERY_DELAY', originalEventID: 'first'}};
  const state = arrive(aScreen(), [aWrite('first', 5), aWrite('second', 5, late)]);
  assert.deepEqual(listed(state), ['first', 'second']);
});

test('a hidden original does not come back with another view', () => {
  const state = arrive(aScreen(), [
    aRead('first', 5),
    aRead('second', 5, corrected),
    aWrite('other', 6),
  ]);
  assert.deepEqual(listed(press(state, 'w', 'w')), ['second', 'other']);
});

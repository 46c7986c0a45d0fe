import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createStore} from '../source/store.ts';
import {ago, aScreen, aWrite, noon} from './support/a-record.ts';
import {createSimulatedClock} from './support/simulated-clock.ts';

function watched() {
  const clock = createSimulatedClock(noon);
  const store = createStore(aScreen(), clock.setTimer);
  const drawn: number[] = [];
  const stop = store.subscribe(() => {
    drawn.push(clock.now() - noon);
  });
  const arrive = (id: string) => {
    store.dispatch({type: 'events', now: noon, how: 'follow', events: [aWrite(id, 5)]});
  };

  return {clock, store, drawn, stop, arrive};
}

test('a burst of pages draws once', async () => {
  const {clock, store, drawn, arrive} = watched();
  for (let page = 0; page < 50; page++) {
    arrive(`e${page}`);
  }

  assert.equal(store.getSnapshot().list.rows.length, 0, 'what is not drawn yet is not seen');
  await clock.advance(1000);
  assert.deepEqual(drawn, [100]);
  assert.equal(store.getSnapshot().list.rows.length, 50);
  assert.equal(clock.pending, 0);
});

test('data that never ends draws ten times a second', async () => {
  const {clock, drawn, arrive} = watched();
  for (let step = 0; step < 100; step++) {
    arrive(`e${step}`);
    await clock.advance(10);
  }

  assert.ok(drawn.length <= 10, drawn.join(' '));
  assert.ok(drawn.slice(1).every((time, index) => time - (drawn[index] ?? 0) >= 100));
});

test('a key draws at once, with all data that has come so far, and only once', async () => {
  const {clock, store, drawn, arrive} = watched();
  arrive('a');
  store.dispatch({type: 'command', id: 'help'});
  assert.deepEqual(drawn, [0]);
  assert.equal(store.getSnapshot().list.rows.length, 1);
  await clock.advance(1000);
  assert.deepEqual(drawn, [0]);
  store.dispatch({type: 'resize', columns: 80, rows: 24});
  assert.deepEqual(drawn, [0, 1000]);
});

test('what changes nothing draws nothing', async () => {
  const {clock, store, drawn, arrive} = watched();
  arrive('a');
  await clock.advance(100);
  arrive('b');
  await clock.advance(100);
  const before = drawn.length;
  store.dispatch({type: 'tick', now: ago(10)});
  store.dispatch({type: 'command', id: 'back'});
  store.dispatch({type: 'text', text: 'nowhere to go'});
  await clock.advance(1000);
  assert.equal(drawn.length, before);
});

test('who no longer listens is not told, and who leaves while being told does no harm', () => {
  const {store, drawn, stop} = watched();
  const once = store.subscribe(() => {
    once();
  });
  store.dispatch({type: 'command', id: 'help'});
  stop();
  store.dispatch({type: 'command', id: 'back'});
  assert.equal(drawn.length, 1);
});

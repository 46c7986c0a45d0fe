import assert from 'node:assert/strict';
import test from 'node:test';
import {createSimulatedClock} from './simulated-clock.ts';

const start = Date.UTC(2026, 10, 22, 12);

test('time stands still until it is moved', async () => {
  const clock = createSimulatedClock(start);
  assert.equal(clock.now(), start);
  await clock.advance(1500);
  assert.equal(clock.now(), start + 1500);
});

test('timers run in order of their time, each at its own', async () => {
  const clock = createSimulatedClock(0);
  const log: string[] = [];
  const note = (name: string, ms: number) => {
    clock.setTimer(() => {
      log.push(`${name} ${clock.now()}`);
    }, ms);
  };

  note('b', 20);
  note('a', 10);
  note('c', 20);
  note('late', 31);
  await clock.advance(30);
  assert.deepEqual(log, ['a 10', 'b 20', 'c 20']);
  assert.equal(clock.pending, 1);
});

test('a loop that waits goes round once for each step, within one advance', async () => {
  const clock = createSimulatedClock(0);
  const times: number[] = [];
  const loop = async () => {
    for (;;) {
      await clock.wait(10); // eslint-disable-line no-await-in-loop -- The loop is what is tested.
      times.push(clock.now());
    }
  };

  void loop();
  await clock.advance(35);
  assert.deepEqual(times, [10, 20, 30]);
});

test('a cancelled timer never runs', async () => {
  const clock = createSimulatedClock(0);
  const cancel = clock.setTimer(() => {
    assert.fail('cancelled');
  }, 10);
  cancel();
  assert.equal(clock.pending, 0);
  await clock.advance(100);
});

test('an aborted wait rejects with the reason and leaves no timer', async () => {
  const clock = createSimulatedClock(0);
  const controller = new AbortController();
  const wait = clock.wait(10, controller.signal);
  controller.abort(new Error('no longer wanted'));
  await assert.rejects(wait, /no longer wanted/v);
  await assert.rejects(clock.wait(10, controller.signal), /no longer wanted/v);
  assert.equal(clock.pending, 0);
});

test('time runs until something has happened, or says that it did not', async () => {
  const clock = createSimulatedClock(0);
  let count = 0;
  const tick = () => {
    count++;
    clock.setTimer(tick, 1000);
  };

  tick();
  await clock.runUntil(() => count === 5, 60_000);
  assert.equal(clock.now(), 4000);
  await assert.rejects(
    clock.runUntil(() => count === 50, 10_000),
    /Not within 10000 ms/v,
  );
});

test('an error in a timer reaches the test', async () => {
  const clock = createSimulatedClock(0);
  clock.setTimer(() => {
    throw new Error('in a timer');
  }, 1);
  await assert.rejects(clock.advance(1), /in a timer/v);
});

test('time does not go back, and a timer without a delay cannot hang the test', async () => {
  const clock = createSimulatedClock(0);
  await assert.rejects(clock.advance(-1), RangeError);
  await assert.rejects(clock.advance(Number.NaN), RangeError);
  const again = () => {
    clock.setTimer(again, 0);
  };

  again();
  await assert.rejects(clock.advance(1), /without a delay/v);
});

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {priorities, RequestBudget, type Priority} from '../../source/sources/budget.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';

const start = Date.UTC(2026, 10, 22, 12);

/** A budget on a clock of its own, and the times at which it let requests go. */
function budgetAt(rate: number) {
  const clock = createSimulatedClock(start);
  const budget = new RequestBudget(rate, clock);
  const granted: Array<{readonly at: number; readonly name: string}> = [];
  const ask = async (priority: Priority, name: string = priority, signal?: AbortSignal) => {
    await budget.take(priority, signal);
    granted.push({at: clock.now() - start, name});
  };

  return {clock, budget, granted, ask, times: () => granted.map(({at}) => at)};
}

describe('requests a second', () => {
  test('whoever asks in whatever pattern, no second ever sees more than the rate, and everybody gets a turn', async () => {
    const arrival = fc.record({
      after: fc.oneof(fc.constant(0), fc.integer({min: 0, max: 3000})),
      priority: fc.constantFrom(...priorities),
      isThrottled: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, {maxLength: 25}),
        fc.constantFrom(0.5, 1, 2, 3),
        async (arrivals, rate) => {
          const {clock, budget, ask, times} = budgetAt(rate);
          for (const {after, priority, isThrottled} of arrivals) {
            await clock.advance(after);
            void ask(priority);
            if (isThrottled) {
              budget.throttled();
            }
          }

          await clock.advance(1000 * 60 * 20);
          const all = times();
          assert.equal(all.length, arrivals.length);
          assert.equal(budget.granted, arrivals.length);
          for (const [index, time] of all.entries()) {
            const before = all[index - 1];
            assert.ok(before === undefined || time - before >= 1000 / rate - 0.001);
          }

          assert.equal(clock.pending, 0);
        },
      ),
      {numRuns: 60},
    );
  });

  test('the first request goes out at once, also after a long pause, which saves nothing up', async () => {
    const {clock, ask, times} = budgetAt(1);
    void ask('hot');
    await clock.settle();
    assert.deepEqual(times(), [0]);
    await clock.advance(60_000);
    void ask('hot');
    void ask('hot');
    await clock.advance(5000);
    assert.deepEqual(times(), [0, 60_000, 61_000]);
  });

  test('what the person asked for goes first, then the newest, then re-reading, then the rest', async () => {
    const {clock, granted, ask} = budgetAt(1);
    void ask('backfill', 'first come');
    for (const priority of ['backfill', 'sweep', 'hot', 'user'] as const) {
      void ask(priority);
      void ask(priority, `${priority} again`);
    }

    await clock.advance(3500);
    void ask('user', 'late user');
    await clock.advance(10_000);
    assert.deepEqual(
      granted.map(({name}) => name),
      [
        'first come',
        'user',
        'user again',
        'hot',
        'late user',
        'hot again',
        'sweep',
        'sweep again',
        'backfill',
        'backfill again',
      ],
    );
  });
});

describe('when AWS says that it is too much', () => {
  /** Gaps between requests while somebody always waits. */
  async function gaps(rate: number, throttledAt: readonly number[], forMs: number) {
    const {clock, budget, ask, times} = budgetAt(rate);
    for (let index = 0; index < forMs / 100; index++) {
      void ask('hot');
    }

    let passed = 0;
    for (const at of throttledAt) {
      await clock.advance(at - passed);
      passed = at;
      budget.throttled();
    }

    await clock.advance(forMs - passed);
    return Object.assign((time: number) => gapAt(times(), time), {times: times()});
  }

  function gapAt(times: readonly number[], time: number): number {
    const index = times.findIndex((each) => each > time);
    return (times[index] ?? Number.NaN) - (times[index - 1] ?? Number.NaN);
  }

  test('the rate is halved, and whole again after half a minute', async () => {
    const gap = await gaps(1, [1500], 60_000);
    assert.equal(gap(10_000), 2000);
    assert.equal(gap(29_000), 2000);
    assert.equal(gap(35_000), 1000);
  });

  test('many refusals within ten seconds halve it once', async () => {
    const gap = await gaps(1, [1500, 1600, 4000, 8000, 11_400], 60_000);
    assert.equal(gap(15_000), 2000);
    assert.equal(gap(38_000), 2000);
    assert.equal(gap(45_000), 1000);
  });

  test('the whole rate comes back after half a minute without a refusal, not after the first of them', async () => {
    const {clock, budget} = budgetAt(1);
    budget.throttled();
    await clock.advance(9900);
    budget.throttled();
    await clock.advance(29_900);
    assert.equal(budget.isThrottled, true);
    await clock.advance(200);
    assert.equal(budget.isThrottled, false);
  });

  test('refusals that go on halve it again, but never to nothing', async () => {
    const gap = await gaps(
      2,
      Array.from({length: 8}, (_, index) => 1000 + index * 10_000),
      150_000,
    );
    assert.equal(gap(9000), 1000);
    assert.equal(gap(19_000), 2000);
    assert.equal(gap(80_000), 8000);
    assert.equal(gap(110_000), 500);
  });

  test('after the last refusal the whole rate is back within half a minute, however slow it had become', async () => {
    const {times} = await gaps(
      1,
      Array.from({length: 6}, (_, index) => 1000 + index * 10_000),
      120_000,
    );
    const back = 51_000 + 30_000;
    assert.equal(times.filter((time) => time >= back && time < back + 10_000).length, 10);
  });

  test('the request after a refusal waits for the halved rate', async () => {
    const {clock, budget, ask, times} = budgetAt(1);
    void ask('hot');
    await clock.advance(900);
    assert.equal(budget.isThrottled, false);
    budget.throttled();
    assert.equal(budget.isThrottled, true);
    void ask('hot');
    await clock.advance(5000);
    assert.deepEqual(times(), [0, 2900]);
    await clock.advance(30_000);
    assert.equal(budget.isThrottled, false);
  });
});

describe('somebody who no longer wants', () => {
  test('gets an abort at once, takes no turn, and leaves no timer when nobody else waits', async () => {
    const {clock, budget, ask, times} = budgetAt(1);
    void ask('hot');
    const wish = new AbortController();
    const refused = assert.rejects(ask('hot', 'hot', wish.signal), {name: 'AbortError'});
    await clock.settle();
    assert.equal(clock.pending, 1);
    wish.abort();
    await refused;
    await clock.settle();
    assert.equal(clock.pending, 0);
    assert.equal(budget.granted, 1);

    void ask('sweep');
    await clock.advance(1000);
    assert.deepEqual(times(), [0, 1000]);
  });

  test('is refused without a turn where the wish is gone before it is asked', async () => {
    const {clock, budget, ask} = budgetAt(1);
    await assert.rejects(ask('user', 'user', AbortSignal.abort()), {name: 'AbortError'});
    assert.equal(budget.granted, 0);
    assert.equal(clock.pending, 0);
  });

  test('does not hold up the others', async () => {
    const {clock, granted, ask} = budgetAt(1);
    void ask('hot');
    const wish = new AbortController();
    const refused = assert.rejects(ask('user', 'gone', wish.signal));
    void ask('backfill', 'next');
    await clock.settle();
    wish.abort();
    await refused;
    await clock.advance(1000);
    assert.deepEqual(
      granted.map(({name}) => name),
      ['hot', 'next'],
    );
  });
});

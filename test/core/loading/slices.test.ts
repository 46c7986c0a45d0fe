import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
  dueRange,
  dueReading,
  extendPlan,
  leftBehindRange,
  nextDueAt,
  sliceRange,
  startPlan,
  type SlicePlan,
} from '../../../source/core/loading/slices.ts';
import {finishRange, noteFound} from '../../../source/core/loading/slice-readings.ts';
import {hour, minute, second, type TimeRange} from '../../../source/core/time.ts';

const noon = Date.UTC(2026, 0, 1, 12);

type Arrival = {readonly time: number; readonly visibleAt: number};

/** What is to be read next: a slice that is due, or those that were left behind. */
function nextRange(plan: SlicePlan, now: number): TimeRange | undefined {
  const due = dueReading(plan, now);
  return due ? sliceRange(due.slice) : leftBehindRange(plan, now);
}

/** Follows the plan as an instant reader would, and tells which arrivals it saw, and when they were found. */
function follow(
  arrivals: readonly Arrival[],
  from: number,
  until: number,
  step = 5 * second,
): {plan: SlicePlan; found: ReadonlyMap<Arrival, number>; readings: number; settled: number[]} {
  const found = new Map<Arrival, number>();
  const settled: number[] = [];
  let readings = 0;
  let plan = startPlan(from);
  for (let now = from; now <= until; now += step) {
    plan = extendPlan(plan, now);
    for (let range = nextRange(plan, now); range; range = nextRange(plan, now)) {
      readings++;
      const {since, until: end} = range;
      const fresh = arrivals.filter(
        (each) =>
          each.time >= since && each.time < end && each.visibleAt <= now && !found.has(each),
      );
      for (const each of fresh) {
        found.set(each, now);
      }

      const times = fresh.map(({time}) => time);
      plan = finishRange(noteFound(plan, times, now), {since, until: end}, now);
    }

    settled.push(plan.settledTo);
  }

  return {plan, found, readings, settled};
}

test('a slice is read at 2, 4, 6 and 16 minutes, and then no more', () => {
  const {readings, plan} = follow([], noon, noon + 2 * hour);
  // Sixteen minutes of slices are open at any time; every tenth is read a fifth time.
  assert.ok(readings / 120 > 3.9 && readings / 120 < 4.4, String(readings / 120));
  assert.ok(plan.slices.length < 60, String(plan.slices.length));
});

test('nothing that arrives within fifteen minutes is missed', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          at: fc.integer({min: 0, max: 60 * 60}),
          late: fc.integer({min: 0, max: 15 * 60}),
        }),
        {
          maxLength: 60,
        },
      ),
      (list) => {
        const arrivals = list.map(({at, late}) => ({
          time: noon + at * second,
          visibleAt: noon + (at + late) * second,
        }));
        const {found} = follow(arrivals, noon, noon + 80 * minute, 10 * second);
        assert.equal(found.size, arrivals.length);
      },
    ),
    {numRuns: 30},
  );
});

test('what is settled stays settled: no later reading finds anything before it', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          at: fc.integer({min: 0, max: 60 * 60}),
          late: fc.integer({min: 0, max: 15 * 60}),
        }),
        {
          maxLength: 60,
        },
      ),
      (list) => {
        const arrivals = list.map(({at, late}) => ({
          time: noon + at * second,
          visibleAt: noon + (at + late) * second,
        }));
        const {settled} = follow(arrivals, noon, noon + 80 * minute, 10 * second);
        let at = noon;
        for (const settledTo of settled) {
          for (const {time, visibleAt} of arrivals) {
            assert.ok(time >= settledTo || visibleAt <= at);
          }

          at += 10 * second;
        }
      },
    ),
    {numRuns: 30},
  );
});

test('settled never goes back, and follows now by the lateness and a minute or two', () => {
  const {settled} = follow([], noon, noon + hour);
  assert.deepEqual(
    settled,
    [...settled].sort((a, b) => a - b),
  );
  const last = settled.at(-1) ?? 0;
  assert.ok(noon + hour - last <= 18 * minute, String((noon + hour - last) / minute));
});

test('an event twenty minutes late is found by a probe, and the window widens behind it', () => {
  // In every minute one event that comes 20 minutes late: the first probe must show it.
  const arrivals = Array.from({length: 120}, (_, index) => ({
    time: noon + index * minute + 30 * second,
    visibleAt: noon + index * minute + 20 * minute,
  }));
  const {plan, found} = follow(arrivals, noon, noon + 3 * hour);
  assert.ok(plan.lateness >= 20 * minute, String(plan.lateness / minute));
  const missed = arrivals.filter((each) => !found.has(each) && each.time > noon + 70 * minute);
  assert.deepEqual(missed, []);
});

test('lateness of twenty-five minutes: after it has shown, everything is found, also what was read for the last time before', () => {
  const arrivals = Array.from({length: 180}, (_, index) => ({
    time: noon + index * minute + 20 * second,
    visibleAt: noon + index * minute + 25 * minute + 20 * second,
  }));
  const {found, settled, plan} = follow(arrivals, noon, noon + 4 * hour);
  assert.deepEqual(
    arrivals.filter((each) => !found.has(each)),
    [],
  );
  // It has gone back once, and goes on afterwards.
  assert.ok(settled.some((each, index) => each < (settled[index - 1] ?? -Infinity)));
  assert.ok(plan.settledTo >= noon + 4 * hour - plan.lateness - 3 * minute);
});

test('slices that were done are put back when the lateness grows, and are not overdue for it', () => {
  const now = noon + hour;
  const {plan} = follow([], noon, now);
  const probe = plan.slices.find((slice) => slice.readAt > slice.since + 16 * minute);
  const time = (probe?.since ?? 0) + 10 * second;
  const wider = noteFound(plan, [time], now);
  assert.ok(wider.lateness > plan.lateness);
  assert.ok(wider.settledTo <= time - 50 * minute);
  const sinces = wider.slices.map(({since}) => since);
  assert.ok(
    sinces.every((since, index) => index === 0 || since === (sinces[index - 1] ?? 0) + minute),
  );
  assert.ok((dueReading(wider, now)?.dueAt ?? now) >= now - minute);
});

test('what a walk finds that began before the last reading of a slice does not show lateness', () => {
  const now = noon + hour;
  const {plan} = follow([], noon, now);
  assert.equal(noteFound(plan, [now - 5 * minute], now).lateness, plan.lateness);
});

test('after a pause the newest minutes are read first, then the rest from the newest on', () => {
  const before = follow([], noon, noon + hour).plan;
  const now = noon + 5 * hour;
  let plan = extendPlan(before, now);
  const first = dueRange(plan, now) ?? assert.fail();
  assert.ok(first.until >= now - 4 * minute && first.since >= now - 25 * minute);
  assert.ok(
    (dueReading(plan, now)?.dueAt ?? 0) >= now - 16 * minute,
    'what is left behind is no lag',
  );
  const ends: number[] = [];
  for (;;) {
    const range = dueRange(plan, now) ?? leftBehindRange(plan, now);
    if (!range) {
      break;
    }

    ends.push(range.until);
    plan = finishRange(plan, range, now);
  }

  assert.deepEqual(
    ends,
    [...ends].sort((a, b) => b - a),
  );
  assert.ok(plan.settledTo >= now - 18 * minute, String((now - plan.settledTo) / minute));
});

test('the next reading is never before now once all that is due is done', () => {
  const {plan} = follow([], noon, noon + hour);
  assert.ok(nextDueAt(plan, noon + hour) > noon + hour);
});

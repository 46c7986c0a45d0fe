import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
  day,
  home,
  hour,
  instanceNamed,
  isRead,
  minute,
  nameOf,
  seenAll,
  startedAt,
  world,
  worldOf,
} from './incidents-helpers.ts';

const offset = fc.integer({min: -26 * hour, max: 3 * hour});
const region = fc.constantFrom(...world.regions);

test('a range cut anywhere holds the same events as the whole', () => {
  fc.assert(
    fc.property(
      region,
      offset,
      fc.array(fc.integer({min: 1, max: 40 * minute}), {minLength: 1, maxLength: 4}),
      (where, start, steps) => {
        const cuts = [startedAt + start];
        for (const step of steps) {
          cuts.push((cuts.at(-1) ?? 0) + step);
        }

        const whole = world.events(where, cuts[0] ?? 0, cuts.at(-1) ?? 0);
        const parts = cuts
          .slice(1)
          .flatMap((until, index) => world.events(where, cuts[index] ?? 0, until));
        assert.deepEqual(seenAll(parts), seenAll(whole));
      },
    ),
    {numRuns: 40},
  );
});

test('the answer does not depend on what was asked before', () => {
  fc.assert(
    fc.property(fc.integer(), region, offset, (seed, where, start) => {
      const [fresh, used] = [worldOf(seed), worldOf(seed)];
      for (let asked = 0; asked < 3; asked++) {
        used.events(where, startedAt + start - asked * hour, startedAt + start + 20 * minute);
      }

      const ask = (one: typeof fresh) =>
        seenAll(one.events(where, startedAt + start, startedAt + start + 10 * minute));
      assert.deepEqual(ask(used), ask(fresh));
    }),
    {numRuns: 15},
  );
});

test('another seed is another account', () => {
  const [one, other] = [1, 2].map((seed) =>
    worldOf(seed)
      .instances(startedAt)
      .map(({id}) => id),
  );
  assert.equal(one?.filter((id) => other?.includes(id)).length, 0);
});

test('events come oldest first, within the range, of the region, and visible after they happened', () => {
  for (const where of world.regions) {
    const [since, until] = [startedAt - 2 * hour, startedAt + hour];
    const events = world.events(where, since, until);
    assert.ok(events.length > 0);
    for (const [index, event] of events.entries()) {
      assert.ok(event.time >= since && event.time < until);
      assert.ok(event.time >= (events[index - 1]?.time ?? 0));
      assert.equal(event.region, where);
      assert.equal(event.record['awsRegion'], where);
      const delay = event.visibleAt - event.time;
      assert.ok(delay >= 5000 && delay <= 14 * minute, `${nameOf(event)} after ${delay} ms`);
    }
  }
});

test('most events are visible within a minute, a tenth later, a few very late', () => {
  const delays = world
    .events(home, startedAt - day, startedAt)
    .map(({time, visibleAt}) => visibleAt - time);
  const share = (from: number, to: number) =>
    delays.filter((delay) => delay > from && delay <= to).length / delays.length;
  assert.ok(share(0, minute) > 0.85);
  assert.ok(share(minute, 5 * minute) > 0.07 && share(minute, 5 * minute) < 0.13);
  assert.ok(share(5 * minute, 14 * minute) > 0.01 && share(5 * minute, 14 * minute) < 0.04);
});

test('by day 25 to 35 events a minute at home, fewer by night, a trickle elsewhere', () => {
  const midday = Date.parse('2026-11-17T10:00:00Z');
  const night = Date.parse('2026-11-17T01:00:00Z');
  const rate = (where: string, since: number) =>
    world.events(where, since, since + 3 * hour).length / 180;
  assert.ok(rate(home, midday) >= 25 && rate(home, midday) <= 35, String(rate(home, midday)));
  assert.ok(rate(home, night) < 0.8 * rate(home, midday));
  for (const where of world.regions.slice(1)) {
    assert.ok(rate(where, midday) > 1 && rate(where, midday) < 6);
  }
});

test('nineteen of twenty events are reads', () => {
  for (const since of [startedAt - day, startedAt - 30 * day]) {
    const events = world.events(home, since, since + day);
    const share = events.filter((event) => isRead(event)).length / events.length;
    assert.ok(share > 0.9 && share < 0.97, String(share));
  }
});

test('every minute of the hours after the start has events', () => {
  for (let index = 0; index < 180; index++) {
    const since = startedAt + index * minute;
    assert.ok(world.events(home, since, since + minute).length > 0);
  }

  assert.ok(world.events(home, startedAt + 2 * day, startedAt + 2 * day + hour).length > 500);
});

test('what is asked without an end or before all history is answered with what there is', () => {
  assert.deepEqual(world.events(home, -Infinity, startedAt - 91 * day), []);
  assert.deepEqual(world.events('ap-south-1', startedAt - hour, startedAt), []);
  assert.deepEqual(world.events(home, startedAt, startedAt - hour), []);
  assert.deepEqual(world.events(home, Number.NaN, startedAt), []);
  const last = world.events(home, startedAt + 30 * day - minute, Infinity);
  assert.ok(last.length > 0);
});

test('instances are named, ended ones are listed for an hour, and nobody knows an end beforehand', () => {
  const names = new Set(world.instances(startedAt).map(({name}) => name));
  for (const name of ['batch-7', 'db-1', 'api-1', 'ci-runner', 'web-1', 'web-2']) {
    assert.ok(names.has(name), name);
  }

  assert.deepEqual(
    new Set(world.instances(startedAt).map(({monitoring}) => monitoring)),
    new Set(['basic', 'detailed']),
  );
  for (let now = startedAt - day; now < startedAt; now += 20 * minute) {
    for (const {launchedAt, endedAt, stateReason} of world.instances(now)) {
      assert.ok(launchedAt <= now);
      assert.ok(endedAt === Infinity || (endedAt <= now && endedAt > now - hour));
      assert.equal(stateReason === '', endedAt === Infinity);
    }
  }

  const ended = world
    .instances(startedAt - 5 * hour + 20 * minute)
    .filter(({autoScalingGroup, endedAt}) => autoScalingGroup === 'web' && endedAt < Infinity);
  assert.equal(ended.length, 2);
  assert.match(ended[0]?.stateReason ?? '', /^Client\.UserInitiatedShutdown/v);
});

test('the machines that were launched by the theft exist from then on', () => {
  assert.throws(() => instanceNamed('batch-worker', startedAt - 12 * minute));
  assert.equal(instanceNamed('batch-worker').type, 'c7i.16xlarge');
  assert.match(instanceNamed('batch-worker').id, /^i-0f3[0-9a-f]{14}$/v);
});

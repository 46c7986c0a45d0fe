import assert from 'node:assert/strict';
import {describe, test, type TestContext} from 'node:test';
import {hour, minute, second} from '../../source/core/time.ts';
import {tinyRandom} from '../support/tiny-world.ts';
import {collecting, noon} from './collecting.ts';
import {awsError} from './trail-model.ts';

/** A collector that is stopped with its test. */
function begin(t: TestContext, options: Parameters<typeof collecting>[0] = {}) {
  const all = collecting(options);
  t.after(() => {
    all.collector.stop();
    assert.deepEqual(all.lies, []);
  });
  return all;
}

type Collecting = ReturnType<typeof begin>;

/** Calls at even distances, so many a minute, one in twenty a write. */
function makeCalls(
  {trail}: Collecting,
  {since, until, perMinute, lateness}: Record<'since' | 'until' | 'perMinute' | 'lateness', number>,
): void {
  const count = ((until - since) / minute) * perMinute;
  for (let index = 0; index < count; index++) {
    const time = Math.floor((since + (index * minute) / perMinute) / second) * second;
    const id = `${time} ${String(index).padStart(6, '0')}`;
    trail.made.push({id, time, visibleAt: time + lateness, isRead: index % 20 !== 0});
  }
}

/** When the newest end was looked at: what was asked for reached beyond now. */
function looks({trail}: Collecting): readonly number[] {
  return trail.asked
    .filter(({until, at, token}) => until > at + 30_000 && !token)
    .map(({at}) => at);
}

describe('events that come later than was thought', () => {
  test('are all found in the end, and what was called settled is so only until then', async (t) => {
    const all = begin(t);
    const {trail, collector, clock, wanted, has, lastFeed} = all;
    makeCalls(all, {
      since: noon - 10 * minute,
      until: noon + 3 * hour,
      perMinute: 2,
      lateness: minute,
    });
    for (let index = 0; index < 150; index++) {
      const time = noon + index * minute + 20 * second;
      trail.made.push({id: `late ${index}`, time, visibleAt: time + 25 * minute, isRead: false});
    }

    collector.want(wanted());
    await clock.advance(50 * minute);
    const early = lastFeed()?.settledTo ?? Number.NaN;
    await clock.advance(150 * minute);
    assert.deepEqual(
      trail.made.filter(({id}) => !has(id)),
      [],
    );
    const settledTo = lastFeed()?.settledTo ?? Number.NaN;
    // Forty minutes is what an event twenty-five minutes late makes trailtop reckon with.
    assert.ok(settledTo >= noon + 150 * minute, String((settledTo - noon) / minute));
    assert.ok(early <= noon + 25 * minute, String((early - noon) / minute));
  });
});

describe('a store that lets old events go', () => {
  test('does not get them back as new, and what it keeps is whole', async (t) => {
    const all = begin(t, {limit: 1000});
    const {collector, clock, trail, wanted, has, shown, store} = all;
    makeCalls(all, {
      since: noon - hour,
      until: noon + 50 * minute,
      perMinute: 100,
      lateness: minute,
    });
    collector.want(wanted());
    await clock.advance(50 * minute);
    assert.equal(new Set(shown).size, shown.length);
    const keptBackTo = store.keptBackTo ?? Number.NaN;
    const kept = trail.made.filter(
      ({time, visibleAt}) => time > keptBackTo && visibleAt < clock.now() - 3 * minute,
    );
    assert.ok(kept.length > 500);
    assert.ok(kept.every(({id}) => has(id)));
  });

  test('is not filled again and again with what it cannot keep', async (t) => {
    const all = begin(t, {limit: 1000});
    const {collector, clock, trail, wanted, store} = all;
    makeCalls(all, {since: noon - 12 * hour, until: noon, perMinute: 15, lateness: 0});
    collector.want(wanted({range: {since: noon - 12 * hour, until: noon + hour}}));
    await clock.runUntil(() => store.keptBackTo !== undefined, 10 * minute);
    const full = trail.asked.length;
    await clock.advance(10 * minute);
    const old = trail.asked.slice(full).filter(({since}) => since < noon - hour);
    assert.ok(old.length < 40, `${old.length} pages of what is too old`);
  });
});

describe('the newest end', () => {
  for (const perMinute of [300, 1500]) {
    test(`is looked at every quarter of a minute while the first reading of ${perMinute} events a minute takes long`, async (t) => {
      const all = begin(t);
      const {collector, clock, wanted, lastFeed} = all;
      makeCalls(all, {
        since: noon - 20 * minute,
        until: noon + 6 * minute,
        perMinute,
        lateness: 5000,
      });
      collector.want(wanted({range: {since: noon - 20 * minute, until: noon + 5 * minute}}));
      await clock.advance(5 * minute);
      const at = [noon, ...looks(all), clock.now()];
      const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
      assert.ok(Math.max(...gaps) <= 20_000, `${Math.max(...gaps)} ms between two looks`);
      if (perMinute === 1500) {
        // The first reading alone takes eight minutes: that is a lag, and it is told.
        assert.ok((lastFeed()?.lag ?? 0) >= 90);
      }
    });
  }

  test('is looked at first after hours without an answer; the recent minutes next, then the rest, and nothing is missed', async (t) => {
    const all = begin(t);
    const {collector, clock, trail, wanted, has, lastFeed} = all;
    makeCalls(all, {since: noon - hour, until: noon + 5 * hour, perMinute: 60, lateness: minute});
    let isDown = false;
    trail.failure = () => (isDown ? awsError('ExpiredTokenException') : undefined);
    collector.want(wanted());
    await clock.advance(20 * minute);
    isDown = true;
    await clock.advance(4 * hour);
    isDown = false;
    const back = clock.now();
    trail.make('denied read', 0, 1, true);
    trail.make('seen late', 200, 230, true);
    collector.want(wanted({range: {since: back - hour, until: back + 5 * minute}, generation: 2}));
    await clock.runUntil(() => has('denied read'), 20_000);
    await clock.runUntil(() => has('seen late'), 3 * minute);
    const missing = () =>
      trail.made.filter(({id, visibleAt}) => visibleAt < back && !has(id)).length;
    assert.ok(missing() > 1000, 'the hours without an answer are still to be read');
    await clock.runUntil(() => missing() === 0, 30 * minute);
    await clock.runUntil(() => (lastFeed()?.settledTo ?? 0) > back, 40 * minute);
  });
});

describe('a question that AWS refuses for ever', () => {
  test('is left alone for longer and longer, is told, and everything else goes on', async (t) => {
    const all = begin(t);
    const {collector, clock, trail, wanted, has, isRead, lastFeed} = all;
    trail.failure = ({attribute}) =>
      attribute?.key === 'EventSource' ? awsError('InvalidLookupAttributesException') : undefined;
    makeCalls(all, {since: noon - hour, until: noon, perMinute: 100, lateness: 0});
    collector.want(wanted({pushed: {key: 'EventSource', value: 'x.amazonaws.com'}}));
    await clock.advance(40_000);
    trail.make('new write', 0);
    await clock.runUntil(() => has('new write'), 20_000);
    assert.equal(lastFeed()?.problem?.code, 'InvalidLookupAttributesException');
    await clock.runUntil(() => isRead({since: noon - hour, until: noon}, ['all']), 5 * minute);
    const refused = trail.asked.filter(({attribute}) => attribute?.key === 'EventSource');
    assert.ok(refused.length >= 5 && refused.length <= 10, `${refused.length} requests`);
    // Everything is here now, and with it what the filter wants.
    await clock.runUntil(() => lastFeed()?.problem === undefined, 2 * minute);
  });

  test('because of its token, too: it is told, and asked no faster', async (t) => {
    const all = begin(t);
    const {collector, clock, trail, wanted, has, lastFeed} = all;
    for (let index = 0; index < 130; index++) {
      trail.make(`together ${index}`, 600);
    }

    trail.failure = ({token}) => (token ? awsError('InvalidNextTokenException') : undefined);
    collector.want(wanted());
    await clock.advance(minute);
    assert.match(lastFeed()?.problem?.title ?? '', /no longer knows how far/v);
    await clock.advance(4 * minute);
    const refused = trail.asked.filter(({token}) => token !== undefined);
    assert.ok(refused.length <= 60, `${refused.length} requests in five minutes`);
    trail.failure = () => undefined;
    await clock.runUntil(() => trail.made.every(({id}) => has(id)), 2 * minute);
  });
});

describe('a clock that is wrong', () => {
  for (const minutes of [4, 20, -10]) {
    test(`by ${minutes} minutes loses nothing, is told, and settled means what it says`, async (t) => {
      const all = begin(t);
      const {collector, clock, trail, wanted, has, lastFeed} = all;
      trail.clockOff = minutes * minute;
      const random = tinyRandom(3);
      const awsNoon = noon - trail.clockOff;
      for (let index = 0; index < 600; index++) {
        const time = awsNoon + index * 3 * second;
        const lateness =
          random() < 0.9 ? (1 + 4 * random()) * minute : (5 + 10 * random()) * minute;
        trail.made.push({id: `call ${index}`, time, visibleAt: time + lateness, isRead: false});
      }

      collector.want(wanted());
      await clock.advance(60 * minute);
      assert.deepEqual(
        trail.made.filter(({id}) => !has(id)),
        [],
      );
      assert.equal(lastFeed()?.clockOff, minutes * minute);
      const settledTo = lastFeed()?.settledTo ?? Number.NaN;
      const awsNow = clock.now() - trail.clockOff;
      assert.ok(settledTo <= awsNow - 15 * minute && settledTo >= awsNow - 18 * minute);
    });
  }

  test('by less than a minute is no matter', async (t) => {
    const {collector, clock, trail, wanted, lastFeed} = begin(t);
    trail.clockOff = 40 * second;
    collector.want(wanted());
    await clock.advance(minute);
    assert.equal(lastFeed()?.clockOff, undefined);
  });
});

test('an event without an id comes once, and does not keep the look at the newest end from ending', async (t) => {
  const {collector, clock, trail, wanted, actions} = begin(t);
  for (let index = 0; index < 100; index++) {
    trail.make(`call ${index}`, 40 + index);
  }

  trail.make('', 30);
  collector.want(wanted({range: {since: noon - 20 * minute, until: noon + minute}}));
  await clock.advance(5 * minute);
  const nameless = actions.flatMap(({action}) =>
    action.type === 'events' ? action.events.filter(({id}) => id === '') : [],
  );
  assert.equal(nameless.length, 1);
  assert.ok(trail.asked.length < 110, `${trail.asked.length} requests`);
});

test('the last minutes are the present matter alone: the range has nothing to read there again', async (t) => {
  const all = begin(t);
  const {collector, clock, trail, wanted, isRead} = all;
  makeCalls(all, {
    since: noon - 20 * minute,
    until: noon + 30 * minute,
    perMinute: 300,
    lateness: minute,
  });
  const range = {since: noon - 20 * minute, until: noon + 30 * minute};
  collector.want(wanted({range}));
  await clock.runUntil(() => isRead({since: range.since, until: noon}, ['all']), 10 * minute);
  await clock.advance(minute);
  const before = trail.asked.length;
  await clock.advance(10 * minute);
  const asked = trail.asked.slice(before).filter(({attribute}) => attribute !== undefined);
  assert.equal(asked.length, 0, asked.map(({since, at}) => at - since).join(' '));
});
